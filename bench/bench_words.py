"""Words for generated texts, of the project's own lists: function words as often as in prose."""

import pathlib
import re

LISTS = pathlib.Path(__file__).resolve().parent.parent / "policies" / "words"


def words():
    found = []
    for name, times in (("english.txt", 1), ("trade.txt", 1), ("function.txt", 30)):
        for line in (LISTS / name).read_text().splitlines():
            if re.fullmatch(r"[a-z]+", line):
                found += [line] * times
    return found
