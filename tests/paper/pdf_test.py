"""The derivative as a PDF, read by the tools that others would use. Usage: pdf_test.py MARKINGS"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

from paper_testing import CANARIES, SHORT, Office, cable, everything_in, read, require, structure, tool, words

MARKINGS = os.path.abspath(sys.argv[1])


def text_and_structure(office):
    out = office.release(cable(), "--pdf")
    pdf, derivative = f"{out}/cable.pdf", read(out, "cable.txt").decode()
    require("withheld" in derivative, "nothing is withheld, so nothing is tested")
    tool("qpdf", "--check", pdf)
    elements = structure(pdf)
    # In order, nothing left out, nothing added.
    require(words("".join(text for _, text in elements)) == words(derivative), f"another text: {elements}")
    require([tag for tag, _ in elements[:1]] == ["Document"], elements)
    titles = [text for tag, text in elements if tag == "H1"]
    require(titles == ["SUBJECT: LIGHTHOUSE LAW MOVES AHEAD"], titles)
    require("BACKGROUND" in [text for tag, text in elements if tag == "H2"], elements)
    # The same words as they are extracted, where head and foot stand around them.
    extracted = words(tool("pdftotext", "-raw", pdf, "-"))
    for paragraph in derivative.split("\n\n"):
        require(words(paragraph) in extracted, "a paragraph is not in the extracted text")
    info = dict(line.split(":", 1) for line in tool("pdfinfo", "-isodates", pdf).splitlines() if ":" in line)
    info = {key: value.strip() for key, value in info.items()}
    require(info["Title"] == "cable" and info["Tagged"] == "yes", info)
    require(info["CreationDate"] == "2026-01-01T00:00:00Z" and "ModDate" not in info, info)
    require(set(info) & {"Author", "Subject", "Keywords"} == set(), info)
    require(info["Page size"].startswith("612 x 792"), info)
    a4 = tool("pdfinfo", office.release(cable(), "--pdf", "--paper", "a4") + "/cable.pdf")
    require("595.276 x 841.89 pts (A4)" in a4, a4)
    root = json.loads(tool("qpdf", "--json=2", "--json-key=qpdf", pdf))["qpdf"][1]
    catalog = root[f"obj:{root['trailer']['value']['/Root']}"]["value"]
    require(catalog["/Lang"] == "u:en" and catalog["/ViewerPreferences"]["/DisplayDocTitle"] is True, catalog)


def nothing_withheld(office):
    pdf = office.release(cable(), "--pdf") + "/cable.pdf"
    texts = everything_in(pdf)
    for number, text in enumerate(texts):
        for canary in CANARIES:
            require(canary not in text.lower(), f"withheld text is in form {number} of the PDF")
    # The search finds what is there.
    for word in ("lighthouse", "Newspapers"):
        require(any(word in text for text in texts), f"{word} is not found: the search finds nothing")


def noninterference(office):
    long, short = office.release(cable(), "--pdf"), office.release(cable(SHORT, "X"), "--pdf")
    for file in ("cable.txt", "cable.pdf", "cable.release.json"):
        require(read(long, file) == read(short, file), f"{file} tells of withheld text")
    changed = office.release(cable(extra=" It rained."), "--pdf")
    require(read(long, "cable.pdf") != read(changed, "cable.pdf"), "released text makes no difference: nothing is compared")


def reproducible(office):
    first = read(office.release(cable(), "--pdf"), "cable.pdf")
    for name, value in (("TZ", "Pacific/Auckland"), ("LC_ALL", "tr_TR.UTF-8"), ("HOME", office.path("home")), ("USER", "canaryuser"),
                        ("LOGNAME", "canaryuser"), ("XDG_CONFIG_HOME", office.path("home")), ("PANGO_LANGUAGE", "ja")):
        other = read(office.release(cable(), "--pdf", env=dict(office.environment, **{name: value})), "cable.pdf")
        require(first == other, f"{name} changes the bytes")
    os.makedirs(office.path("elsewhere"), exist_ok=True)
    other = read(office.release(cable(), "--pdf", cwd=office.path("elsewhere")), "cable.pdf")
    require(first == other, "the folder changes the bytes")
    for canary in (b"canaryuser", os.uname().nodename.encode(), office.folder.encode()):
        require(canary not in first, "the PDF names a user, a machine or a folder")


def pages(office):
    many = "".join(f"\n\n{n}. (U) Ship {n} came in with timber and left with salt, and paid its dues at the lighthouse." * 1
                   for n in range(6, 150))
    # One paragraph that is longer than a page.
    many += "\n\n150. (U) " + "The tide table was read aloud. " * 300
    out = office.release(cable(extra=many), "--pdf")
    pdf, derivative = f"{out}/cable.pdf", read(out, "cable.txt").decode()
    require(words("".join(text for _, text in structure(pdf))) == words(derivative), "another text")
    count = int(re.search(r"^Pages:\s+(\d+)$", tool("pdfinfo", pdf), re.M).group(1))
    require(count > 5, count)
    manifest = json.loads(read(out, "cable.release.json"))
    for page in range(1, count + 1):
        text = tool("pdftotext", "-raw", "-f", str(page), "-l", str(page), pdf, "-")
        lines = text.rstrip("\f\n").split("\n")
        require(lines[:2] == [manifest["banner"], manifest["stamp"]], f"page {page} begins with {lines[:2]}")
        require(lines[-2:] == [manifest["stamp"], manifest["banner"]], f"page {page} ends with {lines[-2:]}")
        require(f"Page {page} of {count}" in text, f"page {page} is not numbered")
        # Nothing is drawn over the edge: what is extracted from within the margins is all there is.
        inner = tool("pdftotext", "-raw", "-f", str(page), "-l", str(page), "-x", "50", "-y", "25", "-W", "512", "-H", "742", pdf, "-")
        require(words(inner) == words(text), f"page {page} has text in its margins")


def boxes(office):
    """All of one width, whatever their words: read from what is drawn."""
    pdf = office.release(cable(), "--pdf") + "/cable.pdf"
    drawn = subprocess.run(["qpdf", "--qdf", "--object-streams=disable", pdf, "-"], capture_output=True, check=True).stdout
    sizes = re.findall(rb"[\d.-]+ [\d.-]+ ([\d.]+) ([\d.]+) re\s+B\b", drawn)
    widths = {width for width, _ in sizes}
    require(len(sizes) == 3 and len(widths) == 1, f"boxes of several widths: {sizes}")


def odd_characters(office):
    odd = " Здравствуйте, 🚢 und مرحبا بالعالم \u202egnol\u202c, \u2066x\u2069 a\u0301 \ufffc end."
    out = office.release(cable(extra=odd), "--pdf")
    tool("qpdf", "--check", f"{out}/cable.pdf")
    text = tool("pdftotext", "-raw", f"{out}/cable.pdf", "-")
    require("Здравствуйте" in text and "end." in text, "released text is lost")
    # (pdftotext puts U+202B and U+202C around text from right to left.)
    for control in "\u202e\u2066\u2069\ufffc":
        require(control not in text, f"U+{ord(control):04X} is in the PDF")
    policy = read(office.folder, "policy.toml").decode()
    stamp = "ВЫПУСК 🚢 \\u202eتم "
    office.write("policy.toml", policy.replace('title = "Public"', f'title = "Public", stamp = {{ part = "{stamp}" }}'))
    out = office.release(cable(), "--pdf")
    tool("qpdf", "--check", f"{out}/cable.pdf")
    require("ВЫПУСК" in tool("pdftotext", f"{out}/cable.pdf", "-"), "the stamp is lost")
    # A stamp without end leaves no room for text.
    office.write("policy.toml", policy.replace('title = "Public"', f'title = "Public", stamp = {{ part = "{"LONG STAMP " * 700}" }}'))
    office.release(cable(), "--pdf", code=2)
    require(office.last.stderr.count("\n") == 1 and "no room" in office.last.stderr, office.last.stderr)
    # Nor does a box that is higher than a page.
    office.write("policy.toml", policy.replace("INA 222(f), 8", "INA " + "222(f), " * 1500 + "8"))
    office.release(cable(), "--pdf", code=2)
    require(office.last.stderr.count("\n") == 1 and "more than a page" in office.last.stderr, office.last.stderr)
    office.write("policy.toml", policy)


def verified(office):
    out = office.release(cable(), "--pdf")

    def verify(folder, code):
        return office.run("verify", f"{folder}/cable.release.json", "--key", office.path("office.pub"), code=code).stdout

    require(re.search(r"^proved: L1 rendition: cable\.pdf ", verify(out, 0), re.M), "cable.pdf is not proved")
    changed = office.path("changed")
    shutil.copytree(out, changed)
    with open(f"{changed}/cable.pdf", "ab") as handle:
        handle.write(b"\n")
    require(re.search(r"^FAILED: L1 rendition: cable\.pdf ", verify(changed, 1), re.M), "a changed PDF is not noticed")
    os.remove(f"{changed}/cable.pdf")
    require(re.search(r"^FAILED: L1 rendition: cable\.pdf was not found", verify(changed, 1), re.M), "a missing PDF is not noticed")
    plain = office.release(cable())
    shutil.copy(f"{out}/cable.pdf", plain)
    require(re.search(r"^not checked: L1 rendition: cable\.pdf .*no part", verify(plain, 0), re.M), "an added PDF is not noticed")


def refusals(office):
    office.release(cable(), "--paper", "a4", code=2)
    office.release(cable(), "--pdf", "--paper", "a5", code=2)
    identity = office.run("keygen", "--type", "age", "--no-passphrase", "--out", "reader")
    recipient = re.search(r"age1\S+", read(office.folder, "reader.pub").decode() + identity.stdout).group(0)
    folder = office.release(cable(), "--pdf", "--recipient", recipient, code=2)
    require(office.last.stderr.count("\n") == 1 and "--recipient" in office.last.stderr, office.last.stderr)
    require(os.listdir(folder) == [], "something was written")
    # No face to set text in.
    helper = os.path.join(os.path.dirname(MARKINGS), "markings-paper")
    office.write("fonts.conf", '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig></fontconfig>')
    sheet = {"schema": "markings/sheet/1", "title": "t", "language": "en", "date": "2026-01-01T00:00:00Z", "banner": "U",
             "stamp": "S", "landscape": False, "blocks": []}
    done = subprocess.run([helper, "--to", "pdf", "--paper", "a4"], input=json.dumps(sheet).encode(), capture_output=True,
                          env={"FONTCONFIG_FILE": office.path("fonts.conf")})
    require(done.returncode == 2 and b"fonts-dejavu-core" in done.stdout, done)
    for bad in (b"", b"{}", b"[]", json.dumps(dict(sheet, blocks=[{"kind": "song"}])).encode()):
        done = subprocess.run([helper, "--to", "pdf", "--paper", "a4"], input=bad, capture_output=True)
        require(done.returncode == 3 and done.stdout == b"", done)


def main():
    for test in (text_and_structure, nothing_withheld, noninterference, reproducible, pages, boxes, odd_characters, verified, refusals):
        with tempfile.TemporaryDirectory(prefix="markings-paper-") as folder:
            test(Office(MARKINGS, folder))
        print(f"{test.__name__}: held", flush=True)


main()
