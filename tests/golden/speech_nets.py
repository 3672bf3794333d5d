#!/usr/bin/env python3
"""Writes speech_nets.json: parameter counts and logits of LeNet and VGG-11 in PyTorch, for
tests/models/golden_speech_test.cpp.

Usage: speech_nets.py     (Debian: apt install python3-torch; a few seconds)
Weights and spectrograms are functions of an index (see `noise`), so both sides make the same ones and no binary file is
needed. The nets are written here a second time: VGG-11 from its paper (configuration A, with batch normalisation).
Logits are those of eval mode, with running means and variances that are not 0 and 1.
"""
import json
import pathlib

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

BATCH, WORDS = 3, 30


def noise(stream, shape):
    """Uniform in [-0.5, 0.5): a 32-bit integer hash of (stream, index); tests/models/golden_fill.hpp has it in C++."""
    h = (np.arange(1, np.prod(shape) + 1, dtype=np.uint64) + 7919 * (stream + 1)) * 2654435761 % 2**32
    h ^= h >> 16
    h = h * 2246822519 % 2**32
    h ^= h >> 13
    return torch.from_numpy(((h >> 8).astype(np.float64) / 2**24 - 0.5).astype(np.float32).reshape(shape))


class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 20, 5)
        self.conv2 = nn.Conv2d(20, 20, 5)
        self.fc1 = nn.Linear(20 * 37 * 22, 1000)
        self.fc2 = nn.Linear(1000, WORDS)

    def forward(self, x):
        x = F.relu(F.max_pool2d(self.conv1(x), 2))
        x = F.relu(F.max_pool2d(F.dropout2d(self.conv2(x), 0.5, self.training), 2))
        x = F.relu(self.fc1(x.flatten(1)))
        return self.fc2(F.dropout(x, 0.5, self.training))


class VGG11(nn.Module):
    def __init__(self):
        super().__init__()
        layers, inside = [], 1
        for channels in (64, "M", 128, "M", 256, 256, "M", 512, 512, "M", 512, 512, "M"):
            if channels == "M":
                layers += [nn.MaxPool2d(2)]
            else:
                layers += [nn.Conv2d(inside, channels, 3, padding=1), nn.BatchNorm2d(channels), nn.ReLU()]
                inside = channels
        self.features = nn.Sequential(*layers)
        self.fc1 = nn.Linear(512 * 5 * 3, 512)
        self.fc2 = nn.Linear(512, WORDS)

    def forward(self, x):
        return self.fc2(self.fc1(self.features(x).flatten(1)))


def fill(net):
    for stream, (name, p) in enumerate(sorted(net.named_parameters())):
        u = noise(stream, p.shape)
        if p.dim() > 1:  # uniform with variance 1 / fan-in
            u = u * float(np.float32(2 * (3 / p[0].numel()) ** 0.5))
        else:
            u = 0.2 * u + (1.0 if name.endswith("weight") else 0.0)
        p.data.copy_(u)
    for name, b in net.named_buffers():
        if name.endswith("running_mean"):
            b.copy_(0.2 * noise(2000, b.shape))
        elif name.endswith("running_var"):
            b.copy_(1 + noise(2001, b.shape))


def main():
    torch.set_num_threads(1)
    record = {"pytorch": torch.__version__}
    for name, net in (("lenet", LeNet()), ("vgg11", VGG11())):
        fill(net)
        net.eval()
        with torch.no_grad():
            logits = net(2 * noise(1000, (BATCH, 1, 160, 101)))
        record[name] = {"parameters": sum(p.numel() for p in net.parameters()), "names": list(net.state_dict()),
                        "logits": logits.flatten().tolist()}
        print(name, record[name]["parameters"], "parameters, logits up to", logits.abs().max().item())
    pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(record) + "\n")


if __name__ == "__main__":
    main()
