#!/bin/sh
# Weights of torchvision's nets in both file formats give torchvision's logits; $oracle: a Python that has torchvision.
# Usage: with.sh "numpy torch torchvision" torchvision_nets.sh PROGRAM
set -u
program=$1
script="$(dirname "$0")/torchvision_nets.py"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export OMP_NUM_THREADS=1
failures=0
for model in resnet50 resnet101 resnext101_32x4d; do
    "$oracle" "$script" write $model "$folder" || exit 1
    for kind in pth safetensors; do
        rm -f "$folder/logits"
        "$program" predict --model $model --weights "$folder/weights.$kind" --input "$folder/x.safetensors" \
            --output "$folder/logits" --batch 2 --threads 1 --device cpu &&
            difference=$("$oracle" "$script" compare "$folder/logits" "$folder/y.safetensors")
        status=$?
        echo "$model $kind: ${difference:-}"
        [ $status -eq 0 ] || failures=$((failures + 1))
    done
done
exit "$failures"
