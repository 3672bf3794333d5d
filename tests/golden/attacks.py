#!/usr/bin/env python3
"""Writes attacks.json: FGSM and I-FGSM in PyTorch, for tests/experiments/golden_attack_test.cpp.

Usage: attacks.py     (Debian: apt install python3-torch; some seconds)
The authors published no code for section 3.5; this is the definition of Goodfellow et al. (2015) and Kurakin et al. (2017) in
units of pixels, with autograd by pixels: x + epsilon sign(grad), ten steps of epsilon / 10, cut to the ball and to [0, 1]
after each. Weights and pictures are functions of an index.
"""
import json
import pathlib

import torch
from preact_resnet18 import PreActResNet18, fill, noise
from torch import nn

EPSILON, STEPS, PICTURES = 4 / 255, 10, 6
MEAN = torch.tensor([0.4914, 0.4822, 0.4465]).view(1, 3, 1, 1)
STD = torch.tensor([0.2023, 0.1994, 0.2010]).view(1, 3, 1, 1)


def attack(net, x, y, steps):
    moved = x.clone()
    for _ in range(steps):
        leaf = moved.detach().requires_grad_(True)
        loss = nn.functional.cross_entropy(net((leaf - MEAN) / STD), y, reduction="sum")
        moved = leaf.detach() + EPSILON / steps * torch.autograd.grad(loss, leaf)[0].sign()
        moved = torch.minimum(torch.maximum(moved, x - EPSILON), x + EPSILON).clamp(0, 1)
    return moved


def main():
    torch.set_num_threads(1)
    net = PreActResNet18(width=8)
    fill(net)
    net.eval()
    x = noise(500, (PICTURES, 3, 16, 16)) + 0.5
    y = 3 * torch.arange(PICTURES) % 10
    losses = lambda at: nn.functional.cross_entropy(net((at - MEAN) / STD), y, reduction="none").detach().tolist()
    record = {"pytorch": torch.__version__, "clean": losses(x)}
    for name, steps in (("fgsm", 1), ("ifgsm", STEPS)):
        moved = attack(net, x, y, steps)
        share = ((moved - x) / EPSILON).flatten().tolist()
        record[name] = {"losses": losses(moved), "moves": [round(v, 3) for v in share]}
    pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(record) + "\n")
    print({name: sum(record[name]["losses"]) for name in ("fgsm", "ifgsm")}, sum(record["clean"]))


if __name__ == "__main__":
    main()
