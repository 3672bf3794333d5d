#!/usr/bin/env python3
"""Gives every field of every experiment's run, and every flag, values that are none, and reads what the program says.

Usage: numbers_test.py PROGRAM     Plans only, nothing is trained. A number must be refused with its range and exit
code 2; no value whatever may end in another code than 0 or 2.
"""
import re
import subprocess
import sys
import tempfile

NO_NUMBERS = ["nan", "inf", "-inf", "1e999", "-1e999", "", "null", "{}", "[1]", "true", "0x10", "1,5"]
BEYOND = ["99999999999999999999", "-99999999999999999999", "1e300", "-1"]  # of every range of a run but the protocol's
ODD = [b"\xff\xfe", b"\x1b[31m", b"[" * 5000, b"9" * 5000]
FLAGS = ["--alpha", "--rate", "--dropout", "--width", "--epochs", "--batch", "--lr", "--weight-decay", "--train-limit",
         "--test-limit", "--seed", "--seeds", "--threads", "--decoders"]
POINTERS = ["", "/", "~", "method.alpha~", "method.alpha~2", "method/", "method..alpha", "optimizer.drops.0",
            "optimizer.drops.-", "optimizer.drops.99999999999999999999", "protocol", "method", "budget.epochs.0", "\x1b[31m"]

HANGS = 1800  # seconds that no busy machine needs

program = sys.argv[1]
failures = 0


def run(*words):
    done = subprocess.run([program, *words], capture_output=True, timeout=HANGS)
    return done.returncode, (done.stdout + done.stderr).decode(errors="replace")


def expect(codes, said, *words):
    global failures
    code, output = run(*words)
    odd = code == 2 and ("\x1b" in output or len(output) > 4000)
    if code not in codes or (code == 2 and not re.search(said, output)) or odd:
        failures += 1
        print(f"FAILED: {words}\n  expected exit {codes} and {said!r}, got exit {code} and:\n{output[:1000]}")


def fields(experiment):
    """Every pointer of a run, from the program's own complaints."""
    out = []
    groups = [""]
    while groups:
        group = groups.pop()
        code, output = run(experiment, "--dry-run", "--set", f"{group}/nothing=1")
        names = re.search(r"the fields are (.*)", output)
        if code != 2 or not names:
            sys.exit(f"FAILED: no list of fields below {group!r}: exit {code}, {output}")
        for name in names[1].split(", "):
            if group:
                out.append(name)
            elif name in ("/data", "/model", "/optimizer", "/budget", "/method", "/protocol"):
                groups.append(name)
    return out


def is_number(experiment, field):
    """True if a text is refused with a range (of the protocol: a kind)."""
    code, output = run(experiment, "--dry-run", "--set", f"{field}=text")
    return code == 2 and re.search(r"allowed (whole )?numbers", output)


with tempfile.TemporaryDirectory() as folder:
    plan = ["--dry-run", "--out", folder]
    experiments = [line.split()[0] for line in run("list")[1].splitlines()]
    numbers = 0
    for experiment in experiments:
        for field in fields(experiment):
            protocol = field.startswith("/protocol")  # its ranges are the experiment's, known where it trains
            if not protocol and experiment != experiments[0]:
                continue  # all experiments read them alike
            if is_number(experiment, field):
                numbers += 1
                for value in NO_NUMBERS + ([] if protocol else BEYOND):
                    expect([2], r"allowed (whole )?numbers", experiment, *plan, "--set", f"{field}={value}")
            else:
                for value in NO_NUMBERS + BEYOND:
                    expect([0, 2], "allowed|are|expected", experiment, *plan, "--set", f"{field}={value}")
            if experiment == experiments[0]:
                for value in ODD:
                    expect([0, 2], ".", experiment, *plan, "--set", field.encode() + b"=" + value)
    for flag in FLAGS:
        for value in [v for v in NO_NUMBERS if v != "0x10"] + BEYOND:
            expect([2], flag.lstrip("-") + "|allowed", "cifar", *plan, f"{flag}={value}")
    for pointer in POINTERS:
        expect([2], "no field|allowed|expected", "cifar", *plan, "--set", f"{pointer}=1")
    for width in ("nan", "inf", "-1", "1e999", "17"):
        expect([2], "width", "predict", "--model", "mlp", "--weights", "w", "--input", "x", "--output", "y", f"--width={width}")
    for words in (["plan", "--hours=nan"], ["cifar", "--timeout=nan"], ["cifar", "--checkpoint-every=nan"],
                  ["bench", "--width=nan"], ["bench", "--steps=nan"], ["bench", "--rounds=0"], ["data", "cache", "imagenet", "--size=1e9"],
                  ["data", "cache", "imagenet", "--quality=101"], ["data", "cache", "imagenet", "--decoders=-1"]):
        expect([2], words[-1][2:].split("=")[0], *words)

print(f"{numbers} numbers of {len(experiments)} experiments: all as expected" if failures == 0 else f"{failures} failures")
sys.exit(failures != 0)
