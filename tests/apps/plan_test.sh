#!/bin/sh
# A plan counts hours by the records that are there, and is worked off seed by seed. Usage: plan_test.sh PROGRAM SOURCE_FOLDER
. "$(dirname "$0")/expect.sh"

plan="$program plan toy --out $folder/results"

expect 0 "no record of such a net says what it costs" $plan
expect 0 "toy/small/moons-erm-s1" "$program" toy --seed 1 --threads 1 --quiet --out "$folder/results"  # before the declared seeds
expect 0 "1. toy at small scale: gradual" $plan --hours 1
expect 0 "seeds 4 to 8 of moons-erm, moons-mixup, rings-erm, rings-mixup" $plan --hours 1
expect 0 "# Plan" sh -c "$plan --output $folder/PLAN.md && cat $folder/PLAN.md"

# Cut after the first run of the second seed, as a night ends: every row has the first seed.
$plan --hours 1 --run --threads 1 --quiet >"$folder/out" 2>&1 &
pid=$!
while kill -0 $pid 2>/dev/null && [ ! -e "$folder/results/toy/small/moons-erm-s5.json" ]; do sleep 0.05; done
kill -TERM $pid  # a shell has SIGINT ignored in what it starts in the background
wait $pid
code=$?
[ "$code" -eq 143 ] || fail "a plan that is cut ended with $code: $(cat "$folder/out")"
for row in moons-erm moons-mixup rings-erm rings-mixup; do
    [ -e "$folder/results/toy/small/$row-s4.json" ] || fail "$row has no first seed: $(ls "$folder/results/toy/small")"
done
[ -e "$folder/results/toy/small/rings-mixup-s5.json" ] && fail "the plan was not cut"

finish
