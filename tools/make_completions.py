"""Writes the completions for bash, zsh and fish, from what the built program says of itself (program_help.py).

Usage: make_completions.py MARKINGS FOLDER
Writes FOLDER/markings.bash, FOLDER/_markings (zsh) and FOLDER/markings.fish.
"""

import pathlib
import re
import sys

import program_help

# What a value is called where it is no file. Any other value is completed as one.
NO_FILE = {"CLEARANCE", "CODE", "DATE", "DAY", "FIRST:SECOND", "ID", "K", "K/N", "LABEL", "N", "NAME", "NUMBER", "PLACE", "R", "REV", "SEED",
           "SEVERITY", "SHA256", "SHARE", "SIZE", "TEXT", "TYPE", "WHAT", "WHEN", "WORK", "YYYY-MM-DD"}
HEAD = "Made by tools/make_completions.py from the program's own tables of options."


def takes(option):
    """What completes the value: words with blanks between, or one of these."""
    if option.kind == "flag":
        return ""
    if option.words:
        return " ".join(option.words)
    if option.name in ("--audience", "--within"):
        return ":audiences" if option.name == "--audience" else ":text"
    return ":text" if option.value in NO_FILE or option.name == "--purpose" else ":files"


def brief(text):
    """The first clause of a description, for one line of a menu."""
    clause = re.split(r"[;:](?= )|\. |, which | \((?=the default)", text)[0].strip()
    return clause.rstrip(".,")


def every(commands):
    for command in commands:
        yield command
        yield from command.actions


# ---- bash ----


def bash(commands):
    rows = {"options": [], "again": [], "values": [], "actions": []}
    for command in every(commands):
        path = " ".join(command.path)
        rows["options"].append(f"  ['{path}']='{' '.join(one.name for one in command.options)}'")
        again = [one.name for one in command.options if one.kind == "values"]
        if again:
            rows["again"].append(f"  ['{path}']=' {' '.join(again)} '")
        if command.actions:
            rows["actions"].append(f"  ['{path}']='{' '.join(one.path[1] for one in command.actions)}'")
        rows["values"] += [f"  ['{path} {one.name}']='{takes(one)}'" for one in command.options if one.kind != "flag"]
    tables = "".join(f"declare -gA _markings_{name}=(\n" + "\n".join(lines) + "\n)\n" for name, lines in rows.items())
    names = " ".join(command.path[0] for command in commands)
    return f"# Completion of markings for bash. {HEAD}\n{tables}" + BASH.replace("@COMMANDS@", names)


BASH = r"""
_markings_words() { mapfile -t COMPREPLY < <(compgen -W "$1" -- "$current"); }
_markings_files() {
  compopt -o filenames
  mapfile -t COMPREPLY < <(compgen -f -- "$current")
}
# The audiences of the policy that stands on the line. (Their names have letters, digits, dots and dashes only.)
_markings_audiences() {
  local at policy=
  for ((at = 1; at < ${#COMP_WORDS[@]} - 1; ++at)); do
    [ "${COMP_WORDS[at]}" = --policy ] || continue
    policy=${COMP_WORDS[at + 1]}
    [ "$policy" = = ] && policy=${COMP_WORDS[at + 2]-}
  done
  policy=${policy/#\~\//$HOME/}
  [ -n "$policy" ] && _markings_words "$("${COMP_WORDS[0]}" --complete-audiences "$policy" 2>/dev/null)"
}
_markings_options() {
  local word line=" ${COMP_WORDS[*]:0:COMP_CWORD} " left=
  for word in ${_markings_options[$path]-}; do
    # Not again, unless it may be given again.
    [[ $line == *" $word "* && ${_markings_again[$path]-} != *" $word "* ]] || left+="$word "
  done
  _markings_words "$left"
}
_markings() {
  local current=${COMP_WORDS[COMP_CWORD]} option=${COMP_WORDS[COMP_CWORD - 1]} path=${COMP_WORDS[1]-}
  # --format=json stands there as three words.
  if [ "$current" = = ]; then
    current=
  elif [ "$option" = = ]; then
    option=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    _markings_words '@COMMANDS@ --help --version'
    return
  fi
  if [ -n "${_markings_actions[$path]-}" ]; then
    if [ "$COMP_CWORD" -eq 2 ]; then
      if [[ $current == -* ]]; then _markings_words --help; else _markings_words "${_markings_actions[$path]}"; fi
      return
    fi
    path+=" ${COMP_WORDS[2]}"
  fi
  case ${_markings_values["$path $option"]-} in
    '')
      if [[ $current == -* ]]; then _markings_options; else _markings_files; fi
      ;;
    :audiences) _markings_audiences ;;
    :files) _markings_files ;;
    :text) ;;
    *) _markings_words "${_markings_values["$path $option"]}" ;;
  esac
}
complete -F _markings markings
"""


# ---- zsh ----


def zsh_quoted(text):
    return "'" + text.replace("'", "'\\''") + "'"


def zsh_text(text):
    return re.sub(r"([\\\[\]:])", r"\\\1", text)


def zsh_option(option):
    action = {"": "", ":files": ":_files", ":text": ":", ":audiences": ":_markings_audiences"}
    spec = f"{'*' if option.kind == 'values' else ''}{option.name}[{zsh_text(brief(option.text))}]"
    if option.kind != "flag":
        what = takes(option)
        spec += f":{zsh_text(option.value or 'value')}{action.get(what, f':({what})')}"
    return "    " + zsh_quoted(spec)


def zsh_function(command):
    name = "_".join(("_markings", *command.path))
    if not command.actions:
        return f"{name}() {{\n  _arguments -S \\\n" + " \\\n".join(map(zsh_option, command.options)) + " \\\n    '*:file:_files'\n}\n"
    rows = "\n".join(f"    {zsh_quoted(zsh_text(one.path[1]) + ':' + zsh_text(brief(one.summary)))}" for one in command.actions)
    calls = "\n".join(f"    {one.path[1]}) _markings_{'_'.join(one.path)} ;;" for one in command.actions)
    return f"""{name}() {{
  local -a actions=(
{rows}
  )
  if (( CURRENT == 2 )); then
    _describe action actions
    return
  fi
  (( CURRENT-- )); shift words
  case $words[1] in
{calls}
  esac
}}
"""


def zsh(commands):
    functions = "".join(map(zsh_function, every(commands)))
    rows = "\n".join(f"    {zsh_quoted(one.path[0] + ':' + zsh_text(brief(one.summary)))}" for one in commands)
    calls = "\n".join(f"    {one.path[0]}) _markings_{one.path[0]} ;;" for one in commands)
    return f"""#compdef markings
# Completion of markings for zsh. {HEAD}

# The audiences of the policy that stands on the line.
_markings_audiences() {{
  local policy=${{(Q)line_words[${{line_words[(I)--policy]}} + 1]}} at=$line_words[(I)--policy=*]
  (( at )) && policy=${{(Q)${{line_words[at]#--policy=}}}}
  (( at || line_words[(I)--policy] )) || return 1
  local -a audiences=(${{(f)"$("${{(Q)line_words[1]}}" --complete-audiences "${{policy/#\\~\\//$HOME/}}" 2>/dev/null)"}})
  _describe audience audiences
}}
{functions}
_markings() {{
  local -a line_words=("${{(@)words}}") commands=(
{rows}
  )
  if (( CURRENT == 2 )); then
    if [[ $PREFIX == -* ]]; then
      compadd -- --help --version
    else
      _describe command commands
    fi
    return
  fi
  (( CURRENT-- )); shift words
  case $words[1] in
{calls}
  esac
}}
_markings "$@"
"""


# ---- fish ----


def fish_quoted(text):
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def fish_option(path, option):
    line = f"complete -c markings -n {fish_quoted(f'__markings_at {path}')} -l {option.name[2:]}"
    what = takes(option)
    if what == ":audiences":
        line += " -x -a '(__markings_audiences)'"
    elif what == ":files":
        line += " -r -F"
    elif what == ":text":
        line += " -x"
    elif what:
        line += f" -x -a {fish_quoted(what)}"
    return f"{line} -d {fish_quoted(brief(option.text))}"


def fish(commands):
    lines = [f"# Completion of markings for fish. {HEAD}", FISH.strip(), ""]
    lines[1] = lines[1].replace("@WITH_ACTIONS@", " ".join(one.path[0] for one in commands if one.actions))
    lines.append("complete -c markings -n '__markings_at' -f -l help -d 'print this and exit'")
    lines.append("complete -c markings -n '__markings_at' -f -l version -d 'print the version and exit'")
    for command in commands:
        lines.append(f"complete -c markings -n '__markings_at' -f -a {command.path[0]} -d {fish_quoted(brief(command.summary))}")
        for action in command.actions:
            lines.append(f"complete -c markings -n '__markings_at {command.path[0]}' -f -a {action.path[1]} -d {fish_quoted(brief(action.summary))}")
        if command.actions:
            lines.append(f"complete -c markings -n '__markings_at {command.path[0]}' -f -l help -d 'print this and exit'")
        for one in command.actions or [command]:
            lines += [fish_option(" ".join(one.path), option) for option in one.options]
    return "\n".join(lines) + "\n"


FISH = r"""
# Whether the words before the cursor name this command and action, and no more of either.
function __markings_at
    set -l words (commandline -opc)
    set -e words[1]
    set -l path $words[1]
    contains -- "$path" @WITH_ACTIONS@; and set path $words[1..2]
    test "$path" = "$argv"
end
# The audiences of the policy that stands on the line.
function __markings_audiences
    set -l words (commandline -opc)
    set -l policy
    for at in (seq 2 (count $words))
        switch $words[$at]
            case --policy
                set policy $words[(math $at + 1)]
            case '--policy=*'
                set policy (string replace -- --policy= '' $words[$at])
        end
    end
    test -n "$policy"; and $words[1] --complete-audiences $policy 2>/dev/null
end
"""


def main():
    program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    commands = program_help.commands(program)
    folder.mkdir(parents=True, exist_ok=True)
    for name, write in {"markings.bash": bash, "_markings": zsh, "markings.fish": fish}.items():
        (folder / name).write_text(write(commands))


main()
