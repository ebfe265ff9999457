"""Carries out every block of docs/verify-without-markings.md, without the program, on releases that the program made.

On a good release each block must exit 0; on one that was tampered with, the block that is named must be the first to fail.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile

SOURCE, MARKINGS = map(os.path.abspath, sys.argv[1:3])


def run(*arguments, where):
    subprocess.run(arguments, cwd=where, check=True, capture_output=True)


def blocks():
    with open(os.path.join(SOURCE, "docs", "verify-without-markings.md")) as page:
        text = page.read()
    found = []
    for section in re.split(r"^## ", text, flags=re.M)[1:]:
        title = section.split("\n", 1)[0]
        found += [(title, block) for block in re.findall(r"^```sh\n(.*?)^```$", section, flags=re.M | re.S)]
    return found


def first_failure(folder, wanted):
    for title, block in blocks():
        if not wanted(title):
            continue
        done = subprocess.run(["bash", "-euo", "pipefail", "-c", block], cwd=folder, capture_output=True)
        if done.returncode != 0:
            return title, done.stderr.decode(errors="replace")
    return None, ""


def make_release(folder):
    policy = os.path.join(SOURCE, "policies", "state-public.toml")
    cable = os.path.join(SOURCE, "examples", "cable.txt")
    for key in ("office", "originator"):
        run(MARKINGS, "keygen", "--no-passphrase", "--out", key, where=folder)
    run(MARKINGS, "attest", cable, "--sign-key", "originator.key", "--output", "original", "--units", "word",
        "--mandatory", "p3", where=folder)
    run(MARKINGS, "release", cable, "--policy", policy, "--audience", "public", "--out", ".", "--stem", "cable",
        "--sign-key", "office.key", "--attestation", "original", where=folder)
    shutil.copy(policy, os.path.join(folder, "policy.toml"))
    for secret in ("office.key", "originator.key", "original.secret"):
        os.remove(os.path.join(folder, secret))


def flip(folder, name, before=None):
    path = os.path.join(folder, name)
    with open(path, "rb") as handle:
        data = bytearray(handle.read())
    at = len(data) // 2 if before is None else data.index(before)
    data[at] ^= 1
    with open(path, "wb") as handle:
        handle.write(data)


# What is changed, and the section whose block must notice it first. With what an authority could sign anew, only the
# proof's own section is run.
ATTACKS = [
    ("cable.txt", None, "The text", None),
    ("cable.release.json", b"audience", "The manifest", None),
    ("cable.release.json.minisig", b"\ntrusted", "The manifest", None),
    ("policy.toml", None, "The policy", None),
    ("cable.proof", None, "The proof", None),
    ("cable.original.note", b"date", "The proof", None),
    ("cable.txt", b"lighthouse law passed", "The proof", "The proof"),
]


def main():
    faults = []
    with tempfile.TemporaryDirectory() as top:
        good = os.path.join(top, "good")
        os.mkdir(good)
        make_release(good)
        failed, said = first_failure(good, lambda title: True)
        if failed:
            faults.append(f"on a good release '{failed}' fails: {said}")
        for number, (name, place, section, only) in enumerate(ATTACKS):
            folder = os.path.join(top, str(number))
            shutil.copytree(good, folder)
            flip(folder, name, place)
            failed, _ = first_failure(folder, lambda title: only is None or title.startswith(only))
            if not failed or not failed.startswith(section):
                faults.append(f"{name} changed: noticed by '{failed}', not by '{section}'")
    print("\n".join(faults) or f"{len(blocks())} blocks hold, {len(ATTACKS)} attacks are noticed")
    sys.exit(1 if faults else 0)


main()
