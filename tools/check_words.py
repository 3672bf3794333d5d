#!/usr/bin/env python3
"""Holds the words of the project to CONTRIBUTING.md, as far as a machine can, and the links of its pages to files.

Usage: check_words.py ROOT [PATH...]     PATH: files or folders below ROOT; none: everything.
Prints file:line and what is wrong; exit 1 if anything is.

Pages (*.md), comments, docstrings and the texts that the program prints are read:
- house, room, door and walls are no words for a project, a layer or an entry point;
- rates are "per": images per second, an hour per run;
- no sentence opens with Of, Those or Whether (not looked for in printed texts).
In pages, each link leads to a file and a heading that exist, and `name` ([file](path)) to a file that holds the name.
"""
import pathlib
import re
import sys

TIME = r"(?:second|minute|hour|day|week)"
THING = (r"(?:epoch|step|(?:mini-)?batch|image|picture|photograph|class|run|row|seed|net|core|file|clip|claim|column|channel|"
         r"layer|example|split|iteration|page|table|field|process|machine|thread|struct|verb|test|part|side)")
AMOUNT = (r"(?:(?:[Ii]mages?|pictures|photographs|batches|clips|samples|bytes|once|twice|times|seconds|minutes|hours|days|lines|"
          r"draws|(?:an?|half an?) " + TIME + r"|[\d.,½]+ (?:s|ms|[kMG]B|%|of [a-z]+))|one (?!of|that|in|for|which|who|is)[a-z]+)")
FAULTS = {
    "a word for project, layer or entry point": re.compile(r"\b(?:houses?|rooms?|doors?|walls)\b(?!\.[ch]pp|-)", re.I),
    'a rate without "per"': re.compile(rf"(?:(?<![\w-]){AMOUNT} an? (?:{TIME}|{THING})|[\d}}] an? {TIME})\b(?! of\b)"),
}
OPENING = re.compile(r"(?:^|[.!?][\"')*]*\s+|\|\s+)(?:Of|Those|Whether)\s")
CPP = re.compile(r'//(?P<line>[^\n]*)|/\*(?P<block>.*?)\*/|R"(?P<d>\w*)\((?P<raw>.*?)\)(?P=d)"|"(?P<text>(?:\\.|[^"\\\n])*)"'
                 r"|'(?:\\.|[^'\\\n])'", re.S)
LINK = re.compile(r"(?:`(?P<name>[\w:]+)`\s+\()?!?\[[^\]]*\]\((?P<to>[^)\s]+)\)")
SKIPPED = re.compile(r"(^|/)(build[^/]*|\.[^/]+|corpus|regressions|golden)(/|$)")
ALLOWED = {"lib/formats/speech_commands.cpp": "house"}  # one of the thirty words
SUFFIXES = (".md", ".cpp", ".hpp", ".py", ".sh", ".cmake", ".css", ".cff")


def line_of(text, at):
    return text.count("\n", 0, at) + 1


def cpp_passages(text):
    """(line, words, kind) of comments, those of whole lines that follow one another joined, and of literals."""
    comment, last = None, -2
    for found in CPP.finditer(text):
        line = line_of(text, found.start())
        if found["line"] is not None:
            alone = not text[text.rfind("\n", 0, found.start()) + 1 : found.start()].strip()
            words = found["line"].lstrip("/").strip()
            if comment and alone and line == last + 1 and words:
                comment[1] += "\n" + words
            else:
                if comment:
                    yield (*comment, "comment")
                comment = [line, words]
            last = line if alone and words else -2
        elif found["block"] is not None:
            yield line, found["block"], "comment"
        elif found["raw"] is not None or found["text"] is not None:
            yield line, found["raw"] or found["text"] or "", "text"
    if comment:
        yield (*comment, "comment")


def hash_passages(text):
    """Comments that begin with #, and Python's docstrings; a line that follows a comment joins it."""
    for found in re.finditer(r'"""(.*?)"""', text, re.S):
        yield line_of(text, found.start()), found[1], "comment"
    for found in re.finditer(r"(?:^[ \t]*#(?!!)[^\n]*\n?)+|(?<=\s)# [^\n]*", text, re.M):
        yield line_of(text, found.start()), re.sub(r"(?m)^[ \t]*#+ ?", "", found[0]), "comment"


def page_passages(text):
    """Paragraphs, items, rows and headings of Markdown without fenced code and code spans, whose lines stay counted."""
    text = re.sub(r"^```.*?^```", lambda m: "\n" * m[0].count("\n"), text, flags=re.S | re.M)
    start, words = 1, []
    for number, line in enumerate(text.splitlines() + [""], 1):
        begins = re.match(r"\s*([-*] |\d+\. |[|#>])", line)
        if (not line.strip() or begins) and words:
            yield start, "\n".join(words), "comment"
            words = []
        if line.strip():
            if not words:
                start = number
            words.append(re.sub(r"^\s*([-*] |\d+\. |#+ |> )", "", re.sub(r"`[^`]*`", "`code`", line)))


def passages(file, text):
    if file.suffix == ".md":
        return page_passages(text)
    return cpp_passages(text) if file.suffix in (".cpp", ".hpp", ".css") else hash_passages(text)


def word_faults(file, text):
    for line, words, kind in passages(file, text):
        flat = re.sub(r"\s", " ", words)
        for fault, pattern in FAULTS.items():
            for found in pattern.finditer(flat):
                if found[0] == ALLOWED.get(str(file)):
                    continue
                yield f"{line + words.count(chr(10), 0, found.start())}: {fault}: {found[0].strip()}"
        for found in OPENING.finditer(flat) if kind == "comment" else ():
            yield f"{line + words.count(chr(10), 0, found.end() - 1)}: a sentence opens with {found[0].split()[-1]}"


def anchors(page):
    """GitHub's names of the headings of a page."""
    for heading in re.findall(r"^#+ (.*)$", page.read_text(), re.M):
        yield re.sub(r"[^\w\- ]", "", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower()).replace(" ", "-")


def link_faults(path, text):
    for found in LINK.finditer(re.sub(r"^```.*?^```", lambda m: "\n" * m[0].count("\n"), text, flags=re.S | re.M)):
        if re.match(r"\w+:", found["to"]):
            continue
        name, _, anchor = found["to"].partition("#")
        target = path.parent / name if name else path
        line = line_of(text, text.find(found[0]))
        if not target.exists():
            yield f"{line}: a link to {name}, which does not exist"
        elif anchor and anchor not in anchors(target):
            yield f"{line}: {name or 'this page'} has no heading #{anchor}"
        elif found["name"] and not re.search(rf"\b{found['name'].split('::')[-1]}\b", target.read_text()):
            yield f"{line}: {name} does not hold {found['name']}"


def files(root, names):
    for name in names or ["."]:
        start = root / name
        if not start.exists():
            sys.exit(f"{start}: not there")
        for path in [start] if start.is_file() else sorted(start.rglob("*")):
            file = path.relative_to(root)
            known = path.suffix in SUFFIXES or path.name in ("Makefile", "CMakeLists.txt")
            if path.is_file() and known and not SKIPPED.search(str(file)):
                yield file


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve()
    count, found = 0, []
    for file in files(root, sys.argv[2:]):
        text = (root / file).read_text()
        if file.name not in ("check_words.py", "words_test.py"):  # these hold the words that are looked for
            found += [f"{file}:{fault}" for fault in word_faults(file, text)]
        if file.suffix == ".md":
            found += [f"{file}:{fault}" for fault in link_faults(root / file, text)]
        count += 1
    print("\n".join(found) or f"{count} files keep to the words")
    return 1 if found or not count else 0


if __name__ == "__main__":
    sys.exit(main())
