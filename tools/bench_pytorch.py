#!/usr/bin/python3
"""Images per second of one mixup training step: this program beside eager PyTorch, in turn, on the same machine.

Usage: bench_pytorch.py PROGRAM [--rounds 5] [--steps 10] [--threads N] [--output FILE]
Needs python3-torch and python3-numpy (apt) and the real CIFAR-10 where `mixup-bench cifar` finds it.

The step: PreAct ResNet-18, batch 128, crop and flip, mixup with alpha 1, SGD. PyTorch runs it as most people write it:
float32, NCHW, eager. Both sides warm up with three steps, each round is a process of its own, and the ratio is taken
round by round, so a machine that drifts does not decide it.
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


def data_folder():
    cache = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    root = os.environ.get("MIXUP_BENCH_DATA") or os.path.join(cache, "mixup-bench")
    return pathlib.Path(root) / "cifar-10-batches-bin"


def pytorch_round(threads, steps):
    """Images per second of `steps` eager steps after three to warm up."""
    import numpy as np
    import torch

    sys.path.insert(0, str(ROOT / "tests" / "golden"))
    from preact_resnet18 import PreActResNet18

    torch.set_num_threads(threads)
    torch.manual_seed(1)
    raw = np.fromfile(data_folder() / "data_batch_1.bin", dtype=np.uint8).reshape(-1, 3073)
    labels = torch.from_numpy(raw[:, 0].astype(np.int64))
    images = torch.from_numpy(raw[:, 1:].reshape(-1, 3, 32, 32).copy())
    mean = torch.tensor([0.4914, 0.4822, 0.4465]).view(3, 1, 1)
    std = torch.tensor([0.2023, 0.1994, 0.2010]).view(3, 1, 1)
    net = PreActResNet18().train()
    sgd = torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9, weight_decay=1e-4)

    def augmented(index):
        out = torch.empty(BATCH, 3, 32, 32)
        for i, j in enumerate(index.tolist()):
            padded = torch.nn.functional.pad(images[j], (4, 4, 4, 4))
            top, left = np.random.randint(0, 9, 2)
            crop = padded[:, top:top + 32, left:left + 32]
            out[i] = crop.flip(2) if np.random.rand() < 0.5 else crop
        return (out / 255 - mean) / std

    def step():
        index = torch.randint(0, len(labels), (BATCH,))
        x, y = augmented(index), labels[index]
        lam, other = float(np.random.beta(1, 1)), torch.randperm(BATCH)
        out = net(lam * x + (1 - lam) * x[other])
        loss = lam * torch.nn.functional.cross_entropy(out, y) + (1 - lam) * torch.nn.functional.cross_entropy(out, y[other])
        sgd.zero_grad(set_to_none=True)
        loss.backward()
        sgd.step()

    for _ in range(3):
        step()
    start = time.perf_counter()
    for _ in range(steps):
        step()
    return BATCH * steps / (time.perf_counter() - start)


def ours(program, threads, steps, *flags):
    command = [program, "bench", "--steps", str(steps), "--threads", str(threads), "--device", "cpu", *flags]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)


def theirs(threads, steps):
    command = [sys.executable, __file__, "-", "--worker", "--threads", str(threads), "--steps", str(steps)]
    return float(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--steps", type=int, default=10)
    parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--output")
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.worker:
        print(pytorch_round(args.threads, args.steps))
        return
    try:
        import torch
    except ImportError:
        print("python3-torch is not installed; here alone:")
        print(json.dumps(ours(args.program, args.threads, args.steps), indent=2))
        return
    fast, slow, exact = [], [], []
    for number in range(1, args.rounds + 1):
        record = ours(args.program, args.threads, args.steps)
        fast.append(record["images_per_second"])
        slow.append(theirs(args.threads, args.steps))
        exact.append(ours(args.program, args.threads, args.steps, "--precision", "fp32")["images_per_second"])
        print(f"round {number}: {fast[-1]:.1f} images/s here, {exact[-1]:.1f} in fp32, {slow[-1]:.1f} in eager PyTorch, "
              f"ratio {fast[-1] / slow[-1]:.2f}", flush=True)
    ratios = [a / b for a, b in zip(fast, slow)]
    summary = {"median_ratio": round(statistics.median(ratios), 3), "least_ratio": round(min(ratios), 3),
               "median_ratio_fp32": round(statistics.median(a / b for a, b in zip(exact, slow)), 3),
               "images_per_second": [round(v, 1) for v in fast], "images_per_second_fp32": [round(v, 1) for v in exact],
               "images_per_second_pytorch": [round(v, 1) for v in slow], "pytorch": torch.__version__,
               "steps": args.steps, "batch": BATCH, "environment": record["environment"]}
    print(f"median ratio {summary['median_ratio']} ({min(ratios):.2f} ... {max(ratios):.2f}), in fp32 {summary['median_ratio_fp32']}")
    if args.output:
        pathlib.Path(args.output).write_text(json.dumps(summary, indent=2) + "\n")


if __name__ == "__main__":
    main()
