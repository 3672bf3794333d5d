#!/usr/bin/env python3
"""Writes latent_mixing.json: mixing "layer l" of Table 5 in PyTorch, for tests/models/golden_latent_test.cpp.

Usage: latent_mixing.py     (Debian: apt install python3-torch; some seconds)
The net and the step are those of facebookresearch/mixup-cifar10 (models/resnet.py): h = f(x, up to k - 1), h is mixed with
itself in another order, logits = f(h, from k on). Layer 1 is what leaves the stem (convolution, BN, ReLU), layer 2 what leaves
stage 1, ..., layer 5 what leaves stage 4. Both are written here anew. Weights and images are functions of an index.
"""
import json
import pathlib

import torch
from preact_resnet18 import BATCH, CLASSES, batch, fill
from torch import nn

WIDTH = 8  # an eighth; the parameters are counted at full width
LAMBDAS = {1: 0.7, 2: 0.45, 3: 0.9, 4: 0.5, 5: 0.2}


class Block(nn.Module):
    """The identity shortcut takes the active input, unlike preact_resnet18.py's."""

    def __init__(self, inside, outside, stride):
        super().__init__()
        self.bn1 = nn.BatchNorm2d(inside)
        self.conv1 = nn.Conv2d(inside, outside, 3, stride, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outside)
        self.conv2 = nn.Conv2d(outside, outside, 3, 1, 1, bias=False)
        self.shortcut = nn.Sequential()
        if stride != 1 or inside != outside:
            self.shortcut.append(nn.Conv2d(inside, outside, 1, stride, bias=False))

    def forward(self, x):
        active = torch.relu(self.bn1(x))
        return self.conv2(torch.relu(self.bn2(self.conv1(active)))) + self.shortcut(active)


class LatentNet(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.conv1 = nn.Conv2d(3, width, 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        inside = width
        for i, stride in enumerate((1, 2, 2, 2)):
            outside = width * 2**i
            setattr(self, f"layer{i + 1}", nn.Sequential(Block(inside, outside, stride), Block(outside, outside, 1)))
            inside = outside
        self.linear = nn.Linear(inside, CLASSES)

    def part(self, h, first, last):
        """Stages first ... last of 0 (the stem) to 5 (pooling and classifier)."""
        stages = [lambda x: torch.relu(self.bn1(self.conv1(x))), self.layer1, self.layer2, self.layer3, self.layer4,
                  lambda x: self.linear(x.mean((2, 3)))]
        for stage in stages[first:last + 1]:
            h = stage(h)
        return h


def main():
    torch.set_num_threads(1)
    steps = []
    for layer, lam in LAMBDAS.items():
        net = LatentNet(WIDTH)
        fill(net)
        sgd = torch.optim.SGD(net.parameters(), lr=0.01, momentum=0.9, weight_decay=1e-4)
        x, y = batch(layer)
        h = net.part(x, 0, layer - 1)
        logits = net.part(lam * h + (1 - lam) * h.flip(0), layer, 5)
        loss = lam * nn.functional.cross_entropy(logits, y) + (1 - lam) * nn.functional.cross_entropy(logits, y.flip(0))
        loss.backward()
        sgd.step()
        after = net.part(x, 0, 5)  # in train mode, so that it shows the updated weights alone
        steps.append({"layer": layer, "lambda": lam, "loss": loss.item(), "logits": logits.detach().flatten().tolist(),
                      "logits_after": after.detach().flatten().tolist()})
    record = {"pytorch": torch.__version__, "parameters": sum(p.numel() for p in LatentNet(64).parameters()),
              "batch": BATCH, "steps": steps}
    pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(record) + "\n")
    print(f"{record['parameters']} parameters, losses", *(f"{s['loss']:.5f}" for s in steps))


if __name__ == "__main__":
    main()
