#!/usr/bin/env python3
"""What `markings parse` recognises in a folder of documents: a table by form, and what it may have missed.

    tools/corpus_table.py [--program build/release/cli/markings] [--misses] FOLDER...

Nothing of the documents is printed but names of files and numbers of lines. A "miss" is a line in which a plain
search finds the form of something (a portion mark where a line begins, a code in the margin, a page header) that no
element was made of: some are right not to be taken, and each has to be looked at by somebody.
"""

import argparse
import collections
import json
import pathlib
import re
import subprocess
import sys

SEARCHES = {  # what a search finds, and the kinds of elements that may hold it
    "mark": (re.compile(r"^[ \t]*(?:[0-9]{1,3}\.[ \t]*|[-*\u2022][ \t]*|[a-zA-Z]\.[ \t]*)?\((?:U|C|S|TS|SBU|SBU/NF|LOU|FOUO)\)", re.M), None),
    "margin code": (re.compile(r"[ \t]{8,}(?:B[1-9](?:\([A-F]\))?|1\.4 ?\([A-H]\))[ \t]*$", re.M),
                    {"redaction", "release_banner", "review_marking"}),
    "page header": (re.compile(r"U\.S\. Department of State[ \t]+Case No", re.M), {"release_banner"}),
    "review": (re.compile(r"Classified by [A-Z]+, A/", re.M), {"review_marking"}),
    "omission": (re.compile(r"\[[^][\n]{0,100}not declassified\]", re.M), {"redaction"}),
}


def parse(program, path):
    done = subprocess.run([program, "parse", "--compact", "--quiet", str(path)], capture_output=True, check=False)
    if done.returncode not in (0, 1):
        return None, done.stderr.decode("utf-8", "replace").strip()
    return json.loads(done.stdout), None


def check_cover(document, size):
    at = 0
    for element in document["elements"]:
        begin, end = element["span"]
        if begin != at or end <= begin:
            return False
        at = end
    return at == size


def count(document, row):
    header = document["header"]
    row["documents"] += 1
    row["MRN"] += header["mrn"] is not None
    row["DTG"] += header["dtg"] is not None
    row["TAGS"] += bool(header["tags"])
    row["captions"] += len(header["captions"])
    row["messages"] += len(document["messages"])
    row["reviews"] += len(document["review_markings"])
    row["redactions"] += len(document["foreign_redactions"])
    row["release banner"] += document["release_banner"]["document_number"] is not None
    for element in document["elements"]:
        if element["continues"] is not None:
            continue
        row["paragraphs"] += element["kind"] in ("paragraph", "subparagraph")
        row["marks"] += element["marking_status"] == "valid" and element["kind"] != "banner"
        row["broken marks"] += element["marking_status"] in ("malformed", "unknown")


def misses(document, data):
    """Lines where a search finds what no element holds: (what, line)."""
    text = data.decode("utf-8", "replace")
    if len(text.encode()) != len(data):
        return
    kinds, marks, offset = {}, [], 0
    spans = [(e["span"][0], e["span"][1], e["kind"], e["marking_as_written"]) for e in document["elements"]]
    starts = [s[0] for s in spans]
    import bisect
    for what, (form, allowed) in SEARCHES.items():
        for found in form.finditer(text):
            begin = len(text[: found.start()].encode())
            end = begin + len(found.group().encode())
            inside = spans[bisect.bisect_right(starts, begin) - 1 : bisect.bisect_left(starts, end)]
            if allowed is None:
                held = any(s[3] for s in inside)
            else:
                held = any(s[2] in allowed for s in inside)
            if not held:
                yield what, text.count("\n", 0, found.start()) + 1


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--program", default="build/release/cli/markings")
    options.add_argument("--misses", action="store_true", help="list them: file, line, what")
    options.add_argument("folders", nargs="+", type=pathlib.Path)
    given = options.parse_args()
    rows = collections.defaultdict(collections.Counter)
    missed = collections.Counter()
    listed, refused, uncovered = [], [], []
    for folder in given.folders:
        paths = sorted(p for p in folder.rglob("*") if p.is_file()) if folder.is_dir() else [folder]
        for path in paths:
            document, error = parse(given.program, path)
            if document is None:
                refused.append((path, error))
                continue
            for one in document.get("documents", [document]):
                count(one, rows[one["format"]])
            data = path.read_bytes()
            if "documents" in document or document["source"].get("type", "text") != "text":
                continue
            if not check_cover(document, len(data)):
                uncovered.append(path)
            for what, line in misses(document, data):
                missed[what] += 1
                listed.append((path, line, what))
    columns = ["documents", "MRN", "DTG", "TAGS", "captions", "messages", "paragraphs", "marks", "broken marks",
               "redactions", "release banner", "reviews"]
    print("| form | " + " | ".join(columns) + " |")
    print("|---" * (len(columns) + 1) + "|")
    for form in sorted(rows):
        print(f"| {form} | " + " | ".join(str(rows[form][c]) for c in columns) + " |")
    print()
    print(f"refused: {len(refused)}; not covered whole: {len(uncovered)}; "
          + "; ".join(f"{what}: {missed[what]} missed" for what in SEARCHES))
    if given.misses:
        for path, line, what in listed:
            print(f"{path}:{line}: {what}")
    for path, error in refused:
        print(error or f"{path}: refused", file=sys.stderr)
    return 1 if uncovered else 0


if __name__ == "__main__":
    sys.exit(main())
