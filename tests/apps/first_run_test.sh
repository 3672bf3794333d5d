#!/bin/sh
# What a newcomer types first, and what the program says. Usage: first_run_test.sh PROGRAM SOURCE_FOLDER
. "$(dirname "$0")/expect.sh"
tiny="--scale demo --threads 1 --model preact_resnet18 --train-limit 60 --test-limit 40 --width 0.0625"

# A run whose record is there: the record says what it says, and how to go on, also where others miss their data.
cifar="$program cifar --alpha 1 $tiny --epochs 1 --out $folder/own"
expect 0 "1 run, 1 to do" $cifar
expect 0 "1 run, 0 to do" $cifar
expect 0 "-s1: test error" $cifar
expect 0 "(done 20" $cifar
expect 0 ": $folder/own/cifar/demo/" $cifar
expect 0 "to run again: --again; another seed: --seed 2; records of your own: --out FOLDER" $cifar
[ -z "$($cifar -q 2>&1)" ] || fail "with -q a run that is done is no news"
cd "$source" || exit 1
expect 69 "adversarial/small/erm-s4: white box" "$program" adversarial --alpha 0 --seeds 100
expect 69 "3 runs, 3 to do, about " "$program" cifar --alpha 1 --scale paper --data-dir "$folder/none"
expect 69 "get it with: mixup-bench data fetch cifar10" "$program" cifar --alpha 1 --scale paper --data-dir "$folder/none"

# Slips of the fingers.
expect 2 "give a verb. Start with: mixup-bench list" "$program"
expect 2 "--metric excludes --readme" "$program" report --metric best --readme README.md
expect 2 "cifr: there is no such verb; did you mean cifar?" "$program" cifr
expect 2 "reprot: there is no such verb; did you mean report?" "$program" reprot
expect 2 "fetsh: there is no such verb; did you mean fetch?" "$program" data fetsh cifar10
expect 2 "--aplha: there is no such flag; did you mean --alpha?" "$program" cifar --aplha 1
expect 2 "--seeed: there is no such flag; did you mean --seed?" "$program" cifar --seeed=3

expect 2 "did you mean corrupt?" "$program" list croupt
expect 2 "did you mean iris?" "$program" tabular --data irs
expect 2 "did you mean preact_resnet18? (mixup-bench cifar --help lists what there is)" "$program" cifar --model preact_resnet81 --dry-run
expect 2 "--precision: got \"fp16\", allowed auto, fp32, bf16" "$program" cifar --precision fp16 --dry-run
expect 2 "--device: got \"gpu\", allowed auto, cpu, cuda" "$program" cifar --device gpu --dry-run
expect 2 "did you mean tabular/paper/iris-erm-s21?" "$program" show tabular/paper/iris-emr-s21

# A record that cannot be read is named, with what to do; --again does it.
tiny_run="$program tabular --data iris --alpha 0 --scale demo --seed 1 --threads 1 --out $folder/cut"
expect 0 "iris-erm-s1" $tiny_run
for left in "{" ""; do # what a cut and what a power cut leaves
    printf "%s" "$left" >"$folder/cut/tabular/demo/iris-erm-s1.json"
    expect 65 "iris-erm-s1.json: not JSON" $tiny_run
    expect 65 "; --again replaces it" $tiny_run
    expect 0 "iris-erm-s1" $tiny_run --again
    expect 0 "1 run, 0 to do" $tiny_run
done

# Costs: unknown, then measured by a short run.
expect 0 "to measure it: the same command with --epochs 1 --out FOLDER" "$program" cifar --alpha 1 $tiny --dry-run --out "$folder/none"
expect 0 "cifar10-preact18" "$program" cifar --alpha 1 $tiny --epochs 1 --out "$folder/trial"
expect 0 "to run         about " "$program" cifar --alpha 1 $tiny --dry-run --out "$folder/trial"
expect 0 "1 to do, about" "$program" cifar --alpha 1 $tiny --dry-run --out "$folder/trial"

# The command in a record is the one that was typed, whatever is in it.
odd="$folder/it's \$HOME"
expect 0 "cifar10-preact18" "$program" cifar --alpha 1 $tiny --epochs 1 --out "$odd"
command=$(python3 -c 'import glob, json, sys; print(json.load(open(glob.glob(sys.argv[1] + "/cifar/*/*.json")[0]))["command"])' "$odd")
rm -r "$odd"
mkdir "$folder/bin"
ln -s "$program" "$folder/bin/mixup-bench"
PATH="$folder/bin:$PATH" sh -c "$command -q" >/dev/null || fail "the command of a record does not run: $command"
[ -d "$odd/cifar" ] || fail "the command of a record does another thing: $command"

# Records in a folder that is a link are those of the report, too.
mkdir "$folder/linked"
ln -s "$folder/trial/cifar" "$folder/linked/cifar"
expect 0 "1 run, 0 to do" "$program" cifar --alpha 1 $tiny --epochs 1 --out "$folder/linked"
expect 0 "cifar10-preact18" "$program" report --from "$folder/linked" --format csv

# Too little memory is said before LibTorch is loaded, which would hang in OpenBLAS; no home is asked about.
for limit in 300000 600000 800000; do
    expect 74 "ulimit -v" sh -c "ulimit -v $limit; exec '$program' cifar --alpha 1 $tiny --epochs 1 --out '$folder/short'"
done
expect 0 "experiment" sh -c "ulimit -v 300000; exec '$program' --help"
expect 2 "give --data-dir FOLDER" env -u HOME -u XDG_CACHE_HOME -u MIXUP_BENCH_DATA "$program" data where
expect 2 "give --data-dir FOLDER" env -u HOME -u XDG_CACHE_HOME -u MIXUP_BENCH_DATA "$program" cifar --alpha 1 --out "$folder/none"
expect 0 "" env -u HOME -u XDG_CACHE_HOME -u MIXUP_BENCH_DATA "$program" cifar --alpha 1 $tiny --epochs 1 --out "$folder/no-home"

# Reports: a folder that is no folder, a temporary folder that is none, a working folder that is gone.
expect 2 "--from: got $folder/reslts, which is no folder" "$program" report --from "$folder/reslts"
mkdir "$folder/empty"
cd "$folder/empty" || exit 1
expect 0 "results: no such folder, so that nothing has run" "$program" report
rmdir "$folder/empty"
expect 0 "cifar10-preact18" "$program" report --from "$folder/trial" --format csv
cd "$source" || exit 1
if command -v gnuplot >/dev/null; then
    expect 74 "TMPDIR" env TMPDIR="$folder/nowhere" "$program" report --from "$source/results" --format html
fi

# A signal that is ignored, as in the background of a script, stays ignored.
(trap '' INT; exec "$program" cifar --alpha 1 $tiny --epochs 3 -q --out "$folder/background") >/dev/null &
run=$!
while [ ! -e "$folder/background/checkpoints" ] && kill -0 $run 2>/dev/null; do sleep 0.1; done
kill -INT $run 2>/dev/null
wait $run || fail "a run whose SIGINT is ignored ended with $?"
finish
