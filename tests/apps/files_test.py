#!/usr/bin/env python3
"""Files as people have them: clips, photographs, lists, weights and records, each tried on the program as a user would.

Usage: files_test.py PROGRAM SOURCE_FOLDER     tests/cases/README.md says which report each case is from.
"""
import json
import os
import pathlib
import struct
import subprocess
import sys
import tempfile
import wave
import zlib

PROGRAM, SOURCE = sys.argv[1:3]
failures = []


def expect(code, text, *arguments, without=()):
    """Exit code, and a text among what is printed; an error is one line. Returns what is printed."""
    known = dict(os.environ, OMP_NUM_THREADS="1", MIXUP_BENCH_DATA="/nowhere")
    known = {name: value for name, value in known.items() if name not in without}
    done = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, env=known)
    said = done.stdout + done.stderr
    errors = [line for line in said.splitlines() if line.startswith("mixup-bench: ")]
    if done.returncode != code or text not in said or len(errors) > 1:
        failures.append(f"{' '.join(map(str, arguments))}\n  expected exit {code} and \"{text}\", got {done.returncode} and:\n{said}")
    return said


def check(truth, what):
    if not truth:
        failures.append(what)


def write(path, content=b""):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def clip(path, seed):
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(struct.pack("<4000h", *((i * seed * 37) % 2000 - 1000 for i in range(4000))))


def png(samples, colour, depth):
    chunk = lambda kind, data: struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    row = b"\0" + struct.pack(f">{len(samples)}{'H' if depth == 16 else 'B'}", *samples) * 16
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 16, 16, depth, colour, 0, 0, 0)) + chunk(
        b"IDAT", zlib.compress(row * 16)) + chunk(b"IEND", b"")


def digits(folder):
    for word, name in ((w, n) for w in ("one", "two") for n in ("ann", "bob", "cat", "dan", "eve", "fay")):
        clip(folder / word / f"{name}_nohash_0.wav", len(name) + len(word) + ord(name[0]))
    write(folder / "validation_list.txt", "one/eve_nohash_0.wav\ntwo/eve_nohash_0.wav\n")
    write(folder / "testing_list.txt", "one/fay_nohash_0.wav\ntwo/fay_nohash_0.wav\n")
    return folder


def clips(folder):
    data = digits(folder / "fsdd_speech_commands")
    run = lambda out: ("speech", "--data", data, "--set", "data.partial=true", "--set", "data.train_limit=0", "--set", "data.test_limit=0", "--model", "lenet", "--alpha", "0", "--width",
                       "0.05", "--epochs", "1", "--batch", "4", "--seed", "1", "--threads", "1", "--quiet", "--out", folder / out,
                       "--scale", "small")
    record = lambda out: json.loads(next((folder / out).rglob("*-s1.json")).read_text())["data"]
    expect(0, "test error", *run("plain"))
    plain = record("plain")
    check((plain["train_size"], plain["validation_size"], plain["test_size"]) == (8, 2, 2), f"parts: {plain}")
    for name in ("one/._ann_nohash_0.wav", "one/.DS_Store", "two/Thumbs.db", "desktop.ini"):
        write(data / name, b"\0\5\x16\7")
    (data / "one/fay_nohash_0.wav").rename(data / "one/fay_nohash_0.WAV")
    write(data / "testing_list.txt", b"\xef\xbb\xbfone/fay_nohash_0.wav\r\n./two/fay_nohash_0.wav\r\n")
    write(data / "two/notes.txt", "not a clip")
    expect(0, "test error", *run("copied"))
    copied = record("copied")
    check(all(copied[k] == plain[k] for k in ("train_size", "validation_size", "test_size")), f"parts: {copied}")
    check(copied.get("left_out_files") == ["two/notes.txt"], f"left out: {copied}")
    piped = (data / "two/ann_nohash_0.wav").read_bytes()
    write(data / "two/ann_nohash_0.wav", piped[:4] + b"\xff" * 4 + piped[8:40] + b"\xff" * 4 + piped[44:])
    expect(0, "test error", *run("piped"))
    write(data / "two/ann_nohash_0.wav", b"NIST_1A\n   1024\n" + piped)
    expect(65, "two/ann_nohash_0.wav: not a sound", *run("sphere"))
    write(data / "two/ann_nohash_0.wav", piped)
    write(data / "testing_list.txt", "one\\fay_nohash_0.wav\n")
    expect(65, "testing_list.txt:1: got \"one\\fay_nohash_0.wav\"", *run("backslash"))
    write(data / "testing_list.txt", "one/fay_nohash_0.wav\n".encode("utf-16"))
    expect(65, "testing_list.txt: is a text in UTF-16", *run("utf16"))
    (data / "one/lost_nohash_0.wav").symlink_to(folder / "gone.wav")
    expect(65, f"{data}/one/lost_nohash_0.wav: a link that leads nowhere", *run("lost"))
    check(not list((folder / "lost").rglob("*-s1.json")), "a link that leads nowhere was recorded")


def photographs(folder):
    data = folder / "imagenet"
    for part in ("train", "val"):
        for i in range(3):
            write(data / part / "n01" / f"{i}.png", png((128 * 257 + i, ), 0, 16))
            write(data / part / "n02" / f"more/{i}.PNG", png((1, 2, 3, i), 6, 8))
    write(data / "train/n02/c.webp", b"RIFF\0\0\0\0WEBP")
    write(data / "train/n01/Thumbs.db")
    run = lambda *more: ("imagenet", "--data", data, "--scale", "small", "--alpha", "0", "--set", "data.classes=2", "--set",
                         "data.size=8", "--train-limit", "6", "--test-limit", "6", "--epochs", "1", "--width", "0.05", "--seed", "1",
                         "--threads", "1", "--decoders", "1", "--precision", "fp32", "--quiet", "--out", folder / "photographs", *more)
    expect(2, "6 examples in batches of 5 leave one of a single example", *run("--batch", "5"))
    expect(0, "error", *run("--batch", "3"))
    record = json.loads(next((folder / "photographs").rglob("*-s1.json")).read_text())["data"]
    check(record["train_size"] == 6 and record["train_files"]["png"] == 6, f"photographs: {record}")
    check(record.get("left_out_files") == ["train/n02/c.webp"], f"left out: {record}")
    (data / "val/n01/lost.png").symlink_to(folder / "gone.png")
    expect(65, f"{data}/val/n01/lost.png: a link that leads nowhere", *run("--batch", "2"))


def weights(folder):
    header = json.dumps({"x": {"dtype": "F32", "shape": [2, 4], "data_offsets": [0, 32]}}).encode()
    x = write(folder / "x", struct.pack("<Q", len(header)) + header + struct.pack("<8f", *range(8)))
    torch = pathlib.Path(SOURCE) / "tests/formats/torch"
    apply = lambda file, out: ("predict", "--model", "mlp", "--width", "0.05", "--input", x, "--output", folder / out,
                               "--weights", file)
    expect(0, "", *apply(torch / "mlp.pth", "plain"))
    for name, note in (("net", 'the weights are its "net"'), ("compiled", '"_orig_mod." was taken off every name'),
                       ("milestones", 'its "model_state_dict"'), ("twice", 'its "state_dict"'),
                       ("averaged", '"n_averaged" was left out'), ("profiled", "were left out")):
        expect(0, note, *apply(torch / f"wrapped_{name}.pth", name))
        check((folder / name).read_bytes() == (folder / "plain").read_bytes(), f"{name}: other logits")
    expect(65, "TorchScript", *apply(torch / "wrapped_script.pth", "none"))
    expect(65, '"optimizer", "epoch", "netG"', *apply(torch / "wrapped_optimizer.pth", "none"))
    pointer = write(folder / "model.safetensors", "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n")
    expect(65, "git lfs pull", *apply(pointer, "none"))


def records(folder):
    results = folder / "results"
    run = ("tabular", "--scale", "demo", "--data", "iris", "--seed", "1", "--threads", "1", "--quiet", "--out", results)
    expect(0, "iris-erm-s1", *run)
    report = lambda: expect(0, "Iris", "report", "--from", results)
    plain = report()
    (results / "tabular").rename(folder / "moved")
    (results / "tabular").symlink_to(folder / "moved")
    check(report() == plain, "records behind a link are reported otherwise")
    write(results / "package.json", "{}")
    said = expect(0, f"left out: {results}/package.json", "report", "--from", results)
    check(said.count("package.json") == 1 and plain in said, "a foreign file changes the report")
    (results / "package.json").unlink()
    erm = results / "tabular/demo/iris-erm-s1.json"
    good = json.loads(erm.read_text())
    mixup = "tabular/demo/iris-mixup-s1"
    erm.write_text(json.dumps({**good, "environment": {**good["environment"], "a~b": 1}}))
    for verb in (("diff", erm, mixup), ("show", erm), ("verify", erm), ("report", )):
        expect(65, 'got the key "a~b"', *verb, "--from", results)
    erm.write_text(json.dumps({**good, "data": {k: v for k, v in good["data"].items() if k != "files"}}))
    expect(0, "/files", "diff", erm, mixup, "--from", results)
    expect(65, "its data names no files", "verify", erm, "--from", results)


def home(folder):
    nowhere = ("HOME", "XDG_CACHE_HOME", "MIXUP_BENCH_DATA")
    run = ("tabular", "--data", "iris", "--seed", "1", "--quiet", "--out", folder / "home", "--threads", "1")
    for verb in (run, ("data", "where"), ("data", "verify", "iris"), ("data", "list")):
        expect(2, "--data-dir FOLDER", *verb, without=nowhere)
    expect(0, "iris-erm", *run, "--scale", "demo", without=nowhere)


def main():
    for part in (weights, records, home, clips, photographs):
        with tempfile.TemporaryDirectory() as folder:
            try:
                part(pathlib.Path(folder))
            except Exception as problem:  # what is looked for was not written
                failures.append(f"{part.__name__}: {problem!r}")
    print("\n".join("FAILED: " + f for f in failures) or "all as expected")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
