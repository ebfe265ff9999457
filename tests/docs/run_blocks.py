"""Executes the ```console blocks of a Markdown page, in order, in a copy of the examples.

Lines that begin with `$ ` are commands (`\\` continues one, and `<<'EOF'` one up to the line `EOF`); what follows up to the
next command is what it must print, standard output and standard error together. `...` stands for anything, over lines too. `cd`
holds for the commands after it. A block after `<!-- not run: REASON -->` is left out, and counted.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile


def blocks(text):
    for match in re.finditer(r"(<!-- not run: .*? -->\n)?```console\n(.*?)```", text, re.DOTALL):
        yield text.count("\n", 0, match.start(2)) + 1, match.group(1), match.group(2)


def steps(block):
    command, expected = None, []
    for line in block.split("\n"):
        if command is not None and "<<'EOF'" in command and not command.endswith("\nEOF"):
            command += "\n" + line
        elif line.startswith("$ "):
            if command is not None:
                yield command, expected
            command, expected = line[2:], []
        elif command is not None and command.endswith("\\") and not expected:
            command = command[:-1] + line.strip()
        elif command is not None:
            expected.append(line)
    if command is not None:
        yield command, expected


# Runs the second argument in the folder that the file of the first names, and keeps the folder in which it ended.
RUN = 'cd "$(cat "$1")"; eval "$2"; code=$?; pwd >"$1"; exit $code'


def pattern(expected):
    text = re.escape("\n".join(expected).strip())
    return re.compile(text.replace(re.escape("..."), ".*?"), re.DOTALL)


def main():
    markings, source = (os.path.abspath(argument) for argument in sys.argv[1:3])
    ran, left = 0, 0
    for page in (os.path.abspath(argument) for argument in sys.argv[3:]):
        with open(page) as handle:
            text = handle.read()
        with tempfile.TemporaryDirectory(prefix="markings-docs-") as top:
            work = os.path.join(top, "work")
            shutil.copytree(os.path.join(source, "examples"), os.path.join(work, "examples"))
            shutil.copytree(os.path.join(source, "policies"), os.path.join(work, "policies"))
            folder = os.path.join(top, "folder")
            with open(folder, "w") as handle:
                handle.write(work)
            environment = dict(os.environ, PATH=os.path.dirname(markings) + ":" + os.environ["PATH"], NO_COLOR="1",
                               LC_ALL="C.UTF-8", SOURCE_DATE_EPOCH="1767225600")
            for line, skipped, block in blocks(text):
                if skipped:
                    left += 1
                    continue
                for command, expected in steps(block):
                    result = subprocess.run(["bash", "-c", RUN, "bash", folder, command], env=environment, timeout=120,
                                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
                    printed = result.stdout.decode(errors="replace").strip()
                    if not pattern(expected).fullmatch(printed):
                        print(f"{page}:{line}: {command}\n  exit {result.returncode}, printed:\n{printed}\n  the page says:\n"
                              + "\n".join(expected), file=sys.stderr)
                        sys.exit(1)
                    ran += 1
    print(f"{ran} commands ran as the pages say, {left} blocks are not run")
    if ran == 0:
        sys.exit("no command was found in the pages")


main()
