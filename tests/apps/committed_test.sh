#!/bin/sh
# The committed records keep to the schema, and the pages of results are those that they give. Usage: committed_test.sh PROGRAM SOURCE_FOLDER
. "$(dirname "$0")/expect.sh"

# A record that is not committed yet does not count.
if committed=$(git -C "$source" ls-files results 2>/dev/null) && [ -n "$committed" ]; then
    mkdir -p "$folder/committed"
    (cd "$source" && git ls-files -z results | xargs -0 cp --parents -t "$folder/committed")
    keeps_schema "$folder/committed/results"
    cp "$source/README.md" "$folder/readme.md"
    "$program" report --from "$folder/committed/results" --readme "$folder/readme.md"
    cmp "$folder/readme.md" "$source/README.md" || fail "the verdicts in README.md are stale: make report"
    "$program" report --from "$folder/committed/results" | cmp - "$source/results/README.md" || fail "results/README.md is stale: make report"
else
    skipped="skipped: this is no git repository, or nothing below results/ is committed"
fi

# The page of speed is the one that its record gives.
if [ -e "$source/docs/speed.json" ]; then
    "$program" bench --from "$source/docs/speed.json" --page "$folder/figures.md" || fail "docs/speed.json cannot be read"
    cmp "$folder/figures.md" "$source/docs/figures.md" || fail "docs/figures.md is stale: mixup-bench bench --from docs/speed.json --page docs/figures.md"
fi

finish
