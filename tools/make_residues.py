"""Writes the labelled set that the residual check is measured on: synthetic cables in which something of a withheld
portion survives in what goes out, and as many like them in which nothing does.

Usage: make_residues.py SOURCE            writes tests/testdata/residual/planted.txt
       make_residues.py SOURCE --check    fails when the file is not what this would write

A case begins with a line "%%% SET CASE CLASS PLACE NUMBER"; the one residue stands between ⟦ and ⟧. A line "+++ PLACE TEXT"
behind it is a text that goes out beside the derivative: a file name, an officer's reason, an audience's title. Portions
marked (SBU) are withheld, all else goes out. SET is "dev", which the check was tuned on, or "heldout": other names,
spellings, sentences, never looked at while tuning. CLASS is "clean" where nothing is planted: in the place of the
residue stands another name, number, date of the same kind. A third of the persons have both names from policies/words,
a third one of them, a third neither. Nobody and nothing in it is real; a name is put together by chance.
"""

import pathlib
import random
import re
import sys
import textwrap

import residue_sentences as words

SEED = 20261127
EXACT = ["full", "surname", "reversed", "line-break", "hyphen-break", "possessive", "number", "mrn", "quote", "run", "date-place", "organisation"]
VARIANTS = ["initials", "title-surname", "spelling", "scan", "acronym", "date-form"]
EACH = 16  # cases of each class, set and case
CLEAN = 140  # of each set and case
MONTHS = "January February March April May June July August September October November December".split()
OPEN, CLOSE = "\ue000", "\ue001"  # one column each while lines are wrapped

PERSON_PLACES = ["paragraph", "paragraph", "subject", "tags", "reference", "heading", "signature", "file-name", "reason", "audience"]
PLACES = {
    "line-break": ["paragraph"], "hyphen-break": ["paragraph"], "possessive": ["paragraph", "heading", "subject", "reason"],
    "reversed": ["paragraph", "reference", "tags", "reason"], "number": ["paragraph", "reason", "file-name"], "mrn": ["paragraph", "reference", "reference", "reason"],
    "quote": ["paragraph", "subject", "reason"], "run": ["paragraph", "reason"], "date-place": ["paragraph", "reason"], "date-form": ["paragraph", "reason"],
    "organisation": ["paragraph", "subject", "heading", "reason", "audience"], "acronym": ["paragraph", "subject", "heading", "file-name", "reason"],
    "scan": [place for place in PERSON_PLACES if place != "signature"],
    "initials": ["paragraph", "subject", "heading", "reason"], "title-surname": ["paragraph", "subject", "heading", "reason"],
}


def words_of(root):
    lists = {path.stem: path.read_text().split() for path in (root / "policies" / "words").glob("*.txt")}
    plain = set().union(*(lists[name] for name in ("function", "trade", "places", "nationalities", "english", "names")))
    usable = lambda names: [name for name in names if len(name) > 3 and name not in plain]
    return set().union(*lists.values()), usable(lists["given"]), usable(lists["surnames"])


class Writer:
    def __init__(self, lists, which, capitals, kind, number):
        self.random = random.Random(f"{SEED} {which} {capitals} {kind} {number}")
        self.known, self.given, self.surnames = lists
        self.which, self.capitals, self.kind, self.number = which, capitals, kind, number

    def pick(self, values):
        return self.random.choice(values)

    def digits(self, count):
        return "".join(self.pick("123456789") for _ in range(count))

    def invented(self, surname):
        while True:
            begin, middle, given, last = (part.split() or [""] for part in self.pick(words.SYLLABLES[self.which]))
            word = self.pick(begin) + self.pick(middle) + self.pick(last if surname else given)
            if len(word) > 4 and word.lower() not in self.known:
                return word

    def person(self):
        kind = self.random.randrange(3)
        listed = {0: (True, True), 1: self.pick([(True, False), (False, True)]), 2: (False, False)}[kind]
        given = self.pick(self.given).capitalize() if listed[0] else self.invented(False)
        surname = self.pick(self.surnames).capitalize() if listed[1] else self.invented(True)
        return given, surname

    def name(self, person):
        return " ".join(person)

    # Each class gives what is withheld, by its slot, and what is planted, and what another of its kind would be.
    def number_pair(self):
        d = self.digits
        a, b, c = d(3), d(3), d(4)
        s = d(9)
        e, f = d(3), d(6)
        return self.pick([
            (f"+1 ({a}) {b}-{c}", self.pick([f"{a}.{b}.{c}", f"{a}-{b}-{c}", f"{a}{b}{c}", f"({a}) {b} {c}", f"{b}-{c}"])),
            (f"+999 {a} {b} {c}", self.pick([f"+999{a}{b}{c}", f"999-{a}-{b}-{c}", f"0{a} {b} {c}"])),
            (f"X{s}", self.pick([f"X {s[:3]} {s[3:6]} {s[6:]}", f"X-{s}", s])),
            (f"{e}-{f}", self.pick([f"{e}{f}", f"{e} {f}", f"{e}/{f}"])),
            (f"{s[:3]}-{s[3:5]}-{s[5:]}", self.pick([s, f"{s[:3]} {s[3:5]} {s[5:]}"])),
            (s, self.pick([f"{s[:3]},{s[3:6]},{s[6:]}", f"{s[:3]} {s[3:6]} {s[6:]}"])),
        ])

    def mrn_pair(self):
        post, serial, year = self.pick(words.OTHER_POSTS[self.which]), self.random.randrange(100, 9999), self.random.randrange(1, 10)
        forms = [f"0{year} {post} {serial}", f"{post} {serial}", f"0{year}{post}{serial}", f"{post} {serial:05}", f"0{year} {post} {serial:05}", f"{post} 0{serial}"]
        return tuple(self.random.sample(forms, 2))

    def organisation(self):
        return " ".join([self.pick(words.NAMES_OF[self.which]), self.pick(words.TRADES_OF[self.which]), self.pick(words.BODIES[self.which])])

    def dates(self):
        month, day, year = self.random.randrange(1, 13), self.random.randrange(13, 29), self.random.randrange(2003, 2011)
        name = MONTHS[month - 1]
        full = [f"{day} {name} {year}", f"{name} {day}, {year}", f"{month:02}/{day:02}/{year}", f"{year}-{month:02}-{day:02}", f"{day:02}.{month:02}.{year}", f"{day:02}{name[:3].upper()}{year % 100:02}", f"{day:02}0915Z {name[:3].upper()} {year % 100:02}"]
        short = [f"{name} {day}", f"{day} {name}", f"{name[:3].upper()} {day}", f"the {day}th of {name}", f"{name} {day}th"]
        return full, short

    def date_pair(self):
        full, short = self.dates()
        place = self.pick(words.COUNTRIES[self.which]) if self.random.random() < 0.7 else "Port " + self.invented(True)
        a, b = self.random.sample(full + short, 2)
        if self.kind == "date-place":
            b = a
        write = self.pick(["on {} in {}", "in {1} on {0}"])
        return write.format(a, place), self.pick(["on {} in {}", "in {1} on {0}"]).format(b, place)

    def scanned(self, name):
        at = [m.start() for m in re.finditer("[ol0i]|rn|m|O|S(?=.)", name)]
        if not at:
            return None
        i = self.pick(at)
        if name[i:i + 2] == "rn":
            return name[:i] + "m" + name[i + 2:]
        return name[:i] + {"o": "0", "l": self.pick("1I"), "i": self.pick("1l"), "m": "rn", "O": "0", "S": "5"}[name[i]] + name[i + 1:]

    def initial_forms(self, person, title):
        given, surname = person
        return self.pick([f"{given[0]}. {surname}", f"{given[0]}.{surname[0]}.", f"{given[0]}. {surname[0]}.", f"{title[1]} {given[0]}{surname[0]}"])

    def pair(self, kind):
        """The slot of the withheld sentence, what fills it, what is planted, the kind of the released sentence."""
        person = self.person()
        title = self.pick(words.TITLES[self.which])
        if kind in ("full", "line-break"):
            return "P", self.name(person), self.name(person).replace(" ", "\n" if kind == "line-break" else " "), "n"
        if kind == "surname":
            return "P", self.name(person), person[1], "n"
        if kind == "reversed":
            return "P", self.name(person), self.pick([f"{person[1].upper()}, {person[0]}", f"{person[1]}, {person[0]}", f"{person[1]} {person[0]}"]), "n"
        if kind == "hyphen-break":
            cut = self.random.randrange(2, len(person[1]) - 1)
            return "P", self.name(person), f"{person[1][:cut]}-\n{person[1][cut:]}", "n"
        if kind == "possessive":
            return "P", self.name(person), person[1] + self.pick(["'s garden", "'s house", "’s friends"]), "n"
        if kind == "number":
            return ("N", *self.number_pair(), "i")
        if kind == "mrn":
            return ("M", *self.mrn_pair(), "m")
        if kind == "quote":
            phrase = self.pick(words.QUOTES[self.which])
            return "Q", phrase, phrase, "p"
        if kind == "run":
            sentence = self.pick(words.WITHHELD[self.which]["W"])
            run = sentence.rstrip(".").split()
            at = self.random.randrange(len(run) - 5)
            return "W", sentence, " ".join(run[at:at + self.random.randrange(5, 8)]).lower(), "p"
        if kind in ("date-place", "date-form"):
            return ("D", *self.date_pair(), "d")
        if kind == "organisation":
            name = self.organisation()
            return "O", name, name, "o"
        if kind == "acronym":
            name = self.organisation()
            letters = "".join(word[0] for word in name.split())
            return "O", name, self.pick([letters, letters, ".".join(letters) + "."]), "o"
        if kind == "initials":
            return "U", f"{title[0]} {self.name(person)}", self.initial_forms(person, title), "n"
        if kind == "title-surname":
            if self.random.random() < 0.4:
                person = (person[0], self.pick(words.WORDS[self.which]))
            return "U", f"{title[0]} {self.name(person)}", f"{title[1]} {person[1]}", "n"
        if kind == "spelling":
            one, other = self.random.sample(self.pick(words.SPELLINGS[self.which]).split(), 2)
            return "P", f"{person[0]} {one}", other, "n"
        assert kind == "scan"
        while True:
            planted = self.scanned(person[1])
            if planted:
                return "P", self.name(person), planted, "n"
            person = self.person()

    def other(self, kind, pair):
        """The same from other names."""
        held = set(re.findall(r"\w+", pair[1].lower()))
        while True:
            other = self.pair(kind)
            if not held & set(re.findall(r"\w+", other[2].lower())) or kind in ("date-place", "date-form"):
                if kind in ("date-place", "date-form") and other[1] == pair[1]:
                    continue
                return other[2]

    def document(self):
        which = self.which
        clean = self.kind == "clean"
        kind = self.pick(EXACT + VARIANTS) if clean else self.kind
        place = self.pick(PLACES.get(kind, PERSON_PLACES))
        self.kind = kind
        slot, held, planted, released = self.pair(kind)
        if clean:
            planted = self.other(kind, (slot, held, planted))
        if place in ("tags", "signature"):
            planted = planted.upper() if kind not in ("scan",) else planted
        if place == "signature":
            planted = planted.replace("\n", " ")
        if place == "file-name":
            planted = planted.replace(".", "") if kind == "acronym" else planted
            planted = re.sub(r"[ ,./()+]+", self.pick("-_"), planted).strip("-_")
        marked = OPEN + planted + CLOSE if not clean else planted
        sentence = held if slot == "W" else self.pick(words.WITHHELD[which][slot]).replace("{" + slot + "}", held)
        plain = self.random.sample(words.PLAIN[which], 7)
        post, serial = self.pick(words.POSTS[which]), self.random.randrange(1, 4000)
        subject = self.pick(words.SUBJECTS[which]).replace("{R}", marked if self.random.random() < 0.3 else marked.upper()) if place == "subject" else self.pick(words.PLAIN_SUBJECTS[which])
        tags = "PREL, PGOV, KDEM" + (f" ({marked})" if place == "tags" else "")
        reference = f"{self.pick(words.OTHER_POSTS[which])} {self.random.randrange(10000, 99999)}"
        extra = {"reference": f" B. {marked}" if kind == "mrn" else f" B. LETTER OF {marked}"}.get(place, "")
        lines = [f"UNCLAS {post} {serial:06}", ""] + self.pick([["SIPDIS", ""], []]) + ["SENSITIVE", "", "E.O. 13526: N/A", f"TAGS: {tags}", f"SUBJECT: {subject}", f"REF: A. {reference}{extra}", ""]
        ours = self.pick(words.RELEASED[which][released]).replace("{R}", marked) if place == "paragraph" else plain.pop()
        bodies = [("U", f"{plain.pop()} {ours} {plain.pop()}"), ("SBU", f"{plain.pop()} {sentence}")]
        self.random.shuffle(bodies)
        bodies.append(("U", plain.pop()))
        heading = self.pick(words.HEADINGS[which]).replace("{R}", marked) if place == "heading" else "Summary"
        for at, (mark, text) in enumerate(bodies, 1):
            if at == 3:
                lines += [heading, "-" * 7, ""]
            body = wrap(f"{at}. ({mark}) {text}")
            if len(body) > 2 and self.random.random() < 0.25:
                cut = self.random.randrange(1, len(body))
                if "".join(body[:cut]).count(OPEN) == "".join(body[:cut]).count(CLOSE):
                    body[cut:cut] = ["", f"{post} {serial:08}  002 OF 002", "", ""]
            lines += body + [""]
        lines += [marked if place == "signature" else self.invented(True).upper(), "", "NNNN"]
        text = "\n".join(lines)
        outgoing = {"file-name": ("file-name", words.FILES), "reason": (self.pick(["override:p1:reason", "waiver:p1:8:authority", "code:reason"]), words.REASONS), "audience": ("audience:title", words.AUDIENCES)}.get(place)
        beside = ""
        if outgoing:
            written = marked.lower() if place == "file-name" and kind != "scan" else marked
            beside = f"+++ {outgoing[0]} {self.pick(outgoing[1][which]).replace('{R}', written)}\n"
        if self.capitals:
            text = text.upper()
        label = "clean" if clean else kind
        case = "capitals" if self.capitals else "mixed"
        return f"%%% {which} {case} {label} {place} {self.number}\n{beside}{text}\n".replace(OPEN, "⟦").replace(CLOSE, "⟧")


def wrap(text):
    """Lines of 65 columns. A line break of a residue itself stays."""
    lines = []
    for part in text.split("\n"):
        lines += textwrap.wrap(part, 65, break_long_words=False, break_on_hyphens=False)
    return lines


def main():
    root = pathlib.Path(sys.argv[1])
    lists = words_of(root)
    out = []
    for which in ("dev", "heldout"):
        for capitals in (False, True):
            for kind in EXACT + VARIANTS:
                out += [Writer(lists, which, capitals, kind, number).document() for number in range(EACH)]
            out += [Writer(lists, which, capitals, "clean", number).document() for number in range(CLEAN)]
    text = "".join(out)
    path = root / "tests" / "testdata" / "residual" / "planted.txt"
    if "--check" in sys.argv:
        same = path.exists() and path.read_text() == text
        print(f"{text.count('⟦')} residues" if same else f"{path.name} is not what tools/make_residues.py writes: run it")
        sys.exit(0 if same else 1)
    path.write_text(text)
    print(f"{text.count('⟦')} residues, {text.count('%%%')} cases, {len(text.encode())} bytes")


main()
