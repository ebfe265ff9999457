"""The line that says how far a long work is, on a terminal of 60 columns: drawn in its width, erased, never among messages.

A pipe holds the check up for more than a second, so that the line is drawn whatever the machine does meanwhile.
Usage: progress_test.py MARKINGS SOURCE
"""

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import tempfile
import termios
import threading
import time

MARKINGS = os.path.abspath(sys.argv[1])
COLUMNS = 60
failures = []


def check(held, what):
    print(("ok    " if held else "FAIL  ") + what)
    if not held:
        failures.append(what)


def screen(said):
    """What stands on the terminal in the end."""
    lines, line, at = [], "", 0
    for piece in re.findall(r"\x1b\[K|\x1b\[[0-9;]*[A-Za-z]|\r|\n|[^\x1b\r\n]+", said):
        if piece == "\r":
            at = 0
        elif piece == "\n":
            lines.append(line)
            line, at = "", 0
        elif piece == "\x1b[K":
            line = line[:at]
        elif not piece.startswith("\x1b"):
            line = line[:at] + piece + line[at + len(piece):]
            at += len(piece)
    return lines + [line]


def on_terminal(words, feed, text):
    """Runs it with a terminal as standard error, and gives `text` into the pipe `feed` after a while."""
    terminal, side = pty.openpty()
    fcntl.ioctl(side, termios.TIOCSWINSZ, struct.pack("HHHH", 24, COLUMNS, 0, 0))
    environment = {name: value for name, value in os.environ.items() if name != "TERM"} | {"TERM": "xterm"}
    process = subprocess.Popen([MARKINGS, *words], stdout=subprocess.PIPE, stderr=side, env=environment)
    os.close(side)

    def give():
        with open(feed, "w") as pipe:  # waits for the reader
            time.sleep(1.3)
            pipe.write(text)

    threading.Thread(target=give, daemon=True).start()
    said = b""
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # how the end of a terminal is told
            break
        if not piece:
            break
        said += piece
    os.close(terminal)
    out = process.stdout.read().decode()
    return process.wait(timeout=300), out, said.decode()


def main():
    text = "UNCLAS KALVOR 000123\n\n1. (U) Dues rose.\n"
    with tempfile.TemporaryDirectory(prefix="markings-progress-") as work:
        os.chdir(work)
        names = [f"f{n:03d}.txt" for n in range(300)]
        for name in names:
            if name != "f150.txt":
                with open(name, "w") as handle:
                    handle.write(text)
        os.mkfifo("f150.txt")

        code, out, said = on_terminal(["check", *names, "nowhere.txt"], "f150.txt", text)
        lines = screen(said)
        check(code == 2 and out == "", "the file that is not there makes the exit code, and nothing is found")
        check("\rchecking " in said and "\r\x1b[K" in said, "a line was drawn and erased")
        check(re.search(r"\d+ of 301 files", said) or re.search(r"\rchecking \d+ files", said), "it counts files")
        drawn = re.findall(r"\r(checking [^\r\n\x1b]*)\x1b\[K", said)
        check(drawn and max(map(len, drawn)) < COLUMNS, "no drawn line is wider than the terminal")
        check(lines[0].startswith("markings: nowhere.txt: "), "the message stands on a line of its own")
        check(not any("checking" in line for line in lines), "nothing of it is left")

        code, out, said = on_terminal(["check", "--quiet", *names], "f150.txt", text)
        check(code == 0 and "checking" not in said, "a quiet run draws nothing")
        code, out, said = on_terminal(["consistency", *names], "f150.txt", text)
        check("\rreading " in said and not any("reading" in line for line in screen(said)), "of a comparison too")
        for words in (["check", *names], ["consistency", *names]):
            give = threading.Thread(target=lambda: open("f150.txt", "w").write(text), daemon=True)
            give.start()
            done = subprocess.run([MARKINGS, *words], capture_output=True, timeout=300)
            give.join()
            check(b"\r" not in done.stderr, f"{words[0]} draws nothing into a pipe")
    sys.exit(1 if failures else 0)


main()
