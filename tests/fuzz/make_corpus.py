#!/usr/bin/env python3
"""Writes tests/fuzz/corpus: for each reader files that it reads (good-...) and files that lie.

Usage: make_corpus.py     Needs nothing but Python; takes pictures and weights from the fixtures of the other tests.
"""
import hashlib
import json
import pathlib
import struct
import zlib

TESTS = pathlib.Path(__file__).resolve().parent.parent
CORPUS = TESTS / "fuzz" / "corpus"
PICTURE = bytes(i % 256 for i in range(3072))


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


def cifar():
    write("cifar10_binary", good_two_records=bytes([3]) + PICTURE + bytes([9]) + PICTURE,
          label_10=bytes([10]) + PICTURE, cut_record=bytes([3]) + PICTURE[:100], empty=b"")
    write("cifar100_binary", good_record=bytes([19, 99]) + PICTURE, coarse_20=bytes([20, 0]) + PICTURE,
          cut_record=bytes([0, 0]) + PICTURE[:-1])
    for kind, folder, name in (("cifar10", "cifar-10-batches-py", "data_batch_1"), ("cifar100", "cifar-100-python", "train")):
        good = (TESTS / "formats" / "cifar" / folder / name).read_bytes()
        shape = good.index(b"M\x00\x0c\x86") - 2  # K records, M 3072
        write(kind + "_pickle", good_batch=good, cut=good[:len(good) // 2],
              calls_system=good.replace(b"numpy\ndtype", b"posix\nsystem"),
              records_2_to_63=good[:shape] + b"\x8a\x08" + b"\xff" * 7 + b"\x7f" + good[shape + 2:],
              records_negative=good[:shape] + b"J\xff\xff\xff\xff" + good[shape + 2:],
              str_of_4_GiB=b"\x80\x02T\xff\xff\xff\xff" + b"x" * 20, shape_names_a_text=good[:shape] + b"h\0h\0\x86" + good[shape + 6:],
              million_lists=b"\x80\x02" + b"]" * 4000)


def text():
    arrhythmia = "?," * 279 + "16\n"
    write("delimited", good_iris="5.1,3.5,1.4,0.2,Iris-setosa\r\n6,3,5,2,Iris-virginica\r", good_abalone="M,1,2,3,4,5,6,7.5,29\n",
          good_arrhythmia=arrhythmia, good_blanks=" 1\t-2 3e5 \n", overflow="1e999,1,1,1,Iris-setosa\n",
          nan="nan,1,1,1,Iris-setosa\n", hexadecimal="0x10,1,1,1,Iris-setosa\n", nul="5,3,1\0,0.2,Iris-setosa\n",
          wide="1," * 2000, ends=",\r\n,\n\r,,\n", digits="1" * 2000 + ",1,1,1,Iris-setosa\n")
    names = "".join(f"@attribute a{i} {{1,0,-1}}\n" for i in range(9))
    write("arff", good_phishing=f"@relation p\n{names}@ATTRIBUTE Result {{ -1, 0,1 }}\n% no\n@data\n" + "1,0,-1," * 3 + "-1\n",
          no_data="@relation p\n" + names, open_brace="@attribute a {1,2\n@data\n1\n", no_values="@attribute a {}\n@data\n\n",
          close_alone="@attribute a }\n@data\n", other_value=f"{names}@attribute r {{1}}\n@data\n" + "1,0,-1," * 3 + "2\n",
          word_alone="@attribute\n@attribute {\n")


def wav():
    def file(data=b"\x00\x40" * 8, form=1, channels=1, rate=16000, bits=16, said=None, extra=b""):
        block = channels * bits // 8
        fmt = struct.pack("<HHIIHH", form, channels, rate, rate * block & 0xffffffff, block & 0xffff, bits) + extra
        body = b"WAVEfmt " + u32(len(fmt)) + fmt + b"data" + u32(len(data) if said is None else said) + data
        return b"RIFF" + u32(len(body)) + body
    write("wav", good_16_bits=file(), good_8_bits=file(bits=8), good_24_bits=file(b"\0" * 12, bits=24), good_mu_law=file(form=7, bits=8),
          good_floats=file(struct.pack("<2f", 0.5, -1), form=3, bits=32), data_of_2_GiB=file(said=0x7fffffff), data_of_4_GiB=file(said=0xffffffff),
          rate_0=file(rate=0), rate_2_to_31=file(rate=1 << 31), channels_65535=file(channels=65535, bits=1), bits_0=file(bits=0),
          bits_65535=file(bits=65535), nan=file(struct.pack("<f", float("nan")), form=3, bits=32), ms_adpcm=file(form=2, bits=4, extra=u16(32) + u16(65535) + u16(7) + b"\xff" * 28),
          ima_adpcm=file(form=17, bits=4, extra=u16(2) + u16(0xffff)), gsm=file(form=49, bits=0, extra=u16(2) + u16(320)), no_samples=file(b""),
          mp3=file(form=85, bits=0, extra=u16(12) + b"\x01\0\x02\0\0\0\xff\xff\x01\0\0\0"), extensible=file(form=0xfffe, extra=u16(22) + b"\xff" * 22),
          cut=file()[:30], au=b".snd" + struct.pack(">5I", 24, 0xffffffff, 3, 16000, 1) + b"\0" * 8,
          mat4=b"\0\0\3\xe8" + struct.pack(">4I", 1, 0x7fffffff, 0, 11) + b"samplerate\0")


def jpeg_frame(kind, width, height, scans, sampling=0x11):
    """A gray JPEG of made-up scans: each a pair (parameters Ss, Se, AhAl, coded data)."""
    table = lambda number, symbols: b"\xff\xc4" + struct.pack(">H", 19 + len(symbols)) + bytes([number, len(symbols)] + [0] * 15) + bytes(symbols)
    out = b"\xff\xd8\xff\xdb\0\x43\0" + b"\1" * 64 + b"\xff" + bytes([kind]) + b"\0\x0b\x08" + struct.pack(">HH", height, width) + bytes([1, 1, sampling, 0])
    out += table(0, [0]) + table(0x10, [0xe0])  # code 0: DC difference 0; AC: end of a band over 16384 blocks and more
    for first, last, bits, data in scans:
        out += b"\xff\xda\0\x08\1\1\0" + bytes([first, last, bits]) + data
    return out + b"\xff\xd9"


def pictures():
    golden = {f["name"]: bytes.fromhex(f["hex"]) for f in json.loads((TESTS / "golden" / "pictures.json").read_text())["files"]}
    rgb, png = golden["rgb_jpeg"], golden["png"]
    frame = next(rgb.index(m) for m in (b"\xff\xc0", b"\xff\xc1", b"\xff\xc2") if m in rgb)
    sides = lambda high, wide: rgb[:frame + 5] + struct.pack(">HH", high, wide) + rgb[frame + 9:]
    run = b"\x7f\xff" * 4  # 0, then 14 bits: runs of blocks that are 0
    write("jpeg", good_rgb=rgb, good_gray=golden["gray_jpeg"], good_cmyk=golden["cmyk_jpeg"], sides_65535=sides(65535, 65535), sides_0=sides(0, 0),
          sides_9459=sides(9459, 9459), one_row_65500=sides(1, 65500), cut=rgb[:len(rgb) // 2], cut_with_end=rgb[:len(rgb) // 2] + b"\xff\xd9", header_alone=rgb[:frame],
          good_progressive=jpeg_frame(0xc2, 8, 8, [(0, 0, 0, b"\x7f"), (1, 63, 0, b"\x7f\xff\0")]),
          progressive_9459=jpeg_frame(0xc2, 9459, 9459, [(0, 0, 0, b"\0" * 64)]),
          scans_1000=jpeg_frame(0xc2, 2000, 2000, [(0, 0, 0, b"\0" * 8000)] + [(1, 63, 0x00, b"\0" * 16)] * 1000),
          tables_64=rgb[:2] + b"\xff\xc4\0\x13\x0f" + b"\xff" * 16 + rgb[2:], good_arithmetic_noise=rgb[:frame] + b"\xff\xc9" + rgb[frame + 2:],
          lossless=rgb[:frame] + b"\xff\xc3" + rgb[frame + 2:], factors_4=rgb[:frame + 11] + b"\x44" + rgb[frame + 12:])
    chunk = lambda kind, data: struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    made = lambda wide, high, depth, colour, data, more=b"", lace=0: (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", wide, high, depth, colour, 0, 0, lace)) + more +
        chunk(b"IDAT", data) + chunk(b"IEND", b""))
    rows = zlib.compress(b"\0\x55\xaa" * 8)
    write("png", good_golden=png, good_gray_16=made(1, 8, 16, 0, rows), good_laced=made(2, 8, 8, 0, zlib.compress(b"\0\1" * 30), lace=1),
          sides_2_to_31=made(0x7fffffff, 0x7fffffff, 8, 2, rows), sides_9459=made(9459, 9459, 8, 2, rows), sides_0=made(0, 0, 8, 2, rows),
          palette_of_none=made(2, 8, 8, 3, rows), cut=png[:len(png) // 2], chunk_of_2_GiB=png[:33] + struct.pack(">I", 0x7fffffff) + png[37:],
          good_text_bomb=made(2, 8, 8, 0, rows, chunk(b"zTXt", b"a\0\0" + zlib.compress(b"x" * 1000000))),
          profile=made(2, 8, 8, 2, rows, chunk(b"iCCP", b"a\0\0" + zlib.compress(u32(0xffffffff) + b"x" * 200))))
    write("ppm", good_2x2="P6 2 2 255\n" + "x" * 12, sides_999999999="P6 999999999 999999999 255\nx", negative="P6 -2 -6 255\n" + "x" * 36,
          sides_0="P6 0 0 255\n", no_pixels="P6 9459 9459 255\n", huge="P6 99999999999999999999 1 255\n")


def cache():
    key = lambda train, val, version=1, size=32: (lambda h: h + u32(zlib.crc32(h)))(
        b"MIXPICS\n" + u32(version) + u32(size) + u32(90) + u32(0) + u64(train) + u64(val) + b"a" * 128)
    head = lambda kind, number, payload: (lambda h: h + u32(zlib.crc32(h + payload)) + payload)(u32(kind) + u32(len(payload)) + u64(number))
    entry = lambda offset, name_at, length, name, kind, crc, label: struct.pack("<QQIIIII", offset, name_at, length, name, kind, crc, label)
    def whole(header, records, index, offset=None, size=None):
        at = len(header) + len(records)
        digest = hashlib.sha256(header + index).hexdigest().encode()
        return header + records + index + u64(at if offset is None else offset) + u64(len(index) if size is None else size) + digest + b"\nMIXPICS"
    one, two = head(0, 0, b"JPEG"), head(1, 1, b"broken")
    crc = lambda record: struct.unpack("<I", record[16:20])[0]
    entries = lambda **o: entry(192, o.get("name_at", 0), o.get("length", 4), o.get("name", 4), o.get("kind", 0), crc(one), o.get("label", 0)) + entry(216, 4, 6, 4, 1, crc(two), 1)
    good = whole(key(1, 1), one + two, entries() + b"n0/an0/b")
    write("picture_cache", good_two=good, pictures_2_to_62=whole(key(1 << 62, 0), one + two, entries() + b"n0/an0/b"),
          pictures_2_to_64=whole(key((1 << 64) - 1, 2), one + two, entries() + b"n0/an0/b"), index_at_2_to_63=whole(key(1, 1), one + two, entries() + b"n0/an0/b", offset=1 << 63),
          index_of_2_to_64=whole(key(1, 1), one + two, entries() + b"n0/an0/b", size=(1 << 64) - 1), name_of_4_GiB=whole(key(1, 1), one + two, entries(name=0xffffffff) + b"n0/an0/b"),
          picture_of_4_GiB=whole(key(1, 1), one + two, entries(length=0xffffffff) + b"n0/an0/b"), label_2_to_32=whole(key(1, 1), one + two, entries(label=0xffffffff) + b"n0/an0/b"),
          kind_7=whole(key(1, 1), one + two, entries(kind=7) + b"n0/an0/b"), cut=good[:-1], header_alone=key(1, 1))
    write("cache_log", good_two=key(1, 1) + one + two, good_cut=key(1, 1) + one + two[:9], good_zeros=key(1, 1) + one + bytes(40),
          good_payload_of_4_GiB=key(1, 0) + u32(0) + u32(0xffffffff) + u64(0) + u32(0), good_pictures_2_to_62=key(1 << 62, 0) + one,
          pictures_2_to_64=key((1 << 64) - 1, 1) + one, version_2=key(1, 1, version=2), cut_header=key(1, 1)[:100])


def safetensors():
    file = lambda header, data=b"", said=None: u64(len(header) if said is None else said) + header.encode() + data
    tensor = lambda dtype, shape, begin, end: f'{{"dtype":"{dtype}","shape":{shape},"data_offsets":[{begin},{end}]}}'
    one = lambda *fields: file('{"w":' + tensor(*fields) + "}", b"12345678")
    two = lambda a, b: file('{"a":' + tensor("U8", [4], *a) + ',"b":' + tensor("U8", [4], *b) + "}", b"12345678")
    write("safetensors", good_two=file('{"__metadata__":{"k":"v"},"a":' + tensor("F32", [1], 0, 4) + ',"b":' + tensor("BF16", [2, 1], 4, 8) + "}", b"12345678"),
          good_empty_tensor=file('{"a":' + tensor("F64", [0, 9223372036854775807, 9223372036854775807], 0, 0) + "}"), good_none=file("{}"),
          header_2_to_63=file("{}", said=1 << 63), header_2_to_64=file("{}", said=(1 << 64) - 1), header_longer_than_file=file("{}", said=3), header_0=file("", b"{}", said=0),
          overlap=two((0, 4), (2, 6)), same=two((0, 4), (0, 4)), hole=two((0, 4), (5, 9)), bytes_left=one("U8", [4], 0, 4), backwards=one("U8", [8], 8, 0),
          product_2_to_65=one("F64", [4294967296, 4294967296], 0, 8), product_wraps_to_8=one("U8", [9223372036854775807, 2], 0, 8), dimension_2_to_64=one("U8", [18446744073709551615], 0, 8),
          dimension_negative=one("U8", [-8], 0, 8), dimension_1e999=file('{"w":{"dtype":"U8","shape":[1e999],"data_offsets":[0,8]}}', b"12345678"), dimensions_65=one("U8", [1] * 65, 0, 8),
          offset_2_to_64=one("U8", [8], 18446744073709551608, 18446744073709551615), name_twice=file('{"w":' + tensor("U8", [0], 0, 0) + ',"w":' + tensor("U8", [0], 0, 0) + "}"),
          nested=file("{" + '"a":[' * 500), cut=one("U8", [8], 0, 8)[:20])


def share_bytes():
    """A zip archive whose first file holds the whole second one."""
    local = lambda name, size: b"PK\3\4" + u16(10) + u16(0) * 4 + u32(0) + u32(size) * 2 + u16(len(name)) + u16(0) + name
    central = lambda name, size, at: b"PK\1\2" + u16(10) * 2 + u16(0) * 4 + u32(0) + u32(size) * 2 + u16(len(name)) + u16(0) * 4 + u32(0) + u32(at) + name
    inner = local(b"a/data/0", 4) + b"1234"
    outer = local(b"a/data.pkl", len(inner))
    directory = central(b"a/data.pkl", len(inner), 0) + central(b"a/data/0", 4, len(outer))
    return outer + inner + directory + b"PK\5\6" + u16(0) * 2 + u16(2) * 2 + u32(len(directory)) + u32(len(outer + inner)) + u16(0)


def torch():
    folder = TESTS / "formats" / "torch"
    kinds, mlp = (folder / "kinds.pth").read_bytes(), (folder / "mlp.pth").read_bytes()
    end = mlp.rindex(b"PK\5\6")
    entry = mlp.index(b"PK\1\2")
    patched = lambda at, value: mlp[:at] + value + mlp[at + len(value):]
    elements = mlp.index(b"K", mlp.index(b"cpu"))
    end64 = mlp.rindex(b"PK\6\6")
    zip64 = mlp[:end] + b"PK\6\6" + u64(44) + u16(45) * 2 + u32(0) * 2 + u64((1 << 64) - 1) * 4
    write("torch_file", good_kinds=kinds, good_mlp=mlp, posix_system=(folder / "evil.pth").read_bytes(), not_a_dictionary=(folder / "tensor.pth").read_bytes(),
          entries_2_to_64=patched(end64 + 32, b"\xff" * 8), directory_at_2_to_64=patched(end64 + 48, b"\xff" * 8), end_at_2_to_63=patched(end - 12, u64(1 << 63)), size_of_4_GiB=patched(entry + 20, u32(0xfffffffe) * 2),
          local_at_4_GiB=patched(entry + 42, u32(0xfffffffe)), zip64_2_to_64=zip64 + b"PK\6\7" + u32(0) + u64(end) + u32(1) + mlp[end:], compressed=patched(entry + 10, u16(8)), name_of_64_KiB=patched(entry + 28, u16(65535)),
          files_share_bytes=share_bytes(), cut=mlp[:len(mlp) // 2], end_alone=mlp[end:], elements_255=patched(elements, b"K\xff"))
    pickle = lambda rest: b"\x80\x02" + rest + b"."
    tensor = lambda arguments: pickle(b"ctorch._utils\n_rebuild_tensor_v2\n(" + arguments + b"tR")
    write("pickle", good_dictionary=pickle(b"}q\0(X\1\0\0\0aK\1X\1\0\0\0bG" + struct.pack(">d", 0.5) + b"u"), good_ordered=pickle(b"ccollections\nOrderedDict\n)R"),
          good_circle=pickle(b"]q\0h\0a"), good_tensor=tensor(b"(X\7\0\0\0storagectorch\nFloatStorage\nX\1\0\0\0" b"0X\3\0\0\0cpuK\4tQK\0K\4\x85K\1\x85\x89}"),
          system=pickle(b"cposix\nsystem\nX\2\0\0\0id\x85R"), text_of_4_GiB=pickle(b"X\xff\xff\xff\xff"), integer_of_255_bytes=pickle(b"\x8a\xff"), memo_2_to_32=pickle(b"Nr\xff\xff\xff\xffj\xfe\xff\xff\xff"),
          marks=b"\x80\x02" + b"(" * 3000, mark_below=pickle(b"K\1(\x85"), protocol_5=b"\x80\x05N.", many_arguments=pickle(b"(" + b"N" * 3000 + b"tQ"))


def texts_of_json():
    def field(source, path, value):  # a copy with one value set
        copy = json.loads(json.dumps(source))
        at = copy
        for key in path[:-1]:
            at = at[key]
        at[path[-1]] = value
        return json.dumps(copy).replace('"1e999"', "1e999").replace('"2^64"', "18446744073709551616")
    table = {"experiment": "cifar", "title": "CIFAR", "source": "section 3.2", "base": {"data": {"name": "cifar10"}, "protocol": {"e": 4}},
             "scales": {"demo": {"seeds": 2, "run": {"budget": {"epochs": 2}}}}, "columns": [{"key": "error", "metric": "/test_error"}],
             "axes": ["/method/alpha"], "defaults": {"/method/alpha": [0, 1]},
             "rows": [{"name": "erm", "paper": {"error": 5.6}}, {"name": "mixup", "against": "erm", "run": {"method": {"alpha": 1}}}]}
    record = {"schema": 1, "status": "done", "run": {"experiment": "cifar", "row": "erm", "seed": 1, "optimizer": {"drops": [1]}}, "metrics": {"test_error": {"last": 5.5}},
              "data": {}, "environment": {}, "command": "c", "started": "s", "ended": "e", "wall_seconds": 60, "curve": {"test_error": [9.25, 5.5]}}
    files = [{"name": "iris.data", "bytes": 4551, "sha256": "6f" * 32}]
    content = hashlib.sha256(b"6f" * 32 + b"  iris.data\n").hexdigest()
    manifest = {"schema": 1, "set": "iris", "source": "s", "archive_sha256": "", "date": "d", "program": "p", "content": content, "partial": False, "files": files}
    sources = {"about": "", "sets": [{"name": "iris", "most_bytes": 1, "most_entries": 1, "sources": [{"form": "zip", "addresses": ["https://example.org/a"], "cited": "c"}], "files": [{"name": "f", "bytes": 1, "cited": "c"}]}]}
    anywhere = dict(deep="[" * 2000, twice='{"a":1,"a":2}', not_utf_8=b'{"\xff\xfe":1}', number_1e999="1e999", null="null", cut='{"a"', surrogate='{"a":"\\ud800"}', many_keys="{" + ",".join(f'"{i}":0' for i in range(1100)) + "}")
    write("table", good_small=json.dumps(table), alpha_1e999=field(table, ["rows", 1, "run"], {"method": {"alpha": "1e999"}}), seeds_2_to_64=field(table, ["scales", "demo", "seeds"], "2^64"), 
          axis_into_a_list=field(table, ["axes"], ["/optimizer/drops/-"]), run_is_null=field(table, ["base"], None), name_with_slash=field(table, ["rows", 0, "name"], "../../x"), protocol_null=field(table, ["base", "protocol"], None), scale_patch_null=field(table, ["rows", 0, "scales"], {"demo": None}),
          protocol_list=field(table, ["base", "protocol"], [1]), row_protocol_text=field(table, ["rows", 0, "run"], {"protocol": "x"}), row_changes_seed=field(table, ["rows", 0, "run"], {"seed": 1}), **anywhere)
    printed = dict(record, run={"experiment": "cifar", "scale": "small", "row": "preact-erm", "seed": 1, "data": {"name": "cifar10"}, "model": {"name": "preact18"}, "budget": {"epochs": 8}})
    write("record", good_small=json.dumps(record), good_printed=json.dumps(printed), good_metrics_of_text=field(printed, ["metrics"], {"test_error": ["x", {"best": "y"}]}),
          good_files_of_numbers=field(printed, ["data"], {"files": [1, None, {"name": 7}]}), good_environment_of_lists=field(printed, ["environment"], {"cpu": [1], "threads": {}, "git_dirty": 3, "net": 5}), good_wall_1e12=field(printed, ["wall_seconds"], 1e12), schema_2_to_64=field(record, ["schema"], "2^64"), seconds_negative=field(record, ["wall_seconds"], -1), seed_1e999=field(record, ["run", "seed"], "1e999"), status_other=field(record, ["status"], "fine"),
          unknown_key=field(record, ["metricz"], {}), drops_negative=field(record, ["run", "optimizer", "drops"], [-1]), curve_is_text=field(record, ["curve"], "x"), **anywhere)
    write("manifest", good_iris=json.dumps(manifest), bytes_negative=field(manifest, ["files", 0, "bytes"], -1), bytes_2_to_64=field(manifest, ["files", 0, "bytes"], "2^64"), content_other=field(manifest, ["content"], "0" * 64), files_text=field(manifest, ["files"], "x"), **anywhere)
    write("sources", good_iris=json.dumps(sources), http=field(sources, ["sets", 0, "sources", 0, "addresses"], ["http://example.org/a"]), bytes_1e999=field(sources, ["sets", 0, "most_bytes"], "1e999"), address_alone=field(sources, ["sets", 0, "sources", 0, "addresses"], ["https://"]),
          strip_9=field(sources, ["sets", 0, "sources", 0, "strip"], 9), unknown_set=field(sources, ["sets", 0, "name"], "x"), **anywhere)


if __name__ == "__main__":
    for make in (cifar, text, wav, pictures, cache, safetensors, torch, texts_of_json):
        make()
