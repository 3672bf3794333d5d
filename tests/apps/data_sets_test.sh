#!/bin/sh
# Data sets: what there is, what is wrong with it, how to get it. Usage: data_sets_test.sh PROGRAM SOURCE_FOLDER
. "$(dirname "$0")/expect.sh"

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

finish
