"""The derivative as HTML and DOCX. Usage: pages_test.py MARKINGS"""

import base64
import hashlib
import html.parser
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import zipfile

import docx

from paper_testing import CANARIES, SHORT, Office, cable, read, require, words

MARKINGS = os.path.abspath(sys.argv[1])


class Page(html.parser.HTMLParser):
    """The text of `main`, boxes, and what a strict page may not have."""

    VOID = {"meta"}

    def __init__(self, text):
        super().__init__()
        self.main, self.boxes, self.open, self.headings, self.policy, self.style = "", [], [], [], None, ""
        self.feed(text)
        require(self.open == [], f"left open: {self.open}")

    def handle_starttag(self, tag, attributes):
        names = dict(attributes)
        require(tag not in ("script", "link", "img", "iframe", "object", "form", "base"), f"<{tag}>")
        require(not any(name.startswith("on") or name in ("src", "href", "style") for name in names), f"<{tag} {names}>")
        if names.get("http-equiv") == "Content-Security-Policy":
            self.policy = names["content"]
        if tag in self.VOID:
            return
        self.open.append((tag, names.get("class")))
        if names.get("class") == "box":
            self.boxes.append("")
        if tag in ("h1", "h2"):
            self.headings.append([tag, ""])

    def handle_endtag(self, tag):
        require(self.open.pop()[0] == tag, f"</{tag}>")

    def handle_data(self, data):
        tags = [tag for tag, _ in self.open]
        if tags[-1:] == ["style"]:
            self.style += data
        if "main" in tags:
            self.main += data
        if ("span", "box") in self.open:
            self.boxes[-1] += data
        if tags[-1:] in (["h1"], ["h2"]):
            self.headings[-1][1] += data


def hypertext(office):
    out = office.release(cable(extra=" <b>&amp; \"it\" 'was'</b>"), "--html")
    derivative, text = read(out, "cable.txt").decode(), read(out, "cable.html").decode()
    page = Page(text)
    require(words(page.main) == words(derivative), "another text")
    require(page.boxes == re.findall(r"\[[^\]]*withheld[^\]]*\]", derivative) and len(page.boxes) == 3, page.boxes)
    require(page.headings[0] == ["h1", "SUBJECT: LIGHTHOUSE LAW MOVES AHEAD"], page.headings)
    digest = base64.b64encode(hashlib.sha256(page.style.encode()).digest()).decode()
    require(page.policy.startswith("default-src 'none';") and f"style-src 'sha256-{digest}'" in page.policy, page.policy)
    require("http:" not in text and "https:" not in text and "url(" not in text, "the page names something outside")
    require('<html lang="en">' in text and "<title>cable</title>" in text, text[:300])


def document(office):
    odd = " Здравствуйте 🚢 \u202egnol\u202c <&> \ttab"
    out = office.release(cable(extra=odd), "--docx")
    derivative, file = read(out, "cable.txt").decode(), f"{out}/cable.docx"
    opened = docx.Document(file)
    text = "\n".join(paragraph.text for paragraph in opened.paragraphs) + "\n"
    shown = "".join("\ufffd" if c in "\u202e\u202c" else c for c in derivative)
    require(text == shown, "another text")
    styles = {paragraph.text: paragraph.style.name for paragraph in opened.paragraphs}
    require(styles["SUBJECT: LIGHTHOUSE LAW MOVES AHEAD"] == "Heading 1" and styles["BACKGROUND"] == "Heading 2", styles)
    boxes = [run.text for paragraph in opened.paragraphs for run in paragraph.runs if run.style and run.style.name == "Cut"]
    require(boxes == re.findall(r"\[[^\]]*withheld[^\]]*\]", derivative) and len(boxes) == 3, boxes)
    section = opened.sections[0]
    require("RELEASE IN PART" in section.header.paragraphs[1].text and section.footer.paragraphs[2].text == "UNCLAS", "head and foot")
    require((section.page_width.twips, section.page_height.twips) == (12240, 15840), "not letter")
    about = opened.core_properties
    require((about.title, about.author, about.last_modified_by) == ("cable", "", ""), (about.title, about.author))
    require(str(about.created) == "2026-01-01 00:00:00", about.created)
    # So does our own reader of such files.
    with open(file, "rb") as handle:
        extracted = subprocess.run([os.path.join(os.path.dirname(MARKINGS), "markings-extract")], stdin=handle, capture_output=True,
                                   check=True).stdout
    texts = [one["text"] for one in json.loads(extracted)["documents"]]
    require(len(texts) == 1 and words(shown) in words(texts[0]), texts)


def nothing_withheld(office):
    first = office.release(cable(), "--docx", "--html")
    second = office.release(cable(SHORT, "X"), "--docx", "--html")
    files = {"cable.html": read(first, "cable.html")}
    for file in ("cable.html", "cable.docx", "cable.release.json"):
        require(read(first, file) == read(second, file), f"{file} tells of withheld text")
    package = zipfile.ZipFile(io.BytesIO(read(first, "cable.docx")))
    require(package.testzip() is None, "a broken package")
    for member in package.infolist():
        require(member.date_time == (1980, 1, 1, 0, 0, 0), f"{member.filename} bears a time")
        files[member.filename] = package.read(member)
    for name, content in files.items():
        for canary in CANARIES:
            require(canary.encode() not in content.lower(), f"withheld text is in {name}")
    require(b"lighthouse" in files["word/document.xml"] and b"lighthouse" in files["cable.html"], "the search finds nothing")


def reproducible(office):
    first = office.release(cable(), "--docx", "--html")
    for name, value in (("TZ", "Pacific/Auckland"), ("LC_ALL", "tr_TR.UTF-8"), ("USER", "canaryuser")):
        other = office.release(cable(), "--docx", "--html", env=dict(office.environment, **{name: value}))
        for file in ("cable.docx", "cable.html"):
            require(read(first, file) == read(other, file), f"{name} changes {file}")


def main():
    for test in (hypertext, document, nothing_withheld, reproducible):
        with tempfile.TemporaryDirectory(prefix="markings-paper-") as folder:
            test(Office(MARKINGS, folder))
        print(f"{test.__name__}: held", flush=True)


main()
