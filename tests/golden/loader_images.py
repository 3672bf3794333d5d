#!/usr/bin/env python3
"""Writes loader_images.json: PNG and JPEG files of every kind, and what torchvision's loader makes of them, which is
Pillow's convert("RGB"). Of 16-bit gray alone the high byte is taken, as of 16-bit colours: what Pillow does with it
depends on its version (python-pillow/Pillow#2574).

Usage: loader_images.py >loader_images.json     Made with Pillow 9.4.0, libjpeg-turbo 2.1.5.
"""
import io
import json
import random
import struct
import zlib

from PIL import Image

WIDTH, HEIGHT = 7, 5
GRAY, RGB, PALETTE, GRAY_ALPHA, RGBA = 0, 2, 3, 4, 6
CHANNELS = {GRAY: 1, RGB: 3, PALETTE: 1, GRAY_ALPHA: 2, RGBA: 4}
ADAM7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def row(samples, depth):
    """A scanline without filter."""
    if depth == 16:
        return b"\0" + struct.pack(f">{len(samples)}H", *samples)
    bits = "".join(format(s, f"0{depth}b") for s in samples)
    bits += "0" * (-len(bits) % 8)
    return b"\0" + bytes(int(bits[i:i + 8], 2) for i in range(0, len(bits), 8))


def png(colour, depth, pixels, before=b"", laced=False):
    """`pixels`: rows of tuples of samples; `before`: chunks between header and pixels."""
    flat = lambda line: [sample for pixel in line for sample in pixel]
    if laced:
        passes = [[line[x0::dx] for line in pixels[y0::dy]] for x0, y0, dx, dy in ADAM7]
        data = b"".join(row(flat(line), depth) for part in passes for line in part if line)
    else:
        data = b"".join(row(flat(line), depth) for line in pixels)
    header = struct.pack(">IIBBBBB", len(pixels[0]), len(pixels), depth, colour, 0, 0, int(laced))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + before + chunk(b"IDAT", zlib.compress(data)) + chunk(
        b"IEND", b"")


def noise(colour, depth, seed, most=None):
    draw = random.Random(seed)
    most = (1 << depth) - 1 if most is None else most
    return [[tuple(draw.randint(0, most) for _ in range(CHANNELS[colour])) for _ in range(WIDTH)]
            for _ in range(HEIGHT)]


def flat(*samples):
    return [[samples] * WIDTH] * HEIGHT


def palette(entries, seed=3):
    draw = random.Random(seed)
    return chunk(b"PLTE", bytes(draw.randrange(256) for _ in range(3 * entries)))


def jpeg(mode="RGB", **options):
    draw = random.Random(9)
    noisy = bytes(draw.randrange(256) for _ in range(3 * WIDTH * HEIGHT))
    image = Image.frombytes("RGB", (WIDTH, HEIGHT), noisy).convert(mode)
    file = io.BytesIO()
    image.save(file, "JPEG", quality=90, **options)
    return file.getvalue()


def exif(orientation):
    out = Image.Exif()
    out[0x112] = orientation
    return out.tobytes()


def files():
    gamma, srgb = chunk(b"gAMA", struct.pack(">I", 100000)), chunk(b"sRGB", b"\0")
    profile = chunk(b"iCCP", b"made up\0\0" + zlib.compress(b"no profile" * 20))
    yield "16-bit gray of 128 * 257", png(GRAY, 16, flat(128 * 257))
    yield "16-bit colours of (128, 64, 32) * 257", png(RGB, 16, flat(128 * 257, 64 * 257, 32 * 257))
    for name, before in (("", b""), (", sRGB", srgb), (", gamma 1", gamma), (", profile", profile)):
        yield "16-bit gray" + name, png(GRAY, 16, noise(GRAY, 16, 1), before)
        yield "16-bit colours" + name, png(RGB, 16, noise(RGB, 16, 2), before)
        yield "8-bit gray" + name, png(GRAY, 8, noise(GRAY, 8, 3), before)
        yield "8-bit colours" + name, png(RGB, 8, noise(RGB, 8, 4), before)
    for depth in (8, 16):
        yield f"{depth}-bit gray and alpha", png(GRAY_ALPHA, depth, noise(GRAY_ALPHA, depth, 5), gamma)
        yield f"{depth}-bit colours and alpha", png(RGBA, depth, noise(RGBA, depth, 6), gamma)
        yield f"{depth}-bit colours, one transparent", png(RGB, depth, flat(9, 8, 7), chunk(
            b"tRNS", struct.pack(">3H", 9, 8, 7)))
        yield f"{depth}-bit gray, one transparent", png(GRAY, depth, flat(200), chunk(b"tRNS", struct.pack(">H", 200)))
    for depth in (1, 2, 4):
        yield f"{depth}-bit gray", png(GRAY, depth, noise(GRAY, depth, depth))
    for depth in (1, 2, 4, 8):
        size = 1 << depth
        alpha = chunk(b"tRNS", bytes(range(0, size)))
        yield f"{depth}-bit palette", png(PALETTE, depth, noise(PALETTE, depth, depth), palette(size))
        yield f"{depth}-bit palette with alpha", png(PALETTE, depth, noise(PALETTE, depth, depth), palette(size) + alpha)
    yield "palette with a background", png(PALETTE, 4, noise(PALETTE, 4, 1), palette(16) + chunk(b"bKGD", b"\3"))
    yield "interlaced colours", png(RGB, 8, noise(RGB, 8, 7), laced=True)
    yield "interlaced palette", png(PALETTE, 4, noise(PALETTE, 4, 7), palette(16), laced=True)
    yield "interlaced 16-bit gray and alpha", png(GRAY_ALPHA, 16, noise(GRAY_ALPHA, 16, 7), laced=True)
    yield "PNG turned by EXIF", png(RGB, 8, noise(RGB, 8, 8), chunk(b"eXIf", exif(6)[6:]))
    for orientation in (3, 6):
        yield f"JPEG turned by EXIF {orientation}", jpeg(exif=exif(orientation))
    yield "gray JPEG", jpeg("L")
    yield "CMYK JPEG", jpeg("CMYK")
    yield "JPEG without subsampling", jpeg(subsampling=0)
    yield "JPEG with bytes behind its end", jpeg() + b"\0\0\0"
    yield "JPEG with another image behind it, as of a camera's film", jpeg() + jpeg("L")


def loaded(data):
    image = Image.open(io.BytesIO(data))
    if image.mode.startswith("I"):  # 16-bit gray
        image = Image.frombytes("L", image.size, bytes(value >> 8 for value in image.getdata()))
    return image.convert("RGB")


def main():
    out = []
    for name, data in files():
        rgb = loaded(data)
        out.append({"name": name, "size": list(rgb.size), "hex": data.hex(), "rgb": list(rgb.tobytes())})
    print("[" + ",\n".join(json.dumps(file, separators=(",", ":")) for file in out) + "]")


if __name__ == "__main__":
    main()
