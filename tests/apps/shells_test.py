#!/usr/bin/env python3
"""Completions in the shells that are here, and the manual page as groff reads it.

usage: shells_test.py PROGRAM     77 when everything that is here is right and zsh, fish or groff is not
"""
import os, shutil, subprocess, sys, tempfile

PROGRAM = sys.argv[1]
CASES = [  # what is typed, and what is offered among other things
    ("mixup-bench cif", ["cifar"]),
    ("mixup-bench data ", ["fetch", "import", "where"]),
    ("mixup-bench data fetch cifar1", ["cifar10", "cifar100"]),
    ("mixup-bench cifar --sca", ["--scale"]),
    ("mixup-bench cifar --scale ", ["demo", "small", "paper"]),
    ("mixup-bench corrupt --alpha 1 --prec", ["--precision"]),
    ("mixup-bench report --format ", ["markdown", "html", "latex", "csv", "json"]),
    ("mixup-bench list abl", ["ablation"]),
    ("mixup-bench predict --model resnet", ["resnet50", "resnet101"]),
    ("mixup-bench cifar --data ring", ["ring8"]),
    ("mixup-bench toy --out s", ["some-folder"]),
    ("mixup-bench show s", ["some-file.json"]),
]
missing = []


def run(words, **more):
    return subprocess.run(words, capture_output=True, text=True, timeout=600, **more)


def script(shell):
    done = run([PROGRAM, "completion", shell])
    assert done.returncode == 0 and len(done.stdout) > 1000, done
    return done.stdout


def by_bash(folder):
    file = folder + "/completion"
    open(file, "w").write(script("bash"))
    for line, expected in CASES:
        words = line.split(" ")
        array = " ".join(f"'{word}'" for word in words)
        done = run(["bash", "-c", f"source {file}; COMP_WORDS=({array}); COMP_CWORD={len(words) - 1}; _mixup_bench; "
                                  "printf '%s\\n' \"${COMPREPLY[@]}\""], cwd=folder)
        yield line, expected, done


def by_fish(folder):
    file = folder + "/mixup-bench.fish"
    open(file, "w").write(script("fish"))
    for line, expected in CASES:
        done = run(["fish", "--no-config", "-c", f"source {file}; complete -C '{line}'"], cwd=folder)
        yield line, expected, done


def by_zsh(folder):
    """Its completion needs a terminal: zpty types the line and TAB, and prints what the screen shows."""
    open(folder + "/_mixup-bench", "w").write(script("zsh"))
    for line, expected in CASES:
        typing = f"""
            zmodload zsh/zpty
            zpty shell 'PS1= TERM=dumb zsh -f -i'
            zpty -w shell 'fpath=({folder} $fpath); autoload -Uz compinit; compinit -u -D; unsetopt list_ambiguous; setopt auto_list'
            zpty -w shell 'LISTMAX=1000; zstyle ":completion:*" list-prompt ""; print ready'
            zpty -w shell 'print END'
            zpty -r shell first '*END*END*'
            zpty -n -w shell {line!r}$'\\t\\t\\t'
            sleep 0.7
            local text all
            while zpty -r -t shell text; do all+=$text; done
            print -r -- $all
        """
        yield line, expected, run(["zsh", "-f", "-c", f"f() {{ {typing} }}; f"], cwd=folder)


def check(shell, answers):
    if not shutil.which(shell):
        missing.append(shell)
        return
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(folder + "/some-folder")
        open(folder + "/some-file.json", "w").close()
        for line, expected, done in answers(folder):
            for word in expected:
                assert word in done.stdout, f"{shell}: {line!r} offers no {word}: {done.stdout!r} {done.stderr!r}"
            assert not done.stderr.strip(), f"{shell}: {line!r}: {done.stderr}"


def check_manual():
    page = run([PROGRAM, "man"]).stdout
    for part in (".SH NAME", ".SH SYNOPSIS", ".SH EXIT STATUS", "mixup\\-bench cifar", "\\-\\-checkpoint\\-every", "MIXUP_BENCH_DATA"):
        assert part in page, f"the manual has no {part}"
    if not shutil.which("groff"):
        missing.append("groff")
        return
    done = run(["groff", "-ww", "-K", "utf8", "-T", "utf8", "-man", "-z"], input=page)
    assert done.returncode == 0 and not done.stderr.strip(), done.stderr


check("bash", by_bash)
check("zsh", by_zsh)
check("fish", by_fish)
check_manual()
if missing:
    print(f"skipped: completion or manual: {', '.join(missing)} not here")
    sys.exit(77)
print("three shells complete, the manual is read")
