#!/usr/bin/env python3
"""Each effect "a ± b" of docs/findings.md and of the experiments' pages, and each verdict and count of the former, is one
that the records below results/ give. results/PLAN-second.md names the seeds of the tables.

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
    """Middle and half width of the interval of each comparison, also in the first of two studies and in fresh seeds that
    were not judged, and of each cell of the tables, as typed."""
    others = [v[key] for v in verdicts for key in ("first_study", "repeated") if key in v]
    for verdict in [*verdicts, *others]:
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


def said(verdict):
    if not verdict:
        return "no claim"
    return verdict["verdict"] + ("" if verdict["scale"] == "paper" else f" at {verdict['scale']} scale")


def counts_of(experiments):
    counts = {"claims of the paper": (0, 0), "beyond it": (0, 0)}
    for experiment in experiments:
        heading = "claims of the paper" if experiment["heading"] == "paper" else "beyond it"
        decided = sum(v["verdict"] in ("reproduced", "contradicted", "smaller than claimed") for v in experiment["verdicts"])
        counts[heading] = (counts[heading][0] + decided, counts[heading][1] + len(experiment["verdicts"]))
    return counts


def second_studies():
    """(experiment, claim): the seeds of its second study, by the tables."""
    for path in sorted(glob.glob(f"{SOURCE}/experiments/*/table.json")):
        table = json.load(open(path))
        for claim in table["claims"]:
            for study in claim.get("second", []):
                yield (table["experiment"], claim["id"]), f"{study['first_seed']} to {study['first_seed'] + study['n'] - 1}"


def planned_studies():
    """The same by results/PLAN-second.md."""
    text = open(f"{SOURCE}/results/PLAN-second.md").read()
    for name, claims, seeds in re.findall(r"^\| (\w+) \| ([^|]+) \|[^|]+\|[^|]+\| (\d+ to \d+) \|", text, re.MULTILINE):
        for claim in re.sub(r"\(.*\)", "", claims).split(","):
            yield (name, claim.strip()), seeds


def main():
    experiments = json.loads(report("json"))["experiments"]
    verdicts = {f"{e['experiment']} {v['id']}": v for e in experiments for v in e["verdicts"]}
    known = list(effects([*verdicts.values()]))
    wrong, looked_at = [], 0
    for page in [f"{SOURCE}/docs/findings.md", *sorted(glob.glob(f"{SOURCE}/experiments/*/README.md"))]:
        for middle, half in re.findall(EFFECT, plain(open(page).read())):
            looked_at += 1
            if not any(near(middle, a) and near(half, b) for a, b in known):
                wrong.append(f"{page}: no record gives {middle} ± {half}")
    text = open(f"{SOURCE}/docs/findings.md").read()
    rows = re.findall(r"^\| `([a-z]+ [a-z0-9.-]+)` .*\| ([a-z ]+) \|$", text, re.MULTILINE)
    for claim, typed in rows:
        found = said(verdicts.get(claim))
        if found != typed:
            wrong.append(f"docs/findings.md: {claim} is {typed}, by the records it is {found}")
        line = re.search(rf"^\| `{re.escape(claim)}` .*$", text, re.MULTILINE).group()
        if "smaller than claimed" in verdicts.get(claim, {}).get("reasons", []) and "(smaller than claimed)" not in line:
            wrong.append(f"docs/findings.md: {claim} does not say that it is smaller than claimed")
        if "first_study" in verdicts.get(claim, {}) and "second study" not in line:
            wrong.append(f"docs/findings.md: {claim} does not say that it is the verdict of a second study")
    counts = counts_of(experiments)
    if not all(f"{decided} of {number} {heading}" in plain(text) for heading, (decided, number) in counts.items()):
        wrong.append(f"docs/findings.md: counts decided claims otherwise than the records: {counts}")
    if dict(second_studies()) != dict(planned_studies()):
        wrong.append(f"results/PLAN-second.md: {dict(planned_studies())}, by the tables {dict(second_studies())}")
    assert rows and looked_at > len(rows), "docs/findings.md has no rows of `experiment claim` and verdict, or no effects"
    print(*wrong, sep="\n")
    sys.exit(bool(wrong))


main()
