#!/usr/bin/env python3
"""Output that is not taken: every verb says so and ends with 74; a reader that goes away ends it without a word.

usage: output_test.py PROGRAM
"""
import os, re, shutil, subprocess, sys, tempfile

PROGRAM = sys.argv[1]
TINY = ["--scale", "demo", "--threads", "1", "--train-limit", "60", "--test-limit", "40", "--epochs", "1", "--width", "0.0625"]
RUN = ["cifar", "--model", "preact_resnet18", "--alpha", "1", *TINY]
NEEDS_DATA = {"data fetch", "data verify", "data import", "data cache"}  # they print by the same call as data list
SILENT = {"predict"}  # it prints nothing: what it makes is the file --output
failures = []


def check(right, what):
    if not right:
        failures.append(what)
        print("FAILED:", what)


def run(words, **streams):
    done = subprocess.run([PROGRAM, *words], timeout=1800, text=True,
                          **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **streams})
    return done.returncode, done.stderr or ""


def help_of(*words):
    return subprocess.run([PROGRAM, *words, "--help"], capture_output=True, text=True, check=True).stdout


def verbs_of(*words):
    """All that --help lists: indented by two, a name and what it does."""
    listed = help_of(*words).split("Options:")[1]
    return [m[1] for m in re.finditer(r"^  ([a-z]+)  +\S", listed, re.M)]


def complaints(text):
    return [line for line in text.splitlines() if line.startswith("mixup-bench: ")]


def commands(folder):
    """Verb and words, one or more for every verb there is."""
    (record,) = [os.path.join(at, name) for at, _, names in os.walk(folder) for name in names if name.endswith(".json")]
    experiments = [line.split()[0] for line in
                   subprocess.run([PROGRAM, "list"], capture_output=True, text=True).stdout.splitlines()]
    out = [(verb, [verb, "--dry-run"]) for verb in [*experiments, "all"]]
    out += [("cifar", [*RUN, "--again", "--out", folder]), ("cifar", [*RUN, "--out", folder]),
            ("cifar", ["cifar", "--help"]), ("", ["--help"]), ("", ["--version"]), ("list", ["list"]),
            ("list", ["list", "cifar"]), ("show", ["show", record]), ("man", ["man"]), ("plan", ["plan", "--out", folder]),
            ("diff", ["diff", record, record]), ("verify", ["verify", record, "--from", folder, "--threads", "1"]),
            ("bench", ["bench", "step", "--width", "0.125", "--threads", "1", "--steps", "1", "--rounds", "1", "--python", sys.executable, "-q"]), ("data list", ["data", "list"]),
            ("data where", ["data", "where"])]
    out += [("completion", ["completion", shell]) for shell in ("bash", "zsh", "fish")]
    for form in ("markdown", "html", "latex", "csv", "json"):
        if form != "html" or shutil.which("gnuplot"):
            out.append(("report", ["report", "--from", folder, "--format", form]))
    return out


def not_taken(words):
    with open("/dev/full", "w") as full:
        code, err = run(words, stdout=full)
    check(code == 74 and len(complaints(err)) == 1 and "standard output: cannot write: No space left" in err,
          f"{words} > /dev/full: {code}, {err}")
    code, err = run(words, stdout=None, preexec_fn=lambda: os.close(1))
    check(code == 74 and "standard output: cannot write: Bad file descriptor" in err, f"{words} >&-: {code}, {err}")
    reading, writing = os.pipe()
    os.close(reading)
    code, err = run(words, stdout=writing)
    os.close(writing)
    check(code == 141 and not complaints(err), f"{words} | a reader that has gone: {code}, {err}")


def files_not_taken(folder):
    for words in (["report", "--from", folder, "--output", "/dev/full"], ["report", "--from", folder, "-o", "/dev/full", "--format", "csv"]):
        code, err = run(words)
        check(code == 74 and "/dev/full: cannot write: No space left" in err, f"{words}: {code}, {err}")
    code, err = run(["report", "--from", folder, "--output", "/dev/null"])
    check(code == 0 and not os.path.isfile("/dev/null"), f"report --output /dev/null: {code}, {err}")
    done = subprocess.run(f"'{PROGRAM}' report --from {folder} --output /dev/stdout | grep -c '^## '", shell=True,
                          capture_output=True, text=True)
    check(done.returncode == 0 and int(done.stdout) > 3, f"report --output /dev/stdout: {done}")


def notices_not_taken():
    """What goes to stderr is a courtesy: a run ends as it would have."""
    def closed():
        os.close(2)
    for streams in ({"stderr": open("/dev/full", "w")}, {"stderr": None, "preexec_fn": closed}):
        with tempfile.TemporaryDirectory() as folder:
            code, _ = run([*RUN, "--out", folder], **streams)
            record = subprocess.run([PROGRAM, "report", "--from", folder, "--format", "json"], capture_output=True, text=True)
            check(code == 0 and '"status": "failed"' not in record.stdout, f"stderr not taken: {code}")


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MIXUP_BENCH_DATA"] = folder + "/no-data"
        code, err = run([*RUN, "--keep-weights", "--out", folder])
        check(code == 0, f"a first run: {code}, {err}")
        tried = commands(folder)
        for verb in verbs_of():
            names = [f"{verb} {below}" for below in verbs_of(verb)] if verb == "data" else [verb]
            for name in set(names) - NEEDS_DATA - SILENT:
                check(any(name == known for known, _ in tried), f"the verb {name} is not tried")
        for _, words in tried:
            not_taken(words)
        files_not_taken(folder)
        notices_not_taken()
    print(f"{len(tried)} commands, {len(failures)} failures")
    return 1 if failures else 0


sys.exit(main())
