#!/usr/bin/env python3
"""A net of torchvision as files, for torchvision_nets.sh.

Usage: torchvision_nets.py write MODEL FOLDER   random weights as weights.pth and weights.safetensors, images as
                                                  x.safetensors, PyTorch's logits of them as y.safetensors
       torchvision_nets.py compare A B          prints the largest difference of the tensor "logits" in two files, over
                                                  the largest figure of B; exit 1 above 1e-4
"""
import json
import pathlib
import sys

import numpy as np
import torch
from torchvision.models.resnet import Bottleneck, ResNet

NETS = {
    "resnet50": lambda: ResNet(Bottleneck, [3, 4, 6, 3]),
    "resnet101": lambda: ResNet(Bottleneck, [3, 4, 23, 3]),
    "resnext101_32x4d": lambda: ResNet(Bottleneck, [3, 4, 23, 3], groups=32, width_per_group=4),
}
TYPES = {torch.float32: "F32", torch.int64: "I64"}


def save_safetensors(tensors, path):
    """The format is a header of JSON and raw bytes; Debian 12 has no package for it."""
    header, data = {}, b""
    for name, tensor in tensors.items():
        raw = tensor.contiguous().numpy().tobytes()
        header[name] = {"dtype": TYPES[tensor.dtype], "shape": list(tensor.shape),
                        "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode()
    path.write_bytes(len(text).to_bytes(8, "little") + text + data)


def load_logits(path):
    data = pathlib.Path(path).read_bytes()
    size = int.from_bytes(data[:8], "little")
    entry = json.loads(data[8 : 8 + size])["logits"]
    begin, end = entry["data_offsets"]
    return np.frombuffer(data[8 + size + begin : 8 + size + end], np.float32).reshape(entry["shape"])


def write(model, folder):
    torch.manual_seed(1)
    net = NETS[model]()
    with torch.no_grad():
        for _ in range(3):  # running statistics that are not 0 and 1
            net(torch.randn(4, 3, 64, 64))
        net.eval()
        x = torch.randn(3, 3, 64, 64)
        y = net(x)
    torch.save(net.state_dict(), folder / "weights.pth")
    save_safetensors(net.state_dict(), folder / "weights.safetensors")
    save_safetensors({"x": x}, folder / "x.safetensors")
    save_safetensors({"logits": y}, folder / "y.safetensors")


def main():
    if sys.argv[1] == "write":
        return write(sys.argv[2], pathlib.Path(sys.argv[3]))
    ours, theirs = load_logits(sys.argv[2]), load_logits(sys.argv[3])
    off = np.abs(ours - theirs).max() / np.abs(theirs).max() if ours.shape == theirs.shape else np.inf
    print(f"logits {ours.shape} differ by {off:.1e}")
    sys.exit(not off <= 1e-4)


if __name__ == "__main__":
    main()
