"""The JSON Schema of policy files takes what the program takes, and refuses what it refuses.

Usage: policy_schema.py SOURCE_DIR MARKINGS
Every policy of the project is valid; each row below breaks one of them, and both the schema and the program must say no.
"""

import pathlib
import subprocess
import sys
import tempfile

from schema_rows import lines, loads, taken_by_one, validator_of

# What is changed in a small policy that is valid: a path of keys and what stands there then (None: nothing).
WRONG = [
    (["schema"], "markings/policy/2"),
    (["name"], None),
    (["name"], "two words"),
    (["unmarked"], "release"),
    (["zebra"], 1),
    (["extends"], "../base.toml"),
    (["extends"], "base"),
    (["replace"], ["u"]),
    (["audiences"], None),
    (["audiences", "x", "clears"], None),
    (["audiences", "x", "amount"], "none"),
    (["audiences", "x", "countries"], []),
    (["audiences", "x", "amount_reason"], "without amount"),
    (["audiences", "x", "stamp"], {"ful": "A"}),
    (["audiences", "x", "code_style"], "cia"),
    (["audiences", "x", "placeholder"], "bar"),
    (["audiences", "x", "pseudonyms"], "yes"),
    (["audiences", "y", "amount"], "none"),
    (["exemptions", "(b)(6)", "needs"], "nothing"),
    (["exemptions", "(b)(6)", "lapses"], "25"),
    (["corpus"], [{"id": "a", "text": "x"}]),
    (["corpus"], [{"id": "a", "reason": "r"}]),
    (["corpus"], [{"id": "a b", "text": "x", "reason": "r"}]),
    (["corpus"], [{"id": "a", "text": "x", "reason": "r", "severity": "fatal"}]),
    (["corpus"], [{"id": "a", "text": "x", "reason": "r", "baseline": "no"}]),
    (["corpus"], [{"id": "a", "text": "x", "reason": "r", "find": ["person"]}]),
    (["rule"], []),
    (["rule", 0, "reason"], None),
    (["rule", 0, "id"], "override"),
    (["rule", 0, "code"], ["(b)(6)"]),
    (["rule", 0, "find"], ["person"]),
    (["rule", 0, "mask"], ["x"]),
    (["rule", 0, "when"], {}),
    (["rule", 0, "when", "at_mst"], "U"),
    (["rule", 0, "when", "kind"], ["banner"]),
    (["rule", 0, "when", "numbered"], "yes"),
    (["rule", 0, "when", "within"], []),
    (["rule", 0, "when", "any"], {"numbered": True}),
    (["rule", 0, "when", "newer_than"], "25"),
    (["rule", 0, "when", "older_than"], "0 days"),
    (["rule", 0, "when", "older_than"], 25),
    (["rule", 0, "when", "declassified"], "yes"),
    (["rule", 1, "find"], ["persn"]),
    (["rule", 1, "find"], None),
    (["rule", 1, "pattern"], "x"),
    (["rule", 1, "sure"], 40),
    (["rule", 1, "as"], "NAME"),
    (["rule", 1, "as"], {"persn": "contact"}),
    (["rule", 1, "as"], {"person": "CONTACT"}),
    (["rule", 1, "as"], {}),
    (["rule", 2, "as"], {"person": "contact"}),
    (["rule", 1, "except"], {"lst": "officials"}),
    (["rule", 2, "as"], None),
    (["rule", 2, "sure"], 60),
    (["rule", 3, "code"], None),
    (["lists", "officials"], []),
    (["officers", "two_person"], ["relase"]),
    (["officers", "two_person"], []),
    (["officers", "bound"], "yes"),
    (["officers", "three"], True),
    (["leak"], {}),
    (["leak", "min_bits"], 0),
    (["leak", "min_bits"], "3"),
    (["leak", "bits"], 3),
    (["test", 0, "name"], None),
    (["test", 0, "text"], None),
    (["test", 0, "expect"], None),
    (["test", 0, "as_of"], "soon"),
    (["test", 0, "as_of"], 2026),
    (["test", 0, "expect", "x", "1"], "goes out"),
]

VALID = """
schema = "markings/policy/1"
name = "for-tests"
version = "1.0.0"
no_code = "mark"
unmarked = "withhold"
[vocabulary]
extends = "state"
[audiences]
x = { title = "X", clears = "U", keep_captions = ["SIPDIS"], stamp = { full = "A", glomar = "B" } }
y = { title = "Y", clears = "U", code_style = "state", placeholder = "redacted-ex", pseudonyms = true }
[exemptions]
"(b)(6)" = { title = "Privacy", needs = "statute", lapses = "30 years" }
[lists]
officials = ["Orla Venn"]
[residual]
common = []
[officers]
two_person = ["release", "code"]
bound = true
[leak]
min_bits = 2.5
[[rule]]
id = "u"
release = ["x", "y"]
when = { at_most = "U", kind = ["paragraph"], any = [{ not = { find = ["visa"] } }, { tags = { list = "officials" } }] }
reason = "r"
[[rule]]
id = "m"
mask = ["x"]
find = ["person", "email"]
sure = 60
as = { person = "contact" }
except = { list = "officials" }
reason = "r"
[[rule]]
id = "p"
mask = ["x"]
pattern = "[0-9]+"
as = "number"
reason = "r"
[[rule]]
id = "w"
withhold = ["x"]
when = { all = [{ numbered = true, inherited = false }], newer_than = "25 years", older_than = "1 day", declassified = false, text = "visa", origin = "KALVOR", addressee = ["VELM"] }
code = ["(b)(6)"]
statute = "S"
reason = "r"
[[test]]
name = "t"
text = "UNCLAS KALVOR 000123\\n\\n1. (U) Text.\\n"
as_of = 2026-01-01
expect.x = { 1 = "release", p2 = "withhold ?", p3 = "mask 2", p4 = "withhold (b)(6)" }
"""


def taken(markings, policy):
    with tempfile.NamedTemporaryFile("w", suffix=".toml") as file:
        file.write(lines(policy))
        file.flush()
        done = subprocess.run([markings, "policy", "lint", "--fail-on", "error", file.name], capture_output=True, text=True)
    return done.returncode in (0, 1), done.stderr + done.stdout  # 1: read, and found wanting


def main():
    root, markings = pathlib.Path(sys.argv[1]), sys.argv[2]
    validator = validator_of(root, "policy-1.schema.json")
    faults = []
    files = sorted((root / "policies").glob("*.toml")) + sorted((root / "examples").glob("*.toml"))
    policies = 0
    for path in files:
        policy = loads(path.read_text())
        if policy.get("schema") != "markings/policy/1":
            continue
        policies += 1
        faults += [f"{path.name}: {error.json_path}: {error.message[:200]}" for error in validator.iter_errors(policy)]
    valid = loads(VALID)
    faults += [f"the valid one: {error.json_path}: {error.message[:200]}" for error in validator.iter_errors(valid)]
    good, said = taken(markings, valid)
    if not good:
        faults.append(f"the program refuses the valid one: {said}")
    faults += taken_by_one(WRONG, valid, validator, lambda policy: taken(markings, policy)[0])
    print("\n".join(faults) or f"{policies} policies are valid, {len(WRONG)} changes are not")
    sys.exit(1 if faults or policies < 3 else 0)


main()
