"""Runs a command on a terminal of its own and answers what it asks there.

Usage: with_terminal.py ANSWERS COMMAND...: for each question, a text that ends in `: `, the next line of the file ANSWERS.
Exits with the command's code, or with 1 when it asked more or fewer questions than there are answers.
"""

import os
import pty
import re
import sys
import time


def main():
    with open(sys.argv[1]) as handle:
        answers = handle.read().splitlines()
    child, terminal = pty.fork()
    if child == 0:
        os.execvp(sys.argv[2], sys.argv[2:])
    said, asked = "", 0
    while True:
        try:
            piece = os.read(terminal, 4096)
        except OSError:  # how the end of a terminal is told
            piece = b""
        if not piece:
            break
        said += piece.decode(errors="replace")
        plain = re.sub(r"\x1b\[[0-9;]*[A-Za-z]", "", said)
        if plain.endswith(": "):
            if asked < len(answers):
                time.sleep(0.1)  # the echo may be turned off after the question
                os.write(terminal, answers[asked].encode() + b"\n")
            else:
                os.write(terminal, b"\x03")
            asked += 1
            said = ""
        print(piece.decode(errors="replace"), end="")
    _, status = os.waitpid(child, 0)
    if asked != len(answers):
        print(f"{asked} questions, {len(answers)} answers", file=sys.stderr)
        sys.exit(1)
    sys.exit(os.waitstatus_to_exitcode(status))


main()
