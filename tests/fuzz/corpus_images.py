"""Photographs, and the cache of smaller ones."""
import hashlib
import json
import struct
import zlib

from corpus_files import TESTS, u32, u64, write


def jpeg_frame(kind, width, height, scans, sampling=0x11):
    """A gray JPEG of made-up scans: each a pair (parameters Ss, Se, AhAl, coded data)."""
    table = lambda number, symbols: b"\xff\xc4" + struct.pack(">H", 19 + len(symbols)) + bytes(
        [number, len(symbols)] + [0] * 15) + bytes(symbols)
    out = b"\xff\xd8\xff\xdb\0\x43\0" + b"\1" * 64 + b"\xff" + bytes([kind]) + b"\0\x0b\x08" + struct.pack(
        ">HH", height, width) + bytes([1, 1, sampling, 0])
    out += table(0, [0]) + table(0x10, [0xe0])  # code 0: DC difference 0; AC: end of a band over 16384 blocks and more
    for first, last, bits, data in scans:
        out += b"\xff\xda\0\x08\1\1\0" + bytes([first, last, bits]) + data
    return out + b"\xff\xd9"


def images():
    golden = {
        f["name"]: bytes.fromhex(f["hex"])
        for f in json.loads((TESTS / "golden" / "images.json").read_text())["files"]
    }
    rgb, png = golden["rgb_jpeg"], golden["png"]
    frame = next(rgb.index(m) for m in (b"\xff\xc0", b"\xff\xc1", b"\xff\xc2") if m in rgb)
    sides = lambda high, wide: rgb[:frame + 5] + struct.pack(">HH", high, wide) + rgb[frame + 9:]
    run = b"\x7f\xff" * 4  # 0, then 14 bits: runs of blocks that are 0
    write("jpeg",
          good_rgb=rgb,
          good_gray=golden["gray_jpeg"],
          good_cmyk=golden["cmyk_jpeg"],
          sides_65535=sides(65535, 65535),
          sides_0=sides(0, 0),
          sides_9459=sides(9459, 9459),
          one_row_65500=sides(1, 65500),
          cut=rgb[:len(rgb) // 2],
          cut_with_end=rgb[:len(rgb) // 2] + b"\xff\xd9",
          header_alone=rgb[:frame],
          good_progressive=jpeg_frame(0xc2, 8, 8, [(0, 0, 0, b"\x7f"), (1, 63, 0, b"\x7f\xff\0")]),
          progressive_9459=jpeg_frame(0xc2, 9459, 9459, [(0, 0, 0, b"\0" * 64)]),
          scans_1000=jpeg_frame(0xc2, 2000, 2000, [(0, 0, 0, b"\0" * 8000)] + [(1, 63, 0x00, b"\0" * 16)] * 1000),
          tables_64=rgb[:2] + b"\xff\xc4\0\x13\x0f" + b"\xff" * 16 + rgb[2:],
          good_arithmetic_noise=rgb[:frame] + b"\xff\xc9" + rgb[frame + 2:],
          lossless=rgb[:frame] + b"\xff\xc3" + rgb[frame + 2:],
          factors_4=rgb[:frame + 11] + b"\x44" + rgb[frame + 12:])
    chunk = lambda kind, data: struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    made = lambda wide, high, depth, colour, data, more=b"", lace=0: (b"\x89PNG\r\n\x1a\n" + chunk(
        b"IHDR", struct.pack(">IIBBBBB", wide, high, depth, colour, 0, 0, lace)) + more + chunk(b"IDAT", data) + chunk(
            b"IEND", b""))
    rows = zlib.compress(b"\0\x55\xaa" * 8)
    write("png",
          good_golden=png,
          good_gray_16=made(1, 8, 16, 0, rows),
          good_alpha_16=made(2, 8, 16, 6, zlib.compress((b"\0" + b"\x55\xaa" * 8) * 8)),
          good_gamma=made(2, 8, 8, 0, rows, chunk(b"gAMA", b"\0\0\0\0")),
          good_index_beyond_palette=made(2, 8, 8, 3, rows, chunk(b"PLTE", b"abc")),
          good_transparent_beyond_palette=made(2, 8, 8, 3, rows, chunk(b"PLTE", b"abc") + chunk(b"tRNS", b"x" * 9)),
          depth_3=made(2, 8, 3, 0, rows),
          rows_missing=made(2, 80, 8, 0, rows),
          good_laced=made(2, 8, 8, 0, zlib.compress(b"\0\1" * 30), lace=1),
          sides_2_to_31=made(0x7fffffff, 0x7fffffff, 8, 2, rows),
          sides_9459=made(9459, 9459, 8, 2, rows),
          sides_0=made(0, 0, 8, 2, rows),
          palette_of_none=made(2, 8, 8, 3, rows),
          cut=png[:len(png) // 2],
          chunk_of_2_GiB=png[:33] + struct.pack(">I", 0x7fffffff) + png[37:],
          good_text_bomb=made(2, 8, 8, 0, rows, chunk(b"zTXt", b"a\0\0" + zlib.compress(b"x" * 1000000))),
          good_profile=made(2, 8, 8, 2, zlib.compress((b"\0" + b"\x55\xaa" * 3) * 8), chunk(b"iCCP", b"a\0\0" + zlib.compress(u32(0xffffffff) + b"x" * 200))))
    write("ppm",
          good_2x2="P6 2 2 255\n" + "x" * 12,
          sides_999999999="P6 999999999 999999999 255\nx",
          negative="P6 -2 -6 255\n" + "x" * 36,
          sides_0="P6 0 0 255\n",
          no_pixels="P6 9459 9459 255\n",
          huge="P6 99999999999999999999 1 255\n")


def cache():
    key = lambda train, val, version=1, size=32: (lambda h: h + u32(zlib.crc32(h)))(b"MIXPICS\n" + u32(version) + u32(
        size) + u32(90) + u32(0) + u64(train) + u64(val) + b"a" * 128)
    head = lambda kind, number, payload: (lambda h: h + u32(zlib.crc32(h + payload)) + payload)(u32(kind) + u32(
        len(payload)) + u64(number))
    entry = lambda offset, name_at, length, name, kind, crc, label: struct.pack("<QQIIIII", offset, name_at, length,
                                                                                name, kind, crc, label)

    def whole(header, records, index, offset=None, size=None):
        at = len(header) + len(records)
        digest = hashlib.sha256(header + index).hexdigest().encode()
        return header + records + index + u64(at if offset is None else offset) + u64(
            len(index) if size is None else size) + digest + b"\nMIXPICS"

    one, two = head(0, 0, b"JPEG"), head(1, 1, b"broken")
    crc = lambda record: struct.unpack("<I", record[16:20])[0]
    entries = lambda **o: entry(192, o.get("name_at", 0), o.get("length", 4), o.get("name", 4), o.get("kind", 0),
                                crc(one), o.get("label", 0)) + entry(216, 4, 6, 4, 1, crc(two), 1)
    good = whole(key(1, 1), one + two, entries() + b"n0/an0/b")
    write("image_cache",
          good_two=good,
          images_2_to_62=whole(key(1 << 62, 0), one + two,
                                 entries() + b"n0/an0/b"),
          images_2_to_64=whole(key((1 << 64) - 1, 2), one + two,
                                 entries() + b"n0/an0/b"),
          index_at_2_to_63=whole(key(1, 1), one + two, entries() + b"n0/an0/b", offset=1 << 63),
          index_of_2_to_64=whole(key(1, 1), one + two, entries() + b"n0/an0/b", size=(1 << 64) - 1),
          name_of_4_GiB=whole(key(1, 1), one + two,
                              entries(name=0xffffffff) + b"n0/an0/b"),
          image_of_4_GiB=whole(key(1, 1), one + two,
                                 entries(length=0xffffffff) + b"n0/an0/b"),
          label_2_to_32=whole(key(1, 1), one + two,
                              entries(label=0xffffffff) + b"n0/an0/b"),
          kind_7=whole(key(1, 1), one + two,
                       entries(kind=7) + b"n0/an0/b"),
          cut=good[:-1],
          header_alone=key(1, 1))
    write("cache_log",
          good_two=key(1, 1) + one + two,
          good_cut=key(1, 1) + one + two[:9],
          good_zeros=key(1, 1) + one + bytes(40),
          good_payload_of_4_GiB=key(1, 0) + u32(0) + u32(0xffffffff) + u64(0) + u32(0),
          good_images_2_to_62=key(1 << 62, 0) + one,
          images_2_to_64=key((1 << 64) - 1, 1) + one,
          version_2=key(1, 1, version=2),
          cut_header=key(1, 1)[:100])
