#!/bin/sh
# A program for CUDA where no GPU is seen: `auto` computes on the CPU and says so, `cuda` is refused. Usage: no_device_test.sh PROGRAM SOURCE_FOLDER
. "$(dirname "$0")/expect.sh"
export CUDA_VISIBLE_DEVICES=
run="$program tabular --scale demo --data iris --seed 1 --threads 1 --out $folder/results --device"
expect 2 "--device cuda: this LibTorch sees no CUDA device; allowed here: auto, cpu" $run cuda
expect 0 "no CUDA device is seen: computing on the CPU" $run auto
finish
