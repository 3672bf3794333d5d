#!/usr/bin/env python3
"""tools/check_words.py finds each kind of fault, and nothing in text without one. Usage: words_test.py CHECKER"""
import pathlib
import subprocess
import sys
import tempfile

GOOD = {
    "good.md": "# A page\n\nA record of one of a class. A second run ends at once; half a second later it is done.\n"
               "See [the page](good.md#a-page), `main` ([good.cpp](good.cpp)) and [elsewhere](https://example.org/x).\n"
               "```\na room in code\n```\n",
    "good.cpp": "// good: what a program without faults says.\nint main() {}  // \"images per second\", of the whole\n"
                "int door;                         // an identifier is no word\n",
}
FAULTS = {  # file: (text, what must be found)
    "room.md": ("Two lines.\n\nThe house is\na room.\n", ["room.md:3", "room.md:4"]),
    "rate.cpp": ("// rate: 300 images a second.\nchar const* s = \"{:.0f} a second\";\n", ["rate.cpp:1", "rate.cpp:2"]),
    "cost.md": ("| an hour a run | one core |\n", ["cost.md:1"]),
    "opening.hpp": ("// opening: a file.\n/// One thing. Of two\n/// others. Whether it is.\nint x;  // Those\n",
                    ["opening.hpp:2", "opening.hpp:3"]),
    "opening.py": ('"""Whether it is found."""\n', ["opening.py:1"]),
    "link.md": ("[gone](gone.md) and [no heading](good.md#nowhere) and\n`nothing` ([good.cpp](good.cpp))\n",
                ["link.md:1: a link", "link.md:1: good.md has no heading", "link.md:2: good.cpp does not hold nothing"]),
}


def check(folder, name):
    done = subprocess.run([sys.executable, sys.argv[1], folder, name], capture_output=True, text=True)
    return done.returncode, done.stdout


def main():
    wrong = []
    with tempfile.TemporaryDirectory() as folder:
        for name, text in {**GOOD, **{n: f[0] for n, f in FAULTS.items()}}.items():
            pathlib.Path(folder, name).write_text(text)
        for name in GOOD:
            code, said = check(folder, name)
            if code != 0:
                wrong.append(f"{name} has no fault, but: {said}")
        for name, (_, expected) in FAULTS.items():
            code, said = check(folder, name)
            lines = said.splitlines()
            if code != 1 or len(lines) != len(expected) or any(not any(l.startswith(e) for l in lines) for e in expected):
                wrong.append(f"{name}: expected {expected}, got exit {code} and:\n{said}")
    print("\n".join(wrong) or "every kind of fault is found")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
