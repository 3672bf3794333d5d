#!/usr/bin/python3
"""Images per second of one mixup training step: this program beside PyTorch, in turn, on the same machine.

Usage: bench_pytorch.py PROGRAM [--widths 1 0.25 0.125] [--threads 1 2] [--rounds 7] [--output FILE]
Needs python3-torch (apt), which is the same LibTorch, and the real CIFAR-10 where `mixup-bench cifar` finds it.

The step: PreAct ResNet-18, batch 128, mixup with alpha 1, SGD. PyTorch runs it as a careful user writes it: bfloat16
autocast where this program takes bfloat16, channels last, eager, gradients set to None. Its batches are made
beforehand; ours are cropped, flipped and normalised within the step. Both sides warm up with three steps; each round
is a process of its own, and the ratio is taken round by round, so a machine that drifts does not decide it. Beside
the time on the clock stands the ratio of processor time, which other processes disturb less.
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
BATCH = 128
BATCHES = 8  # made beforehand for PyTorch: none is met twice within a third of a second


def pytorch_round(width, threads, steps, precision):
    """Seconds on the clock and of the processor for `steps` eager steps, after three to warm up."""
    import numpy as np
    import torch

    sys.path.insert(0, str(ROOT / "tests" / "golden"))
    from preact_resnet18 import PreActResNet18

    torch.set_num_threads(threads)
    torch.manual_seed(1)
    np.random.seed(1)
    batches = [(torch.randn(BATCH, 3, 32, 32).contiguous(memory_format=torch.channels_last), torch.randint(0, 10, (BATCH,)))
               for _ in range(BATCHES)]
    net = PreActResNet18(round(64 * width)).train().to(memory_format=torch.channels_last)
    sgd = torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9, weight_decay=1e-4)

    def step(number):
        x, y = batches[number % BATCHES]
        lam, other = float(np.random.beta(1, 1)), torch.randperm(BATCH)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=precision != "fp32"):
            out = net(lam * x + (1 - lam) * x[other]).float()
        loss = lam * torch.nn.functional.cross_entropy(out, y) + (1 - lam) * torch.nn.functional.cross_entropy(out, y[other])
        sgd.zero_grad(set_to_none=True)
        loss.backward()
        sgd.step()
        return loss.item()

    for number in range(3):
        step(number)
    start, busy = time.perf_counter(), time.process_time()
    for number in range(steps):
        step(number)
    return {"seconds": time.perf_counter() - start, "cpu_seconds": time.process_time() - busy}


def ran(command):
    # Threads that spin while they wait would take the processors from whoever else is timed here.
    environment = {**os.environ, "OMP_WAIT_POLICY": "passive"}
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=environment).stdout)


def compared(args, width, threads):
    """The rounds of one width and number of threads."""
    steps = args.steps or max(4, round(5 / width))
    common = ["--steps", str(steps), "--threads", str(threads)]
    here, torch, ratios, busy = [], [], [], []
    for _ in range(args.rounds):
        ours = ran([args.program, "bench", *common, "--device", "cpu", "--width", str(width), *args.flags])
        precision = ours["environment"]["precision"]
        theirs = ran([sys.executable, __file__, "-", "--worker", precision, "--widths", str(width), *common])
        here.append(BATCH * steps / ours["seconds"])
        torch.append(BATCH * steps / theirs["seconds"])
        ratios.append(here[-1] / torch[-1])
        busy.append(theirs["cpu_seconds"] / ours["cpu_seconds"])
    row = {"width": width, "threads": threads, "steps": steps, "median_ratio": round(statistics.median(ratios), 3),
           "least_ratio": round(min(ratios), 3), "most_ratio": round(max(ratios), 3),
           "median_ratio_of_processor_time": round(statistics.median(busy), 3),
           "images_per_second": [round(v, 1) for v in here], "images_per_second_pytorch": [round(v, 1) for v in torch]}
    print(f"width {width}, {threads} threads: {statistics.median(here):.1f} images/s here, {statistics.median(torch):.1f} in "
          f"PyTorch, ratio {row['median_ratio']} ({row['least_ratio']} ... {row['most_ratio']}), of processor time "
          f"{row['median_ratio_of_processor_time']}", flush=True)
    return row, ours["environment"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--widths", type=float, nargs="+", default=[1, 0.25, 0.125])
    parser.add_argument("--threads", type=int, nargs="+", default=sorted({1, len(os.sched_getaffinity(0))}))
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--steps", type=int, help="a round; else 4 at width 1, 40 at 1/8")
    parser.add_argument("--output", type=pathlib.Path)
    parser.add_argument("--flags", nargs=argparse.REMAINDER, default=[], help="last: more flags of mixup-bench bench")
    parser.add_argument("--worker", metavar="PRECISION", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.worker:
        print(json.dumps(pytorch_round(args.widths[0], args.threads[0], args.steps, args.worker)))
        return
    try:
        import torch
    except ImportError:
        sys.exit("bench_pytorch.py: python3-torch is not installed; alone: " + args.program + " bench")
    rows = []
    for width in args.widths:
        for threads in args.threads:
            row, environment = compared(args, width, threads)
            rows.append(row)
    if args.output:  # what was not measured anew stays
        done = {(row["width"], row["threads"]) for row in rows}
        before = json.loads(args.output.read_text())["rows"] if args.output.exists() else []
        rows = sorted(rows + [row for row in before if (row["width"], row["threads"]) not in done],
                      key=lambda row: (-row["width"], row["threads"]))
        result = {"batch": BATCH, "rounds": args.rounds, "pytorch": torch.__version__, "rows": rows, "environment": environment}
        args.output.write_text(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
