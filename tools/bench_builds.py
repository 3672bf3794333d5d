#!/usr/bin/env python3
"""Images per second of the training step in several builds of the program, in turn, for several widths of the net.

Usage: bench_builds.py [--rounds 7] [--steps 10] [--threads 1] [--widths 1,0.25,0.125] PROGRAM PROGRAM ...
Needs the real CIFAR-10 (--data-dir, or where `mixup-bench cifar` finds it). Every round asks each build once, and
ratios are taken within a round, so a machine that drifts does not decide them. Medians are printed as a table.
"""
import argparse
import json
import statistics
import subprocess


def bench(program, width, given):
    command = [program, "bench", "--steps", str(given.steps), "--threads", str(given.threads), "--width", width, "--device", "cpu"]
    command += ["--data-dir", given.data_dir] if given.data_dir else []
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("programs", nargs="+", metavar="PROGRAM")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--steps", type=int, default=10)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--widths", default="1,0.25,0.125")
    parser.add_argument("--data-dir")
    given = parser.parse_args()
    names, rows = [], []
    for width in given.widths.split(","):
        speeds = [[] for _ in given.programs]
        for _ in range(given.rounds):
            names.clear()
            for list_of_one, program in zip(speeds, given.programs):
                answer = bench(program, width, given)
                list_of_one.append(answer["images_per_second"])
                environment = answer["environment"]
                names.append(f"LibTorch {environment['libtorch']}, {environment['capability']}, {environment['precision']}")
        ratios = [statistics.median(b / a for a, b in zip(speeds[0], other)) for other in speeds[1:]]
        rows.append([width, *(f"{statistics.median(s):.1f} ({min(s):.1f} … {max(s):.1f})" for s in speeds),
                     *(f"{ratio:.2f}" for ratio in ratios)])
    print("| width |", " | ".join(names), "|", " | ".join("beside the first" for _ in given.programs[1:]), "|")
    print("|---|" + "---:|" * (2 * len(names) - 1))
    for row in rows:
        print("|", " | ".join(row), "|")


if __name__ == "__main__":
    main()
