"""How well `markings consistency` finds what was planted, and how its time and memory grow with the corpus.

Usage: consistency.py MARKINGS WORK [DOCUMENTS...]   prints the tables of docs/consistency.md; 1000 10000 100000 by default

WORK is a folder for what is made here; it is made anew. The documents are cables of four short paragraphs of random
words. Of 200 paragraphs one is a copy of another document's with another mark; of 200 documents one has a second release
with other holes. Copies are as they are, in capitals, wrapped anew, or read by a scanner with 2 letters in 100 wrong.
"""

import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import time

from bench_words import words

SEED = 20261127
MARKS = ["U", "SBU"]


def wrap(text, width):
    lines, line = [], ""
    for word in text.split():
        if len(line) + len(word) > width:
            lines.append(line.rstrip())
            line = ""
        line += word + " "
    return "\n".join(lines + [line.rstrip()])


def scan(rng, text):
    alike = {"e": "c", "h": "b", "a": "o", "o": "0", "t": "f", "i": "l", "m": "rn", "n": "r", "u": "ii", "d": "cl"}
    out = [alike.get(c, "") if c.isalpha() and rng.random() < 0.02 else c for c in text]
    return "".join(out)


COPIES = {
    "as it is": lambda rng, text: text,
    "in capitals": lambda rng, text: text.upper(),
    "wrapped anew": lambda rng, text: wrap(text.replace("\n", " "), 40),
    "scanned, 2 %": scan,
}


def cable(serial, paragraphs):
    head = f"UNCLAS KALVOR {serial:06}\n\nSENSITIVE\n\nE.O. 13526: N/A\n\nTAGS: PGOV\n\nSUBJECT: REPORT\n\n"
    return head + "\n\n".join(f"{i}. ({mark}) {text}" for i, (mark, text) in enumerate(paragraphs, 1)) + "\n"


def make(folder, count, vocabulary):
    """Writes the corpus; returns what was planted: {frozenset of two names: how}, for marks and for releases."""
    rng = random.Random(SEED)
    shutil.rmtree(folder, ignore_errors=True)
    marks, releases, kept = {}, {}, []
    name, size = None, 0
    for i in range(count):
        if i % 1000 == 0:
            (folder / f"{i // 1000:03}").mkdir(parents=True)
        name = f"{i // 1000:03}/{i:06}.txt"
        paragraphs = []
        for _ in range(4):
            text = wrap(" ".join(rng.choice(vocabulary) for _ in range(rng.randint(20, 45))), 65)
            paragraphs.append((rng.choice(MARKS), text))
        if kept and rng.random() < 4 / 200:
            other, mark, text = kept[rng.randrange(len(kept))]
            how = rng.choice(list(COPIES))
            key = frozenset((other, name))
            if key not in marks:
                paragraphs[rng.randrange(4)] = ("SBU" if mark == "U" else "U", COPIES[how](rng, text))
                marks[key] = how
        second = rng.random() < 1 / 200
        serial = i + 1
        if second:
            holes = rng.sample(range(4), 2)
            first, other = list(paragraphs), list(paragraphs)
            first[holes[0]] = (first[holes[0]][0], "[1 paragraph withheld: (b)(6)]")
            text = other[holes[1]][1].split(" ")
            text[5:9] = ["[name withheld: (b)(6)]"]
            other[holes[1]] = (other[holes[1]][0], " ".join(text))
            again = name.replace(".txt", "-2.txt")
            size += (folder / again).write_text(cable(serial, other))
            releases[frozenset((name, again))] = "two releases"
            paragraphs = first
        elif i % 3 == 0:
            kept.append((name, *paragraphs[rng.randrange(4)]))
        size += (folder / name).write_text(cable(serial, paragraphs))
    return marks, releases, size


def run(command, output):
    """Elapsed time, CPU time and peak memory in KiB of a command."""
    begin = time.monotonic()
    with open(output, "wb") as out:
        process = subprocess.Popen(command, stdout=out)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return time.monotonic() - begin, usage.ru_utime + usage.ru_stime, usage.ru_maxrss, process.returncode


def pairs_found(report, folder):
    name = lambda file: str(pathlib.Path(file).relative_to(folder))
    marks, releases = set(), set()
    for one in report["findings"]:
        if one["kind"] == "marks-differ":
            files = [[name(place["file"]) for place in mark["places"]] for mark in one["marks"]]
            marks |= {frozenset((a, b)) for x in files for y in files if x is not y for a in x for b in y}
        elif one["kind"] == "releases-disclose" and one["beyond_each"]:
            releases.add(frozenset(name(release["file"]) for release in one["releases"]))
    return marks, releases


def main():
    markings, work = sys.argv[1], pathlib.Path(sys.argv[2])
    counts = [int(one) for one in sys.argv[3:]] or [1000, 10000, 100000]
    vocabulary = words()
    rows = []
    for count in counts:
        folder = work / f"corpus-{count}"
        marks, releases, size = make(folder, count, vocabulary)
        run(["find", str(folder), "-type", "f", "-exec", "cat", "{}", "+"], os.devnull)  # into the page cache
        _, words_cpu, _, _ = run(["find", str(folder), "-type", "f", "-exec", "wc", "-w", "{}", "+"], os.devnull)
        elapsed, cpu, peak, code = run([markings, "consistency", "--quiet", "--format", "json", str(folder)],
                                       work / "report.json")
        if code != 1:
            sys.exit(f"markings consistency ended with {code}")
        report = json.loads((work / "report.json").read_text())
        found, sets = pairs_found(report, folder)
        print(f"{count} documents, {size / 1e6:.1f} MB")
        # A copy of a copy is in one finding with both; it is right as well.
        groups = {frozenset(x) for x in found}
        for how in COPIES:
            planted = {pair for pair, kind in marks.items() if kind == how}
            print(f"  marks, {how}: {len(planted & groups)} of {len(planted)}")
        print(f"  marks, found and not planted: {len(groups - set(marks))}")
        print(f"  two releases: {len(set(releases) & sets)} of {len(releases)}, not planted {len(sets - set(releases))}")
        print(f"  redacted here, printed there: {report['summary']['redacted_printed']}")
        rows.append(f"| {count} | {size / 1e6:.1f} | {elapsed:.1f} | {cpu:.1f} | {cpu / count * 1e6:.0f} | {peak / 1024:.0f} | "
                    f"{peak * 1024 / size:.1f} | {cpu / words_cpu:.1f} |")
        sys.stdout.flush()
        shutil.rmtree(folder)
    print("\n| documents | MB | s elapsed | s of CPU | us of CPU a document | MB at most | bytes a byte | beside wc -w |")
    print("|---|---|---|---|---|---|---|---|")
    print("\n".join(rows))


main()
