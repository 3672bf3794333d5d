#!/bin/sh
# matrix: builds the program without each optional part in turn, and runs the tests of the readers and of the messages.
set -eu
for option in AUDIO JPEG FETCH; do
    folder=build-without-$(echo $option | tr 'A-Z' 'a-z')
    cmake -S . -B "$folder" -G Ninja -DMIXUP_WITH_$option=OFF --log-level=WARNING >/dev/null
    cmake --build "$folder" --target mixup-bench test_formats test_data
    (cd "$folder" && ctest --output-on-failure -R '^(formats|data|usage)$')
done
