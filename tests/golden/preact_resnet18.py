#!/usr/bin/env python3
"""Writes preact_resnet18.json: logits and ten losses of PreAct ResNet-18 in PyTorch, for tests/models/golden_test.cpp.

Usage: preact_resnet18.py     (Debian: apt install python3-torch; about half a minute)
Weights, images and labels are functions of an index (see `noise`), so both sides make the same ones and no binary file
is needed. The net is the one of tools/peers, written a second time from the paper.
"""
import json
import pathlib
import sys

import numpy as np
import torch
from torch import nn

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "tools" / "peers"))
from preact_net import CLASSES, PreActResNet18

BATCH = 24
LAMBDAS = [1.0, 0.9, 0.75, 0.5, 0.3, 0.1, 0.0, 0.42, 0.66, 0.97]


def noise(stream, shape):
    """Uniform in [-0.5, 0.5): a 32-bit integer hash of (stream, index); the C++ test has the same five lines."""
    h = (np.arange(1, np.prod(shape) + 1, dtype=np.uint64) + 7919 * (stream + 1)) * 2654435761 % 2**32
    h ^= h >> 16
    h = h * 2246822519 % 2**32
    h ^= h >> 13
    return torch.from_numpy(((h >> 8).astype(np.float64) / 2**24 - 0.5).astype(np.float32).reshape(shape))


def fill(net):
    for stream, (name, p) in enumerate(sorted(net.named_parameters())):
        u = noise(stream, p.shape)
        if p.dim() > 1:  # uniform with variance 1 / fan-in
            u = u * float(np.float32(2 * (3 / p[0].numel()) ** 0.5))
        else:
            u = 0.2 * u + (1.0 if name.endswith("weight") else 0.0)
        p.data.copy_(u)


def batch(step):
    x = 2 * noise(1000 + step, (BATCH, 3, 32, 32))
    y = (3 * torch.arange(BATCH) + step) % CLASSES
    return x, y


def main():
    torch.set_num_threads(1)
    net = PreActResNet18()
    fill(net)
    parameters = sum(p.numel() for p in net.parameters())
    net.train()
    logits = net(batch(0)[0]).detach()
    fill(net)
    for module in net.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.reset_running_stats()
    sgd = torch.optim.SGD(net.parameters(), lr=0.0003, momentum=0.9, weight_decay=1e-4)
    losses = []
    for step, lam in enumerate(LAMBDAS):
        x, y = batch(step)
        out = net(lam * x + (1 - lam) * x.flip(0))
        loss = lam * nn.functional.cross_entropy(out, y) + (1 - lam) * nn.functional.cross_entropy(out, y.flip(0))
        sgd.zero_grad()
        loss.backward()
        sgd.step()
        losses.append(loss.item())
    net.eval()
    trained = net(batch(0)[0]).detach()
    record = {"pytorch": torch.__version__, "parameters": parameters, "lambdas": LAMBDAS, "losses": losses,
              "logits": logits.flatten().tolist(), "trained_logits": trained.flatten().tolist()}
    pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(record) + "\n")
    print(f"{parameters} parameters, losses {losses[0]:.5f} ... {losses[-1]:.5f}")


if __name__ == "__main__":
    main()
