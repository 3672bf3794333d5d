#!/bin/sh
# What a person may type wrong is answered with what is allowed, at once. Usage: usage_test.sh PROGRAM SOURCE_FOLDER
. "$(dirname "$0")/expect.sh"

expect 0 "cifar" "$program" --help
expect 0 "mixup-bench" "$program" --version
expect 0 "section 3.4, Table 2" "$program" list
expect 0 "mixup, α = 8" "$program" list corrupt
expect 2 "the experiments are" "$program" list imaginary
expect 2 "mixup-bench --help" "$program" imaginary
expect 2 "allowed numbers 0" "$program" cifar --alpha -1 --dry-run
expect 2 "allowed numbers 0" "$program" cifar --alpha nan --dry-run
expect 2 "is no field of a run" "$program" cifar --set method.alhpa=1 --dry-run
expect 2 "the data sets are imagenet, cifar10" "$program" cifar --data cifra10 --dry-run
expect 2 "a run has one data set" "$program" cifar --data cifar10 cifar100 --dry-run
expect 2 "small enough to be read as it is" "$program" data cache cifar10
expect 69 "has no folder 'train'" "$program" data cache imagenet --data-dir "$folder/nothing"
expect 2 "got \"resnet19\", allowed" "$program" cifar --scale demo --model resnet19 --out "$folder"
expect 2 "demo, small, paper" "$program" cifar --scale tiny --dry-run
expect 0 "cifar/small/cifar10-preact18-mixup-s4" "$program" cifar --alpha 1 --dry-run
expect 0 "cifar10-preact18-erm+alpha=0.5-s4" "$program" cifar --alpha 0.5 --dry-run
expect 0 "20 runs" "$program" corrupt --rate 0.5 --dry-run
expect 69 "mixup-bench data fetch cifar10" "$program" cifar --out "$folder"
expect 69 "https://download.tensorflow.org/data/speech_commands_v0.01.tar.gz" "$program" speech --scale paper --out "$folder"
expect 69 "mixup-bench data fetch cifar10" "$program" cifar --out "$folder"
[ -e "$folder/cifar" ] && fail "a run without data left something behind"

# What does not train loads no LibTorch, and answers at once.
ldd "$program" | grep -q libtorch && fail "the program links LibTorch"
milliseconds=$(python3 -c '
import resource, subprocess, sys
def once():
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.argv[1], "--help"], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
print(round(min(once() for _ in range(5))))' "$program")
[ "$milliseconds" -lt 50 ] || fail "--help takes $milliseconds ms of a processor, allowed 50"

finish
