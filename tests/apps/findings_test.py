#!/usr/bin/env python3
"""Each effect "a ± b" of docs/findings.md and of the experiments' pages, and each verdict of the former, is one that the
records below results/ give.

usage: findings_test.py PROGRAM SOURCE_FOLDER
"""
import glob, json, os, re, subprocess, sys

PROGRAM, SOURCE = os.path.abspath(sys.argv[1]), sys.argv[2]
EFFECT = r"([+-]?\d[\d.]*) ± (\d[\d.]*\d|\d)"


def report(form):
    words = [PROGRAM, "report", "--from", f"{SOURCE}/results", "--format", form]
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout


def plain(text):
    return re.sub(r"\s+", " ", text.replace("−", "-"))


def effects(verdicts):
    """Middle and half width of the interval of each comparison, and of each cell of the tables, as typed."""
    for verdict in verdicts:
        for finding in verdict["findings"]:
            if finding.get("interval"):
                low, high = finding["interval"]
                yield finding["ours"], (high - low) / 2
    for middle, half in re.findall(EFFECT, plain(report("markdown"))):
        yield float(middle), float(half)


def near(typed, number):
    """Typed to as many decimals; without a sign it is a size."""
    decimals = len(typed.partition(".")[2])
    number = number if typed[0] in "+-" else abs(number)
    return abs(float(typed) - number) <= 0.501 * 10**-decimals


def main():
    verdicts = {f"{e['experiment']} {v['id']}": v for e in json.loads(report("json"))["experiments"] for v in e["verdicts"]}
    known = list(effects(verdicts.values()))
    wrong, looked_at = [], 0
    for page in [f"{SOURCE}/docs/findings.md", *sorted(glob.glob(f"{SOURCE}/experiments/*/README.md"))]:
        for middle, half in re.findall(EFFECT, plain(open(page).read())):
            looked_at += 1
            if not any(near(middle, a) and near(half, b) for a, b in known):
                wrong.append(f"{page}: no record gives {middle} ± {half}")
    rows = re.findall(r"^\| `([a-z]+ [a-z0-9.-]+)` .*\| ([a-z ]+) \|$", open(f"{SOURCE}/docs/findings.md").read(), re.MULTILINE)
    for claim, verdict in rows:
        found = verdicts.get(claim, {}).get("verdict", "no claim")
        if found != verdict:
            wrong.append(f"docs/findings.md: {claim} is {verdict}, by the records it is {found}")
    assert rows and looked_at > len(rows), "docs/findings.md has no rows of `experiment claim` and verdict, or no effects"
    print(*wrong, sep="\n")
    sys.exit(bool(wrong))


main()
