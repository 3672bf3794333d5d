#!/usr/bin/env python3
"""A peer of `mixup-bench bench table`: seconds of mixup training steps of a small net on a table, as PyTorch's loop.

Usage: table.py '{"rows": 3200, "batch": 16, "features": 10, "classes": 28, "steps": 3000}'
Two hidden layers of 128, mixup with alpha 0.2, Adam, one thread; only shapes matter.
"""
import json
import sys
import time

import numpy as np
import torch
from torch import nn


def main():
    case = json.loads(sys.argv[1])
    rows, batch, features, classes = (case[key] for key in ("rows", "batch", "features", "classes"))
    torch.set_num_threads(1)
    torch.manual_seed(1)
    x_all, y_all = torch.randn(rows, features), torch.randint(0, classes, (rows,))
    net = nn.Sequential(nn.Linear(features, 128), nn.ReLU(), nn.Linear(128, 128), nn.ReLU(), nn.Linear(128, classes))
    adam = torch.optim.Adam(net.parameters(), lr=1e-3)
    cross_entropy = nn.functional.cross_entropy
    order = torch.randperm(rows)

    def step(number):
        at = number * batch % rows
        index = order[at:at + batch]
        x, y = x_all[index], y_all[index]
        lam, other = float(np.random.beta(0.2, 0.2)), torch.randperm(batch)
        out = net(lam * x + (1 - lam) * x[other])
        loss = lam * cross_entropy(out, y) + (1 - lam) * cross_entropy(out, y[other])
        adam.zero_grad(set_to_none=True)
        loss.backward()
        adam.step()
        loss.item()

    for number in range(200):
        step(number)
    start, busy = time.perf_counter(), time.process_time()
    for number in range(case["steps"]):
        step(number)
    print(json.dumps({"count": case["steps"], "seconds": time.perf_counter() - start,
                      "cpu_seconds": time.process_time() - busy}))


main()
