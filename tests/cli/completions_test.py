"""The completions of bash, zsh and fish offer what the parser takes, in the shells themselves; every option stands in its help, and
every help has an example.

Usage: completions_test.py MARKINGS SOURCE COMPLETIONS
COMPLETIONS is the folder with the files that the build made. All three shells must be there.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

markings, source, made = (os.path.abspath(argument) for argument in sys.argv[1:4])
sys.path.insert(0, f"{source}/tools")
sys.dont_write_bytecode = True
import program_help  # noqa: E402

POLICY = """schema = "markings/policy/1"
name = "for-tests"
version = "1"
no_code = "mark"
[vocabulary]
extends = "state"
[audiences]
harbour = { title = "Harbour", clears = "U" }
hinterland = { title = "Hinterland", clears = "SBU" }
[[rule]]
id = "u"
release = ["harbour", "hinterland"]
when = { at_most = "U" }
reason = "r"
"""

# A line, what must be offered for its last word, and what may not be. None: exactly that.
LINES = [
    ("markings rel", {"release"}, None),
    ("markings re", {"redact", "release", "reseal", "register", "review"}, None),
    ("markings --v", {"--version"}, None),
    ("markings policy ", {"compare", "diff", "explain", "forecast", "lint", "test"}, {"policy.toml", "redact"}),
    ("markings policy co", {"compare"}, None),
    ("markings keyring re", {"retire", "revoke"}, None),
    ("markings redact --pr", {"--prove", "--prove-seed"}, None),
    ("markings redact --policy policy.toml --audience ", {"harbour", "hinterland"}, None),
    ("markings redact --policy policy.toml --audience hi", {"hinterland"}, None),
    ("markings redact --audience ", set(), {"harbour", "cable.txt"}),
    ("markings redact --policy po", {"policy.toml"}, {"cable.txt"}),
    ("markings redact ca", {"cable.txt"}, {"policy.toml"}),
    ("markings redact --explain-format ", {"json", "text"}, None),
    ("markings redact --code ", set(), {"cable.txt"}),
    ("markings policy diff --format ", {"html", "json", "text"}, None),
    ("markings policy lint --format ", {"json", "text"}, None),
    ("markings policy lint --fail-on w", {"warning"}, None),
    ("markings check --format s", {"sarif"}, None),
    ("markings check --format text --format j", {"json", "junit"}, None),
    ("markings mark --regime n", {"nato"}, None),
    ("markings parse --color a", {"always", "auto"}, None),
    ("markings keygen --type ", {"age", "leaks", "minisign"}, None),
    ("markings register verify --k", {"--key"}, None),
    ("markings keyring add --purpose re", {"register", "release"}, None),
    ("markings decisions carry --ou", {"--output"}, None),
]
# An option that cannot be given again is not offered again. (fish does not look.)
ONCE = [
    ("markings redact --policy policy.toml --po", set(), None),
    ("markings redact --authority A --au", {"--audience", "--authority"}, None),
]

# Each prints what a line is completed to, one a line.
BASH = """
source "$1"
line=$2
read -ra COMP_WORDS <<<"$line"
[[ $line == *' ' ]] && COMP_WORDS+=('')
COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) COMP_LINE=$line COMP_POINT=${#line}
compopt() { :; }  # (Outside of a completion it fails.)
$(complete -p markings | sed 's/.*-F \\([^ ]*\\) .*/\\1/') markings "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
printf '%s\\n' "${COMPREPLY[@]}"
"""
FISH = "source $argv[1]; complete --do-complete=$argv[2]"
# An interactive zsh on a terminal of its own; what its completion adds is printed instead.
ZSH = r"""
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell "PROMPT= fpath=(${(q)1:h} \$fpath)"
zpty -w shell 'autoload -Uz compinit; compinit -u -d ~/.zcompdump
zmodload zsh/complist zsh/zutil
bindkey "^I" complete-word
compprefuncs=(begin) comppostfuncs=(finish)
begin() { print; print -r -- "<<<" }
finish() { print -r -- ">>>"; exit }
compadd() {
  local -a found
  if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then builtin compadd "$@"; return; fi
  builtin compadd -A found "$@"
  (( $#found )) && print -rl -- "offered:"${^found}
  builtin compadd "$@"
}
print ready'
zpty -r -m shell seen '*ready*'
zpty -w -n shell "$2"$'\t'
while zpty -r shell seen; do print -r -- "$seen"; done
"""


def offered(shell, line, folder):
    environment = dict(os.environ, PATH=f"{os.path.dirname(markings)}:{os.environ['PATH']}", LC_ALL="C.UTF-8", HOME=folder, TERM="dumb")
    run = {
        "bash": ["bash", "-c", BASH, "bash", f"{made}/markings.bash", line],
        "zsh": ["zsh", "-f", "-c", ZSH, "zsh", f"{made}/_markings", line],
        "fish": ["fish", "--no-config", "-c", FISH, f"{made}/markings.fish", line],
    }[shell]
    done = subprocess.run(run, cwd=folder, env=environment, capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL)
    rows = done.stdout.splitlines()
    if shell == "zsh":
        rows = [row.strip().removeprefix("offered:") for row in rows if row.startswith("offered:")]
    return {row.split("\t")[0] for row in rows if row}, done


def check_shells(faults):
    with tempfile.TemporaryDirectory(prefix="markings-completions-") as folder:
        for name, text in {"policy.toml": POLICY, "cable.txt": ""}.items():
            (pathlib.Path(folder) / name).write_text(text)
        for shell in ("bash", "zsh", "fish"):
            for line, wanted, unwanted in LINES + (ONCE if shell != "fish" else []):
                got, done = offered(shell, line, folder)
                wrong = got != wanted if unwanted is None else not wanted <= got or got & unwanted
                if wrong:
                    faults.append(f"{shell}: {line!r} offers {sorted(got)}, not {sorted(wanted)}: {done.stderr.strip()}")


def check_help(every, faults):
    for one in every:
        name = " ".join(one.path)
        table, rows = {option.name for option in one.options}, set(one.help.rows)
        if table != rows:
            faults.append(f"{name}: the parser and --help differ in {sorted(table ^ rows)}")
        faults += [f"{name}: --help says nothing of {option.name}" for option in one.options if not option.text]
        faults += [f"{name}: --help does not name the value of {option.name}" for option in one.options
                   if option.kind != "flag" and not option.value]
        if not one.help.examples:
            faults.append(f"{name}: --help has no example")
        if not any(line.startswith(f"markings {name}") or f"| markings {name}" in line for line in one.help.examples):
            faults.append(f"{name}: no example is of it")
        if not one.help.status and not one.actions:
            faults.append(f"{name}: --help does not say what the exit status means")


def main():
    for shell in ("bash", "zsh", "fish"):
        if shutil.which(shell) is None:
            sys.exit(f"{shell} is not there: ./dev test installs it")
    faults = []
    commands = program_help.commands(markings)
    every = commands + [action for command in commands for action in command.actions]
    with open(f"{source}/cli/markings.1") as handle:
        manual = handle.read()
    for command in commands:
        if not re.search(rf"(?:\\fB|\.B ){command.path[0]}\b", manual):
            faults.append(f"the manual page does not name {command.path[0]}")
    check_help(every, faults)
    check_shells(faults)
    print("\n".join(faults) or f"{len(every)} commands and actions agree, {len(LINES)} lines are completed by three shells")
    sys.exit(1 if faults or len(commands) < 8 else 0)


main()
