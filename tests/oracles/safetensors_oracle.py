#!/usr/bin/env python3
"""Files of our writer, read by the safetensors package, and files of the package, read by us: every type of number.

Usage: safetensors_oracle.py ANSWERS
"""
import pathlib
import sys
import tempfile

import safetensors
import torch
from safetensors.torch import load_file, save_file

from oracle import ask, check, finish

NAMES = {torch.float64: "F64", torch.float32: "F32", torch.float16: "F16", torch.bfloat16: "BF16", torch.int64: "I64",
         torch.int32: "I32", torch.int16: "I16", torch.int8: "I8", torch.uint8: "U8", torch.bool: "BOOL"}
METADATA = {"format": "pt", "names": "β, \"quoted\""}


def tensors():
    """One of each type, and the shapes that readers get wrong: none, empty, of one number, unaligned."""
    torch.manual_seed(1)
    out = {f"of.{name}": (torch.randn(3, 5) * 9).to(dtype) for dtype, name in NAMES.items()}
    return out | {"scalar": torch.tensor(-2.5), "empty": torch.zeros(0, 4), "odd": torch.arange(7, dtype=torch.uint8),
                  "special": torch.tensor([float("nan"), float("inf"), -0.0, 1e-45])}


def as_json(tensor):
    raw = tensor.contiguous().reshape(-1).view(torch.uint8).numpy().tobytes() if tensor.numel() else b""
    return {"dtype": NAMES[tensor.dtype], "shape": list(tensor.shape), "hex": raw.hex()}


def main():
    want = {name: as_json(t) for name, t in tensors().items()}
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs = (str(pathlib.Path(folder) / name) for name in ("ours.safetensors", "theirs.safetensors"))
        ask(sys.argv[1], [{"of": "write_safetensors", "file": ours, "tensors": want, "metadata": METADATA}])
        read = {name: as_json(t) for name, t in load_file(ours).items()}
        check("the tensors of our file", read == want, f"{read} expected {want}")
        with safetensors.safe_open(ours, "pt") as file:
            check("the metadata of our file", file.metadata() == METADATA, str(file.metadata()))
        save_file(tensors(), theirs, METADATA)
        answer = ask(sys.argv[1], [{"of": "read_safetensors", "file": theirs}])[0]
        check("the tensors of their file", answer["tensors"] == want, f"{answer['tensors']} expected {want}")
        check("the metadata of their file", answer["metadata"] == METADATA, str(answer["metadata"]))
    finish(f"{len(want)} tensors both ways beside safetensors {safetensors.__version__}")


main()
