#!/usr/bin/env python3
"""Writes tests/formats/torch/*.pth: small files of torch.save, for tests/formats/torch_file_test.cpp.

Usage: torch_files.py     (Debian: apt install python3-torch)
"""
import collections
import os
import pathlib
import pickle

import torch

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "formats" / "torch"


def numbers(*shape):
    """0, 1, 2, ... as float32."""
    return torch.arange(torch.Size(shape).numel(), dtype=torch.float32).reshape(shape)


class Evil:
    def __reduce__(self):
        return os.system, ("touch /tmp/evil",)


def main():
    FOLDER.mkdir(exist_ok=True)
    base = numbers(4, 3)
    kinds = collections.OrderedDict(
        plain=base, transposed=base.t(), row=base[2], column=base[:, 1], scalar=torch.tensor(7),
        empty=torch.zeros(0, 3), parameter=torch.nn.Parameter(numbers(2)), negative=torch.tensor(-1.5))
    for dtype in (torch.float64, torch.float16, torch.bfloat16, torch.int64, torch.int32, torch.int16, torch.int8,
                  torch.uint8, torch.bool):
        kinds[str(dtype)] = torch.tensor([0, 1, 3]).to(dtype)
    torch.save(kinds, FOLDER / "kinds.pth")

    class Mlp(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.fc1, self.fc2, self.fc3 = torch.nn.Linear(4, 6), torch.nn.Linear(6, 6), torch.nn.Linear(6, 3)

    net = Mlp()
    for p in net.parameters():
        p.data.copy_((torch.arange(p.numel()) % 7 - 3).reshape(p.shape) / 4)
    torch.save(net.state_dict(), FOLDER / "mlp.pth")
    torch.save(net.state_dict(), FOLDER / "legacy.pth", _use_new_zipfile_serialization=False)
    sgd = torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9)
    net.fc3(net.fc2(net.fc1(torch.ones(1, 4)))).sum().backward()
    sgd.step()
    for p in net.parameters():
        p.data.copy_((torch.arange(p.numel()) % 7 - 3).reshape(p.shape) / 4)
    parallel = {"module." + name: p for name, p in net.state_dict().items()}
    torch.save({"epoch": 90, "arch": "mlp", "best": -1.5, "big": 2**40, "done": True, "none": None,
                "state_dict": parallel, "optimizer": sgd.state_dict()}, FOLDER / "checkpoint.pth")
    torch.save(numbers(2), FOLDER / "tensor.pth")
    torch.save({"weight": numbers(2), "lr": 0.1}, FOLDER / "mixed.pth")
    torch.save({"weight": Evil()}, FOLDER / "evil.pth", pickle_module=pickle)
    for path in sorted(FOLDER.glob("*.pth")):
        print(path.name, path.stat().st_size)


if __name__ == "__main__":
    main()
