#!/bin/sh
# fuzz: runs each of libFuzzer's targets for a while, one after the other, and stops at the first file that does harm.
#
# Usage: fuzz.sh BUILD_FOLDER SECONDS [READER...]     (make fuzz; FUZZ_SECONDS=600 make fuzz)
# What it finds on the way stays in BUILD_FOLDER/corpus and is gone on from the next time.
set -eu
build=$1 seconds=$2
shift 2
tests=$(cd "$(dirname "$0")/../tests/fuzz" && pwd)
[ $# -gt 0 ] || set -- $(ls "$tests/corpus")
export ASAN_OPTIONS=quarantine_size_mb=16:allocator_may_return_null=0 UBSAN_OPTIONS=print_stacktrace=1
mkdir -p "$build/crashes"

for reader in "$@"; do
    mkdir -p "$build/corpus/$reader"
    seeds="$tests/corpus/$reader"
    [ ! -d "$tests/regressions/$reader" ] || seeds="$seeds $tests/regressions/$reader"
    log="$build/crashes/$reader.log"
    # shellcheck disable=SC2086
    if ! "$build/fuzz_$reader" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
        -artifact_prefix="$build/crashes/$reader-" "$build/corpus/$reader" $seeds >"$log" 2>&1; then
        tail -n 40 "$log" >&2
        file=$(sed -n 's/.*Test unit written to //p' "$log" | tail -n 1)
        echo "fuzz: $reader: a file does harm: ${file:-see $log} (again: $build/fuzz_$reader ${file:-FILE})" >&2
        exit 1
    fi
    sed -n 's/^stat::number_of_executed_units: *//p; s/^stat::peak_rss_mb: *//p' "$log" | {
        read -r runs
        read -r peak
        printf '%-16s %10s files tried, %4s MB at most\n' "$reader" "$runs" "$peak"
    }
done
