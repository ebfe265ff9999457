"""Writes data/holes.toml: holes of the libraries that the programs load, and the Debian 12 package that mends each.

usage: make_holes.py ROOT [--check]

The source is what Debian itself says: the changelogs of the installed packages (/usr/share/doc/PACKAGE/changelog.Debian.gz), as far as
their entries are updates of Debian 12 (a version with "deb12u") and name a CVE. Only those: what Debian mended before its release is in
every Debian 12. --check says instead what the changelogs here know and the file lacks; it writes nothing.

Run it on a Debian 12 with all updates. docs/basics.md
"""

import datetime
import email.utils
import gzip
import pathlib
import re
import subprocess
import sys
import tomllib

# What `markings` and `markings-extract` load, and what parses files for them in there.
PACKAGES = ["libarchive13", "libexpat1", "libfreetype6", "libglib2.0-0", "libgmime-3.0-0", "libgnutls30", "libnss3", "libopenjp2-7",
            "libpoppler126", "libsodium23", "libsqlite3-0", "libssl3", "libtiff6", "libxml2", "zlib1g"]


def entries(text):
    """(version, day, CVEs) of each entry of a changelog, newest first."""
    for head, body, date in re.findall(r"^(\S+ \(\S+\) [^\n]*)\n(.*?)^ -- [^\n]*>  ([^\n]+)$", text, re.MULTILINE | re.DOTALL):
        version = re.search(r"\((\S+)\)", head).group(1)
        day = email.utils.parsedate_to_datetime(date).astimezone(datetime.timezone.utc).date().isoformat()
        yield version, day, re.findall(r"CVE-\d{4}-\d{4,}", body)


def rows_of(package):
    with gzip.open(f"/usr/share/doc/{package}/changelog.Debian.gz", "rt", errors="replace") as file:
        text = file.read()
    first = {}  # CVE: the oldest entry that mends it
    for version, day, cves in entries(text):
        for cve in cves:
            first[cve] = (version, day)
    # (A CVE whose oldest entry is from before Debian 12 was mended then.)
    return sorted((day, version, cve) for cve, (version, day) in first.items() if "deb12u" in version)


def main():
    root = pathlib.Path(sys.argv[1])
    target = root / "data" / "holes.toml"
    found = {package: rows_of(package) for package in PACKAGES}
    if "--check" in sys.argv:
        held = {(row["package"], row["fixed"], cve) for row in tomllib.loads(target.read_text())["update"] for cve in row["mends"]}
        missing = {(package, version, cve) for package, rows in found.items() for _, version, cve in rows} - held
        print("\n".join(f"missing: {' '.join(one)}" for one in sorted(missing)) or f"nothing is missing: {len(held)} holes")
        sys.exit(1 if missing else 0)
    lines = ["# Holes of the libraries that the programs load, and the package of Debian 12 (bookworm) from which on each is mended: markings",
             "# doctor compares them with the packages that are there. Debian mends holes without taking a new version of the library, so that",
             "# the library's own version says nothing of them. Made by tools/make_holes.py from Debian's changelogs.",
             'schema = "markings/holes/1"', 'release = "bookworm"', f'date = "{max(rows[-1][0] for rows in found.values() if rows)}"']
    for package, rows in sorted(found.items()):
        source = subprocess.run(["dpkg-query", "-W", "-f", "${source:Package}", package], capture_output=True, text=True, check=True).stdout
        # (In the order of the changelog, which is that of versions.)
        for version, day in dict.fromkeys((version, day) for day, version, _ in rows):
            mends = ", ".join(f'"{cve}"' for d, v, cve in rows if v == version)
            lines += ["", "[[update]]", f'package = "{package}"', f'fixed = "{version}"', f'date = "{day}"', f"mends = [{mends}]",
                      f'source = "changelog of {source} {version}"']
    target.parent.mkdir(exist_ok=True)
    target.write_text("\n".join(lines) + "\n")
    print(f"{sum(len(rows) for rows in found.values())} holes in {len(PACKAGES)} packages")


main()
