"""Writes the labelled set that the recognisers are measured on: synthetic cables with every entity marked.

Usage: make_entities.py SOURCE            writes tests/testdata/recognise/entities.txt
       make_entities.py SOURCE --check    fails when the file is not what this would write

A document begins with a line "%%% SET CASE NUMBER"; an entity stands as ⟦kind|text⟧. SET is "dev", which the
recognisers were tuned on, or "heldout": other sentences, other invented names, never looked at while tuning.
CASE is "mixed" or "capitals". A third of the persons have both names from policies/words, a third one of them,
a third neither: those are made of syllables and are in no list at all. Nobody and nothing in it is real; a name
is put together by chance.
"""

import pathlib
import random
import re
import sys
import textwrap

from entity_sentences import CITIES, DAYS, HEADINGS, NUMBERS, ORGANISATIONS, PLACES, PLAIN, POSTS, PROSE, SUBJECTS, SYLLABLES, TITLES

SEED = 20261126
DOCUMENTS = 56  # of each set and case

IBANS = {"DE": "18d", "FR": "23d", "GB": "4a14d", "NL": "4a10d", "CH": "17d", "ES": "20d", "PL": "24d", "NO": "11d", "AT": "16d", "BE": "12d", "SE": "20d", "GE": "2a16d", "KZ": "3d13a", "TR": "22d", "SA": "20d"}


def words_of(root):
    """Every word of a list; the given names and the surnames to draw from."""
    lists = {path.stem: path.read_text().split() for path in (root / "policies" / "words").glob("*.txt")}
    function = set(lists["function"])
    usable = lambda names: [name for name in names if len(name) > 2 and name not in function]
    return set().union(*lists.values()), usable(lists["given"]), usable(lists["surnames"])


class Writer:
    def __init__(self, lists, which, capitals, number):
        # Each document is drawn from a seed of its own, so that one more sentence changes one document.
        self.random = random.Random(f"{SEED} {which} {capitals} {number}")
        self.known, self.given, self.surnames = lists
        self.which, self.capitals = which, capitals
        self.cast = []

    def pick(self, values):
        return self.random.choice(values)

    def digits(self, count):
        return "".join(self.pick("0123456789") for _ in range(count))

    def invented(self, surname):
        while True:
            begin, middle, given, last = (part.split() or [""] for part in self.pick(SYLLABLES[self.which]))
            word = self.pick(begin) + self.pick(middle) + self.pick(last if surname else given)
            if len(word) > 3 and word.lower() not in self.known:
                return word

    def accent(self, word):
        if self.capitals or self.random.random() > 0.06:
            return word
        return re.sub("[aeous]", lambda m: {"a": "á", "e": "é", "o": "ö", "u": "ü", "s": "š"}[m.group()], word, count=1)

    def person(self):
        kind = self.random.randrange(3)
        listed = {0: (True, True), 1: self.pick([(True, False), (False, True)]), 2: (False, False)}[kind]
        given = self.pick(self.given).capitalize() if listed[0] else self.invented(False)
        surname = self.pick(self.surnames).capitalize() if listed[1] else self.invented(True)
        shape = self.random.random()
        if shape < 0.04:
            surname = self.pick(["van ", "de ", "van der ", "bin ", "von "]) + surname
        elif shape < 0.08:
            surname = self.pick(["al-", "Al-", "el-"]) + surname
        elif shape < 0.12:
            surname += "-" + self.invented(True)
        elif shape < 0.14:
            surname = self.pick(["O'", "D'"]) + surname
        elif shape < 0.20:
            given += " " + self.pick("ABDEGHJKLMNPRST") + "."
        elif shape < 0.24:
            given += " " + (self.pick(self.given).capitalize() if listed[0] else self.invented(False))
        elif shape < 0.27:
            given += "-" + (self.pick(self.given).capitalize() if listed[0] else self.invented(False))
        person = (self.accent(given), self.accent(surname))
        self.cast.append(person)
        return person

    def label(self, kind, text):
        return f"⟦{kind}|{text}⟧"

    def full(self):
        return self.label("person", " ".join(self.person()))

    def initials(self, person):
        return self.label("person", f"{person[0][0]}. {person[1]}")

    def surname(self):
        person = self.pick(self.cast) if self.cast else None
        return self.label("person", person[1]) if person else self.full()

    def thing(self):
        return self.invented(True) + (" " + self.invented(False) if self.random.random() < 0.4 else "")

    def other(self, kind):
        """A form that the "dev" set has none of, or nothing."""
        if self.which == "dev" or self.random.random() > 0.4:
            return None
        d = self.digits
        return self.pick({
            "telephone": [f"555-0{d(3)}", f"+7 (7272) 50 {d(2)} {d(2)}", f"011-44-20-7946-{d(4)}", f"0044 20 7946 {d(4)}", f"22.55.{d(2)}.{d(2)}"],
            "passport": [f"AB {d(6)}", f"{d(2)} {d(7)}", f"N{d(6)}", f"{d(7)}"],
            "visa": [f"A{d(7)}", f"{d(8)}", f"OST{d(10)}"],
            "ssn": [f"1{d(2)} {self.random.randrange(10, 99)} {self.random.randrange(1000, 9999)}", f"2{d(2)}{self.random.randrange(10, 99)}{self.random.randrange(1000, 9999)}"],
            "birth_date": [f"{self.random.randrange(4, 20)}th of May, 19{d(2)}", f"the year 19{d(2)}", f"19{d(2)}", f"{self.random.randrange(1, 9)}/{self.random.randrange(1, 9)}/{d(2)}"],
            "ip": [f"10.{d(1)}.{d(1)}.{d(1)}", f"fe80::{self.random.randrange(16, 4096):x}", f"192.0.2.{self.random.randrange(1, 255)}"],
            "coordinates": [f"lat 41.{d(2)} long 69.{d(2)}", f"41.{d(2)}N 69.{d(2)}E", f"41° {self.random.randrange(10, 59)}' N, 69° 16' E", f"42T WL {d(5)} {d(5)}", f"41.{d(3)}, 69.{d(3)}"],
            "case_number": [f"C-{d(3)}/05", f"2005-CA-0{d(3)}", f"A 0{d(2)} {d(3)} {d(3)}", f"EAC06{d(8)}", f"{d(5)}"],
            "mrn": [f"08{self.pick(POSTS[self.which])}00{self.random.randrange(10, 99)}", f"{self.pick(POSTS[self.which])} 1{d(3)} (2008)", f"STATE {self.random.randrange(1000, 99999)}"],
        }.get(kind, [None]))

    def passport(self):
        return self.pick([self.pick("ABCEHKNPX") + self.digits(7), self.pick(["AB", "CK", "PD"]) + self.digits(7), self.pick("123456789") + self.digits(8)])

    def visa(self):
        return self.pick([self.pick("123456789") + self.digits(7), "20" + self.digits(12), self.pick(["KLV", "TRS", "VLM"]) + "200" + self.digits(7)])

    def ssn(self):
        return f"{self.random.randrange(1, 666):03}-{self.random.randrange(1, 100):02}-{self.random.randrange(1, 10000):04}"

    def card(self):
        body = self.pick(["4", "52", "2301", "5105"])
        body += self.digits(15 - len(body))
        total = sum(sum(divmod(int(digit) * (2 if at % 2 == 0 else 1), 10)) for at, digit in enumerate(body))
        number = body + str(-total % 10)
        return self.pick([number, " ".join(re.findall("....", number)), "-".join(re.findall("....", number))])

    def iban(self):
        country = self.pick(sorted(IBANS))
        body = "".join("".join(self.pick("0123456789" if kind == "d" else "ABCDEGHKLNRST") for _ in range(int(count))) for count, kind in re.findall(r"(\d+)([ad])", IBANS[country]))
        check = 98 - int("".join(str(int(c, 36)) for c in body + country + "00")) % 97
        text = f"{country}{check:02}{body}"
        return self.pick([text, re.sub("(....)(?=.)", r"\1 ", text)])

    def birth(self):
        day, month, year = self.random.randrange(1, 29), self.random.randrange(12), self.random.randrange(1935, 1995)
        name = "January February March April May June July August September October November December".split()[month]
        return self.pick([f"{day} {name[:3].upper()} {year}", f"{name} {day}, {year}", f"{year}-{month + 1:02}-{day:02}", f"{day:02}/{month + 1:02}/{year}", f"{day:02}{name[:3].upper()}{year % 100}", f"{day:02}.{month + 1:02}.{year}", f"{name} {year}"])

    def ip(self):
        four = ".".join(str(self.random.randrange(21, 256)) for _ in range(4))
        six = ":".join(f"{self.random.randrange(1, 65536):x}" for _ in range(8))
        return self.pick([four, four, six, f"2001:db8::{self.random.randrange(256, 65536):x}"])

    def coordinates(self):
        lat, lon, rand = self.random.randrange(1, 80), self.random.randrange(100, 179), lambda: self.random.randrange(10, 60)
        ns, ew = self.pick("NS"), self.pick("EW")
        return self.pick([f"{lat}.{self.digits(4)}, {lon}.{self.digits(4)}", f"{lat:02}-{rand()}{ns} {lon}-{rand()}{ew}", f"{lat:02}{rand()}{ns} {lon}{rand()}{ew}", f"{lat}°{rand()}'{rand()}\"{ns} {lon}°{rand()}'{rand()}\"{ew}", f"{lat} degrees {rand()} minutes {ns}, {lon} degrees {rand()} minutes {ew}".replace("degrees", "deg").replace("minutes", "min"), f"{ns}{lat:02}-{rand()}.{self.digits(1)} {ew}{lon}-{rand()}.{self.digits(1)}"])

    def telephone(self):
        return self.pick([f"+{self.pick(['7', '44', '251', '999', '420'])} {self.digits(2)} {self.digits(3)} {self.digits(4)}", f"+1-202-555-{self.digits(4)}", f"(202) 555-{self.digits(4)}", f"202-555-{self.digits(4)}", f"+999 55 {self.digits(4)}", f"+44 (0)20 7946 {self.digits(4)}", f"+1 202 555 {self.digits(4)} ext. {self.digits(3)}"])

    def email(self):
        person = self.person()
        name = re.sub("[^a-z]", "", (person[1] + person[0][0]).lower().encode("ascii", "ignore").decode())
        return self.pick([f"{name}@post.example", f"{name[:6]}.{self.digits(2)}@ministry.example", f"{name}@mail.{self.pick(POSTS[self.which]).lower()}.example"])

    def mrn(self):
        post = self.pick(POSTS[self.which] + ["PARIS", "NAIROBI", "ALMATY"])
        return self.pick([f"{self.random.randrange(1, 10):02}{post}{self.random.randrange(10, 9000)}", f"{self.random.randrange(1, 13):02} {post} {self.random.randrange(10, 9000)}", f"200{self.digits(1)} {post} {self.random.randrange(100, 9000)}"])

    def case(self):
        return self.pick([f"F-20{self.random.randrange(10, 20)}-{self.digits(5)}", f"{self.random.randrange(90, 99)}-CV-{self.digits(4)}", f"1:0{self.digits(1)}-cr-00{self.digits(3)}", f"KLV-{self.digits(6)}", f"{self.digits(4)}/0{self.digits(1)}"])

    def fill(self, template):
        def one(match):
            key = match.group(1)
            if key == "F":
                return self.full()
            if key == "S":
                return self.surname()
            if key == "T":
                return self.pick(TITLES[self.which]) + " " + self.full()
            if key == "U":
                return self.pick(TITLES[self.which]) + " " + self.surname()
            if key == "I":
                return self.initials(self.person())
            if key in ("O", "G"):
                given, surname = self.person()
                return self.label("person", surname if key == "O" else given.split(" ")[0])
            if key in ("place", "org"):
                return self.pick((PLACES if key == "place" else ORGANISATIONS)[self.which])
            if key in ("t", "x"):
                return self.invented(True) if key == "t" else self.thing()
            if key == "city":
                return self.pick(CITIES)
            if key == "day":
                return self.pick(DAYS)
            kinds = {"tel": ("telephone", self.telephone), "birth": ("birth_date", self.birth), "case": ("case_number", self.case)}
            kind, make = kinds.get(key, (key, getattr(self, key, None)))
            return self.label(kind, self.other(kind) or make())

        return re.sub(r"\{(\w+)\}", one, template)

    def paragraph(self):
        bank = self.random.random()
        template = self.pick((PROSE if bank < 0.5 else NUMBERS if bank < 0.78 else PLAIN)[self.which])
        return self.fill(template)

    def document(self):
        post = self.pick(POSTS[self.which])
        passing = f"STATE FOR EUR/NBX ({self.initials(self.person())}), DRL/PHX ({self.initials(self.person())}, {self.initials(self.person())})"
        lines = [f"UNCLAS {post} {self.random.randrange(1, 4000):06}", "", "SIPDIS", "", passing.upper().replace("⟦PERSON", "⟦person"), "", "SENSITIVE", "", "E.O. 13526: N/A", "TAGS: PREL, PGOV, PHUM, KDEM"]
        body = [self.fill(self.pick(PROSE[self.which][:1] if self.which == "dev" else PROSE[self.which][:2]))]
        body += [" ".join(self.paragraph() for _ in range(self.random.randrange(2, 5))) for _ in range(self.random.randrange(3, 6))]
        subject = self.fill(self.pick(SUBJECTS[self.which]))
        lines += ["SUBJECT: " + upper(subject), f"REF: A. {self.label('mrn', self.mrn())} B. {self.label('mrn', self.mrn())}", ""]
        if self.random.random() < 0.4:
            lines += [f"Classified By: {self.pick(['Ambassador', 'DCM', 'Poloff'])} {self.full()} for reasons 1.4 (b) and (d).", ""]
        for number, text in enumerate(body, 1):
            if self.random.random() < 0.25:
                lines += [self.pick(HEADINGS[self.which]), "-----", ""]
            mark = self.pick(["(U)", "(SBU)"])
            lines += wrap(f"{number}. {mark} {text}") + [""]
        lines += [self.label("person", self.invented(True).upper() if self.random.random() < 0.5 else self.pick(self.surnames).upper()), "", "NNNN"]
        text = "\n".join(lines)
        return upper(text) if self.capitals else text


def upper(text):
    return re.sub(r"⟦(\w+)\|", lambda m: "⟦" + m.group(1).lower() + "|", text.upper())


def wrap(text):
    """Lines of 65 characters, labels not counted; names break at blanks and hyphens."""
    plain = re.sub(r"⟦(\w+)\|", lambda m: "⟦", text)
    kinds = re.findall(r"⟦(\w+)\|", text)
    lines = textwrap.wrap(plain, 67, break_long_words=False, break_on_hyphens=True)
    kind = iter(kinds)
    # textwrap breaks hyphens in numbers too; real telegrams do as well, but a number is then no longer one line.
    return re.sub("⟦", lambda m: "⟦" + next(kind) + "|", "\n".join(lines)).split("\n")


def main():
    root = pathlib.Path(sys.argv[1])
    lists = words_of(root)
    out = []
    for which in ("dev", "heldout"):
        for case in ("mixed", "capitals"):
            for number in range(DOCUMENTS):
                out.append(f"%%% {which} {case} {number}\n{Writer(lists, which, case == 'capitals', number).document()}\n")
    text = "".join(out)
    path = root / "tests" / "testdata" / "recognise" / "entities.txt"
    if "--check" in sys.argv:
        same = path.read_text() == text
        print(f"{text.count('⟦')} entities" if same else f"{path.name} is not what tools/make_entities.py writes: run it")
        sys.exit(0 if same else 1)
    path.write_text(text)
    print(f"{text.count('⟦')} entities, {len(text.encode())} bytes")


main()
