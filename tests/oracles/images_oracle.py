#!/usr/bin/env python3
"""Our decoder beside torchvision's, on photographs-like files of every coding that both read.

Usage: images_oracle.py ANSWERS
"""
import io
import pathlib
import sys
import tempfile

import numpy as np
import torch
import torchvision
from PIL import Image
from torchvision.io import ImageReadMode, decode_image

from oracle import ask, check, finish

W, H = 133, 95  # no multiples of a JPEG block


def picture():
    """Smooth colours with noise: every coefficient of the transform is used."""
    rng = np.random.default_rng(1)
    y, x = np.mgrid[0:H, 0:W]
    smooth = np.stack([127 + 120 * np.sin(x / 9 + c) * np.cos(y / (7 + c)) for c in range(3)], axis=-1)
    return Image.fromarray(np.clip(smooth + rng.normal(0, 12, smooth.shape), 0, 255).astype(np.uint8))


def coded(image, kind, **options):
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def files():
    image = picture()
    for subsampling in (0, 1, 2):
        for progressive in (False, True):
            yield (f"JPEG, subsampling {subsampling}, progressive {progressive}",
                   coded(image, "JPEG", quality=88, subsampling=subsampling, progressive=progressive))
    yield "JPEG, quality 20", coded(image, "JPEG", quality=20)
    yield "JPEG, gray", coded(image.convert("L"), "JPEG", quality=88)
    yield "PNG", coded(image, "PNG")
    yield "PNG, gray", coded(image.convert("L"), "PNG")
    yield "PNG, palette", coded(image.quantize(64), "PNG")


def main():
    regions = [{"left": 0, "top": 0}, {"left": 21, "top": 17, "width": 60, "height": 41}]
    with tempfile.TemporaryDirectory() as folder:
        count = 0
        for name, data in files():
            path = pathlib.Path(folder) / "image"
            path.write_bytes(data)
            theirs = decode_image(torch.frombuffer(bytearray(data), dtype=torch.uint8), ImageReadMode.RGB)
            for region in regions:
                ours = ask(sys.argv[1], [{"of": "pixels", "file": str(path), **region}])[0]
                pixels = np.array(ours["rgb"], np.uint8).reshape(ours["height"], ours["width"], 3)
                left, top = region["left"], region["top"]
                cut = theirs[:, top : top + ours["height"], left : left + ours["width"]].permute(1, 2, 0).numpy()
                off = np.abs(pixels.astype(int) - cut.astype(int)).max() if pixels.shape == cut.shape else np.inf
                check(f"{name}, {region}", off == 0, f"differs by {off} of 255")
                count += 1
    finish(f"{count} decoded images, bit for bit beside torchvision {torchvision.__version__}")


main()
