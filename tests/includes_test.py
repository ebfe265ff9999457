"""Holds the rooms to their order: a file may include its own room and the rooms before it, nothing else of ours.

Also: an internal header is included by its own room only, and every installed header is listed by its room.
"""

import pathlib
import re
import sys

ORDER = ["text", "shingle", "marking", "check", "recognise", "cable", "policy", "redact", "leaks", "consistency", "proof", "release", "levels", "corpus", "report", "review", "c"]
SHARED = {
    "libmarkings/text/internal/toml_reader.h",  # not installed, since it includes toml++; two rooms read TOML
    "libmarkings/text/internal/tokens.h",  # two rooms look for names
    "libmarkings/text/internal/folded_character.h",  # two rooms compare texts
    "libmarkings/text/internal/scan_letters.h",
    "libmarkings/secret/internal/sodium_ready.h",  # each room that calls libsodium
    "libmarkings/secret/internal/openssl_owner.h",  # each room that calls OpenSSL
}
# Keys and trees: rooms beside the main line, each with the rooms that it may include, and the rooms of the main line
# that may include them.
SIDE = {
    "secret": set(),
    "merkle": {"text"},
    "minisign": {"text", "secret"},
    "age": {"text", "secret"},
    "cms": {"text", "secret"},
    "note": {"text", "secret", "minisign"},
    "register": {"text", "secret", "minisign", "merkle", "note"},
    "keyring": {"text", "secret", "minisign", "note"},
    "token": {"text", "secret", "minisign", "cms"},
}
# What a release may be signed by, sealed to and logged in.
RELEASE = {"secret", "minisign", "merkle", "note", "register", "keyring", "age", "cms"}
USES = {"shingle": {"secret"}, "leaks": {"secret"}, "proof": {"secret", "merkle"}, "release": RELEASE, "levels": RELEASE, "corpus": {"secret"}, "report": RELEASE, "review": RELEASE, "c": RELEASE}


def main():
    root = pathlib.Path(sys.argv[1])
    faults, looked_at = [], 0
    for path in sorted((root / "libmarkings").rglob("*")):
        if path.suffix not in (".h", ".cc"):
            continue
        parts = path.relative_to(root / "libmarkings").parts
        if len(parts) == 1:
            continue  # the umbrella
        room = parts[0]
        allowed = {room} | SIDE.get(room, set()) | USES.get(room, set())
        if room in ORDER:
            allowed |= set(ORDER[: ORDER.index(room)])
        for number, line in enumerate(path.read_text().splitlines(), 1):
            found = re.match(r'#include "(.+)"', line)
            if not found:
                continue
            looked_at += 1
            target = found.group(1).split("/")
            if found.group(1) == "libmarkings/export.h":
                continue
            if target[0] != "libmarkings" or target[1] not in allowed:
                faults.append(f"{path}:{number}: {room}/ may not include {found.group(1)}")
            elif "internal" in target and target[1] != room and found.group(1) not in SHARED:
                faults.append(f"{path}:{number}: {found.group(1)} is internal to {target[1]}/")
        if path.suffix == ".h" and "internal" not in parts:
            listed = (root / "libmarkings" / room / "CMakeLists.txt").read_text()
            if not re.search(r"(?<![\w/])" + re.escape(path.name) + r"\b", listed):
                faults.append(f"{path}: a public header that {room}/CMakeLists.txt does not install")
    print("\n".join(faults) or f"{looked_at} includes go one way")
    sys.exit(1 if faults or looked_at == 0 else 0)


main()
