"""Holds the table of regimes in docs/grammar.md against the vocabulary files and their cases.

Usage: rules_table.py SOURCE [--write]. Every check of a vocabulary that has cases must have both kinds of them.
"""

import pathlib
import re
import sys
import tomllib

REGIMES = ("us", "cui", "nato", "uk", "au", "tlp")


def load(path):
    with path.open("rb") as handle:
        return tomllib.load(handle)


def row(root, regime):
    data = load(root / "policies" / "vocabulary" / f"{regime}.toml")
    cases = load(root / "tests" / "testdata" / "rules" / f"{regime}.toml")
    strings = sum(len(case.get(kind, [])) for case in cases.get("case", []) for kind in ("accept", "refuse"))
    strings += len(cases.get("valid", [])) + len(cases.get("invalid", []))
    return [len({row["id"] for row in data.get("control", [])}), len(data.get("rule", [])), len(data.get("check", [])),
            f"{strings} strings, {len(cases.get('rollup', []))} roll-ups"]


def main():
    root = pathlib.Path(sys.argv[1])
    page = root / "docs" / "grammar.md"
    text = page.read_text()
    faults = []
    for regime in REGIMES:
        wanted = "| `%s` | %s | " % (regime, " | ".join(str(cell) for cell in row(root, regime)))
        if "--write" in sys.argv:
            text = re.sub(r"\| `%s` \| (RULES-\w+|\d+ \| \d+ \| \d+ \| [^|]*) \| " % regime, wanted, text)
        elif wanted not in text:
            faults.append(f"{page}: the row of {regime} should begin with {wanted}")
    if "--write" in sys.argv:
        page.write_text(text)
    print("\n".join(faults) or f"the rows of {len(REGIMES)} regimes are as the page says")
    sys.exit(1 if faults else 0)


main()
