#!/bin/sh
# Records: written once, the same for the same seed, reported, asked, and refused when they are stale. Usage: records_test.sh PROGRAM SOURCE_FOLDER
. "$(dirname "$0")/expect.sh"

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
keeps_schema "$folder"/results/tabular/demo/*.json

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

# A record can be asked: what it says, whether its net gets the error it has, why it differs from another.
keep="--scale demo --seed 1 --threads 1 --quiet --keep-weights --out $folder/kept"
erm="tabular/demo/iris-erm-s1"
expect 0 "test error" "$program" tabular --data iris --alpha 0 $keep --tensorboard "$folder/board"
expect 0 "test error" "$program" tabular --data iris --alpha 0.2 $keep
expect 0 "ece" "$program" show "$erm" --from "$folder/kept"
expect 0 "verified" "$program" verify "$erm" --from "$folder/kept"
expect 0 "/method/alpha" "$program" diff "$erm" "$folder/kept/tabular/demo/iris-mixup-s1.json" --from "$folder/kept"
expect 2 "there is no such record" "$program" show tabular/demo/none --from "$folder/kept"
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

finish
