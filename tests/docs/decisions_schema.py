"""The JSON Schema of decisions files takes what the program takes, and refuses what it refuses.

Usage: decisions_schema.py SOURCE_DIR MARKINGS
The file below is valid, once it is bound to its cable; each row breaks it, and both the schema and `markings redact` must say no.
"""

import pathlib
import re
import subprocess
import sys
import tempfile
import tomllib

from schema_rows import lines, taken_by_one, validator_of

POLICY = """
schema = "markings/policy/1"
name = "for-tests"
version = "1"
no_code = "mark"
[vocabulary]
extends = "state"
[audiences]
x = { title = "X", clears = "U" }
[exemptions]
"(b)(6)" = { title = "Privacy" }
[[rule]]
id = "u"
release = "x"
when = { at_most = "U" }
reason = "r"
"""
CABLE = "UNCLAS KALVOR 000123\n\n1. (SBU) The dues rose.\n\n2. (U) The harbour is open.\n\n3. (U) Nobody came.\n\n4. (U) It is late.\n"
VALID = """
schema = "markings/decisions/1"
document = "KALVOR 000123"
[[decision]]
element = "p1"
action = "release"
mark = "U"
reason = "r"
authority = ["Ada Roe", "Jane Roe"]
date = "2026-11-20"
[[decision]]
element = "p2"
action = "mask"
spans = [[4, 11]]
as = "place"
code = ["(b)(6)"]
reason = "r"
authority = "Ada Roe"
[[decision]]
element = "p4"
action = "withhold"
code = "(b)(6)"
reason = "r"
[[mask]]
element = "p3"
spans = [[0, 6]]
as = "name"
code = "(b)(6)"
reason = "r"
[document_mark]
mark = "U"
reason = "r"
authority = "Ada Roe"
"""
ALIKE = [  # what is changed, and what stands there then (None: nothing); both say no
    (["schema"], "markings/decisions/2"),
    (["document"], None),
    (["salt"], "12"),
    (["salt"], None),
    (["zebra"], 1),
    (["decision", 0, "element"], None),
    (["decision", 0, "action"], "relase"),
    (["decision", 0, "reason"], None),
    (["decision", 0, "reason"], "two\nlines"),
    (["decision", 0, "authority"], None),
    (["decision", 0, "authority"], "Ada; Jane"),
    (["decision", 0, "authority"], []),
    (["decision", 0, "authority"], ["Ada Roe", "Ada Roe"]),
    (["decision", 0, "binds"], "0123"),
    (["decision", 0, "code"], "(b)(6)"),
    (["decision", 0, "spans"], [[0, 1]]),
    (["decision", 0, "carried"], "exact"),
    (["decision", 1, "binds"], None),
    (["decision", 1, "as"], None),
    (["decision", 1, "as"], "NAME"),
    (["decision", 1, "spans"], None),
    (["decision", 1, "spans"], []),
    (["decision", 1, "spans"], [[1]]),
    (["decision", 1, "spans"], [[-1, 2]]),
    (["decision", 1, "spans"], [["a", 2]]),
    (["decision", 1, "authority"], None),
    (["decision", 2, "mark"], "U"),
    (["decision", 2, "as"], "name"),
    (["decision", 2, "code"], []),
    (["mask", 0, "action"], "mask"),
    (["mask", 0, "binds"], None),
    (["mask", 0, "as"], None),
    (["mask", 0, "reason"], None),
    (["waive"], [{"finding": "p1:3", "reason": "r"}]),
    (["document_mark", "mark"], None),
    (["document_mark", "authority"], None),
]


def main():
    root, markings = pathlib.Path(sys.argv[1]), sys.argv[2]
    validator = validator_of(root, "decisions-1.schema.json")
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        (work / "policy.toml").write_text(POLICY)
        (work / "cable.txt").write_text(CABLE)
        (work / "valid.toml").write_text(VALID)

        def run(*arguments):
            return subprocess.run([markings, *arguments, "--policy", "policy.toml"], cwd=work, capture_output=True, text=True)

        def taken(file):
            (work / "d.toml").write_text(lines(file))
            done = run("redact", "cable.txt", "--audience", "x", "--overrides", "d.toml")
            return done.returncode in (0, 1), done.stderr

        done = run("decisions", "bind", "valid.toml", "cable.txt", "--output", "bound.toml")
        if done.returncode != 0:
            sys.exit(done.stderr)
        valid = tomllib.loads((work / "bound.toml").read_text())
        files = {"the valid one": valid}
        page = (root / "docs/formats/decisions.md").read_text()
        for number, block in enumerate(re.findall(r"^```toml\n(.*?)^```", page, re.MULTILINE | re.DOTALL)):
            file = tomllib.loads(block)
            for entry in file["decision"]:  # a date of TOML has no form in JSON
                entry.pop("date", None)
            files[f"example {number + 1} of the page"] = file
        for name, file in files.items():
            faults += [f"{name}: {error.json_path}: {error.message[:200]}" for error in validator.iter_errors(file)]
        good, said = taken(valid)
        if not good:
            faults.append(f"the program refuses the valid one: {said}")
        faults += taken_by_one(ALIKE, valid, validator, lambda file: taken(file)[0])
    print("\n".join(faults) or f"{len(ALIKE)} broken files are refused by both")
    sys.exit(1 if faults else 0)


main()
