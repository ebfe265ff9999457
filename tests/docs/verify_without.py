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


RECIPIENTS = """schema = "markings/recipients/1"
policy = "policy.toml"
levels = ["public"]
[[reader]]
name = "Reader"
key = "{key}"
clearance = "U"
"""


def make_root(folder):
    """A root, and a certificate under it for signing."""
    run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "30",
        "-subj", "/CN=Test root", "-keyout", "root.key", "-out", "root.pem", where=folder)
    run("openssl", "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=Office",
        "-keyout", "signer.key", "-out", "signer.csr", where=folder)
    with open(os.path.join(folder, "extensions"), "w") as extensions:
        extensions.write("basicConstraints=critical,CA:false\nkeyUsage=critical,digitalSignature\n")
    run("openssl", "x509", "-req", "-in", "signer.csr", "-CA", "root.pem", "-CAkey", "root.key", "-days", "30",
        "-extfile", "extensions", "-out", "signer.pem", where=folder)
    os.chmod(os.path.join(folder, "signer.key"), 0o600)


def make_release(folder):
    policy = os.path.join(SOURCE, "policies", "state-public.toml")
    cable = os.path.join(SOURCE, "examples", "cable.txt")
    shutil.copy(policy, os.path.join(folder, "policy.toml"))
    for key in ("office", "originator", "register"):
        run(MARKINGS, "keygen", "--no-passphrase", "--out", key, where=folder)
    run(MARKINGS, "keygen", "--type", "age", "--no-passphrase", "--out", "reader", where=folder)
    with open(os.path.join(folder, "reader.pub")) as handle:
        reader = handle.read().split()[-1]
    make_root(folder)
    release = [MARKINGS, "release", cable, "--policy", policy, "--audience", "public", "--out", ".", "--sign-key", "office.key"]
    run(MARKINGS, "attest", cable, "--sign-key", "originator.key", "--output", "original", "--units", "word",
        "--mandatory", "p3", where=folder)
    run(*release, "--stem", "cable", "--attestation", "original", "--cms-cert", "signer.pem", "--cms-key", "signer.key",
        "--html", "--index", "csv", where=folder)
    run(*release, "--stem", "sealed", "--recipient", reader, where=folder)
    made = subprocess.run([MARKINGS, "register", "init", "log", "--name", "example.org/releases", "--sign-key",
                           "register.key"], cwd=folder, check=True, capture_output=True)
    with open(os.path.join(folder, "register.vkey"), "wb") as handle:
        handle.write(made.stdout)
    for manifest in ("sealed", "cable"):
        run(MARKINGS, "register", "append", "log", f"{manifest}.release.json", "--sign-key", "register.key", where=folder)
    with open(os.path.join(folder, "recipients.toml"), "w") as handle:
        handle.write(RECIPIENTS.format(key=reader))
    run(MARKINGS, "seal", cable, "--recipients", "recipients.toml", "--sign-key", "office.key", "--output", "cable.sealed",
        where=folder)
    for secret in ("office.key", "originator.key", "register.key", "signer.key", "root.key", "original.secret"):
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
    ("cable.html", None, "The text", None),
    ("cable.index.csv", None, "The text", None),
    ("cable.release.json", b"audience", "The manifest", None),
    ("cable.release.json.minisig", b"\ntrusted", "The manifest", None),
    ("policy.toml", None, "The policy", None),
    ("cable.proof", None, "The proof", None),
    ("cable.original.note", b"date", "The proof", None),
    ("cable.txt", b"lighthouse law passed", "The proof", "The proof"),
    ("cable.release.json", b"audience", "The certificate", "The certificate"),
    ("cable.tlog-proof", b"\nindex 1", "The register", None),
    ("cable.tlog-proof", None, "The register", None),
    ("cable.release.json", b"audience", "The register", "The register"),
    ("sealed.txt.age", None, "Opening", None),
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
