#!/usr/bin/python3
"""Steps per second of small nets: this program beside eager PyTorch, in turn, on one thread.

Usage: bench_mlp.py PROGRAM [--rounds 7] [--only table|game] [--output FILE]
Needs python3-torch and python3-numpy (apt); no data, since only shapes matter.

table: the step of experiment tabular: 16 rows of abalone's shape, two hidden layers of 128, mixup with alpha 0.2, Adam.
game: an iteration of experiment gan, with and without mixup: batch 128, three hidden layers of 512, five steps of the
discriminator and one of the generator, Adam.

PyTorch runs them as most people write them. What is compared is the processor's time, not the clock's, so that a busy
machine costs little. Ours is the difference between a long and a short run: all that a step costs is in it, drawing and
judging too. The ratio is taken round by round.
"""
import argparse
import json
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile
import time

ROWS, BATCH, FEATURES, CLASSES = 3200, 16, 10, 28  # 200 steps per epoch
GAME_BATCH, LATENT, UNITS = 128, 2, 512


def ours(program, kernels, words):
    """Seconds of the processor that a run takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([program, *words, "--kernels", kernels, "--threads", "1", "--device", "cpu", "--precision", "fp32",
                        "--seed", "1", "--quiet", "--out", folder], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def table_words(epochs):
    return ["tabular", "--data", "abalone", "--alpha", "0.2", "--set", "data.source=synthetic", "--set",
            f"data.train_limit={ROWS}", "--set", f"budget.epochs={epochs}"]


def our_table(program, kernels):
    few, many = 5, 65
    return (ours(program, kernels, table_words(many)) - ours(program, kernels, table_words(few))) / ((many - few) * ROWS / BATCH)


def game_words(alpha, iterations):
    return ["gan", "--scale", "paper", "--data", "ring8", "--alpha", str(alpha), "--set", "protocol.generator_mixed=" +
            ("true" if alpha else "false"), "--set", "protocol.lambda_law=paper", "--set",
            f"protocol.iterations={iterations}", "--set", f"protocol.snapshots=[{iterations}]"]


def our_game(program, kernels, alpha):
    few, many = 10, 310
    return (ours(program, kernels, game_words(alpha, many)) - ours(program, kernels, game_words(alpha, few))) / (many - few)


def timed(step, warm_up, count):
    for _ in range(warm_up):
        step()
    start = time.process_time()
    for _ in range(count):
        step()
    return (time.process_time() - start) / count


def their_table():
    import numpy as np
    import torch
    from torch import nn

    torch.manual_seed(1)
    x_all, y_all = torch.randn(ROWS, FEATURES), torch.randint(0, CLASSES, (ROWS,))
    net = nn.Sequential(nn.Linear(FEATURES, 128), nn.ReLU(), nn.Linear(128, 128), nn.ReLU(), nn.Linear(128, CLASSES))
    adam = torch.optim.Adam(net.parameters(), lr=1e-3)
    cross_entropy = nn.functional.cross_entropy
    order = torch.randperm(ROWS)
    at = 0

    def step():
        nonlocal at
        index = order[at:at + BATCH]
        at = (at + BATCH) % ROWS
        x, y = x_all[index], y_all[index]
        lam, other = float(np.random.beta(0.2, 0.2)), torch.randperm(BATCH)
        out = net(lam * x + (1 - lam) * x[other])
        loss = lam * cross_entropy(out, y) + (1 - lam) * cross_entropy(out, y[other])
        adam.zero_grad(set_to_none=True)
        loss.backward()
        adam.step()
        loss.item()

    return timed(step, 200, 3000)


def their_game(alpha):
    import torch
    from torch import nn

    def player(inputs, outputs):
        return nn.Sequential(nn.Linear(inputs, UNITS), nn.ReLU(), nn.Linear(UNITS, UNITS), nn.ReLU(),
                             nn.Linear(UNITS, UNITS), nn.ReLU(), nn.Linear(UNITS, outputs))

    torch.manual_seed(1)
    generator, discriminator = player(LATENT, 2), player(2, 1)
    adams = [torch.optim.Adam(net.parameters(), lr=1e-3) for net in (generator, discriminator)]
    cross_entropy = nn.functional.binary_cross_entropy_with_logits
    angles = torch.arange(8) * (torch.pi / 4)
    centres = torch.stack([angles.cos(), angles.sin()], 1)
    one, zero = torch.ones(GAME_BATCH, 1), torch.zeros(GAME_BATCH, 1)

    def real():
        return centres[torch.randint(0, 8, (GAME_BATCH,))] + 0.01 * torch.randn(GAME_BATCH, 2)

    def step():
        for _ in range(5):
            with torch.no_grad():
                fake = generator(torch.randn(GAME_BATCH, LATENT))
            if alpha:
                lam = torch.distributions.Beta(alpha, alpha).sample((GAME_BATCH, 1))
                loss = cross_entropy(discriminator(lam * real() + (1 - lam) * fake), lam)
            else:
                loss = cross_entropy(discriminator(torch.cat([real(), fake])), torch.cat([one, zero]))
            adams[1].zero_grad(set_to_none=True)
            loss.backward()
            adams[1].step()
        fake = generator(torch.randn(GAME_BATCH, LATENT))
        if alpha:
            lam = torch.distributions.Beta(alpha, alpha).sample((GAME_BATCH, 1))
            loss = -cross_entropy(discriminator(lam * real() + (1 - lam) * fake), lam)
        else:
            loss = -cross_entropy(discriminator(fake), zero)
        adams[0].zero_grad(set_to_none=True)
        loss.backward(inputs=list(generator.parameters()))
        adams[0].step()

    return timed(step, 5, 60)


def compare(name, rounds, fused, plain, theirs):
    seconds = {"fused": [], "torch": [], "pytorch": []}
    for _ in range(rounds):
        seconds["fused"].append(fused())
        seconds["pytorch"].append(theirs())
        seconds["torch"].append(plain())
    ratios = sorted(b / a for a, b in zip(seconds["fused"], seconds["pytorch"]))
    middle = {key: statistics.median(values) for key, values in seconds.items()}
    print(f"{name}: {1 / middle['fused']:.4g} steps per second here, {1 / middle['torch']:.4g} with --kernels torch, "
          f"{1 / middle['pytorch']:.4g} in PyTorch; ratio {statistics.median(ratios):.2f} ({ratios[0]:.2f} ... {ratios[-1]:.2f})",
          flush=True)
    return {"seconds_per_step": seconds, "median_ratio": round(statistics.median(ratios), 2),
            "least_ratio": round(ratios[0], 2), "largest_ratio": round(ratios[-1], 2)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--only", choices=["table", "game"])
    parser.add_argument("--output")
    given = parser.parse_args()
    try:
        import torch
    except ImportError:
        sys.exit("python3-torch is not installed: there is nothing to compare with")
    torch.set_num_threads(1)
    record = {"pytorch": torch.__version__, "rounds": given.rounds}
    if given.only != "game":
        record["table"] = compare("table", given.rounds, lambda: our_table(given.program, "fused"),
                                  lambda: our_table(given.program, "torch"), their_table)
    for name, alpha in () if given.only == "table" else (("game", 0), ("game_mixup", 0.2)):
        record[name] = compare(name, given.rounds, lambda: our_game(given.program, "fused", alpha),
                               lambda: our_game(given.program, "torch", alpha), lambda: their_game(alpha))
    if given.output:
        pathlib.Path(given.output).write_text(json.dumps(record, indent=2) + "\n")


if __name__ == "__main__":
    main()
