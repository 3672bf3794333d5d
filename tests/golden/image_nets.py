#!/usr/bin/env python3
"""Writes image_nets.json: logits of the larger image nets in PyTorch, for tests/models/golden_images_test.cpp.

Usage: image_nets.py     (Debian: apt install python3-torch python3-torchvision; about a minute)
Parameters, running statistics and images are functions of an index (see `noise`), drawn in the order of the names, so a
net with other names gets other logits. The ResNets and ResNeXts are torchvision's own; WideResNet and DenseNet are
written here a second time, from their papers (Zagoruyko and Komodakis 2016; Huang et al. 2017) and docs/deviations.md.
"""
import hashlib
import json
import pathlib

import numpy as np
import torch
import torchvision
from torch import nn
from torchvision.models.resnet import Bottleneck, ResNet

BATCH = 2


def noise(stream, shape):
    """Uniform in [-0.5, 0.5): a 32-bit integer hash of (stream, index); golden_fill.hpp has the same five lines."""
    h = (np.arange(1, np.prod(shape, dtype=np.int64) + 1, dtype=np.uint64) + 7919 * (stream + 1)) * 2654435761 % 2**32
    h ^= h >> 16
    h = h * 2246822519 % 2**32
    h ^= h >> 13
    return torch.from_numpy(((h >> 8).astype(np.float64) / 2**24 - 0.5).astype(np.float32).reshape(shape))


class WideBlock(nn.Module):
    """BN-ReLU-conv3x3-BN-ReLU-conv3x3 beside the identity, or beside a 1x1 of the activated input."""

    def __init__(self, inside, outside, stride):
        super().__init__()
        self.bn1 = nn.BatchNorm2d(inside)
        self.conv1 = nn.Conv2d(inside, outside, 3, stride, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outside)
        self.conv2 = nn.Conv2d(outside, outside, 3, 1, 1, bias=False)
        if inside != outside:
            self.shortcut = nn.Sequential(nn.Conv2d(inside, outside, 1, stride, bias=False))

    def forward(self, x):
        active = torch.relu(self.bn1(x))
        skip = self.shortcut(active) if hasattr(self, "shortcut") else x
        return skip + self.conv2(torch.relu(self.bn2(self.conv1(active))))


class WideResNet(nn.Module):
    def __init__(self, depth=28, k=10, classes=10):
        super().__init__()
        blocks = (depth - 4) // 6
        self.conv0 = nn.Conv2d(3, 16, 3, 1, 1, bias=False)
        inside = 16
        for group, (width, stride) in enumerate([(16 * k, 1), (32 * k, 2), (64 * k, 2)]):
            layers = [WideBlock(inside if i == 0 else width, width, stride if i == 0 else 1) for i in range(blocks)]
            setattr(self, f"group{group}", nn.Sequential(*layers))
            inside = width
        self.bn = nn.BatchNorm2d(inside)
        self.fc = nn.Linear(inside, classes)

    def forward(self, x):
        x = self.group2(self.group1(self.group0(self.conv0(x))))
        x = torch.relu(self.bn(x))
        return self.fc(nn.functional.adaptive_avg_pool2d(x, 1).flatten(1))


class DenseLayer(nn.Module):
    def __init__(self, inside, growth):
        super().__init__()
        self.bn1 = nn.BatchNorm2d(inside)
        self.conv1 = nn.Conv2d(inside, 4 * growth, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(4 * growth)
        self.conv2 = nn.Conv2d(4 * growth, growth, 3, padding=1, bias=False)

    def forward(self, x):
        bottleneck = self.conv1(torch.relu(self.bn1(x)))
        return torch.cat([x, self.conv2(torch.relu(self.bn2(bottleneck)))], 1)


class DenseBlock(nn.Module):
    def __init__(self, inside, growth, layers):
        super().__init__()
        self.layer = nn.Sequential(*[DenseLayer(inside + i * growth, growth) for i in range(layers)])

    def forward(self, x):
        return self.layer(x)


class Transition(nn.Module):
    def __init__(self, inside, outside):
        super().__init__()
        self.bn1 = nn.BatchNorm2d(inside)
        self.conv1 = nn.Conv2d(inside, outside, 1, bias=False)

    def forward(self, x):
        return nn.functional.avg_pool2d(self.conv1(torch.relu(self.bn1(x))), 2)


class DenseNet(nn.Module):
    def __init__(self, depth=190, growth=40, compression=0.5, classes=10):
        super().__init__()
        layers = (depth - 4) // 6
        inside = 2 * growth
        self.conv1 = nn.Conv2d(3, inside, 3, padding=1, bias=False)
        for block in (1, 2, 3):
            setattr(self, f"block{block}", DenseBlock(inside, growth, layers))
            inside += layers * growth
            if block < 3:
                setattr(self, f"trans{block}", Transition(inside, int(inside * compression)))
                inside = int(inside * compression)
        self.bn1 = nn.BatchNorm2d(inside)
        self.fc = nn.Linear(inside, classes)

    def forward(self, x):
        x = self.trans1(self.block1(self.conv1(x)))
        x = self.block3(self.trans2(self.block2(x)))
        return self.fc(torch.relu(self.bn1(x)).mean((2, 3)))


NETS = {  # name in our catalogue: net, side of the images
    "wide_resnet28_10": (WideResNet, 32),
    "densenet_bc190": (DenseNet, 32),
    "resnet50": (lambda: ResNet(Bottleneck, [3, 4, 6, 3]), 64),
    "resnet101": (lambda: ResNet(Bottleneck, [3, 4, 23, 3]), 64),
    "resnext101_32x4d": (lambda: ResNet(Bottleneck, [3, 4, 23, 3], groups=32, width_per_group=4), 64),
    "resnext101_64x4d": (lambda: ResNet(Bottleneck, [3, 4, 23, 3], groups=64, width_per_group=4), 64),
}


def fill(net):
    for stream, (name, p) in enumerate(sorted(net.named_parameters())):
        u = noise(stream, p.shape)
        if p.dim() > 1:  # uniform with variance 1 / fan-in
            u = u * float(np.float32(2 * (3 / p[0].numel()) ** 0.5))
            if p.dim() == 4:  # ReLU halves the square of the signal, which would fade behind the shifts
                u = u * float(np.float32(2**0.5))
        else:
            u = 0.2 * u + (1.0 if name.endswith("weight") else 0.0)
        if name.endswith("bn3.weight"):  # 33 branches that each double the square would give logits of 1e5
            u = u * 0.25
        p.data.copy_(u)
    for stream, (name, b) in enumerate(sorted(net.named_buffers())):
        if name.endswith("running_mean"):
            b.copy_(0.2 * noise(5000 + stream, b.shape))
        elif name.endswith("running_var"):
            b.copy_(1 + noise(5000 + stream, b.shape))


def names_digest(net):
    """SHA-256 of all names with their shapes, parameters and buffers, in alphabetical order."""
    lines = [f"{name} {list(tensor.shape)}\n" for name, tensor in sorted(net.state_dict().items())]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def main():
    torch.set_num_threads(1)
    record = {"pytorch": torch.__version__, "torchvision": torchvision.__version__, "nets": {}}
    for name, (make, side) in NETS.items():
        net = make()
        fill(net)
        net.eval()
        with torch.no_grad():
            logits = net(2 * noise(1000, (BATCH, 3, side, side)))
        kept = logits[:, :10]  # of a thousand
        record["nets"][name] = {
            "side": side, "classes": logits.shape[1], "parameters": sum(p.numel() for p in net.parameters()),
            "tensors": len(net.state_dict()), "names": names_digest(net), "largest": logits.abs().max().item(),
            "logits": kept.flatten().tolist()}
        print(name, record["nets"][name]["parameters"], "parameters, logits up to", logits.abs().max().item())
    pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(record, indent=1) + "\n")


if __name__ == "__main__":
    main()
