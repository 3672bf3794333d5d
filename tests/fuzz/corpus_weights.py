"""Files of weights, and the pickles in them."""
import struct

from corpus_files import TESTS, u16, u32, u64, write


def safetensors():
    file = lambda header, data=b"", said=None: u64(len(header) if said is None else said) + header.encode() + data
    tensor = lambda dtype, shape, begin, end: f'{{"dtype":"{dtype}","shape":{shape},"data_offsets":[{begin},{end}]}}'
    one = lambda *fields: file('{"w":' + tensor(*fields) + "}", b"12345678")
    two = lambda a, b: file('{"a":' + tensor("U8", [4], *a) + ',"b":' + tensor("U8", [4], *b) + "}", b"12345678")
    write("safetensors",
          good_two=file(
              '{"__metadata__":{"k":"v"},"a":' + tensor("F32", [1], 0, 4) + ',"b":' + tensor("BF16", [2, 1], 4, 8) +
              "}", b"12345678"),
          good_empty_tensor=file('{"a":' + tensor("F64", [0, 9223372036854775807, 9223372036854775807], 0, 0) + "}"),
          good_prefix_alone=file('{"module.":' + tensor("U8", [0], 0, 0) + "}"),
          good_prefixes=file('{"net.module.module.":' + tensor("U8", [0], 0, 0) + "}"),
          good_none=file("{}"),
          header_2_to_63=file("{}", said=1 << 63),
          header_2_to_64=file("{}", said=(1 << 64) - 1),
          header_longer_than_file=file("{}", said=3),
          header_0=file("", b"{}", said=0),
          overlap=two((0, 4), (2, 6)),
          same=two((0, 4), (0, 4)),
          hole=two((0, 4), (5, 9)),
          bytes_left=one("U8", [4], 0, 4),
          backwards=one("U8", [8], 8, 0),
          product_2_to_65=one("F64", [4294967296, 4294967296], 0, 8),
          product_wraps_to_8=one("U8", [9223372036854775807, 2], 0, 8),
          dimension_2_to_64=one("U8", [18446744073709551615], 0, 8),
          dimension_negative=one("U8", [-8], 0, 8),
          dimension_1e999=file('{"w":{"dtype":"U8","shape":[1e999],"data_offsets":[0,8]}}', b"12345678"),
          dimensions_65=one("U8", [1] * 65, 0, 8),
          offset_2_to_64=one("U8", [8], 18446744073709551608, 18446744073709551615),
          name_twice=file('{"w":' + tensor("U8", [0], 0, 0) + ',"w":' + tensor("U8", [0], 0, 0) + "}"),
          nested=file("{" + '"a":[' * 500),
          cut=one("U8", [8], 0, 8)[:20])


def share_bytes():
    """A zip archive whose first file holds the whole second one."""
    local = lambda name, size: b"PK\3\4" + u16(10) + u16(0) * 4 + u32(0) + u32(size) * 2 + u16(len(name)) + u16(0
                                                                                                                ) + name
    central = lambda name, size, at: b"PK\1\2" + u16(10) * 2 + u16(0) * 4 + u32(0) + u32(size) * 2 + u16(len(
        name)) + u16(0) * 4 + u32(0) + u32(at) + name
    inner = local(b"a/data/0", 4) + b"1234"
    outer = local(b"a/data.pkl", len(inner))
    directory = central(b"a/data.pkl", len(inner), 0) + central(b"a/data/0", 4, len(outer))
    return outer + inner + directory + b"PK\5\6" + u16(0) * 2 + u16(2) * 2 + u32(len(directory)) + u32(
        len(outer + inner)) + u16(0)


def torch():
    folder = TESTS / "formats" / "torch"
    kinds, mlp = (folder / "kinds.pth").read_bytes(), (folder / "mlp.pth").read_bytes()
    end = mlp.rindex(b"PK\5\6")
    entry = mlp.index(b"PK\1\2")
    patched = lambda at, value: mlp[:at] + value + mlp[at + len(value):]
    elements = mlp.index(b"K", mlp.index(b"cpu"))
    end64 = mlp.rindex(b"PK\6\6")
    zip64 = mlp[:end] + b"PK\6\6" + u64(44) + u16(45) * 2 + u32(0) * 2 + u64((1 << 64) - 1) * 4
    write("torch_file",
          good_kinds=kinds,
          good_mlp=mlp,
          **{"good_" + p.stem: p.read_bytes() for p in sorted(folder.glob("wrapped_*.pth")) if p.stem not in ("wrapped_optimizer", "wrapped_script")},
          no_tensors=(folder / "wrapped_optimizer.pth").read_bytes(),
          torch_script=(folder / "wrapped_script.pth").read_bytes(),
          posix_system=(folder / "evil.pth").read_bytes(),
          not_a_dictionary=(folder / "tensor.pth").read_bytes(),
          entries_2_to_64=patched(end64 + 32, b"\xff" * 8),
          directory_at_2_to_64=patched(end64 + 48, b"\xff" * 8),
          end_at_2_to_63=patched(end - 12, u64(1 << 63)),
          size_of_4_GiB=patched(entry + 20,
                                u32(0xfffffffe) * 2),
          local_at_4_GiB=patched(entry + 42, u32(0xfffffffe)),
          zip64_2_to_64=zip64 + b"PK\6\7" + u32(0) + u64(end) + u32(1) + mlp[end:],
          compressed=patched(entry + 10, u16(8)),
          name_of_64_KiB=patched(entry + 28, u16(65535)),
          files_share_bytes=share_bytes(),
          cut=mlp[:len(mlp) // 2],
          end_alone=mlp[end:],
          elements_255=patched(elements, b"K\xff"))
    pickle = lambda rest: b"\x80\x02" + rest + b"."
    tensor = lambda arguments: pickle(b"ctorch._utils\n_rebuild_tensor_v2\n(" + arguments + b"tR")
    write("pickle",
          good_dictionary=pickle(b"}q\0(X\1\0\0\0aK\1X\1\0\0\0bG" + struct.pack(">d", 0.5) + b"u"),
          good_ordered=pickle(b"ccollections\nOrderedDict\n)R"),
          good_circle=pickle(b"]q\0h\0a"),
          good_counter=pickle(b"ccollections\nCounter\n}K\1K\2s\x85R"),
          counter_of_a_list=pickle(b"ccollections\nCounter\n]\x85R"),
          good_tensor=tensor(b"(X\7\0\0\0storagectorch\nFloatStorage\nX\1\0\0\0"
                             b"0X\3\0\0\0cpuK\4tQK\0K\4\x85K\1\x85\x89}"),
          system=pickle(b"cposix\nsystem\nX\2\0\0\0id\x85R"),
          text_of_4_GiB=pickle(b"X\xff\xff\xff\xff"),
          integer_of_255_bytes=pickle(b"\x8a\xff"),
          memo_2_to_32=pickle(b"Nr\xff\xff\xff\xffj\xfe\xff\xff\xff"),
          marks=b"\x80\x02" + b"(" * 3000,
          mark_below=pickle(b"K\1(\x85"),
          protocol_5=b"\x80\x05N.",
          many_arguments=pickle(b"(" + b"N" * 3000 + b"tQ"))
