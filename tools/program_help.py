"""What the built program says of itself: its commands, actions and options, and its help texts taken apart.

make_completions.py and make_man.py write from nothing else, so that neither can differ from the parser.
"""

import dataclasses
import re
import subprocess


@dataclasses.dataclass
class Option:
    name: str  # --format
    kind: str  # flag, value, values (may be given again)
    value: str  # FORMAT; empty for a flag
    words: list  # that the value is one of; empty: any
    text: str  # what the help says of it


@dataclasses.dataclass
class Help:
    usage: list  # lines, without "usage: "
    body: list  # ("text", paragraph) or ("lines", [line, ...]), in order
    rows: dict  # --format: (FORMAT, text), as the lists of options have them
    examples: list
    files: dict  # what is written: name, text
    status: str  # the paragraphs on the exit status


@dataclasses.dataclass
class Command:
    path: tuple  # ("policy", "lint")
    summary: str
    help: Help
    options: list
    actions: list = dataclasses.field(default_factory=list)


def run(program, *words):
    return subprocess.run([program, *words], capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL).stdout


def take_rows(lines, rows):
    name = None
    for line in lines:
        row = re.match(r"  (--?[a-z][a-z-]*)(?: (\S+))?(?:  +(\S.*)|$)", line)
        if row:
            name = row[1]
            if name in rows:
                raise SystemExit(f"the help has {name} twice")
            rows[name] = (row[2] or "", row[3] or "")
        elif name is None:
            raise SystemExit(f"no option: {line}")
        else:
            value, text = rows[name]
            rows[name] = (value, f"{text} {line.strip()}".strip())


def take_paragraph(lines, found):
    for line in lines:
        kind = "lines" if line.startswith("  ") else "text"
        if found.body and found.body[-1][0] == kind and found.body[-1][2]:
            found.body[-1][1].append(line)
        else:
            found.body.append([kind, [line], True])
    found.body[-1][2] = False  # the next paragraph is another


def parse_help(text):
    found = Help([], [], {}, [], {}, "")
    for block in re.split(r"\n\n+|\n(?=(?:common )?options:\n|files:\n|examples?:\n)", text.strip("\n")):
        lines = block.split("\n")
        if lines[0].startswith("usage: "):
            found.usage = [line[7:] for line in lines]
        elif re.fullmatch(r"(common )?options:", lines[0]):
            take_rows(lines[1:], found.rows)
        elif lines[0] == "files:":
            found.files = dict(re.match(r"  (\S+) +(\S.*)", line).groups() for line in lines[1:])
        elif re.fullmatch(r"examples?:", lines[0]):
            found.examples = [line[2:] for line in lines[1:]]
        elif lines[0].startswith(("exit status: ", "The exit code is ")):
            found.status = f"{found.status} {' '.join(lines).removeprefix('exit status: ')}".strip()
        else:
            take_paragraph(lines, found)
    found.body = [(kind, " ".join(lines) if kind == "text" else lines) for kind, lines, _ in found.body]
    return found


def first_sentence(text):
    return re.split(r"(?<=[a-z)])[.:;](?= |$)", text)[0]


def command(program, path, summary):
    found = parse_help(run(program, *path, "--help"))
    options = []
    for row in run(program, *path, "--complete-options").splitlines():
        name, kind, value, words = row.split("\t")
        said, text = found.rows.get(name, ("", ""))
        options.append(Option(name, kind, value or said, words.split("|") if words else [], text))
    if not summary:
        summary = first_sentence(next(text for kind, text in found.body if kind == "text"))
        summary = summary[0].lower() + summary[1:]
    return Command(path, summary, found, options)


# Every command with its actions, in the order of the program's help.
def commands(program):
    every = []
    for row in run(program, "--complete-commands").splitlines():
        name, summary = row.split("\t")
        one = command(program, (name,), summary)
        # A command without actions has no such word and says so.
        asked = subprocess.run([program, name, "--complete-actions"], capture_output=True, text=True, stdin=subprocess.DEVNULL)
        if asked.returncode == 0:
            one.actions = [command(program, (name, action), "") for action in asked.stdout.split()]
        every.append(one)
    return every
