"""The Vaughn index and the letter. Usage: index_test.py MARKINGS"""

import csv
import io
import os
import re
import sys
import tempfile

from paper_testing import CANARIES, SHORT, Office, cable, everything_in, read, require, structure, tool, words

MARKINGS = os.path.abspath(sys.argv[1])
FORMS = ("--index", "csv", "--index", "html", "--index", "pdf")

DECISIONS = """schema = "markings/decisions/1"
document = "KALVOR 000123"
[[decision]]
element = "p5"
action = "withhold"
code = ["(b)(5)"]
reason = "=1+1, a draft"
authority = "Ada Roe"
date = 2025-12-20
[[decision]]
element = "subject"
action = "release"
reason = "announced"
authority = ["Ada Roe", "Ben Orr"]
"""

LETTER = """Office {{office}}, {{date}}
Re: {{case}}, {{document}}, {{stem}} under {{policy}} for {{audience}}: {{banner}}, {{stamp}}
  {{exemptions}}
{{count-released}}/{{count-masked}}/{{count-withheld}}/{{count-cuts}}; {{statutes}}; {{ officers }}.
"""
FIELDS = ("--letter-field", "office=Harbour Desk", "--letter-field", "case=F-2026-01")


def rows(out):
    text = read(out, "cable.index.csv").decode()
    require(text.count("\n") == text.count("\r\n"), "not CRLF")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def cuts(office):
    office.write("decisions.toml", DECISIONS)
    out = office.release(cable(), *FORMS, "--overrides", office.path("decisions.toml"))
    found = rows(out)
    derivative = read(out, "cable.txt").decode()
    require(len(found) == derivative.count("withheld:") == 4, f"{len(found)} rows:\n{derivative}")
    source = {"cut": "1 paragraph", "mark": "(U)", "codes": "(b)(5), (b)(6)", "statute": "", "officer": "", "date": "2026-01-01",
              "reason": "A source asked for protection."}
    require(found[0] == {"number": "1", "element": "p2", "place": "paragraph 2", **source}, found[0])
    require(found[1] == {"number": "2", "element": "p3", "place": "paragraph 3", "cut": "name", "mark": "", "codes": "(b)(3)",
                         "statute": "INA 222(f), 8 U.S.C. 1202(f)", "reason": "A visa file names him.", "officer": "",
                         "date": "2026-01-01"}, found[1])
    require(found[2] == {"number": "3", "element": "p4", "place": "paragraph 4", **source}, found[2])
    # No spreadsheet takes a reason for a formula.
    require(found[3]["reason"] == "'=1+1, a draft" and found[3]["officer"] == "Ada Roe" and found[3]["date"] == "2025-12-20", found[3])
    # A number as the text shows it, where the program reads another.
    stray = office.release(cable().replace("\n4. (U)", "\n14. (U)"), "--index", "csv")
    require([row["place"] for row in rows(stray)] == ["paragraph 2", "paragraph 3", "paragraph 4 (written 14)"], rows(stray))
    require("\n14. (U) [1 paragraph" in read(stray, "cable.txt").decode(), "the derivative shows no 14")
    page = re.sub(r"<[^>]*>", " ", read(out, "cable.index.html").decode())
    for text in (page, tool("pdftotext", "-layout", f"{out}/cable.index.pdf", "-")):
        for cell in ("paragraph 4", "(b)(5), (b)(6)", "Segregability", "Ada Roe", "Ben Orr", "=1+1"):
            require(words(cell) in words(text), f"{cell} is not in the index")
    tags = [tag for tag, _ in structure(f"{out}/cable.index.pdf")]
    require(tags.count("Table") == 2 and tags.count("TH") == 15 and tags.count("TD") == 10 * 4 + 5 * 4, tags)
    tool("qpdf", "--check", f"{out}/cable.index.pdf")
    office.run("verify", f"{out}/cable.release.json", "--key", office.path("office.pub"))


def figures(office):
    office.write("decisions.toml", DECISIONS)
    out = office.release(cable(), "--index", "html", "--overrides", office.path("decisions.toml"))
    table = read(out, "cable.index.html").decode().split("<table>")[2]
    cells = [re.findall(r"<td>(.*?)</td>", row) for row in re.findall(r"<tr>.*?</tr>", table)][1:]
    whole = cells[-1]
    released, masked, withheld = map(int, whole[1:4])
    require((masked, withheld) == (1, 3) and whole[4] == f"{released + 1} of {released + 4}", cells)
    require(cells[0][1:4] == [str(released - 1), "1", "2"], cells)
    require(cells[1] == ["Officer Ada Roe", "1", "0", "1", "1 of 2"] and cells[2] == ["Officer Ben Orr", "1", "0", "0", "1 of 1"], cells)


def nothing_withheld(office):
    office.write("letter.txt", LETTER)
    options = (*FORMS, "--letter", office.path("letter.txt"), *FIELDS)
    first, second = office.release(cable(), *options), office.release(cable(SHORT, "X"), *options)
    files = ["cable.index.csv", "cable.index.html", "cable.index.pdf", "cable.letter.txt", "cable.release.json"]
    for file in files:
        require(read(first, file) == read(second, file), f"{file} tells of withheld text")
        texts = everything_in(f"{first}/{file}") if file.endswith("pdf") else [read(first, file).decode()]
        require(not any(canary in text.lower() for canary in CANARIES for text in texts), f"withheld text is in {file}")


def residual(office):
    """What the index or the letter says more is checked before it goes out, and a finding stops all."""
    policy = read(office.folder, "policy.toml").decode()
    office.write("policy.toml", policy.replace("A source asked", "Zorvane Merrowby asked"))
    office.release(cable())
    folder = office.release(cable(), "--index", "csv", code=1)
    require(os.listdir(folder) == [] and "rule2:reason" in office.last.stderr, office.last.stderr)
    require("Merrowby" not in office.last.stderr, "a finding prints what it found")
    office.write("policy.toml", policy.replace('title = "Personal privacy"', 'title = "Privacy of Zorvane Merrowby"'))
    office.write("letter.txt", LETTER)
    letter = ("--letter", office.path("letter.txt"), *FIELDS)
    office.release(cable(), "--index", "csv")
    office.release(cable(), *letter, code=1)
    require("exemption3:title" in office.last.stderr, office.last.stderr)
    office.write("policy.toml", policy)
    office.release(cable(), *letter[:-1], "case=Zorvane Merrowby", code=1)
    require("letter-field:case" in office.last.stderr, office.last.stderr)
    office.write("letter.txt", LETTER + "Ask Zorvane Merrowby.\n")
    office.release(cable(), *letter, code=1)
    require("letter:" in office.last.stderr, office.last.stderr)


def letters(office):
    office.write("letter.txt", LETTER)
    letter = ("--letter", office.path("letter.txt"))
    out = office.release(cable(), *letter, *FIELDS)
    text = read(out, "cable.letter.txt").decode().split("\n")
    require(text[0] == "Office Harbour Desk, 2026-01-01", text)
    require(text[1].startswith("Re: F-2026-01, KALVOR 000123, cable under paper-test 1.0.0 for Public: UNCLAS, RELEASE IN PART"), text)
    require(text[2:5] == ["  (b)(3)  Exempted by a statute", "  (b)(5)  Deliberative and privileged", "  (b)(6)  Personal privacy"], text)
    require(re.fullmatch(r"\d+/1/2/3; INA 222\(f\), 8 U\.S\.C\. 1202\(f\); none\.", text[5]) and text[6:] == [""], text)
    office.run("verify", f"{out}/cable.release.json", "--key", office.path("office.pub"))
    for template, fields, wrong in (
            ("a\nb {{nothing}}\n", (), r"letter\.txt:2:3: the letter has no nothing"),
            ("a {{stamp\n}}", (), r"letter\.txt:1:3: .*not closed"),
            ("a {{Two Words}}", (), r"letter\.txt:1:3: this is no name"),
            ("a", ("--letter-field", "b=c"), "no place for the field b"),
            ("a {{stamp}}", ("--letter-field", "stamp=c"), "the release itself says"),
            ("{{b}}", ("--letter-field", "b=c\nd"), "control character"),
            ("{{b}}", ("--letter-field", "b=c", "--letter-field", "b=d"), "twice"),
            ("{{b}}", ("--letter-field", "b"), "NAME=VALUE")):
        office.write("letter.txt", template)
        folder = office.release(cable(), *letter, *fields, code=2)
        require(re.search(wrong, office.last.stderr) and office.last.stderr.count("\n") == 1, f"{template}: {office.last.stderr}")
        require(os.listdir(folder) == [], "something was written")
    # The one that is shipped.
    shipped = os.path.join(os.path.dirname(__file__), "..", "..", "templates", "release-letter.txt")
    given = [word for name in ("office", "requester", "case", "signer") for word in ("--letter-field", f"{name}=The {name}")]
    text = read(office.release(cable(), "--letter", os.path.abspath(shipped), *given), "cable.letter.txt").decode()
    require("{{" not in text and "(b)(6)" in text and "Dear The requester:" in text, text)
    for options in (("--letter-field", "a=b"), ("--index", "xml"), ("--index", "csv", "--index", "csv"), ("--letter", "nowhere.txt")):
        office.release(cable(), *options, code=2)
        require(office.last.stderr.count("\n") == 1, office.last.stderr)


def main():
    for test in (cuts, figures, nothing_withheld, residual, letters):
        with tempfile.TemporaryDirectory(prefix="markings-paper-") as folder:
            test(Office(MARKINGS, folder))
        print(f"{test.__name__}: held", flush=True)


main()
