#!/usr/bin/env python3
"""A peer of `mixup-bench bench step`: seconds of mixup training steps of PreAct ResNet-18 in PyTorch.

Usage: step.py '{"width": 0.125, "batch": 128, "threads": 1, "steps": 40, "warm_up": 4, "precision": "bf16 autocast",
                 "device": "cpu", "compile": false}'
As a careful user writes it: bfloat16 autocast where the program takes bfloat16, channels last, gradients set to None,
and torch.compile where asked for. The batches are made beforehand.
"""
import json
import sys
import time

import numpy as np
import torch

from preact_net import CLASSES, PreActResNet18

BATCHES = 8  # none is met twice within a third of a second


def made_batches(batch, device):
    return [(torch.randn(batch, 3, 32, 32).contiguous(memory_format=torch.channels_last).to(device),
             torch.randint(0, CLASSES, (batch,)).to(device)) for _ in range(BATCHES)]


def main():
    case = json.loads(sys.argv[1])
    torch.set_num_threads(case["threads"])
    torch.manual_seed(1)
    np.random.seed(1)
    device = torch.device(case["device"])
    batches = made_batches(case["batch"], device)
    net = PreActResNet18(round(64 * case["width"])).train().to(device, memory_format=torch.channels_last)
    sgd = torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9, weight_decay=1e-4)
    forward = torch.compile(net) if case["compile"] else net
    cross_entropy = torch.nn.functional.cross_entropy

    def step(number):
        x, y = batches[number % BATCHES]
        lam, other = float(np.random.beta(1, 1)), torch.randperm(case["batch"]).to(device)
        with torch.autocast(device.type, dtype=torch.bfloat16, enabled=case["precision"] != "fp32"):
            out = forward(lam * x + (1 - lam) * x[other]).float()
        loss = lam * cross_entropy(out, y) + (1 - lam) * cross_entropy(out, y[other])
        sgd.zero_grad(set_to_none=True)
        loss.backward()
        sgd.step()
        return loss.item()

    start = time.perf_counter()
    step(0)
    first = time.perf_counter() - start
    for number in range(1, case["warm_up"]):
        step(number)
    start, busy = time.perf_counter(), time.process_time()
    for number in range(case["steps"]):
        step(number)
    result = {"count": case["batch"] * case["steps"], "seconds": time.perf_counter() - start,
              "cpu_seconds": time.process_time() - busy}
    if case["compile"]:
        result["first_step_seconds"] = first  # nearly all of it compiles; not counted
    print(json.dumps(result))


main()
