#!/bin/sh
# The program as a person meets it. Usage: program_test.sh PROGRAM SOURCE_FOLDER
set -u
program=$1
source=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export MIXUP_BENCH_DATA="$folder/no-data"
failures=0

fail() {
    echo "FAILED: $*"
    failures=$((failures + 1))
}

# expect CODE 'TEXT' COMMAND...: the exit code, and a text on stdout or stderr
expect() {
    code=$1 text=$2
    shift 2
    output=$("$@" 2>&1)
    got=$?
    if [ "$got" -ne "$code" ] || ! printf '%s\n' "$output" | grep -qF -- "$text"; then
        printf 'FAILED: %s\n  expected exit %s and "%s", got exit %s and:\n%s\n' "$*" "$code" "$text" "$got" "$output"
        failures=$((failures + 1))
    fi
}

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
expect 2 "small enough to be read as it is" "$program" data cache cifar10
expect 69 "has no folder 'train'" "$program" data cache imagenet --data-dir "$folder/nothing"
expect 2 "the models are" "$program" cifar --scale demo --model resnet19 --out "$folder"
expect 2 "demo, small, paper" "$program" cifar --scale tiny --dry-run
expect 0 "cifar/small/cifar10-preact18-mixup-s1" "$program" cifar --alpha 1 --dry-run
expect 0 "cifar10-preact18-erm+alpha=0.5-s1" "$program" cifar --alpha 0.5 --dry-run
expect 0 "4 runs" "$program" corrupt --rate 0.5 --dry-run
expect 69 "mixup-bench data fetch cifar10" "$program" cifar --out "$folder"
expect 69 "https://download.tensorflow.org/data/speech_commands_v0.01.tar.gz" "$program" speech --scale paper --out "$folder"
expect 69 "mixup-bench data fetch cifar10" "$program" cifar --out "$folder"
[ -e "$folder/cifar" ] && fail "a run without data left something behind"

# Data: what there is, what is wrong with it, how to get it; nothing that is wrong is left behind.
expect 0 "no-data" "$program" data where
expect 0 "absent      tabular" "$program" data list
expect 2 "the data sets are imagenet, cifar10" "$program" data fetch mnist
expect 2 "allowed are addresses that begin with https://" "$program" data fetch iris --from http://example.org/iris.zip
expect 69 "mixup-bench data import iris" "$program" data fetch iris --from http://127.0.0.1:1/iris.zip
expect 69 "mixup-bench data fetch iris" "$program" data verify iris
expect 69 "needs an account" "$program" data fetch imagenet
echo "5.1,3.5,1.4,0.2,Iris-setosa" >"$folder/iris.data"
expect 65 "expected 4551 bytes, got 28" "$program" data import iris "$folder/iris.data"
expect 65 "no folder train" "$program" data import imagenet "$folder"
find "$folder/no-data" -name '[!.]*' -type f | grep . && fail "a failed import left something behind"
rm -rf "$folder/iris.data"

# A short run, the same run again, its record's shape, the report.
demo="$program tabular --scale demo --data iris --out $folder/results"
expect 0 "iris-mixup-s2" $demo
expect 0 "4 runs, 0 to do" $demo
expect 0 "about 0:0" $demo --again --dry-run
expect 0 "Iris" "$program" report --from "$folder/results"
expect 0 "generated" "$program" report --from "$folder/results"
expect 0 "test error (best)" "$program" report --from "$folder/results" --metric best
expect 2 "allowed last, best, median10, selected" "$program" report --from "$folder/results" --metric lowest
expect 2 "allowed markdown, html, latex, csv, json" "$program" report --from "$folder/results" --format pdf
expect 0 "experiment,scale,data,group" "$program" report --from "$folder/results" --format csv
expect 0 '"records_of_no_table"' "$program" report --from "$folder/results" --format json
expect 0 'begin{longtable}' "$program" report --from "$folder/results" --format latex
expect 0 "" python3 "$source/tests/results/check_schema.py" "$source/lib/results/record.schema.json" "$folder"/results/tabular/demo/*.json

# The same seed gives the same record, but for time.
cp -r "$folder/results" "$folder/first"
expect 0 "iris-erm-s1" $demo --again
compare='
import json, sys
timed = {"started", "ended", "wall_seconds", "command"}
def load(path):
    record = {k: v for k, v in json.load(open(path)).items() if k not in timed}
    for group in ("metrics", "curve"):
        for key in ("seconds", "train_seconds", "images_per_second", "peak_memory_bytes"):
            record[group].pop(key, None)
    return record
a, b = (load(p) for p in sys.argv[1:])
print("same" if a == b else "different")
'
expect 0 "same" python3 -c "$compare" "$folder/first/tabular/demo/iris-erm-s1.json" "$folder/results/tabular/demo/iris-erm-s1.json"

# Weights from a file: a net is applied, a run starts from them and its record says so, what does not fit is refused.
torch="$source/tests/formats/torch"
write_x='
import json, struct, sys
data = struct.pack("<8f", *(float(v) for v in sys.argv[2:]))
header = json.dumps({"x": {"dtype": "F32", "shape": [2, 4], "data_offsets": [0, 32]}}).encode()
open(sys.argv[1], "wb").write(len(header).to_bytes(8, "little") + header + data)
'
read_y='
import struct, sys
def layer(x, rows, relu):
    at = lambda i: (i % 7 - 3) / 4  # as tests/golden/torch_files.py fills each parameter
    y = [at(r) + sum(at(r * len(x) + i) * v for i, v in enumerate(x)) for r in range(rows)]
    return [max(0, v) for v in y] if relu else y
data = open(sys.argv[1], "rb").read()
got = struct.unpack("<6f", data[-24:])
inputs = [float(v) for v in sys.argv[2:]]
want = [v for x in (inputs[:4], inputs[4:]) for v in layer(layer(layer(x, 6, True), 6, True), 3, False)]
print("as by hand" if all(abs(a - b) < 1e-5 for a, b in zip(got, want)) else f"{got} but by hand {want}")
'
mlp="$program predict --model mlp --output $folder/y"
predict="$mlp --width 0.05 --input $folder/x"
x="1 -2 3 0.5 -1 0 2 4"
# shellcheck disable=SC2086
python3 -c "$write_x" "$folder/x" $x
expect 0 "" $predict --weights "$torch/mlp.pth" --batch 1
# shellcheck disable=SC2086
expect 0 "as by hand" python3 -c "$read_y" "$folder/y" $x
expect 0 "\"module.\" was taken off every name" $predict --weights "$torch/checkpoint.pth"
expect 65 "posix.system: a weights file may only name" $predict --weights "$torch/evil.pth"
expect 65 "another net" $mlp --width 0.1 --input "$folder/x" --weights "$torch/mlp.pth"
expect 2 "takes examples of 3 dimensions" "$program" predict --model resnet50 --weights "$torch/mlp.pth" --input "$folder/x" --output "$folder/y"
expect 2 "the models are" "$program" predict --model resnet5 --weights "$torch/mlp.pth" --input "$folder/x" --output "$folder/y"
expect 74 "$folder/none" $predict --weights "$folder/none"
expect 74 "$folder/none" $mlp --input "$folder/none" --weights "$torch/mlp.pth"
expect 74 "$folder/none" "$program" tabular --scale demo --data iris --weights "$folder/none"
from="$program tabular --scale demo --width 0.05 --seed 1 --weights $torch/mlp.pth --quiet --out $folder/from"
hash=$(sha256sum "$torch/mlp.pth" | cut -c1-16)
expect 0 "iris-erm+width=0.05+weights=$hash" $from --data iris --alpha 0
expect 0 "" python3 "$source/tests/results/check_schema.py" "$source/lib/results/record.schema.json" "$folder"/from/tabular/demo/*.json
expect 65 "is for 3 classes, expected 2" $from --data htru2
expect 2 "/model/weights" "$program" tabular --scale demo --data iris --set model.weights="$hash" --out "$folder/from"

# A stale record is named and kept; a broken one is named; a folder that cannot be written is said.
sed -i 's/"epochs": 5/"epochs": 6/' "$folder/results/tabular/demo/iris-erm-s1.json"
expect 1 "/budget/epochs" $demo
echo '{' >"$folder/results/tabular/demo/iris-erm-s1.json"
expect 65 "iris-erm-s1.json" $demo
: >"$folder/file"
expect 74 "$folder/file" "$program" tabular --scale demo --data iris --out "$folder/file"

# A damaged record of another run costs the estimate, not the run.
mkdir -p "$folder/damaged/tabular/demo"
echo '{' >"$folder/damaged/tabular/demo/abalone-erm-s1.json"
expect 0 "no estimate: $folder/damaged/tabular/demo/abalone-erm-s1.json" "$program" tabular --scale demo --data iris --seed 1 --out "$folder/damaged"

# Every experiment has its page, which names each scale; it runs at demo scale, fills each column of its table, and its
# records keep to the schema.
one="--scale demo --seed 1 --threads 1 --quiet --out $folder/smoke"
for name in $("$program" list | cut -d' ' -f1); do
    page="$source/experiments/$name/README.md"
    [ -s "$page" ] || fail "experiments/$name has no README.md"
    for said in "**Claim" "mixup-bench $name" "| demo |" "| small |" "| paper |" "docs/deviations.md"; do
        grep -qF "$said" "$page" || fail "experiments/$name/README.md does not say $said"
    done
    case $name in
    imagenet) rows="--alpha 0.2" ;;          # two rows of fifteen
    corrupt) rows="--rate 0.5 --alpha 32" ;; # one row of twelve
    gan) rows="--data ring8" ;;              # four rows of eight
    ablation) rows="--set method.at=2" ;;    # two rows of 44
    sweep) rows="--alpha 1" ;;               # two rows of eighteen
    *) rows="" ;;
    esac
    # shellcheck disable=SC2086
    "$program" "$name" $rows $one >/dev/null || fail "$name does not run at demo scale"
    expect 0 "filled" python3 "$source/tests/apps/check_columns.py" "$source/experiments/$name/table.json" "$folder/smoke/$name/demo"
    expect 0 "" python3 "$source/tests/results/check_schema.py" "$source/lib/results/record.schema.json" "$folder/smoke/$name"/demo/*.json
done

# A kept net is found by another experiment, and predicts.
keep="--scale demo --seed 1 --threads 1 --quiet --keep-weights --out $folder/kept"
expect 0 "misses" "$program" between --alpha 1 $keep
expect 0 "no attack" "$program" adversarial --alpha 1 $keep
expect 0 '"net": "kept, ' cat "$folder/kept/adversarial/demo/mixup-s1.json"

# An attack of size 0 is none; the black box is not the white box.
expect 0 "no attack" "$program" adversarial --alpha 1 --set protocol.epsilon=0 $keep
boxes='
import json, sys
none, four = (json.load(open(path))["metrics"] for path in sys.argv[1:])
attacks = lambda m: [m[box][attack] for box, attack in (("white", "fgsm"), ("white", "ifgsm"), ("white", "pgd"), ("black", "fgsm"), ("black", "ifgsm"))]
print("as it must be" if all(a == none["clean"] for a in attacks(none)) and four["white"] != four["black"] and four["clean"] == none["clean"]
      and four["white"]["ifgsm"]["top1"] > four["black"]["ifgsm"]["top1"] > four["clean"]["top1"] - 1 else (none, four))
'
expect 0 "as it must be" python3 -c "$boxes" "$folder/kept/adversarial/demo/mixup+epsilon=0-s1.json" "$folder/kept/adversarial/demo/mixup-s1.json"
expect 2 "/protocol/pairs: got 1e+20, allowed whole numbers 1" "$program" between --alpha 1 --set protocol.pairs=99999999999999999999 $keep
expect 2 "/protocol/epsilon: got -1, allowed numbers 0 ... 255" "$program" adversarial --alpha 1 --set protocol.epsilon=-1 $keep
expect 2 "allowed numbers such as 4" "$program" adversarial --set protocol.epsilon=1e999 --dry-run
expect 2 "allowed even numbers" "$program" between --alpha 1 --set protocol.intervals=5 $keep
expect 2 "has no photographs to resize" "$program" cifar --scale demo --alpha 1 --set data.size=64 --out "$folder/size"
expect 0 "train again with --again" "$program" between --alpha 1 --scale demo --seed 1 --threads 1 --keep-weights --out "$folder/kept"

# A record can be asked: what it says, whether its net gets the error it has, why it differs from another.
erm="tabular/demo/iris-erm-s1"
expect 0 "test error" "$program" tabular --data iris --alpha 0 $keep --tensorboard "$folder/board"
expect 0 "test error" "$program" tabular --data iris --alpha 0.2 $keep
expect 0 "ece" "$program" show "$erm" --from "$folder/kept"
expect 0 "verified" "$program" verify "$erm" --from "$folder/kept"
expect 0 "/method/alpha" "$program" diff "$erm" "$folder/kept/tabular/demo/iris-mixup-s1.json" --from "$folder/kept"
expect 2 "there is no such record" "$program" show tabular/demo/none --from "$folder/kept"
expect 2 "no test error of one net" "$program" verify adversarial/demo/mixup-s1 --from "$folder/kept"
python3 - "$folder/kept/$erm.json" <<'END'
import json, sys
record = json.load(open(sys.argv[1]))
record["metrics"]["test_error"]["last"] += 1
json.dump(record, open(sys.argv[1], "w"))
END
expect 1 "does NOT agree" "$program" verify "$erm" --from "$folder/kept"
rm -r "$folder/kept/weights"
expect 69 "was not kept" "$program" verify "$erm" --from "$folder/kept"
ls "$folder/board/$erm"/events.out.tfevents.* >/dev/null || fail "no event file for TensorBoard"

# Stand-ins behave as data does: ERM memorises half of the labels drawn at random, mixup does not.
expect 0 "corrupted labels" "$program" corrupt --rate 0.5 --alpha 0 --dropout 0 $one
memorised='
import json, sys
erm, mixup = (json.load(open(path))["metrics"]["train_error_corrupted"] for path in sys.argv[1:])
print("as the paper says" if erm < 20 and mixup > 50 else f"ERM {erm} %, mixup {mixup} %")
'
expect 0 "as the paper says" python3 -c "$memorised" "$folder/smoke/corrupt/demo/rate50-erm-s1.json" "$folder/smoke/corrupt/demo/rate50-mixup-s1.json"
expect 0 "training error, corrupted labels" "$program" corrupt --rate 1 --epochs 1 $one # nothing is left alone: one figure fewer

# Committed records keep to the schema, and the page of results is the one that they give. A record that is not
# committed yet does not count.
if committed=$(git -C "$source" ls-files results 2>/dev/null) && [ -n "$committed" ]; then
    mkdir -p "$folder/committed"
    (cd "$source" && git ls-files -z results | xargs -0 cp --parents -t "$folder/committed")
    records=$(cd "$source" && git ls-files 'results/*.json')
    (cd "$source" && python3 tests/results/check_schema.py lib/results/record.schema.json $records) || fail "a committed record breaks the schema"
    cp "$source/README.md" "$folder/readme.md"
    "$program" report --from "$folder/committed/results" --readme "$folder/readme.md"
    cmp "$folder/readme.md" "$source/README.md" || fail "the verdicts in README.md are stale: make report"
    "$program" report --from "$folder/committed/results" | cmp - "$source/results/README.md" || fail "results/README.md is stale: make report"
fi

# What does not train loads no LibTorch, and answers at once.
ldd "$program" | grep -q libtorch && fail "the program links LibTorch"
milliseconds=$(python3 -c '
import subprocess, sys, time
def once():
    start = time.perf_counter()
    subprocess.run([sys.argv[1], "--help"], check=True, capture_output=True)
    return 1000 * (time.perf_counter() - start)
print(round(min(once() for _ in range(5))))' "$program")
[ "$milliseconds" -lt 50 ] || fail "--help takes $milliseconds ms, allowed 50"

[ "$failures" -eq 0 ] && echo "all as expected"
exit "$failures"
