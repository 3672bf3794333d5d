#!/usr/bin/env python3
"""A peer of `mixup-bench bench game`: seconds of iterations of a GAN on eight Gaussians, as PyTorch's loop.

Usage: game.py '{"alpha": 0.2, "steps": 60}'
Batch 128, three hidden layers of 512, five steps of the discriminator and one of the generator, Adam, one thread;
alpha 0: without mixup.
"""
import json
import sys
import time

import torch
from torch import nn

BATCH, LATENT, UNITS = 128, 2, 512


def player(inputs, outputs):
    return nn.Sequential(nn.Linear(inputs, UNITS), nn.ReLU(), nn.Linear(UNITS, UNITS), nn.ReLU(),
                         nn.Linear(UNITS, UNITS), nn.ReLU(), nn.Linear(UNITS, outputs))


def main():
    case = json.loads(sys.argv[1])
    alpha = case["alpha"]
    torch.set_num_threads(1)
    torch.manual_seed(1)
    generator, discriminator = player(LATENT, 2), player(2, 1)
    adams = [torch.optim.Adam(net.parameters(), lr=1e-3) for net in (generator, discriminator)]
    cross_entropy = nn.functional.binary_cross_entropy_with_logits
    angles = torch.arange(8) * (torch.pi / 4)
    centres = torch.stack([angles.cos(), angles.sin()], 1)
    one, zero = torch.ones(BATCH, 1), torch.zeros(BATCH, 1)

    def real():
        return centres[torch.randint(0, 8, (BATCH,))] + 0.01 * torch.randn(BATCH, 2)

    def mixed(fake):
        lam = torch.distributions.Beta(alpha, alpha).sample((BATCH, 1))
        return cross_entropy(discriminator(lam * real() + (1 - lam) * fake), lam)

    def step():
        for _ in range(5):
            with torch.no_grad():
                fake = generator(torch.randn(BATCH, LATENT))
            if alpha:
                loss = mixed(fake)
            else:
                loss = cross_entropy(discriminator(torch.cat([real(), fake])), torch.cat([one, zero]))
            adams[1].zero_grad(set_to_none=True)
            loss.backward()
            adams[1].step()
        fake = generator(torch.randn(BATCH, LATENT))
        loss = -mixed(fake) if alpha else -cross_entropy(discriminator(fake), zero)
        adams[0].zero_grad(set_to_none=True)
        loss.backward(inputs=list(generator.parameters()))
        adams[0].step()

    for _ in range(5):
        step()
    start, busy = time.perf_counter(), time.process_time()
    for _ in range(case["steps"]):
        step()
    print(json.dumps({"count": case["steps"], "seconds": time.perf_counter() - start,
                      "cpu_seconds": time.process_time() - busy}))


main()
