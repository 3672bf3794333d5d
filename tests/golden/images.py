#!/usr/bin/env python3
"""Writes images.json: what Pillow makes of small images: resized values, and files of several codings decoded.

Usage: images.py >images.json     Made with Pillow 9.4.0, libjpeg-turbo 2.1.5.
"""
import io
import json
import random

from PIL import Image


def noise(width, height, seed):
    draw = random.Random(seed)
    return Image.frombytes("RGB", (width, height), bytes(draw.randrange(256) for _ in range(width * height * 3)))


def smooth(width, height):
    return Image.frombytes("RGB", (width, height), bytes(
        v for y in range(height) for x in range(width)
        for v in (255 * x // width, 255 * y // height, (7 * x + 11 * y) % 256 // 2 + 60)))


def resized(width, height, to_width, to_height, seed):
    image = noise(width, height, seed)
    return {"from": [width, height], "to": [to_width, to_height], "in": list(image.tobytes()),
            "out": list(image.resize((to_width, to_height), Image.BICUBIC).tobytes())}


def coded(name, image, kind, **options):
    file = io.BytesIO()
    image.save(file, kind, **options)
    rgb = Image.open(io.BytesIO(file.getvalue())).convert("RGB")
    return {"name": name, "hex": file.getvalue().hex(), "size": list(rgb.size), "rgb": list(rgb.tobytes())}


def main():
    base = smooth(37, 29)
    resizes = [resized(9, 7, 5, 4, 1), resized(5, 4, 11, 13, 2), resized(16, 12, 16, 5, 3), resized(23, 3, 4, 6, 4)]
    files = [coded("rgb_jpeg", base, "JPEG", quality=80), coded("rgb_jpeg", base, "JPEG", quality=80, subsampling=0),
             coded("rgb_jpeg", base, "JPEG", quality=80, progressive=True),
             coded("gray_jpeg", base.convert("L"), "JPEG", quality=80),
             coded("cmyk_jpeg", base.convert("CMYK"), "JPEG", quality=80), coded("png", smooth(11, 6), "PNG"),
             coded("png", smooth(11, 6).convert("L"), "PNG"), coded("png", smooth(11, 6).quantize(16), "PNG")]
    print(json.dumps({"resizes": resizes, "files": files}, separators=(",", ":")))


if __name__ == "__main__":
    main()
