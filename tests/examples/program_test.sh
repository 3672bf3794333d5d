#!/bin/sh
# The example as a program: two steps on files it can read, and what it says of those it cannot. Usage: program_test.sh PROGRAM
set -u
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

fail() {
    echo "FAILED: $*"
    exit 1
}

for name in data_batch_1 data_batch_2 data_batch_3 data_batch_4 data_batch_5 test_batch; do
    head -c 12292 /dev/zero >"$folder/$name.bin" # four records of label 0, black
done
losses=$("$1" "$folder" 1 2) || fail "exit $? on good files"
echo "$losses" | grep -qE '^step 1, loss [0-9.]+$' || fail "the first loss is not printed: $losses"
[ "$(echo "$losses" | grep -c '^step')" -eq 2 ] || fail "asked for two steps, got: $losses"
head -c 12291 /dev/zero >"$folder/data_batch_3.bin"
"$1" "$folder" 2>&1 | grep -q "data_batch_3.bin: .* records of 3,073 bytes" || fail "a file that is cut off is not named"
"$1" "$folder/nowhere" 2>&1 | grep -q "nowhere/data_batch_1.bin: not there" || fail "a folder that is not there is not named"
"$1" 2>&1 | grep -q "usage: mixup FOLDER" || fail "no usage without a folder"
