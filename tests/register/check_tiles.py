"""A register read a second way, from the specification alone (C2SP tlog-tiles, RFC 9162), with recursion and hashlib.

usage: check_tiles.py DIR. Prints the number of entries; exit 0 when entries, tiles and root agree. Signatures are not checked.
"""

import base64
import hashlib
import pathlib
import sys


def leaf(entry):
    return hashlib.sha256(b"\0" + entry).digest()


def root(hashes):
    if not hashes:
        return hashlib.sha256(b"").digest()
    if len(hashes) == 1:
        return hashes[0]
    split = 1
    while split * 2 < len(hashes):
        split *= 2
    return hashlib.sha256(b"\1" + root(hashes[:split]) + root(hashes[split:])).digest()


def number(n):
    groups = [f"{n % 1000:03}"]
    while n >= 1000:
        n //= 1000
        groups.insert(0, f"x{n % 1000:03}")
    return "/".join(groups)


def rows(size):
    """(number, width) of the tiles over so many hashes."""
    return [(n, min(256, size - n * 256)) for n in range((size + 255) // 256)]


def main():
    folder = pathlib.Path(sys.argv[1])
    origin, size, expected = (folder / "checkpoint").read_text().split("\n")[:3]
    size = int(size)

    def read(kind, n, width):
        return (folder / "tile" / kind / (number(n) + ("" if width == 256 else f".p/{width}"))).read_bytes()

    entries = []
    for n, width in rows(size):
        data, count = read("entries", n, width), 0
        while data:
            length = int.from_bytes(data[:2], "big")
            entries.append(data[2:2 + length])
            data, count = data[2 + length:], count + 1
        assert count == width, (n, count)
    level, hashes = 0, [leaf(entry) for entry in entries]
    while hashes:
        for n, width in rows(len(hashes)):
            assert read(str(level), n, width) == b"".join(hashes[n * 256:n * 256 + width]), (level, n)
        hashes = [root(hashes[n * 256:n * 256 + 256]) for n in range(len(hashes) // 256)]
        level += 1
    assert root([leaf(entry) for entry in entries]) == base64.b64decode(expected), "root"
    assert origin
    print(len(entries))


main()
