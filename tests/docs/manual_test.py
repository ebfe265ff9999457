"""The manual pages: each command and each format has one, `man` has no warning of any, whatis finds its name, and making them
again makes the same bytes.

Usage: manual_test.py MARKINGS SOURCE FOLDER
FOLDER is where the build made them: man1/ and, where lowdown is there, man5/. The test needs lowdown.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

markings, source, made = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
sys.path.insert(0, str(source / "tools"))
sys.dont_write_bytecode = True
import program_help  # noqa: E402


def warnings(page):
    done = subprocess.run(["man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", str(page)], stdout=subprocess.DEVNULL,
                          stderr=subprocess.PIPE, text=True, env=dict(os.environ, LC_ALL="C.UTF-8", MANWIDTH="100"))
    return done.stderr or ("man failed" if done.returncode else "")


def shown(page):
    done = subprocess.run(["man", "-E", "UTF-8", "-l", str(page)], capture_output=True, text=True, check=True,
                          env=dict(os.environ, LC_ALL="C.UTF-8", MANWIDTH="200", MANPAGER="cat", GROFF_NO_SGR="1"))
    return re.sub(r".\x08", "", done.stdout)


def make_again(folder, pages):
    tool = [sys.executable, "-B", str(source / "tools/make_man.py")]
    subprocess.run([*tool, "commands", markings, f"{folder}/man1"], check=True)
    subprocess.run([*tool, "formats", markings, f"{folder}/man5", shutil.which("lowdown"), *map(str, pages)], check=True)


def main():
    if shutil.which("lowdown") is None:
        sys.exit("lowdown is not there: ./dev test installs it")
    formats = sorted(page for page in (source / "docs/formats").glob("*.md") if page.name != "README.md")
    commands = program_help.commands(markings)
    wanted = {f"man1/markings-{one.path[0]}.1" for one in commands} | {f"man5/markings-{page.stem}.5" for page in formats}
    there = {str(path.relative_to(made)) for path in made.glob("man[15]/*")}
    faults = [f"made and not wanted, or the other way: {name}" for name in sorted(wanted ^ there)]

    main_page = source / "cli/markings.1"
    names = re.search(r"^\.SH SEE ALSO\n(.*)", main_page.read_text(), re.DOTALL | re.MULTILINE)[1].replace("\\-", "-")
    faults += [f"markings(1) does not refer to {name}" for name in sorted(wanted)
               if ".BR {} ({})".format(pathlib.Path(name).stem, name[-1]) not in names]
    for page in [main_page, *(made / name for name in sorted(there))]:
        faults += [f"{page.name}: {line}" for line in warnings(page).splitlines()]
        named = subprocess.run(["lexgrog", str(page)], capture_output=True, text=True)
        if named.returncode != 0 or f'"{page.stem} - ' not in named.stdout:
            faults.append(f"{page.name}: whatis would not find it: {named.stdout}{named.stderr}")

    for command in commands:
        text = shown(made / f"man1/markings-{command.path[0]}.1")
        for part in [command, *command.actions]:
            flat = re.sub(r"[\s\u2010]+", "", text)
            lost = [line for line in [*part.help.usage, *part.help.examples, *(option.text for option in part.options if not part.actions)]
                    if re.sub(r"docs/formats/[a-z-]+\.md", "", re.sub(r"\s+", "", line)) not in flat and "docs/formats" not in line]
            faults += [f"markings-{command.path[0]}.1 has lost: {line}" for line in lost]

    with tempfile.TemporaryDirectory() as folder:
        make_again(folder, formats)
        faults += [f"{name} is made otherwise the second time" for name in sorted(wanted & there)
                   if (pathlib.Path(folder) / name).read_bytes() != (made / name).read_bytes()]
    print("\n".join(faults) or f"{len(wanted) + 1} pages")
    sys.exit(1 if faults else 0)


main()
