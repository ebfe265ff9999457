"""Writes the manual pages of the commands, from the built program's own help texts (program_help.py), and those of the file
formats, from docs/formats/*.md, by lowdown.

Usage: make_man.py commands MARKINGS FOLDER
       make_man.py formats MARKINGS FOLDER LOWDOWN PAGE.md...

Writes FOLDER/markings-COMMAND.1 for each command, its actions in it, or FOLDER/markings-FORMAT.5 for each page. No page has a
date: the same program makes the same pages.
"""

import pathlib
import re
import subprocess
import sys

import program_help

COMMON = ("--color", "--help", "--quiet")  # every command and action has them


def roff(text):
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq").replace("`", "\\(ga").replace("^", "\\(ha").replace("~", "\\(ti")
    text = re.sub(r"docs/formats/([a-z\\-]+)\.md", lambda m: f"\\fBmarkings\\-{m[1]}\\fR(5)", text)
    return "\\&" + text if text.startswith(".") else text


def synopsis(lines):
    """The words of the usage: the program and its options bold."""
    out = [".nf"]
    for line in lines:
        line = roff(line)
        line = re.sub(r"(?<![\w-])(\\-\\-[a-z][a-z\\-]*)", r"\\fB\1\\fR", line)
        out.append(re.sub(r"^markings(?: [a-z]+)*", lambda m: f"\\fB{m[0]}\\fR", line))
    return [*out, ".fi"]


def body(found):
    out = []
    for kind, what in found.body:
        if kind == "text":
            out += [".PP", roff(what)]
        else:
            out += [".PP", ".nf", *(roff(line) or "\\&" for line in what), ".fi"]
    return out


def options(listed):
    out = []
    for one in listed:
        head = f"\\fB{roff(one.name)}\\fR"
        if one.kind != "flag":
            head += f" \\fI{roff(one.value or 'VALUE')}\\fR"
        out += [".TP", head, roff(one.text)]
    return out


def as_written(command, listed):
    """In the order of the help, which begins with what is needed."""
    order = list(command.help.rows)
    return sorted(listed, key=lambda one: order.index(one.name))


def examples(found):
    return [".PP", ".nf", *map(roff, found.examples), ".fi"]


def rows(found):
    return [line for name, text in found.files.items() for line in (".TP", f"\\fI{roff(name)}\\fR", roff(text))]


def action_section(action):
    own = [one for one in action.options if one.name not in COMMON]
    out = [f".SS {roff(' '.join(action.path))}", *synopsis(action.help.usage), *body(action.help)]
    out += options(as_written(action, own))
    if action.help.status:
        status = action.help.status
        out += [".PP", roff(status if status.startswith("The exit code") else f"Exit status: {status}")]
    return out + [".PP", "Example:", *examples(action.help)]


def command_page(command, version, general_status):
    name = f"markings-{command.path[0]}"
    out = [f'.TH {name.upper().replace("-", chr(92) + "-")} 1 "" "{version}" "User Commands"',
           ".SH NAME", f"{roff(name)} \\- {roff(command.summary)}",
           ".SH SYNOPSIS", *synopsis(command.help.usage),
           ".SH DESCRIPTION", *body(command.help)[1:]]
    listed = [one for one in command.options if one.name in COMMON] if command.actions else command.options
    out += [".SH OPTIONS", *options(as_written(command, listed))]
    if command.actions:
        out += [".SH ACTIONS"]
        for action in command.actions:
            out += action_section(action)
    out += [".SH EXIT STATUS", roff(command.help.status or general_status)]
    if command.help.files:
        out += [".SH FILES", *rows(command.help)]
    out += [".SH EXAMPLES", *examples(command.help)[1:], ".SH SEE ALSO", ".BR markings (1)"]
    return "\n".join(out) + "\n"


def formatted_markdown(page, name, known):
    """The page with the sections of a manual, and its links as words."""
    title, _, rest = page.partition("\n")
    title = title.removeprefix("# ").replace("`", "")
    if ": " in title:  # "Decisions files: markings/decisions/1"
        what, _, schema = title.partition(": ")
        title = f"{what} ({schema})"
    if title[1:2].islower():
        title = title[0].lower() + title[1:]
    parts = re.split(r"(^```.*?^```$)", rest, flags=re.DOTALL | re.MULTILINE)
    for at in range(0, len(parts), 2):
        part = re.sub(r"^#(#+) ", r"\1 ", parts[at], flags=re.MULTILINE)
        part = re.sub(r"\[`?([^\]`]+)`?\]\(([^)\s]+)\)", lambda m: link(m, known), part)
        parts[at] = re.sub(r"(?<![\w/.-])([a-z-]+)\.md(?![\w#])", lambda m: refer(m[1], m[0], known), part)
    return f"# NAME\n\n{name} - {title}\n\n# DESCRIPTION\n" + "".join(parts)


def refer(name, otherwise, known):
    return f"**markings-{name}**(5)" if name in known else otherwise


def link(found, known):
    text, target = found[1], found[2]
    if target.startswith(("https:", "http:")):
        return f"{text} ({target})"
    page = re.fullmatch(r"(?:formats/)?([a-z-]+)\.md(?:#.*)?", target)
    return refer(page[1], text, known) if page else text


def format_page(lowdown, path, version, known):
    name = f"markings-{path.stem}"
    made = subprocess.run([lowdown, "-s", "-tman", "-M", "section=5", "-M", f"title={name.upper()}"],
                          input=formatted_markdown(path.read_text(), name, known), capture_output=True, text=True, check=True).stdout
    head = re.compile(r"^\.TH .*$", re.MULTILINE)
    # Columns of a table are too narrow for lines that fill them.
    made, found = head.subn(lambda _: f'.TH {name.upper()} 5 "" "{version}" "File Formats"\n.ad l', made)
    if found != 1:
        raise SystemExit(f"{path}: lowdown wrote no head")
    return made + ".SH SEE ALSO\n.BR markings (1)\n"


def main():
    kind, program, folder = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
    folder.mkdir(parents=True, exist_ok=True)
    version = program_help.run(program, "--version").strip()
    if kind == "commands":
        general = program_help.parse_help(program_help.run(program, "--help")).status
        for command in program_help.commands(program):
            (folder / f"markings-{command.path[0]}.1").write_text(command_page(command, version, general))
        return
    pages = [pathlib.Path(page) for page in sys.argv[5:]]
    known = {page.stem for page in pages}
    for page in pages:
        (folder / f"markings-{page.stem}.5").write_text(format_page(sys.argv[4], page, version, known))


main()
