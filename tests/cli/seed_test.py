"""The whole path on a real cable that is not part of the project: ../shared/corpus/seed-cable.txt.

Exits 77 (skipped) and says so when the cable is not there. Holds nothing of the cable but counts, codes and
numbers: names are taken from the parsed document while the test runs, and never printed.

Usage: seed_test.py MARKINGS SOURCE
"""

import json
import os
import re
import subprocess
import sys
import tempfile

MARKINGS, SOURCE = (os.path.abspath(argument) for argument in sys.argv[1:3])
SEED = os.path.join(SOURCE, "..", "shared", "corpus", "seed-cable.txt")
POLICIES = os.path.join(SOURCE, "policies")
failures = []


def check(held, what):
    print(("ok    " if held else "FAIL  ") + what)
    if not held:
        failures.append(what)


def run(*arguments, code=0):
    environment = dict(os.environ, NO_COLOR="1", SOURCE_DATE_EPOCH="1767225600")
    result = subprocess.run([MARKINGS, *arguments], capture_output=True, text=True, env=environment)
    check(result.returncode == code, f"{' '.join(arguments[:1])} exits {code} (it exited {result.returncode})")
    return result


def read(path):
    with open(path, "rb") as handle:
        return handle.read()


def parsed_document(raw):
    document = json.loads(run("parse", SEED).stdout)
    header, elements = document["header"], document["elements"]
    check(header["mrn"] == "ALMATY 002503", "MRN")
    check(document["banner"]["canonical"].startswith("UNCLAS"), "class line UNCLAS")
    check([c["name"] if isinstance(c, dict) else c for c in header["captions"]] == ["SIPDIS", "SENSITIVE"], "captions")
    check(header["eo"]["order"] == "12958" and header["eo"]["value"] == "N/A", "E.O. line")
    tags = header["tags"]
    check(len(tags) == 10, "ten TAGS items")
    check([t["known"] for t in tags] == [True] * 9 + [False], "the last TAGS item is kept and reported as no code")
    check(tags[-1]["code"] == "POLITICAL", "POLITICAL is kept")
    subject_line = re.search(rb"^SUBJECT: (.*)$", raw, re.MULTILINE).group(1).strip().decode()
    check(header["subject"] == subject_line, "subject")
    check(len(header["passing"]) == 2, "two passing instructions")
    check("- " not in header["passing"][0] and len(re.findall(r"\w-\w", header["passing"][0])) == 1, "name joined at the hyphen")
    passing = [e for e in elements if e["kind"] == "passing"]
    check(sum(raw[e["span"][0]:e["span"][1]].count(b"\n") for e in passing) == 3, "over three lines")
    check(sum(e["kind"] == "heading" for e in elements) == 4, "four headings")
    check(sum(e["kind"] == "underline" for e in elements) == 2, "two of them underlined")

    paragraphs = [e for e in elements if e["kind"] == "paragraph" and e["number"] is not None]
    check([e["number"] for e in paragraphs] == list(range(1, 12)), "eleven paragraphs, 1 to 11")
    check([e["number_as_written"] for e in paragraphs] == [str(n) for n in [1, 2, 3, 4, 5, 6, 17, 18, 19, 110, 111]],
          "numbers as written are kept")
    check(sum(d["code"] == "MK0207" for d in document["diagnostics"]) == 5, "five repairs reported")
    check([e["marking"] for e in paragraphs] == ["(SBU)"] * 10 + ["(U)"], "ten (SBU), one (U)")
    check(document["banner"]["roll_up"] == "UNCLAS SENSITIVE" == document["banner"]["canonical"], "roll-up, which the banner satisfies")
    check(not any(d["code"] in ("MK0204", "MK0205") for d in document["diagnostics"]), "no banner finding")
    for kind in ("note", "signature", "end"):
        check(sum(e["kind"] == kind for e in elements) == 1, f"one {kind}")
    spans = [tuple(e["span"]) for e in elements]
    check(spans[0][0] == 0 and spans[-1][1] == len(raw) and all(a[1] == b[0] for a, b in zip(spans, spans[1:])),
          "spans cover all bytes once")
    return elements, paragraphs


def names_of(raw, elements):
    """Capitalised words of withheld elements that are no ordinary word of the same cable and not in the last paragraph."""
    text = lambda e: raw[e["text_span"][0]:e["text_span"][1]].decode()
    withheld = [e for e in elements if e["kind"] in ("subject", "passing", "signature", "heading", "note", "tags")
                or (e["kind"] == "paragraph" and e["marking"] == "(SBU)")]
    released = " ".join(text(e) for e in elements if e["kind"] == "paragraph" and e["marking"] == "(U)")
    everything = raw.decode()
    ordinary = {word for word in re.findall(r"\b[a-z]{3,}\b", everything)}
    names = set()
    for element in withheld:
        for word in re.findall(r"\b[A-Z][A-Za-z]{3,}\b", text(element)):
            folded = word.lower()
            if folded not in ordinary and not re.search(rf"(?i)\b{word}\b", released + " ALMATY"):
                names.add(folded)
    return names


def public_release(raw, elements, work):
    out = os.path.join(work, "public")
    os.mkdir(out)
    run("release", SEED, "--policy", f"{POLICIES}/state-public.toml", "--audience", "public", "--out", out,
        "--sign-key", f"{work}/office.key")
    check(sorted(os.listdir(out)) == ["seed-cable.release.json", "seed-cable.release.json.minisig", "seed-cable.txt"], "three files")
    derivative = read(f"{out}/seed-cable.txt").decode()
    lines = derivative.splitlines()
    check("UNCLAS ALMATY 002503" in lines, "banner UNCLAS")
    check(not re.search(r"SENSITIVE|SIPDIS", derivative), "without SENSITIVE and SIPDIS")
    numbered = [line for line in lines if re.match(r"\d+\.", line)]
    check(len(numbered) == 11 and all("withheld" in line for line in numbered[:-1]) and "withheld" not in numbered[-1],
          "of the numbered paragraphs only the last is released")
    names = names_of(raw, elements)
    check(len(names) > 40, "names to look for were found")
    outputs = "\n".join(read(f"{out}/{name}").decode() for name in os.listdir(out)) + "\n".join(os.listdir(out))
    words = {word.lower() for word in re.findall(r"[A-Za-z]+", outputs)}
    fixed = {"release", "subject", "tags", "state", "public", "signature", "heading", "note", "text", "verify", "officer", "summary", "comment"}
    check(not (names - fixed) & words, "no withheld name in any output")
    manifest = json.loads(read(f"{out}/seed-cable.release.json"))
    check(manifest["banner"] == "UNCLAS", "the manifest's banner")
    return out


def override(work, elements):
    decisions = f"{work}/decisions.toml"
    with open(decisions, "w") as handle:
        handle.write('schema = "markings/decisions/1"\ndocument = "ALMATY 002503"\n\n[[decision]]\nelement = "subject"\n'
                     'action = "release"\nreason = "in the press"\nauthority = "A. Officer"\n')
    out = os.path.join(work, "overridden")
    os.mkdir(out)
    arguments = ("release", SEED, "--policy", f"{POLICIES}/state-public.toml", "--audience", "public", "--out", out,
                 "--overrides", decisions)
    stopped = run(*arguments, code=1)
    ids = sorted(set(re.findall(r"\bsubject:\d+\b", stopped.stderr)))
    check(bool(ids) and not os.listdir(out), "the residual check stops the release and names the place")
    with open(decisions, "a") as handle:
        for finding in ids:
            handle.write(f'\n[[waive]]\nfinding = "{finding}"\nreason = "in the press"\nauthority = "A. Officer"\n')
    run(*arguments)
    check(len(os.listdir(out)) == 2, "it yields when waived")


def partner_release(raw, paragraphs, work):
    out = os.path.join(work, "partner")
    os.mkdir(out)
    run("release", SEED, "--policy", f"{POLICIES}/state-partner.toml", "--audience", "partner", "--out", out,
        "--sign-key", f"{work}/office.key")
    derivative = read(f"{out}/seed-cable.txt").decode()
    lines = derivative.splitlines()
    check("UNCLAS ALMATY 002503" in lines and "SENSITIVE" in lines and "SIPDIS" not in lines, "banner UNCLAS SENSITIVE")
    check(json.loads(read(f"{out}/seed-cable.release.json"))["banner"] == "UNCLAS SENSITIVE", "the same in the manifest")
    check(all(raw[p["text_span"][0]:p["text_span"][1]].decode().strip() in derivative for p in paragraphs),
          "all numbered paragraphs go to the partner, whole")


def flipped_bytes(out, work):
    """Every byte of every output, changed: verify must exit 1 and say what failed."""
    accepted, silent, count = [], [], 0
    for name in sorted(os.listdir(out)):
        original = read(f"{out}/{name}")
        comment = range(len(b"untrusted comment: "), original.find(b"\n")) if name.endswith(".minisig") else range(0)
        step = 1 if name.endswith(".minisig") else 5
        for offset in range(0, len(original), step):
            if offset in comment:
                continue
            changed = bytearray(original)
            changed[offset] ^= 1
            with open(f"{out}/{name}", "wb") as handle:
                handle.write(changed)
            result = subprocess.run([MARKINGS, "verify", f"{out}/seed-cable.release.json", "--key", f"{work}/office.pub"],
                                    capture_output=True, text=True)
            count += 1
            if result.returncode != 1:
                accepted.append((name, offset, result.returncode))
            if "FAILED" not in result.stdout:
                silent.append((name, offset))
        with open(f"{out}/{name}", "wb") as handle:
            handle.write(original)
    check(not accepted, f"{count} flipped bytes, each makes verify exit 1 {accepted[:3]}")
    check(not silent, f"and name what failed {silent[:3]}")
    run("verify", f"{out}/seed-cable.release.json", "--key", f"{work}/office.pub")


def main():
    if not os.path.exists(SEED):
        print("skipped: the seed cable is not beside this checkout (../shared/corpus/seed-cable.txt)")
        sys.exit(77)
    raw = read(SEED)
    with tempfile.TemporaryDirectory(prefix="markings-seed-") as work:
        run("keygen", "--no-passphrase", "--out", f"{work}/office")
        elements, paragraphs = parsed_document(raw)
        out = public_release(raw, elements, work)
        override(work, elements)
        partner_release(raw, paragraphs, work)
        flipped_bytes(out, work)
    sys.exit(1 if failures else 0)


main()
