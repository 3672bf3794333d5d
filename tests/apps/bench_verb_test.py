#!/usr/bin/env python3
"""`mixup-bench bench` beside a peer that is made up: rounds in turn, ratios, the file, what changed, and what is wrong.

usage: bench_verb_test.py PROGRAM
"""
import json, os, re, subprocess, sys, tempfile

PROGRAM = sys.argv[1]
failures = 0

# It answers as Python with PyTorch would: the packages it has, then the figures of a peer. Each call is a line of a log.
FAKE = """#!{python}
import json, os, sys
log = os.environ["FAKE_LOG"]
if sys.argv[1] == "-c":
    has = os.environ["FAKE_HAS"].split()
    asked = sys.argv[3:]
    print("a warning of a library")
    print(json.dumps({{"versions": {{name: "9.8" for name in asked if name in has}}, "compiles": "compiler" in has,
                      "missing": [name for name in asked if name not in has]}}))
elif os.environ.get("FAKE_FAILS"):
    sys.exit("Traceback\\nRuntimeError: out of luck")
elif os.environ.get("FAKE_SAYS"):
    print(os.environ["FAKE_SAYS"])
else:
    case = json.loads(sys.argv[2])
    assert os.path.exists(sys.argv[1]) and os.environ["OMP_WAIT_POLICY"] == "passive"
    with open(log, "a") as file:
        file.write(json.dumps({{"script": os.path.basename(sys.argv[1]), **case}}) + "\\n")
    count = case["batch"] * case["steps"]
    print(json.dumps({{"count": count, "seconds": 1000.0 * (2 if case["compile"] else 1), "cpu_seconds": 500.0}}))
"""


def check(true, what):
    global failures
    if not true:
        failures += 1
        print("FAILED:", what)


def bench(folder, *words, has="torch numpy torchvision", **more):
    environment = {**os.environ, "FAKE_LOG": f"{folder}/log", "FAKE_HAS": has, **more}
    return subprocess.run([PROGRAM, "bench", *words], capture_output=True, text=True, env=environment)


STEP = ["step", "--width", "0.125", "--threads", "1", "--steps", "1", "--device", "cpu"]


def alternating(folder, fake):
    file = f"{folder}/figures.json"
    done = bench(folder, *STEP, "--rounds", "3", "--python", fake, "--output", file)
    check(done.returncode == 0, done.stderr)
    check("step: training step" in done.stdout and "width 1/8, 1 thread" in done.stdout and "PyTorch 9.8" in done.stdout, done.stdout)
    check("about" in done.stderr and "minutes" in done.stderr, done.stderr)
    with open(f"{folder}/log") as log:
        calls = [json.loads(line) for line in log]
    check(len(calls) == 3 and all(call["script"] == "step.py" and call["width"] == 0.125 for call in calls), calls)
    (topic,) = json.load(open(file))["topics"]
    (case,) = topic["cases"]
    ours, theirs = case["sides"]
    check(set(topic["made_by"]) >= {"program", "revision", "processors", "load", "began"}, topic["made_by"])
    check(ours["facts"]["environment"]["threads"] == 1 and theirs["facts"]["versions"]["torch"] == "9.8", case)
    check(all(call["precision"] == ours["facts"]["environment"]["precision"] for call in calls), calls)
    ratios = sorted(128 / ours["seconds"][i] / (128 / 1000) for i in range(3))
    (said,) = case["ratios"]
    check(all(abs(said[key] / value - 1) < 1e-6 for key, value in zip(("least", "median", "most"), ratios)), (said, ratios))
    return file


def compared(folder, fake, file):
    """Twice as many images per second as in a file whose rounds are all half as fast; and the same as in itself."""
    figures = json.load(open(file))
    side = figures["topics"][0]["cases"][0]["sides"][0]
    side["seconds"] = [1e4 * seconds for seconds in side["seconds"]]
    slow = f"{folder}/slow.json"
    json.dump(figures, open(slow, "w"))
    for words, mark in (([slow], "faster"), ([file], "the ranges overlap")):
        done = bench(folder, "--from", file, "--compare", *words)
        check(done.returncode == 0 and re.search(rf"step: width 1/8, 1 thread .* {mark}\n", done.stdout), (mark, done))
    done = bench(folder, "--from", slow, "--compare", file)
    check(" slower\n" in done.stdout, done)
    done = bench(folder, *STEP, "--rounds", "1", "--python", fake, "--compare", slow)
    check(done.returncode == 0 and " faster\n" in done.stdout, done)


def files(folder, fake, file):
    """Other topics of a file stay; a page and JSON hold the same figures."""
    figures = json.load(open(file))
    figures["topics"].append({**figures["topics"][0], "name": "game"})
    json.dump(figures, open(file, "w"))
    done = bench(folder, *STEP, "--rounds", "1", "--python", fake, "--output", file, "--page", f"{folder}/page.md", "--json", "-q")
    check(done.returncode == 0 and done.stderr == "", done.stderr)
    step, game = json.load(open(file))["topics"]
    check(len(step["cases"][0]["sides"][0]["seconds"]) == 1 and len(game["cases"][0]["sides"][0]["seconds"]) == 3, "topics are not joined")
    check(json.loads(done.stdout)["topics"] == [step], done.stdout)
    page = open(f"{folder}/page.md").read()
    check("## step" in page and "| width 1/8, 1 thread |" in page and "Made by: program" in page, page)


def compiled(folder, fake):
    for has, names in (("torch numpy compiler", ["mixup-bench", "PyTorch 9.8", "PyTorch 9.8, compiled"]),
                       ("torch numpy", ["mixup-bench", "PyTorch 9.8"])):
        done = bench(folder, *STEP, "--rounds", "1", "--python", fake, "--compile", "--json", has=has)
        case = json.loads(done.stdout)["topics"][0]["cases"][0]
        check([side["name"] for side in case["sides"]] == names, case)
    done = bench(folder, *STEP, "--rounds", "1", "--python", fake, "--python", fake, "--json")
    check(len(json.loads(done.stdout)["topics"][0]["cases"][0]["sides"]) == 3, done.stdout)


def without_peers(folder, fake):
    done = bench(folder, *STEP, "--rounds", "1", "--python", fake, has="torch")
    check(done.returncode == 0 and f"bench step: no peer: {fake} has no numpy" in done.stderr, done)
    check("width 1/8, 1 thread" in done.stdout and "PyTorch" not in done.stdout.split("\n", 1)[1], done.stdout)
    done = bench(folder, "pictures", "--rounds", "1", "--python", fake, "--photographs", f"{folder}/none", has="torch")
    check("has no torchvision" in done.stderr and "left out" in done.stderr and done.returncode == 0, done)


def wrong(folder, fake, file):
    with open(f"{folder}/broken.json", "w") as broken:
        broken.write('{"topics": [{"name": "step"}]}')
    for code, text, words, more in (
            (2, "the topics are step, table, game, pictures, neighbors, jobs, growth", ["stop"], {}),
            (69, "/no/python: cannot be started: No such file", [*STEP, "--python", "/no/python"], {}),
            (1, "expected one line of JSON", [*STEP, "--python", "/bin/echo"], {}),
            (1, "RuntimeError: out of luck", [*STEP, "--rounds", "1", "--python", fake], {"FAKE_FAILS": "1"}),
            (1, 'expected a number above 0 as "seconds"', [*STEP, "--rounds", "1", "--python", fake], {"FAKE_SAYS": '{"count": 1, "seconds": 0}'}),
            (65, 'no list "cases"', ["--from", f"{folder}/broken.json"], {}),
            (74, "missing.json", ["--compare", f"{folder}/missing.json"], {}),
            (2, "rounds", ["--rounds", "0"], {}),
            (2, "allowed step, photographs, neighbors, product", ["--case", '{"what": "stop"}'], {})):
        done = bench(folder, *words, **more)
        check(done.returncode == code and text in done.stderr, (code, text, done))


def main():
    with tempfile.TemporaryDirectory() as folder:
        fake = f"{folder}/fake_python"
        with open(fake, "w") as script:
            script.write(FAKE.format(python=sys.executable))
        os.chmod(fake, 0o755)
        file = alternating(folder, fake)
        compared(folder, fake, file)
        files(folder, fake, file)
        compiled(folder, fake)
        without_peers(folder, fake)
        wrong(folder, fake, file)
    return failures != 0


sys.exit(main())
