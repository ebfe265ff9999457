"""The functions that the shared library shows are those of symbols.txt: none has gone, none was shown by mistake.

usage: symbols.py LIBRARY LIST
"""

import pathlib
import subprocess
import sys


def main():
    shown = set()
    for line in subprocess.run(["nm", "-D", "--defined-only", sys.argv[1]], capture_output=True, text=True, check=True).stdout.splitlines():
        name = line.split()[-1]
        if line.split()[-2] != "A":  # the version's own name
            shown.add(name)
    listed = {line for line in pathlib.Path(sys.argv[2]).read_text().splitlines() if not line.startswith("#")}
    faults = [f"{name}: shown, and not in the list: add it with the version that brings it" for name in sorted(shown - listed)]
    faults += [f"{name}: in the list, and not shown: a program that calls it would not start" for name in sorted(listed - shown)]
    print("\n".join(faults) or f"{len(listed)} functions are shown")
    sys.exit(1 if faults or not listed else 0)


main()
