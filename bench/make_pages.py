#!/usr/bin/env python3
"""Prints COUNT portion-marked pages of the us regime, about 3 KB each, without a fault: what bench/README.md measures.

Usage: make_pages.py [COUNT]. The same pages each time. A page begins and ends with its banner; form feeds part pages.
"""

import random
import sys

COUNTRIES = "AUS CAN DEU DNK ESP FRA GBR ITA JPN KOR NLD NOR NZL POL SWE".split()
SENTENCES = [
    "The clerk of the harbour counted the crates twice and wrote both figures down (see the list of the week before).",
    "Nobody in the office could say who had ordered the second survey, or why it was paid for in advance.",
    "The committee will meet again in the spring; until then the old tariff holds for all but the smallest boats.",
    "Repairs of the northern pier began on Monday 3 June and are to end before the first storms (late October).",
    "Post sees little chance that the ministry will answer in writing, and none that it will do so soon.",
    "Figures for the quarter are in the annex, with those of the year before beside them for comparison.",
]


HIGHEST = ("TOP SECRET//SI-G ABCD//ORCON/NOFORN", ["U", "S//NF", "TS//SI-G ABCD//OC/NF"])
BLOCK = ["Classified By: Ada Kerr, Director", "Derived From: Harbour Guide, dated 20200115", "Declassify On: 20450115", ""]


def page(lot):
    """(banner, marks of portions): what rolls up to the banner, in some order."""
    list_of_release = "REL TO USA, " + ", ".join(sorted(lot.sample(COUNTRIES, lot.randint(1, 4))))
    return lot.choice([
        ("SECRET//NOFORN", ["U", "C", "S//NF", "S"]),
        ("CONFIDENTIAL", ["U", "C"]),
        ("TOP SECRET//SI//NOFORN", ["U", "S", "TS//SI//NF"]),
        ("SECRET//" + list_of_release, ["U", "S//" + list_of_release, "C//" + list_of_release]),
        HIGHEST,
        ("UNCLASSIFIED//FOUO", ["U", "U//FOUO"]),
    ])


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 33000
    lot = random.Random(20120224)
    out = []
    for number in range(count):
        ends = number in (0, count - 1)  # they bear the banner of the whole
        banner, marks = HIGHEST if ends else page(lot)
        marks = marks + [lot.choice(marks) for _ in range(8 - len(marks))]
        lot.shuffle(marks)
        lines = [banner, ""]
        for at, mark in enumerate(marks, 1):
            lines += [f"{at}. ({mark}) " + " ".join(lot.choices(SENTENCES, k=3)), ""]
        out.append("\n".join(lines + (BLOCK if number == 0 else []) + [banner, ""]))
    sys.stdout.write("\f".join(out))


if __name__ == "__main__":
    main()
