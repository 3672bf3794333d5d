#!/bin/sh
# Every experiment has its page and runs at demo scale. Usage: demo_test.sh PROGRAM SOURCE_FOLDER
. "$(dirname "$0")/expect.sh"

# The page names each scale; the experiment runs at demo scale, fills each column of its table, and its
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
    ablation) rows="--set method.at=2" ;;    # one row of 44
    sweep) rows="--alpha 1" ;;               # two rows of eighteen
    regression) rows="--data iris" ;;        # four rows of twelve
    readings) rows="--row bytes manifold" ;; # two rows of twelve
    extrapolation) rows="--row erm beyond" ;; # two rows of six
    calibration) rows="--data cifar10" ;;    # two rows of four
    semisupervised) rows="--row labels400-ict" ;; # one row of six
    *) rows="" ;;
    esac
    # shellcheck disable=SC2086
    "$program" "$name" $rows $one >/dev/null || fail "$name does not run at demo scale"
    expect 0 "filled" python3 "$source/tests/apps/check_columns.py" "$source/experiments/$name/table.json" "$folder/smoke/$name/demo"
    keeps_schema "$folder/smoke/$name"/demo/*.json
done

# Stand-ins behave as data does: ERM memorises half of the labels drawn at random, mixup does not.
expect 0 "corrupted labels" "$program" corrupt --rate 0.5 --alpha 0 --dropout 0 $one
memorised='
import json, sys
erm, mixup = (json.load(open(path))["metrics"]["train_error_corrupted"] for path in sys.argv[1:])
print("as the paper says" if erm < 20 and mixup > 50 else f"ERM {erm} %, mixup {mixup} %")
'
expect 0 "as the paper says" python3 -c "$memorised" "$folder/smoke/corrupt/demo/rate50-erm-s1.json" "$folder/smoke/corrupt/demo/rate50-mixup-s1.json"
expect 0 "training error, corrupted labels" "$program" corrupt --rate 1 --epochs 1 $one # nothing is left alone: one figure fewer

finish
