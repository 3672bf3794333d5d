#!/usr/bin/env python3
"""Writes CIFAR's Python version, as the authors' cPickle (Python 2, protocol 2) wrote it, opcode by opcode.

Usage: cifar_pickles.py                  tests/formats/cifar/: a few made-up records, for cifar_pickle_test.cpp
       cifar_pickles.py BINARIES FOLDER  cifar-10-batches-bin -> FOLDER/cifar-10-batches-py (other MD5: other names)
(Debian: apt install python3-numpy)
"""
import io
import pathlib
import pickle
import struct
import sys

import numpy

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "formats" / "cifar"
RECORD = 3072


class Python2Pickler(pickle._Pickler):
    """Texts and bytes become the str of Python 2; the rest is Python 3's own protocol 2."""
    dispatch = dict(pickle._Pickler.dispatch)

    def save_str(self, text):
        raw = text if isinstance(text, bytes) else text.encode("latin1")
        if len(raw) < 256:
            self.write(b"U" + bytes([len(raw)]) + raw)
        else:
            self.write(b"T" + struct.pack("<i", len(raw)) + raw)
        self.memoize(text)

    dispatch[str] = save_str
    dispatch[bytes] = save_str


def dump(value, path):
    out = io.BytesIO()
    Python2Pickler(out, protocol=2).dump(value)
    # numpy 2 calls its module otherwise; the official files are older
    path.write_bytes(out.getvalue().replace(b"cnumpy._core.multiarray\n", b"cnumpy.core.multiarray\n"))


def batch(title, pixels, labels):
    """`labels`: {"labels": [...]} or CIFAR-100's two lists."""
    count = len(pixels)
    return {"batch_label": title, **labels, "data": pixels,
            "filenames": [f"{title.split()[0]}_s_{i:06}.png" for i in range(count)]}


def made_up(count, first):
    """Record r: pixel i is (first + r + i) % 256."""
    return (numpy.arange(RECORD)[None, :] + numpy.arange(count)[:, None] + first).astype(numpy.uint8)


def write_fixtures():
    ten = FOLDER / "cifar-10-batches-py"
    ten.mkdir(parents=True, exist_ok=True)
    for k in range(1, 6):
        dump(batch(f"training batch {k} of 5", made_up(2, k), {"labels": [k, 9 - k]}), ten / f"data_batch_{k}")
    dump(batch("testing batch 1 of 1", made_up(1, 0), {"labels": [7]}), ten / "test_batch")
    dump({"num_cases_per_batch": 10000, "label_names": ["airplane"], "num_vis": RECORD}, ten / "batches.meta")
    hundred = FOLDER / "cifar-100-python"
    hundred.mkdir(parents=True, exist_ok=True)
    both = {"fine_labels": [99, 0, 42], "coarse_labels": [19, 0, 4]}
    # Both orders of an array in memory: numpy writes either.
    dump(batch("training batch 1 of 1", numpy.asfortranarray(made_up(3, 5)), both), hundred / "train")
    dump(batch("testing batch 1 of 1", made_up(1, 1), {"fine_labels": [3], "coarse_labels": [2]}), hundred / "test")


def write_official(binaries, folder):
    to = folder / "cifar-10-batches-py"
    to.mkdir(parents=True, exist_ok=True)
    titles = {f"data_batch_{k}": f"training batch {k} of 5" for k in range(1, 6)}
    titles["test_batch"] = "testing batch 1 of 1"
    for name, title in titles.items():
        records = numpy.fromfile(binaries / f"{name}.bin", dtype=numpy.uint8).reshape(-1, RECORD + 1)
        dump(batch(title, numpy.ascontiguousarray(records[:, 1:]), {"labels": [int(k) for k in records[:, 0]]}), to / name)


if __name__ == "__main__":
    if len(sys.argv) == 1:
        write_fixtures()
    elif len(sys.argv) == 3:
        write_official(*(pathlib.Path(arg) for arg in sys.argv[1:]))
    else:
        sys.exit(__doc__)
