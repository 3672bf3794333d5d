#!/bin/sh
# A kept net is found by another experiment, and is attacked. Usage: kept_nets_test.sh PROGRAM SOURCE_FOLDER
. "$(dirname "$0")/expect.sh"

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

expect 2 "no test error of one net" "$program" verify adversarial/demo/mixup-s1 --from "$folder/kept"

finish
