"""Holds docs/rules/*.toml, the inventories of the standards, to the program.

A row is `held` (the program accepts, refuses and rolls up as it says), `not` (with the reason) or `open` (the program and the standard
disagree: a row that no longer does must become held). The counts stand in docs/grammar.md.

usage: inventory.py ROOT MARKINGS [--write]
"""

import json
import pathlib
import re
import subprocess
import sys
import tomllib

KEYS = {"id", "place", "says", "held", "not", "open", "accepts", "refuses", "rollups", "edition", "regime"}


class Program:
    """Answers of the program, one run for each regime and edition."""

    def __init__(self, program, rows):
        self.program, self.answers = program, {}
        asked = {}
        for row in rows:
            asked.setdefault(self.key(row), set()).update(row.get("accepts", []) + row.get("refuses", []))
        for key, strings in asked.items():
            strings = sorted(strings)
            run = subprocess.run([program, "mark", *self.options(key), "--batch"], input="".join(s + "\n" for s in strings),
                                 capture_output=True, text=True, check=True)
            lines = run.stdout.splitlines()
            if len(lines) != len(strings):
                sys.exit(f"{len(strings)} strings, {len(lines)} answers")
            self.answers[key] = dict(zip(strings, map(json.loads, lines)))

    @staticmethod
    def key(row):
        return row.get("regime", "us"), row.get("edition", "")

    @staticmethod
    def options(key):
        return ["--regime", key[0]] + (["--edition", key[1]] if key[1] else [])

    def faults(self, row):
        """Where the program does otherwise than the row says."""
        answers, found = self.answers[self.key(row)], []
        for text in row.get("accepts", []):
            if not answers[text]["valid"]:
                found.append(f"refuses {text}")
        for text in row.get("refuses", []):
            names = {one["rule"] for one in answers[text]["diagnostics"]} | {one["code"] for one in answers[text]["diagnostics"]}
            if "held" in row and not names & set(row["held"]):
                found.append(f"{text} is reported as {sorted(names - {None})}, not as one of {row['held']}")
            elif "open" in row and answers[text]["valid"] and not any(d["severity"] != "note" for d in answers[text]["diagnostics"]):
                found.append(f"accepts {text}")
            elif "open" in row and answers[text]["valid"]:
                found.append(f"only warns of {text}")
        for case in row.get("rollups", []):
            run = subprocess.run([self.program, "mark", *self.options(self.key(row)), "--roll-up", *case["portions"]],
                                 capture_output=True, text=True)
            got = json.loads(run.stdout)["canonical"] if run.stdout else None
            if got != case["banner"]:
                found.append(f"rolls {case['portions']} up to {got}, not to {case['banner']}")
        return found


def main():
    root, program = pathlib.Path(sys.argv[1]), sys.argv[2]
    faults, table = [], []
    for path in sorted((root / "docs" / "rules").glob("*.toml")):
        rows = tomllib.loads(path.read_text())["row"]
        answers = Program(program, rows)
        ids = set()
        for row in rows:
            kind = [key for key in ("held", "not", "open") if key in row]
            if len(kind) != 1 or set(row) - KEYS or row["id"] in ids or not row["place"] or not row["says"]:
                faults.append(f"{path.name}: {row.get('id')}: not a row")
                continue
            ids.add(row["id"])
            found = answers.faults(row)
            if "held" in row:
                faults += [f"{path.name}: {row['id']}: {one}" for one in found]
            elif "open" in row and not found and any(key in row for key in ("accepts", "refuses", "rollups")):
                faults.append(f"{path.name}: {row['id']}: open, and the program does as it says: make it held")
        count = {key: sum(key in row for row in rows) for key in ("held", "not", "open")}
        table.append((path.stem, f"| [{path.stem}](rules/{path.name}) | {len(rows)} | {count['held']} | {count['not']} | {count['open']} |"))
    page = root / "docs" / "grammar.md"
    text = page.read_text()
    for stem, line in table:
        if "--write" in sys.argv:
            text = re.sub(r"\| \[%s\]\(rules/.*" % re.escape(stem), line, text)
        if line not in text:
            faults.append(f"{page}: the table of inventories should hold {line}")
    if "--write" in sys.argv:
        page.write_text(text)
    print("\n".join(faults) or f"{len(table)} inventories are as the program does")
    sys.exit(1 if faults or not table else 0)


main()
