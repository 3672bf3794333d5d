"""PreAct ResNet-18 in PyTorch, written from the paper (He et al. 2016 b) and docs/deviations.md.

The peer of `mixup-bench bench step`, and what tests/golden/preact_resnet18.py holds the C++ net to.
"""
import torch
from torch import nn

CLASSES = 10


class Block(nn.Module):
    def __init__(self, inside, outside, stride):
        super().__init__()
        self.bn1 = nn.BatchNorm2d(inside)
        self.conv1 = nn.Conv2d(inside, outside, 3, stride, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outside)
        self.conv2 = nn.Conv2d(outside, outside, 3, 1, 1, bias=False)
        if stride != 1 or inside != outside:
            self.shortcut = nn.Sequential(nn.Conv2d(inside, outside, 1, stride, bias=False))

    def forward(self, x):
        active = torch.relu(self.bn1(x))
        skip = self.shortcut(active) if hasattr(self, "shortcut") else x
        return self.conv2(torch.relu(self.bn2(self.conv1(active)))) + skip


class PreActResNet18(nn.Module):
    def __init__(self, width=64):
        super().__init__()
        self.conv1 = nn.Conv2d(3, width, 3, 1, 1, bias=False)
        inside = width
        for i, stride in enumerate((1, 2, 2, 2)):
            outside = width * 2**i
            setattr(self, f"layer{i + 1}", nn.Sequential(Block(inside, outside, stride), Block(outside, outside, 1)))
            inside = outside
        self.linear = nn.Linear(inside, CLASSES)

    def forward(self, x):
        x = self.layer4(self.layer3(self.layer2(self.layer1(self.conv1(x)))))
        return self.linear(x.mean((2, 3)))
