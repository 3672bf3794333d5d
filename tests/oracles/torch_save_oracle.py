#!/usr/bin/env python3
"""Files that today's torch.save leaves of a net, in the ways of training scripts: `predict` gives PyTorch's logits.

Usage: torch_save_oracle.py PROGRAM
"""
import pathlib
import sys
import tempfile

import torch
from safetensors.torch import load_file, save_file

from oracle import check, finish, run


class Mlp(torch.nn.Module):
    """The suite's `mlp` at width 0.05: six units in each hidden layer."""

    def __init__(self):
        super().__init__()
        self.fc1, self.fc2, self.fc3 = torch.nn.Linear(4, 6), torch.nn.Linear(6, 6), torch.nn.Linear(6, 3)

    def forward(self, x):
        return self.fc3(self.fc2(self.fc1(x).relu()).relu())


def files(net):
    """Name of the way, and what is saved."""
    state = net.state_dict()
    sgd = torch.optim.AdamW(net.parameters())
    net(torch.ones(1, 4)).sum().backward()
    keep = {name: t.clone() for name, t in state.items()}
    sgd.step()
    net.load_state_dict(keep)
    averaged = torch.optim.swa_utils.AveragedModel(net)
    yield "state_dict", state
    yield "checkpoint with an optimiser", {"epoch": 3, "state_dict": state, "optimizer": sgd.state_dict()}
    yield "DataParallel", {"module." + name: t for name, t in state.items()}
    yield "torch.compile", {"_orig_mod." + name: t for name, t in state.items()}
    yield "averaged weights", averaged.state_dict()
    yield "parameters", dict(net.named_parameters())
    yield "views of one storage", views(state)


def views(state):
    """Every tensor is a view of one long tensor, as flattened optimisers leave them."""
    flat = torch.cat([t.reshape(-1) for t in state.values()])
    parts = flat.split([t.numel() for t in state.values()])
    return {name: part.view(t.shape) for (name, t), part in zip(state.items(), parts)}


def main():
    program = sys.argv[1]
    torch.manual_seed(1)
    net, count = Mlp(), 0
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        x = torch.randn(5, 4)
        save_file({"x": x}, folder / "x")
        for name, saved in files(net):
            torch.save(saved, folder / "weights.pth")
            run(program, "predict", "--model", "mlp", "--width", "0.05", "--weights", folder / "weights.pth", "--input",
                folder / "x", "--output", folder / "y", "--threads", "1", "--device", "cpu")
            off = (load_file(folder / "y")["logits"] - net(x)).abs().max().item()
            check(name, off < 1e-5, f"logits differ by {off}")
            count += 1
    finish(f"{count} files of torch.save beside PyTorch {torch.__version__}")


main()
