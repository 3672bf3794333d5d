#!/usr/bin/env python3
"""The page of the repository's own results, as readers get it.

page_test.py text PROGRAM SOURCE      well-formed, closed in itself, below 3 MB, every link leads somewhere
page_test.py screen PROGRAM SOURCE    in headless Chromium at 1280 and 390 pixels, light and dark: nothing wider than the
                                      screen, no text too small; pictures are kept in $SCREENSHOTS if that is set
Exit 77 (skipped) without gnuplot, or without Chromium for `screen`.
"""
import html
import json
import os
import pathlib
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import urllib.parse
import xml.etree.ElementTree as ET

MOST_BYTES = 3_000_000
LEAST_TEXT = 8.5  # pixels of height of a drawing's text on a phone
SCREENS = [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")]
SKIPPED = 77
HANGS = 1800  # seconds that no busy machine needs


def report(program, source, output, **options):
    command = [program, "report", "--from", str(source / "results"), "--format", "html", "--output", str(output)]
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)


def made_page(program, source, folder):
    page = folder / "page.html"
    done = report(program, source, page)
    if done.returncode != 0:
        sys.exit(f"page_test: the program ends with {done.returncode}: {done.stderr}")
    return page


def loads(tree):
    """What a browser would fetch to show the page."""
    for element in tree.iter():
        if element.tag in ("script", "link", "img", "iframe", "object", "embed", "audio", "video", "source", "base"):
            yield f"<{element.tag}>"
        for name, value in element.attrib.items():
            name = name.split("}")[-1]
            if name in ("src", "srcset", "background", "poster", "data"):
                yield f'{name}="{value[:60]}"'
            if name == "href" and element.tag != "a" and not value.startswith(("#", "data:image/png;base64,")):
                yield f'<{element.tag} href="{value[:60]}">'
        if element.tag == "style" or "style" in element.attrib:
            text = (element.text or "") + element.attrib.get("style", "")
            yield from re.findall(r"@import|url\([^)]*\)|src\(", text)


def broken_links(tree, page):
    ids = [element.attrib["id"] for element in tree.iter() if "id" in element.attrib]
    yield from (f"the id {name} is there twice" for name in set(ids) if ids.count(name) > 1)
    for element in tree.iter():
        target = element.attrib.get("popovertarget")
        if target is not None and target not in ids:
            yield f"a button opens {target}, which is not there"
        href = element.attrib.get("{http://www.w3.org/1999/xlink}href", element.attrib.get("href", ""))
        if href.startswith("#") and href[1:] not in ids:
            yield f"{href} is not there"
        elif element.tag == "a" and not href.startswith(("#", "https://")):
            if not (page.parent / urllib.parse.unquote(href)).is_file():
                yield f"{href} is no file"


def unsourced(tree):
    """Figures of ours that do not open a box with a record and a command."""
    boxes = {element.attrib["id"]: element for element in tree.iter("div") if "popover" in element.attrib}
    for button in tree.iter("button"):
        box = boxes.get(button.attrib["popovertarget"])
        if box is None or box.find(".//a[@href]") is None or not (box.findtext(".//code") or "").startswith("mixup-bench"):
            yield f"{button.text}: its box names no record and command"
    for cell in tree.iter("td"):
        if cell.attrib.get("class") in ("ours", "difference") and cell.find("button") is None:
            yield f"{ET.tostring(cell, encoding='unicode')}: opens nothing"


def check_text(program, source, folder):
    page = made_page(program, source, folder)
    text = page.read_text(encoding="utf-8")
    faults = []
    if len(text.encode()) >= MOST_BYTES:
        faults.append(f"the page has {len(text.encode())} bytes, allowed fewer than {MOST_BYTES}")
    try:
        tree = ET.fromstring(text)
    except ET.ParseError as problem:
        return [f"the page is not well-formed: {problem}"]
    faults += [f"the page loads {what}" for what in loads(tree)]
    faults += broken_links(tree, page)
    faults += unsourced(tree)
    linked = {urllib.parse.unquote(a.attrib["href"]) for a in tree.iter("a") if a.attrib["href"].endswith(".json")}
    if not linked:
        faults.append("the page links no record")
    if not any(True for _ in tree.iter("path")):
        faults.append("the page has no drawing")
    nothing = folder / "nothing.html"
    without = report(program, source, nothing, env={**os.environ, "PATH": str(folder / "nowhere")})
    if without.returncode != 69 or "apt install gnuplot-nox" not in without.stderr or nothing.exists():
        faults.append(f"without gnuplot: status {without.returncode}, allowed 69 and no page: {without.stderr}")
    print(f"{len(text.encode())} bytes, {len(linked)} records linked")
    return faults


# What the page looks like from inside, told to the page around it: Chromium's own windows are 500 pixels wide at least.
PROBE = """<script>
addEventListener('load', () => {
  const inside = (e) => e.closest('.scroll, .panels.fixed, [popover], .symbols');
  const wide = [...document.body.querySelectorAll('*')].filter(
      (e) => !inside(e) && !e.closest('svg') && e.getBoundingClientRect().right > innerWidth + 0.5);
  const small = [...document.querySelectorAll('.panels:not(.fixed) svg text')].map(
      (t) => parseFloat(getComputedStyle(t).fontSize) * Math.hypot(t.getScreenCTM().a, t.getScreenCTM().b));
  const box = document.querySelector('[popover]');
  if (box) box.showPopover();
  const rect = box ? box.getBoundingClientRect() : {left: 0, right: 0};
  const colours = getComputedStyle(document.body);
  parent.postMessage(JSON.stringify({
    width: innerWidth, scroll: document.documentElement.scrollWidth, dark: matchMedia('(prefers-color-scheme: dark)').matches,
    wide: wide.slice(0, 3).map((e) => e.outerHTML.slice(0, 80)), text: Math.min(...small), left: rect.left, right: rect.right,
    drawings: document.querySelectorAll('.panel svg').length, ground: colours.backgroundColor, ink: colours.color,
  }), '*');
});
</script></body>"""
AROUND = """<!DOCTYPE html><title>nothing</title><body style="margin:0">
<script>addEventListener('message', (e) => { document.title = 'PROBE' + e.data; });</script>
<iframe src="probe.html" style="border:0;width:%dpx;height:1000px"></iframe></body>"""


def chromium():
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next((path for path in map(shutil.which, names) if path), None)


def browse(browser, page, width, scheme, folder, *more):
    profile = folder / "profile"
    command = [browser, "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-dev-shm-usage",
               f"--user-data-dir={profile}", "--force-device-scale-factor=1", f"--window-size={width},1000",
               f"--blink-settings=preferredColorScheme={0 if scheme == 'dark' else 1}", *more, page.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=HANGS, check=False)
    if done.returncode != 0:
        sys.exit(f"page_test: {browser} ends with {done.returncode}: {done.stderr[-2000:]}")
    return done.stdout


def luminance(colour):
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def faults_of_screen(seen, width, scheme):
    if seen["width"] != width:
        yield f"the window is {seen['width']} pixels wide"
    if seen["scroll"] > width:
        yield f"the page is {seen['scroll']} pixels wide: {seen['wide']}"
    if seen["wide"]:
        yield f"reach over the edge: {seen['wide']}"
    if seen["dark"] != (scheme == "dark"):
        yield "the colour scheme is not the one that was asked for"
    if seen["drawings"] == 0:
        yield "no drawing"
    elif seen["text"] < LEAST_TEXT:
        yield f"a drawing has text of {seen['text']:.1f} pixels"
    if seen["left"] < 0 or seen["right"] > width:
        yield f"an opened box reaches from {seen['left']} to {seen['right']}"
    ground, ink = luminance(seen["ground"]), luminance(seen["ink"])
    if (ground < ink) != (scheme == "dark"):
        yield f"text {seen['ink']} on {seen['ground']}"
    if (max(ground, ink) + 0.05) / (min(ground, ink) + 0.05) < 7:  # WCAG 2, level AAA
        yield f"too little contrast: {seen['ink']} on {seen['ground']}"


def check_screen(program, source, folder):
    browser = chromium()
    if browser is None:
        print("skipped: chromium is not installed (on Debian apt install chromium)")
        sys.exit(SKIPPED)
    page = made_page(program, source, folder)
    probe = folder / "probe.html"
    probe.write_text(page.read_text(encoding="utf-8").replace("</body>", PROBE), encoding="utf-8")
    kept = pathlib.Path(os.environ.get("SCREENSHOTS", folder))
    kept.mkdir(parents=True, exist_ok=True)
    faults = []
    around = folder / "around.html"
    for width, scheme in SCREENS:
        around.write_text(AROUND % width, encoding="utf-8")
        dom = browse(browser, around, 1400, scheme, folder, "--dump-dom", "--virtual-time-budget=20000")
        title = re.search(r"<title>PROBE(.*?)</title>", dom)
        if title is None:
            faults.append(f"{width} {scheme}: the page did not load")
            continue
        seen = json.loads(html.unescape(title[1]))
        faults += [f"{width} {scheme}: {fault}" for fault in faults_of_screen(seen, width, scheme)]
        picture = kept / f"page-{width}-{scheme}.png"
        browse(browser, page, width, scheme, folder, f"--screenshot={picture}")
        if struct.unpack(">I", picture.read_bytes()[16:20])[0] != width:  # a PNG's header
            faults.append(f"{width} {scheme}: the picture has another width")
        print(width, scheme, seen)
    return faults


def main(arguments):
    if len(arguments) != 3 or arguments[0] not in ("text", "screen"):
        sys.exit(__doc__)
    if shutil.which("gnuplot") is None:
        print("skipped: gnuplot is not installed (on Debian apt install gnuplot-nox)")
        return SKIPPED
    check = check_text if arguments[0] == "text" else check_screen
    with tempfile.TemporaryDirectory() as folder:
        faults = check(arguments[1], pathlib.Path(arguments[2]).resolve(), pathlib.Path(folder))
    for fault in faults:
        print(f"page_test: {fault}", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
