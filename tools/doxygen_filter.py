"""Gives Doxygen the comments of a header in the form that it reads: `//` as `///`, what follows a declaration as `///<`.

usage: doxygen_filter.py HEADER        as INPUT_FILTER (docs/Doxyfile); line numbers stay as they are

Words are taken as they are written: nothing in them is a command or a tag. What is indented by three blanks or more after an empty
line is an example. A header that is written for Doxygen (@file) is passed through.
"""

import re
import sys

NO_WORDS = re.compile(r"(NOLINT|IWYU|namespace |LIBMARKINGS_|CLI_)")


def escaped(words):
    return re.sub(r"([\\@<>#%&$]|(?<!\w)::|::(?=[A-Z]+\b))", r"\\\1", words)


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        text = file.read()
    if "@file" in text:
        sys.stdout.write(text)
        return
    out, before = [], None  # before: what the last line was, of a comment: "blank", "code", "words"
    for line in text.split("\n"):
        alone = re.match(r"(\s*)//(?!/)(.*)$", line)
        beside = re.match(r"(.*?\S)\s*//(?!/)\s*(.*)$", line)
        if alone and not NO_WORDS.match(alone.group(2).strip()):
            indent, words = alone.groups()
            if not words.strip():
                out.append(indent + "///")
                before = "blank"
            elif re.match(r" {3}", words) and before in ("blank", "code"):
                out.append(f"{indent}///     {words.strip() if before == 'blank' else words[3:]}")
                before = "code"
            else:
                out.append(f"{indent}/// {escaped(words.strip())}")
                before = "words"
            continue
        if before is None and line == "" and out and out[-1].startswith("#define "):
            out.append("/// @file")
            before = "blank"
            continue
        before = "" if before is not None else None
        if alone or (beside and NO_WORDS.match(beside.group(2))):
            out.append(beside.group(1) if beside else "")
        elif beside and '"' not in beside.group(1) and not beside.group(1).startswith("#"):
            out.append(f"{beside.group(1)}  ///< {escaped(beside.group(2))}")
        else:
            out.append(line)
    sys.stdout.write("\n".join(out))


main()
