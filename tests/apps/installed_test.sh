#!/bin/sh
# What cmake --install puts where, and that it runs from there. Usage: installed_test.sh CMAKE BUILD_FOLDER
set -eu
prefix=$(mktemp -d)
trap 'rm -rf "$prefix"' EXIT
"$1" --install "$2" --prefix "$prefix" >/dev/null
for file in bin/mixup-bench share/man/man1/mixup-bench.1 share/bash-completion/completions/mixup-bench \
    share/zsh/site-functions/_mixup-bench share/fish/vendor_completions.d/mixup-bench.fish \
    share/doc/mixup-bench/copyright share/doc/mixup-bench/CITATION.cff share/mixup-bench/record.schema.json \
    share/mixup-bench/experiments/cifar/table.json share/mixup-bench/experiments/toy/README.md; do
    [ -s "$prefix/$file" ] || { echo "FAILED: $file is not installed"; exit 1; }
done
unset LD_LIBRARY_PATH
"$prefix/bin/mixup-bench" toy --scale demo --threads 1 --train-limit 60 --test-limit 40 --epochs 1 -q --out "$prefix/records" >/dev/null
"$prefix/bin/mixup-bench" data list --data-dir "$prefix/no-data" | grep -q cifar10
ls "$prefix"/records/toy/demo/*.json >/dev/null
echo "installed, and it runs from there"
