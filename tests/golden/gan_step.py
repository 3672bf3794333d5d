#!/usr/bin/env python3
"""Writes gan_step.json: steps of the GAN under the law of the authors' demo in PyTorch, for tests/experiments/golden_gan_test.cpp.

Usage: gan_step.py     (Debian: apt install python3-torch; a second)
What hongyi-zhang/mixup (gan/example_gan.py) does, written here anew: the discriminator is shown lambda d1 + (1 - lambda) d2
against labels mixed alike, lambda ~ U(0, 0.2) per point, d1 and d2 two shuffled batches of real and generated points; the
generator then climbs the discriminator's loss on an unmixed batch of both kinds. One shuffle meets as many pairs as two: d1
is left in its order here and in the suite. Weights, points and lambda are functions of an index.
"""
import json
import pathlib

import torch
from preact_resnet18 import fill, noise
from torch import nn

UNITS, HALF, STEPS = 26, 32, 3  # a twentieth of 512 units, real points of a batch, rounds of five and one


def player(inside, outside):
    """Three hidden layers; names as in the suite, which fills weights in the order of names."""
    sizes = [inside, UNITS, UNITS, UNITS, outside]
    net = nn.Module()
    for i in range(4):
        setattr(net, f"fc{i + 1}", nn.Linear(sizes[i], sizes[i + 1]))
    net.forward = lambda x: net.fc4(torch.relu(net.fc3(torch.relu(net.fc2(torch.relu(net.fc1(x)))))))
    return net


def beside(real, fake):
    return torch.cat((real, fake)), torch.cat((torch.ones(len(real), 1), torch.zeros(len(fake), 1)))


def main():
    torch.set_num_threads(1)
    bce = nn.functional.binary_cross_entropy_with_logits
    generator, discriminator = player(2, 2), player(2, 1)
    fill(generator)
    fill(discriminator)
    climbs, descends = torch.optim.Adam(generator.parameters()), torch.optim.Adam(discriminator.parameters())
    order = (37 * torch.arange(2 * HALF) + 11) % (2 * HALF)  # a permutation: 37 and 64 have no common factor
    losses = {"discriminator": [], "generator_fake_half": []}
    for k in range(6 * STEPS):
        real, latent = 2 * noise(100 + k, (2 * HALF, 2)), 2 * noise(200 + k, (2 * HALF, 2))
        lam = 0.2 * (noise(300 + k, (2 * HALF, 1)) + 0.5)
        if k % 6 < 5:
            fake = generator.forward(latent)
            (d1, l1), (d2, l2) = beside(real[:HALF], fake[:HALF]), beside(real[HALF:], fake[HALF:])
            shown, label = lam * d1 + (1 - lam) * d2[order], lam * l1 + (1 - lam) * l2[order]
            loss = bce(discriminator.forward(shown), label)
            descends.zero_grad()
            loss.backward()
            descends.step()
            losses["discriminator"].append(loss.item())
        else:
            shown, label = beside(real[:HALF], generator.forward(latent[:HALF]))
            each = bce(discriminator.forward(shown), label, reduction="none")
            climbs.zero_grad()
            (-each.mean()).backward()
            climbs.step()
            losses["generator_fake_half"].append(each[HALF:].mean().item())
    samples = generator.forward(2 * noise(400, (20, 2))).detach()
    record = {"pytorch": torch.__version__, "losses": losses, "samples": samples.flatten().tolist()}
    pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(record) + "\n")
    print({name: [round(v, 5) for v in values] for name, values in losses.items()})


if __name__ == "__main__":
    main()
