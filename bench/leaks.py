"""How well `markings leaks` finds planted passages, and what it finds where none was planted.

Usage: leaks.py MARKINGS WORK [FOLDER]   prints the tables of docs/leaks.md

WORK is a folder for what is made here. FOLDER holds real texts (*.txt, one a document): their paragraphs are planted
into copies of others of them; and what a policy withholds of half of them is looked for in others. No text is printed.
"""

import json
import pathlib
import random
import re
import subprocess
import sys

from bench_words import words

SEED = 20261127
ALIKE = {"e": "c", "c": "e", "h": "b", "b": "h", "a": "o", "o": "a0", "t": "f", "f": "t", "i": "l1", "l": "1I", "s": "5",
         "m": ["rn"], "n": "r", "u": ["ii"], "g": "q", "y": "v", "d": ["cl"], "w": ["vv"], "k": "x", "r": "n", "p": "n"}


def sentence(rng, vocabulary):
    chosen = [rng.choice(vocabulary) for _ in range(rng.randint(7, 22))]
    if rng.random() < 0.3:
        chosen[rng.randrange(len(chosen))] = str(rng.randint(2, 2030))
    text = " ".join(chosen)
    return text[0].upper() + text[1:] + "."


def paragraph(rng, vocabulary, letters):
    text = ""
    while count_letters(text) < letters:
        text += ("" if not text else " ") + sentence(rng, vocabulary)
    return text


def count_letters(text):
    return sum(c.isalnum() for c in text)


def wrap(text, width, indent=""):
    lines, line = [], indent
    for word in text.split():
        if len(line) + len(word) > width and line.strip():
            lines.append(line.rstrip())
            line = indent
        line += word + " "
    return "\n".join(lines + [line.rstrip()])


def hyphenate(rng, text):
    lines, line = [], ""
    for word in text.split():
        if len(line) + len(word) + 1 > 50 and len(word) > 5 and word.isalpha():
            cut = rng.randint(2, len(word) - 2)
            lines.append(line + word[:cut] + "-")
            line = word[cut:] + " "
        elif len(line) + len(word) > 65:
            lines.append(line.rstrip())
            line = word + " "
        else:
            line += word + " "
    return "\n".join(lines + [line.rstrip()])


def scan(rng, text, rate):
    """Each letter is read wrong with that probability: alike, another, none, one more, or a blank put in."""
    out = []
    for c in text:
        if not c.isalnum() or rng.random() >= rate:
            out.append(c)
            continue
        kind = rng.random()
        if kind < 0.45 and c.lower() in ALIKE:
            out.append(rng.choice(ALIKE[c.lower()]))
        elif kind < 0.70:
            out.append(rng.choice("abcdefghijklmnopqrstuvwxyz0123456789"))
        elif kind < 0.85:
            pass
        elif kind < 0.95:
            out.append(c + rng.choice("abcdefghijklmnopqrstuvwxyz.,'"))
        else:
            out.append(c + " ")
    return "".join(out)


def part(rng, text, share):
    chosen = text.split()
    size = max(1, round(len(chosen) * share))
    at = rng.randint(0, len(chosen) - size)
    return " ".join(chosen[at:at + size])


def page_line(rng, text):
    chosen = text.split()
    at = rng.randint(len(chosen) // 4, 3 * len(chosen) // 4)
    number = rng.randint(2, 9)
    line = f"\n\nUNCLASSIFIED\n\nPAGE {number:02} OF 09  KALVOR  {rng.randint(100, 9999):05}  {rng.randint(1, 30):02}1530Z\n\n"
    return " ".join(chosen[:at]) + line + " ".join(chosen[at:])


KINDS = {
    "whole": lambda rng, text: text,
    "capitals, wrapped at 69": lambda rng, text: wrap(text.upper(), 69),
    "wrapped at 40, indented": lambda rng, text: wrap(text, 48, "        "),
    "hyphenated": hyphenate,
    "without punctuation": lambda rng, text: re.sub(r"[^\w\s]", "", text),
    "a page line inside": page_line,
    "half of it": lambda rng, text: part(rng, text, 0.5),
    "a quarter of it": lambda rng, text: part(rng, text, 0.25),
    "scanned, 1 %": lambda rng, text: scan(rng, text, 0.01),
    "scanned, 2 %": lambda rng, text: scan(rng, text, 0.02),
    "scanned, 3 %": lambda rng, text: scan(rng, text, 0.03),
    "scanned, 5 %": lambda rng, text: scan(rng, text, 0.05),
    "scanned, 8 %": lambda rng, text: scan(rng, text, 0.08),
    "half, capitals, hyphenated, scanned, 3 %":
        lambda rng, text: scan(rng, hyphenate(rng, part(rng, text, 0.5).upper()), 0.03),
}
SIZES = {"40 to 79": (40, 80), "80 to 159": (80, 160), "160 to 399": (160, 400), "400 and more": (400, 10**9)}


class Bench:
    def __init__(self, markings, work):
        self.markings, self.work = markings, work
        work.mkdir(parents=True, exist_ok=True)
        self.key = work / "bench.key"
        # (A fixed one, so that the tables are the same each time.)
        self.key.unlink(missing_ok=True)
        self.key.write_text("markings-leak-key/1\n" + f"{SEED:064x}\n")
        self.key.chmod(0o600)

    def run(self, *arguments, refused_is_fine=False):
        done = subprocess.run([self.markings, *arguments, "--quiet"], capture_output=True)
        if done.returncode == 2 and refused_is_fine:
            return None
        if done.returncode > 1:
            sys.exit(f"markings {arguments[0]}: exit {done.returncode}: {done.stderr.decode()[:500]}")
        return done.stdout.decode()

    def index(self, passages, name):
        """Indexes texts; for each its id, or None where it is too short."""
        text, line, at = "", 1, {}
        for number, one in enumerate(passages):
            flat = " ".join(one.split())
            at[line] = number
            text += flat + "\n\n"
            line += 2
        source, index = self.work / f"{name}.passages", self.work / f"{name}.index"
        source.write_text(text)
        said = self.run("index", "--passages", str(source), "--key", str(self.key), "--output", str(index), "--force")
        ids = [None] * len(passages)
        for row in said.splitlines():
            of, place = row.split(" ", 1)
            ids[at[int(place.rsplit(":", 2)[1])]] = of
        return index, ids

    def leaks(self, index, folder):
        return json.loads(self.run("leaks", "--index", str(index), "--key", str(self.key), "--format", "json", "--allow-empty",
                                   str(folder)))["findings"]

    def plant(self, passages, hosts, name):
        """Recall by kind and size, and what was found besides."""
        index, ids = self.index(passages, name)
        folder = self.work / name
        rows, astray = [], 0
        for kind, change in KINDS.items():
            rng = random.Random(f"{SEED} {name} {kind}")
            folder.mkdir(exist_ok=True)
            for old in folder.iterdir():
                old.unlink()
            spans = {}
            for number, text in enumerate(passages):
                if ids[number] is None:
                    continue
                host = rng.choice(hosts)
                cut = host.find("\n\n", rng.randrange(len(host)))
                cut = cut if cut >= 0 else len(host)
                before = host[:cut] + "\n\n"
                planted = change(rng, " ".join(text.split()))
                path = folder / f"{number:05}.txt"
                path.write_text(before + planted + "\n\n" + host[cut:])
                spans[str(path)] = (number, len(before.encode()), len((before + planted).encode()), count_letters(planted))
            hits = set()
            for one in self.leaks(index, folder):
                number, begin, end, _ = spans[one["file"]]
                if one["span"][0] < end and begin < one["span"][1]:
                    # (Whichever passage is named: what many have in common stands for all of them.)
                    hits.add(number)
                else:
                    astray += 1
            row = []
            for low, high in SIZES.values():
                sized = [v for v in spans.values() if low <= count_letters(passages[v[0]]) < high]
                found = sum(v[0] in hits for v in sized)
                row.append((found, len(sized)))
            rows.append((kind, row))
        print(f"\n| {name} | " + " | ".join(SIZES) + " |\n|---|" + "---|" * len(SIZES))
        print("| planted of each kind | " + " | ".join(str(total) for _, total in rows[0][1]) + " |")
        for kind, row in rows:
            print(f"| {kind} | " + " | ".join(f"{found / total:.3f}" if total else "" for found, total in row) + " |")
        if name == "generated":
            print(f"\nFound elsewhere in these {sum(total for _, total in rows[0][1]) * len(KINDS)} files: {astray}.")


def letters_of(text):
    return re.sub(r"[\W_]", "", text.casefold())


def longest_run(one, other):
    """Letters of the longest run that both have."""
    best, last = 0, [0] * (len(other) + 1)
    for a in one:
        now = [0] * (len(other) + 1)
        for j, b in enumerate(other):
            if a == b:
                now[j + 1] = last[j] + 1
                best = max(best, now[j + 1])
        last = now
    return best


def paragraphs(text):
    return [one for one in re.split(r"\n[ \t\r\f]*\n", text) if count_letters(one) >= 40]


def report(bench, index, text_of, indexed, searched, texts):
    """What is found in other documents, by the longest run of letters that the place and the passage share."""
    folder = bench.work / "others"
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for name in searched:
        (folder / name).write_text(texts[name])
    found = bench.leaks(index, folder)
    classes = {"60 and more": 0, "40 to 59": 0, "24 to 39": 0, "under 24": 0}
    places = {name: set() for name in classes}
    for one in found:
        begin, end = one["span"]
        here = letters_of(pathlib.Path(one["file"]).read_bytes()[begin:end].decode(errors="replace"))
        run = longest_run(here, letters_of(text_of[one["passage"]]))
        name = "60 and more" if run >= 60 else "40 to 59" if run >= 40 else "24 to 39" if run >= 24 else "under 24"
        classes[name] += 1
        places[name].add(here)
    files = len({one["file"] for one in found})
    print(f"\n{len(text_of)} passages of {indexed} documents looked for in {len(searched)} others: {len(found)} findings in "
          f"{files} of these.\n")
    print("| letters of the longest run in both | findings | different stretches |\n|---|---|---|")
    for name, number in classes.items():
        print(f"| {name} | {number} | {len(places[name])} |")


def withheld(bench, texts, policy):
    """What a policy withholds of half of the documents, looked for in a quarter; then without what stands in the last one."""
    names = sorted(texts)
    random.Random(SEED).shuffle(names)
    half, quarter = len(names) // 2, len(names) * 3 // 4
    indexed, searched, public = names[:half], names[half:quarter], names[quarter:]
    folder, known = bench.work / "indexed", bench.work / "public"
    for one in (folder, known):
        one.mkdir(exist_ok=True)
        for old in one.iterdir():
            old.unlink()
    for name in public:
        (known / name).write_text(texts[name])
    for options in ((), ("--known", str(known))):
        index, text_of, done = bench.work / "withheld.index", {}, 0
        index.unlink(missing_ok=True)
        for name in indexed:
            (folder / name).write_text(texts[name])
            said = bench.run("index", str(folder / name), "--policy", str(policy), "--audience", "public", "--key",
                             str(bench.key), "--output", str(index), "--force", "--allow-empty", *options,
                             *(("--add", str(index)) if done else ()), refused_is_fine=True)
            if said is None:
                continue
            done += 1
            lines = texts[name].split("\n")
            for row in said.splitlines():
                if row.endswith(" known"):
                    continue
                of, place = row.split(" ", 1)
                # (The element begins there; how far it goes is not said: what follows is looked at as well.)
                text_of.setdefault(of, "\n".join(lines[int(place.rsplit(":", 2)[1]) - 1:][:60]))
        if options:
            print(f"\nWithout what stands in {len(public)} public documents:")
        report(bench, index, text_of, done, searched, texts)


def main():
    source = pathlib.Path(__file__).resolve().parent.parent
    bench = Bench(str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2]).resolve())
    rng = random.Random(SEED)
    vocabulary = words()
    bounds = [(45, 80), (80, 150), (160, 390), (400, 1500)]
    passages = [paragraph(rng, vocabulary, rng.randint(*bounds[i % 4])) for i in range(800)]
    hosts = ["\n\n".join(paragraph(rng, vocabulary, 300) for _ in range(20)) for _ in range(40)]
    bench.plant(passages, hosts, "generated")
    if len(sys.argv) < 4:
        return
    files = sorted(pathlib.Path(sys.argv[3]).rglob("*.txt"))
    texts = {f"{i:04}.txt": path.read_text(errors="replace") for i, path in enumerate(files)}
    names = sorted(texts)
    rng.shuffle(names)
    from_half, hosts = names[: len(names) // 2], [texts[name] for name in names[len(names) // 2:]]
    pool = list(dict.fromkeys(one for name in from_half for one in paragraphs(texts[name])))
    bench.plant(rng.sample(pool, min(600, len(pool))), hosts, "real")
    withheld(bench, texts, source / "policies" / "state-public.toml")


main()
