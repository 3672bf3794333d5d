#!/usr/bin/env python3
"""The line of progress on terminals of all widths, and on one that is made narrower and wider while it is drawn.

usage: screen_line_test.py PROGRAM
"""
import fcntl, os, pty, re, select, struct, subprocess, sys, tempfile, termios, time

PROGRAM = sys.argv[1]
RUN = ["cifar", "--device", "cpu", "--scale", "demo", "--model", "preact_resnet18", "--alpha", "1", "--threads", "1", "--epochs", "12"]
HANGS = 1800  # seconds that no busy machine needs
TOKEN = re.compile(r"\x1b\[(\d*)([A-Z])|[\r\n]|[^\x1b\r\n]+")


class Screen:
    """A terminal that breaks lines anew when its width changes, as most do: long lines, and where the cursor is in the last."""

    def __init__(self, columns):
        self.columns, self.lines, self.at, self.widest, self.erased = columns, [""], 0, 0, False

    def feed(self, text):
        for found in TOKEN.finditer(text):
            self.one(found)

    def one(self, found):
        token, line = found[0], self.lines[-1]
        if token in "\r\n":
            self.erased = False
        if token == "\r":
            self.at -= self.at % self.columns
        elif token == "\n":
            self.lines.append("")
            self.at = 0
        elif found[2] == "A":
            self.at -= int(found[1]) * self.columns
            assert self.at >= 0, f"the cursor went above the line of progress: {self.lines[-2:]}"
        elif found[2] in ("K", "J"):
            self.lines[-1], self.erased = line[: self.at], True
        elif found[2] is None:
            self.lines[-1] = line[: self.at] + token + line[self.at + len(token):]
            self.at += len(token)
            if self.erased:  # a live line, and no note
                self.widest = max(self.widest, len(token))
        else:
            raise AssertionError(f"an escape that this test does not know: {token!r}")


def set_columns(terminal, columns):
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))


def watch(columns, then):
    """Runs on a terminal for stderr; `then`: widths that it gets in turn, each after some redraws. All that was on it."""
    main, other = pty.openpty()
    attributes = termios.tcgetattr(other)
    attributes[1] &= ~termios.ONLCR
    termios.tcsetattr(other, termios.TCSANOW, attributes)
    set_columns(main, columns)
    screen, seen, redraws = Screen(columns), "", 0
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen([PROGRAM, *RUN, "--out", folder], stdout=subprocess.DEVNULL, stderr=other,
                                   env={**os.environ, "TERM": "xterm"})
        os.close(other)
        start, then, text = time.time(), list(then), b""
        while time.time() - start < HANGS:
            try:
                if not select.select([main], [], [], 1)[0]:
                    continue
                text += os.read(main, 65536)
            except OSError:  # the other end is closed
                break
            try:
                piece, text = text.decode(), b""
            except UnicodeDecodeError:  # the rest of a character comes with the next piece
                continue
            seen += piece
            screen.feed(piece)
            redraws += piece.count("%")
            if then and redraws > 3:
                redraws = 0
                screen.columns = then.pop(0)
                set_columns(main, screen.columns)
        assert process.wait(timeout=60) == 0, seen
    os.close(main)
    assert not then, f"too few redraws for {then}: {seen!r}"
    return screen, seen


def main():
    for columns in (20, 40, 80, 100, 200):
        screen, seen = watch(columns, [])
        assert screen.widest < columns, f"{columns} columns: a line of {screen.widest}: {seen!r}"
        assert re.search(r"\d+ %(, \d+:\d\d left)?", seen), f"{columns} columns: no progress: {seen!r}"
        assert not screen.lines[-1].strip(), f"{columns} columns: {screen.lines[-1]!r} stays behind"
        if columns >= 100:
            order = [seen.find(word) for word in ("1 run, 1 to do", "loading LibTorch", "reading data", " %")]
            assert -1 not in order and order == sorted(order), f"what is done before the first step: {order}"
    screen, seen = watch(100, [60, 30, 120])
    behind = [line for line in screen.lines if "%" in line]
    assert not behind, f"after it was resized these stay behind: {behind}"
    print("one line at every width")


main()
