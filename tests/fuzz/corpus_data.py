"""Files of data sets: CIFAR, delimited text, ARFF, WAV."""
import struct

from corpus_files import TESTS, u16, u32, write

IMAGE = bytes(i % 256 for i in range(3072))


def cifar():
    write("cifar10_binary",
          good_two_records=bytes([3]) + IMAGE + bytes([9]) + IMAGE,
          label_10=bytes([10]) + IMAGE,
          cut_record=bytes([3]) + IMAGE[:100],
          empty=b"")
    write("cifar100_binary",
          good_record=bytes([19, 99]) + IMAGE,
          coarse_20=bytes([20, 0]) + IMAGE,
          cut_record=bytes([0, 0]) + IMAGE[:-1])
    for kind, folder, name in (("cifar10", "cifar-10-batches-py", "data_batch_1"), ("cifar100", "cifar-100-python",
                                                                                    "train")):
        good = (TESTS / "formats" / "cifar" / folder / name).read_bytes()
        shape = good.index(b"M\x00\x0c\x86") - 2  # K records, M 3072
        write(kind + "_pickle",
              good_batch=good,
              cut=good[:len(good) // 2],
              calls_system=good.replace(b"numpy\ndtype", b"posix\nsystem"),
              records_2_to_63=good[:shape] + b"\x8a\x08" + b"\xff" * 7 + b"\x7f" + good[shape + 2:],
              records_negative=good[:shape] + b"J\xff\xff\xff\xff" + good[shape + 2:],
              str_of_4_GiB=b"\x80\x02T\xff\xff\xff\xff" + b"x" * 20,
              shape_names_a_text=good[:shape] + b"h\0h\0\x86" + good[shape + 6:],
              million_lists=b"\x80\x02" + b"]" * 4000)


def text():
    arrhythmia = "?," * 279 + "16\n"
    write("delimited",
          good_iris="5.1,3.5,1.4,0.2,Iris-setosa\r\n6,3,5,2,Iris-virginica\r",
          good_abalone="M,1,2,3,4,5,6,7.5,29\n",
          good_arrhythmia=arrhythmia,
          good_blanks=" 1\t-2 3e5 \n",
          good_byte_order_mark=b"\xef\xbb\xbf5.1,3.5,1.4,0.2,Iris-setosa\n",
          utf_16="5.1,3.5,1.4,0.2,Iris-setosa\n".encode("utf-16"),
          latin_1="5.1,3.5,1.4,0.2,Iris-sét\n".encode("latin-1"),
          overflow="1e999,1,1,1,Iris-setosa\n",
          nan="nan,1,1,1,Iris-setosa\n",
          hexadecimal="0x10,1,1,1,Iris-setosa\n",
          nul="5,3,1\0,0.2,Iris-setosa\n",
          wide="1," * 2000,
          ends=",\r\n,\n\r,,\n",
          digits="1" * 2000 + ",1,1,1,Iris-setosa\n")
    names = "".join(f"@attribute a{i} {{1,0,-1}}\n" for i in range(9))
    write("arff",
          good_phishing=f"@relation p\n{names}@ATTRIBUTE Result {{ -1, 0,1 }}\n% no\n@data\n" + "1,0,-1," * 3 + "-1\n",
          good_quotes=f"{names}@attribute r {{'-1', \"1\"}}\n@data\n" + "'1',0,\"-1\"," * 3 + "'-1'\n",
          quote_alone=f"{names}@attribute r {{'}}\n@data\n" + "1,0,-1," * 3 + "''\n",
          no_data="@relation p\n" + names,
          open_brace="@attribute a {1,2\n@data\n1\n",
          no_values="@attribute a {}\n@data\n\n",
          close_alone="@attribute a }\n@data\n",
          other_value=f"{names}@attribute r {{1}}\n@data\n" + "1,0,-1," * 3 + "2\n",
          word_alone="@attribute\n@attribute {\n")


def wav():

    def file(data=b"\x00\x40" * 8, form=1, channels=1, rate=16000, bits=16, said=None, extra=b""):
        block = channels * bits // 8
        fmt = struct.pack("<HHIIHH", form, channels, rate, rate * block & 0xffffffff, block & 0xffff, bits) + extra
        body = b"WAVEfmt " + u32(len(fmt)) + fmt + b"data" + u32(len(data) if said is None else said) + data
        return b"RIFF" + u32(len(body)) + body

    def piped(riff, data, **how):
        made = file(said=data, **how)
        return made[:4] + u32(riff) + made[8:]

    write("wav",
          good_16_bits=file(),
          good_8_bits=file(bits=8),
          good_24_bits=file(b"\0" * 12, bits=24),
          good_mu_law=file(form=7, bits=8),
          good_floats=file(struct.pack("<2f", 0.5, -1), form=3, bits=32),
          good_piped=piped(0xffffffff, 0xffffffff),
          good_piped_zeros=piped(0, 0),
          good_piped_by_sox=piped(0x7ffff024, 0x7ffff000),
          piped_half_a_sample=piped(0, 0)[:-1],
          piped_no_block=piped(0, 0, bits=0),
          good_without_pad=file(b"\0" * 9, bits=24) + b"LIST" + u32(4) + b"INFO",
          good_cut_behind_the_samples=file() + b"LIST" + u32(400) + b"INFO",
          no_format=b"RIFF" + u32(16) + b"WAVE" + file()[36:],
          no_data=file()[:36],
          data_of_2_GiB=file(said=0x7fffffff),
          data_of_4_GiB=file(said=0xffffffff),
          rate_0=file(rate=0),
          rate_2_to_31=file(rate=1 << 31),
          channels_65535=file(channels=65535, bits=1),
          bits_0=file(bits=0),
          bits_65535=file(bits=65535),
          nan=file(struct.pack("<f", float("nan")), form=3, bits=32),
          ms_adpcm=file(form=2, bits=4, extra=u16(32) + u16(65535) + u16(7) + b"\xff" * 28),
          ima_adpcm=file(form=17, bits=4, extra=u16(2) + u16(0xffff)),
          gsm=file(form=49, bits=0, extra=u16(2) + u16(320)),
          no_samples=file(b""),
          mp3=file(form=85, bits=0, extra=u16(12) + b"\x01\0\x02\0\0\0\xff\xff\x01\0\0\0"),
          extensible=file(form=0xfffe, extra=u16(22) + b"\xff" * 22),
          cut=file()[:30],
          au=b".snd" + struct.pack(">5I", 24, 0xffffffff, 3, 16000, 1) + b"\0" * 8,
          mat4=b"\0\0\3\xe8" + struct.pack(">4I", 1, 0x7fffffff, 0, 11) + b"samplerate\0")
