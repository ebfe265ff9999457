#!/usr/bin/env python3
"""Prints COUNT distinct valid banners of the us regime, about 40 bytes each: what bench/README.md measures.

Usage: make_banners.py [COUNT]. The same lines each time. All names of programs are invented, drawn by lot.
"""

import random
import string
import sys

COUNTRIES = ("ALB AUS AUT BEL BGR BRA CAN CHE CHL CZE DEU DNK ESP EST FIN FRA GBR GRC HRV HUN IRL ISL ITA JPN KOR "
             "LTU LUX LVA MEX NLD NOR NZL POL PRT ROU SGP SVK SVN SWE TUR").split()


def name(lot, letters):
    return "".join(lot.choices(string.ascii_uppercase, k=letters))


def some_countries(lot, most, separator):
    return separator.join(sorted(lot.sample(COUNTRIES, lot.randint(1, most))))


def rel_to(lot, most):
    return "REL TO USA, " + some_countries(lot, most, ", ")


def release(lot):
    """Dissemination controls of a mark that may go to others, or may not."""
    return lot.choice([
        lambda: "NOFORN",
        lambda: "ORCON/NOFORN",
        lambda: rel_to(lot, 5),
        lambda: "ORCON/" + rel_to(lot, 4),
        lambda: "PROPIN/" + rel_to(lot, 3),
        lambda: "DISPLAY ONLY " + some_countries(lot, 3, ", "),
    ])()


def sci(lot):
    """A sensitive compartment with what must stand beside it."""
    return lot.choice([
        lambda: f"TOP SECRET//SI-{name(lot, 3)}//{release(lot)}",
        lambda: f"TOP SECRET//SI-G {name(lot, 4)}//ORCON/NOFORN",
        lambda: f"TOP SECRET//SI-{name(lot, 3)}/TK//{release(lot)}",
        lambda: f"TOP SECRET//HCS-P {name(lot, 3)}/SI//ORCON/NOFORN",
        lambda: f"TOP SECRET//SI/TK-BLFH {name(lot, 4)}//NOFORN",
        lambda: f"SECRET//SI//{rel_to(lot, 4)}",
    ])()


def sap(lot):
    """A special access program: one, two, or one with a compartment."""
    level = lot.choice(["SECRET", "TOP SECRET"])
    program = lot.choice([
        lambda: name(lot, 3),
        lambda: f"{lot.choice('ABCDEFGHKLM')}{name(lot, 1)}{lot.randint(1, 9)}/{lot.choice('PQRSTVWXZ')}{name(lot, 1)}{lot.randint(1, 9)}",
        lambda: f"{name(lot, 3)}-{name(lot, 2)}{lot.randint(10, 99)}",
    ])()
    return f"{level}//SAR-{program}//{lot.choice(['NOFORN', 'ORCON/NOFORN', rel_to(lot, 4)])}"


def foreign(lot):
    """What came from others, or stands in their name."""
    level = lot.choice(["CONFIDENTIAL", "SECRET", "TOP SECRET"])
    return lot.choice([
        lambda: f"{level}//FGI {some_countries(lot, 4, ' ')}//{lot.choice(['NOFORN', rel_to(lot, 4)])}",
        lambda: f"{level}//FGI {some_countries(lot, 3, ' ')}//ORCON/NOFORN",
        lambda: f"//{lot.choice(COUNTRIES)} {level}//{rel_to(lot, 4)}",
    ])()


def plain(lot):
    level = lot.choice(["CONFIDENTIAL", "SECRET", "TOP SECRET"])
    return f"{level}//{lot.choice(['', 'PROPIN/', 'ORCON/'])}{rel_to(lot, 6)}"


def nuclear(lot):
    return f"SECRET//RD-SIGMA {lot.randint(14, 15)}//FGI {some_countries(lot, 3, ' ')}//NOFORN"


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    lot = random.Random(41)
    seen = set()
    kinds = [sci, sap, foreign, plain, nuclear]
    while len(seen) < count:
        line = lot.choices(kinds, weights=[40, 20, 20, 17, 3])[0](lot)
        if line not in seen:
            seen.add(line)
            print(line)


if __name__ == "__main__":
    main()
