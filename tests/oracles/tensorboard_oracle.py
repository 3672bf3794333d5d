#!/usr/bin/env python3
"""The event file of a run, read by TensorBoard's own reader: every number of the record's curve, at its step.

Usage: tensorboard_oracle.py PROGRAM
"""
import json
import math
import pathlib
import struct
import sys
import tempfile

import tensorboard.version
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

from oracle import check, finish, run

EPOCHS = 3
CURVES = {"train/loss": "train_loss", "train/error": "train_error", "test/error": "test_error"}


def single(value):
    """As an event file keeps it: 32 bits."""
    return struct.unpack("<f", struct.pack("<f", value))[0]


def main():
    program = sys.argv[1]
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        run(program, "tabular", "--scale", "demo", "--data", "iris", "--alpha", "0", "--seed", "1", "--epochs", EPOCHS,
            "--threads", "1", "--quiet", "--out", folder / "records", "--tensorboard", folder / "board")
        record = json.loads(next((folder / "records" / "tabular" / "demo").glob("*.json")).read_text(encoding="utf-8"))
        board = next((folder / "board").rglob("events.out.tfevents.*")).parent
        events = EventAccumulator(str(board))
        events.Reload()
        for tag, name in CURVES.items():
            told = [(event.step, event.value) for event in events.Scalars(tag)]
            want = [(step, single(value)) for step, value in enumerate(record["curve"][name], 1)]
            # a record rounds to six digits
            check(tag, len(told) == EPOCHS and all(a == c and math.isclose(b, d, rel_tol=1e-5) for (a, b), (c, d) in
                                                   zip(told, want)), f"{told}, the record has {want}")
        speeds = [event.value for event in events.Scalars("speed/images_per_second")]
        check("speed", len(speeds) == EPOCHS and min(speeds) > 0, str(speeds))
    finish(f"{len(CURVES) + 1} curves beside TensorBoard {tensorboard.version.VERSION}")


main()
