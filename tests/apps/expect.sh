# What the tests of the program share; each sources it with: program, source folder.
set -u
program=$1
source=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export MIXUP_BENCH_DATA="$folder/no-data"
failures=0
skipped=""

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

# keeps_schema RECORD...: a violation fails; without python3-jsonschema the whole test ends as skipped
keeps_schema() {
    output=$(python3 "$source/tests/results/check_schema.py" "$source/lib/results/record.schema.json" "$@" 2>&1)
    case $? in
    0) ;;
    77) skipped=$output ;;
    *) fail "$output" ;;
    esac
}

# The end of each test: 0 is all right, 77 when nothing failed and something could not be checked
finish() {
    [ "$failures" -eq 0 ] || exit 1
    [ -z "$skipped" ] || { echo "$skipped"; exit 77; }
    echo "all as expected"
    exit 0
}
