"""The completion script offers exactly the commands and options that the program's help names, and the manual page
names every command. Usage: completions_test.py MARKINGS SOURCE
"""

import re
import subprocess
import sys

markings, source = sys.argv[1:3]


def help_of(*command):
    return subprocess.run([markings, *command, "--help"], capture_output=True, text=True, check=True).stdout


def options_in(text):
    return set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", text))


def main():
    with open(f"{source}/cli/completions/markings.bash") as handle:
        script = handle.read()
    table = dict(re.findall(r"^ *\[([a-z ]+)\]='([^']*)'", script, re.MULTILINE))
    with open(f"{source}/cli/markings.1") as handle:
        manual = handle.read()
    commands = re.findall(r"^  ([a-z]+)  +\S", help_of(), re.MULTILINE)
    assert len(commands) >= 8, commands
    faults = []
    for command in commands:
        if not re.search(rf"(?:\\fB|\.B ){command}\b", manual):
            faults.append(f"the manual page does not name {command}")
        offered, named = set(table.get(command, "").split()), options_in(help_of(command))
        if offered != named:
            faults.append(f"{command}: completion and --help differ in {sorted(offered ^ named)}")
    if set(table) != set(commands):
        faults.append(f"commands differ: {sorted(set(table) ^ set(commands))}")
    print("\n".join(faults) or f"{len(commands)} commands agree")
    sys.exit(1 if faults else 0)


main()
