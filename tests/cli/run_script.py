"""Runs one command-line test script.

A script is lines of commands, then files as `-- NAME --` sections that are laid out in a fresh folder:

    run ARGS...        run markings; what it printed and its exit code are kept for the lines below
    in FILE            standard input of the next run
    sh COMMAND         run a shell command; it must exit 0; its output is kept as well
    exit N             the exit code of the last run
    stdout REGEX       its standard output matches (re.search, MULTILINE); `! stdout REGEX`: it does not
    stderr REGEX       the same for standard error
    stderr-lines N     standard error has exactly N lines;  stdout-lines N
    exists FILE        and `! exists FILE`
    same FILE FILE     two files hold the same bytes
    lacks FILE REGEX   the file does not match
    holds FILE REGEX   the file matches
    schema FILE|stdout NAME   JSON that the published schema accepts
    when COMMAND       the lines up to `otherwise` count where the shell command exits 0, those from it up to `end`
                       where it does not; which of them is printed. Both branches assert something

$MARKINGS, $SOURCE, $POLICIES and $WORK are replaced. Exit 0 when everything held.
"""

import json
import os
import re
import shlex
import subprocess
import sys
import tempfile


def fail(script, number, line, message, last):
    print(f"{script}:{number}: {line}\n  {message}", file=sys.stderr)
    if last:
        print(f"  exit {last.returncode}\n  stdout: {last.stdout.decode(errors='replace')[:2000]}"
              f"\n  stderr: {last.stderr.decode(errors='replace')[:2000]}", file=sys.stderr)
    sys.exit(1)


def split_script(text):
    lines, files, name = [], {}, None
    for line in text.split("\n"):
        heading = re.fullmatch(r"-- (\S+) --", line)
        if heading:
            name = heading.group(1)
            files[name] = []
        elif name is None:
            lines.append(line)
        else:
            files[name].append(line)
    return lines, {name: "\n".join(body) for name, body in files.items()}


def check_schema(source, name, document):
    import jsonschema
    with open(os.path.join(source, "docs", "schema", name)) as handle:
        schema = json.load(handle)
    folder = f"file://{source}/docs/schema/"  # one schema may refer to another
    jsonschema.validate(document, schema, resolver=jsonschema.RefResolver(folder, schema))


def main():
    markings, source, script = (os.path.abspath(argument) for argument in sys.argv[1:4])
    with open(script) as handle:
        lines, files = split_script(handle.read())
    asserted = 0
    with tempfile.TemporaryDirectory(prefix="markings-test-") as work:
        os.chdir(work)
        for name, body in files.items():
            os.makedirs(os.path.dirname(name) or ".", exist_ok=True)
            with open(name, "w") as handle:
                handle.write(body)
        variables = {"MARKINGS": markings, "SOURCE": source, "POLICIES": os.path.join(source, "policies"), "WORK": work}
        environment = dict(os.environ, **variables, NO_COLOR="1", LC_ALL="C.UTF-8", SOURCE_DATE_EPOCH="1767225600")
        last, stdin = None, None
        counts, branch_start = None, 0  # within `when`: whether its lines count, and what was asserted before it
        for number, raw in enumerate(lines, 1):
            line = raw.strip()
            if not line or line.startswith("#"):
                continue
            negated = line.startswith("! ")
            command, _, rest = (line[2:] if negated else line).partition(" ")
            rest = rest.strip()
            held = None
            if command == "when":
                counts = subprocess.run(["bash", "-euo", "pipefail", "-c", rest], capture_output=True, env=environment,
                                        timeout=300).returncode == 0
                print(f"{script}:{number}: the branch {'where' if counts else 'where not'}: {rest}")
                branch_start = asserted
                continue
            if command == "otherwise":
                counts = not counts
                continue
            if command == "end":
                counts = None
                if asserted == branch_start:
                    fail(script, number, line, "the branch asserts nothing", None)
                continue
            if counts is False:
                continue
            if command == "run":
                arguments = [re.sub(r"\$(\w+)", lambda m: variables.get(m.group(1), m.group(0)), word)
                             for word in shlex.split(rest)]
                last = subprocess.run([markings, *arguments], input=stdin if stdin is not None else b"",
                                      capture_output=True, env=environment, timeout=300)
                stdin = None
                continue
            if command == "in":
                with open(rest, "rb") as handle:
                    stdin = handle.read()
                continue
            if command == "sh":
                last = subprocess.run(["bash", "-euo", "pipefail", "-c", rest], capture_output=True, env=environment,
                                      timeout=300)
                if last.returncode != 0:
                    fail(script, number, line, "the shell command failed", last)
                continue
            if command == "exit":
                held = last.returncode == int(rest)
            elif command in ("stdout", "stderr"):
                held = re.search(rest, getattr(last, command).decode(errors="replace"), re.MULTILINE) is not None
            elif command in ("stdout-lines", "stderr-lines"):
                held = len(getattr(last, command.split("-")[0]).splitlines()) == int(rest)
            elif command == "exists":
                held = os.path.exists(rest)
            elif command == "same":
                first, second = rest.split()
                with open(first, "rb") as a, open(second, "rb") as b:
                    held = a.read() == b.read()
            elif command in ("lacks", "holds"):
                name, _, pattern = rest.partition(" ")
                with open(name, errors="replace") as handle:
                    held = (re.search(pattern, handle.read(), re.MULTILINE) is None) == (command == "lacks")
            elif command == "schema":
                name, schema = rest.split()
                text = last.stdout.decode() if name == "stdout" else open(name).read()
                check_schema(source, schema, json.loads(text))
                held = True
            else:
                fail(script, number, line, "no such command in a test script", None)
            if held == negated:
                fail(script, number, line, "did not hold", last)
            asserted += 1
    if asserted == 0:
        fail(script, 0, "", "the script asserts nothing", None)


main()
