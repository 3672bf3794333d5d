#!/bin/sh
# Weights of torchvision's nets in both file formats give torchvision's logits. Usage: predict_test.sh PROGRAM SOURCE_FOLDER
# Skipped (exit 77) where no python3 has PyTorch and torchvision.
set -u
program=$1
source=$2
python=""
for candidate in python3 /usr/bin/python3; do # a virtual environment may hide Debian's packages
    $candidate -c 'import numpy, torch, torchvision' 2>/dev/null && python=$candidate
done
if [ -z "$python" ]; then
    echo "skipped: no python3 with torch and torchvision (Debian: apt install python3-torch python3-torchvision)"
    exit 77
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export OMP_NUM_THREADS=1
failures=0
for model in resnet50 resnet101 resnext101_32x4d; do
    "$python" "$source/tests/golden/export_torchvision.py" write $model "$folder" || exit 1
    for kind in pth safetensors; do
        rm -f "$folder/logits"
        "$program" predict --model $model --weights "$folder/weights.$kind" --input "$folder/x.safetensors" \
            --output "$folder/logits" --batch 2 --threads 1 --device cpu &&
            difference=$("$python" "$source/tests/golden/export_torchvision.py" compare "$folder/logits" "$folder/y.safetensors")
        status=$?
        echo "$model $kind: ${difference:-}"
        [ $status -eq 0 ] || failures=$((failures + 1))
    done
done
exit "$failures"
