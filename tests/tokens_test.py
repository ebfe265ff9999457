"""The engine knows no token by name: no level, control or caption of a vocabulary stands in the C++ of the library.

Usage: tokens_test.py SOURCE
"""

import pathlib
import re
import sys
import tomllib


def main():
    root = pathlib.Path(sys.argv[1])
    names = set()
    for path in (root / "policies" / "vocabulary").glob("*.toml"):
        with path.open("rb") as handle:
            data = tomllib.load(handle)
        # (The ids of categories and of checks are the engine's own words and those of the JSON.)
        for key, rows in data.items():
            if key in ("category", "check", "rule", "country", "group"):
                continue
            for row in rows if isinstance(rows, list) else []:
                if isinstance(row, dict):
                    names |= {str(row[key]) for key in ("id", "name", "caption", "banner") if row.get(key)}
        field = data.get("field", {})
        names |= {row["id"] for row in field.get("key", [])} | {row["text"] for row in field.get("value", [])}
        names |= {field["header"]} if "header" in field else set()
    # (The unofficial translations of cables.)
    names = {name for name in names if len(name) >= 3} - {"UNOFFICIAL"}
    faults = []
    for path in sorted((root / "libmarkings").rglob("*.cc")):
        code = re.sub(r"//.*", "", path.read_text())
        for literal in re.findall(r'"((?:[^"\\\n]|\\.)*)"', code):
            if literal in names:
                faults.append(f"{path}: names {literal}")
    print("\n".join(faults) or f"none of {len(names)} tokens is named")
    sys.exit(1 if faults or len(names) < 10 else 0)


main()
