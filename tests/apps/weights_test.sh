#!/bin/sh
# Weights from a file: a net is applied, a run starts from them, what does not fit is refused. Usage: weights_test.sh PROGRAM SOURCE_FOLDER
. "$(dirname "$0")/expect.sh"

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
expect 2 "got \"resnet5\", allowed" "$program" predict --model resnet5 --weights "$torch/mlp.pth" --input "$folder/x" --output "$folder/y"
expect 74 "$folder/none" $predict --weights "$folder/none"
expect 74 "$folder/none" $mlp --input "$folder/none" --weights "$torch/mlp.pth"
expect 74 "$folder/none" "$program" tabular --scale demo --data iris --weights "$folder/none"
from="$program tabular --scale demo --width 0.05 --seed 1 --weights $torch/mlp.pth --quiet --out $folder/from"
hash=$(sha256sum "$torch/mlp.pth" | cut -c1-16)
expect 0 "iris-erm+width=0.05+weights=$hash" $from --data iris --alpha 0
keeps_schema "$folder"/from/tabular/demo/*.json
expect 65 "is for 3 classes, expected 2" $from --data htru2
expect 2 "/model/weights" "$program" tabular --scale demo --data iris --set model.weights="$hash" --out "$folder/from"

finish
