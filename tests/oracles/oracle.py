"""What the oracles of this folder share: how the project is asked, and how answers are held against those of others."""
import json
import math
import subprocess
import sys

FAILURES = []


def ask(program, questions):
    """The answers of tests/oracles/answers.cpp."""
    done = subprocess.run([program], input=json.dumps(questions), capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"FAILED: {program} ended with {done.returncode}: {done.stderr.strip()}")
    return json.loads(done.stdout)


def run(*command):
    """A verb of the program, which has to end well."""
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"FAILED: {' '.join(map(str, command))}\nexit code {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def check(what, good, detail=""):
    if not good:
        FAILURES.append(what)
        print(f"FAILED: {what} {detail}")


def near(what, ours, theirs, relative=1e-10, absolute=1e-12):
    """Two numbers, or two lists of numbers."""
    if isinstance(theirs, (list, tuple)):
        check(what, len(ours) == len(theirs), f"{len(ours)} numbers, expected {len(theirs)}")
        for a, b in zip(ours, theirs):
            near(what, a, b, relative, absolute)
    else:
        check(what, math.isclose(ours, float(theirs), rel_tol=relative, abs_tol=absolute), f"ours {ours}, theirs {theirs}")


def finish(said):
    """The last line of a test, and its exit code."""
    print(f"{said}; {len(FAILURES)} checks failed")
    sys.exit(bool(FAILURES))
