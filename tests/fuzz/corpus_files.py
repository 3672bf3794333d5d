"""What the writers of the fuzz targets' corpora share: where files go, and numbers as bytes, little-endian."""
import pathlib
import struct

TESTS = pathlib.Path(__file__).resolve().parent.parent
CORPUS = TESTS / "fuzz" / "corpus"


def write(reader, **files):
    folder = CORPUS / reader
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name.replace("_", "-")).write_bytes(content if isinstance(content, bytes) else content.encode())


def u16(value):
    return struct.pack("<H", value)


def u32(value):
    return struct.pack("<I", value)


def u64(value):
    return struct.pack("<Q", value)
