#!/usr/bin/env python3
"""`markings check` over a corpus that is taken apart while it is read: that the run ends, what it finds, and its peak memory.

Usage: faults.py MARKINGS [FOLDER]
Environment: MARKINGS_FILES, how many files (3000); MARKINGS_BYTES, of what size about (3000, or 300).
FOLDER is made by make_corpus.py unless it is there, and spoilt; without one a temporary folder is used.

One file in fifty is removed, becomes a folder, a link, a pipe, another text, bytes that are no text, loses its permissions
(where that counts: not for root) or grows. The check is stopped for each batch of that, so that it meets files before and after
their change and between listing and reading, on a machine of any speed. What is compared: a run before (A), the run meanwhile
(B), one after (C). Files that were left alone have the same findings in all three; of the others B says what A or C says, or
that they are gone or cannot be read. A file that cannot be read makes exit code 3 where that is asked for, and nowhere else.
"""

import collections
import json
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time

SOURCE = pathlib.Path(__file__).resolve().parent.parent
POLICY = SOURCE / "policies" / "corpus-public.toml"
MOST_MIB = 200
KINDS = ["remove", "folder", "link", "device", "pipe", "replace", "spoil", "forbid", "grow", "grow much"]
OTHER = "UNCLAS KALVOR 000123\n\n1. (U) Dues rose.\n\n2. Unmarked, and not for public release.\n\nNNNN\n"
MORE = "\n9. Unmarked, and not for public release.\n"
# Starts a command and says its number, then its exit code and its peak memory in KiB. (That of a child of this process would be at
# least that of this process, which holds a million names.)
STARTER = """
import os, sys
into = int(sys.argv[1])
child = os.posix_spawn(sys.argv[2], sys.argv[2:], os.environ)
os.write(into, b"%d\\n" % child)
_, status, usage = os.wait4(child, 0)
os.write(into, b"%d %d\\n" % (os.waitstatus_to_exitcode(status), usage.ru_maxrss))
"""
failures = []


def check(held, what):
    print(("ok    " if held else "FAIL  ") + what, flush=True)
    if not held:
        failures.append(what)


class Run:
    """One check of a folder; `meanwhile` is called with the process while it runs."""

    def __init__(self, markings, folder, out, *options, meanwhile=None):
        words = [markings, "check", "--policy", str(POLICY), "--root", ".", "--fail-on", "never", "--force",
                 "--format", f"json={out}", *options, "."]
        began = time.monotonic()
        reading, writing = os.pipe()
        starter = subprocess.Popen([sys.executable, "-c", STARTER, str(writing), *words], cwd=folder, pass_fds=[writing],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        os.close(writing)
        with open(reading) as told:
            process = int(told.readline())
            if meanwhile:
                meanwhile(process)
            # (Little is said there: nothing fills a pipe.)
            self.code, peak = map(int, told.readline().split())
        self.seconds = time.monotonic() - began
        self.said = starter.communicate()[1].decode()
        self.peak = peak / 1024
        result = json.loads(out.read_text())
        self.files = result["files"] if "files" in result else result["summary"]["files"]
        self.findings = collections.defaultdict(list)
        for one in result["findings"]:
            self.findings[one["file"]].append((one["code"], one["rule"], one["line"], one["column"], one["message"]))
        self.count = len(result["findings"])

    def of(self, name):
        return self.findings.get(name, [])

    def figures(self, name):
        return f"{name}: {self.files} files, {self.count} findings, peak {self.peak:.0f} MiB, {self.seconds:.1f} s"


def signal_to(process, number):
    try:
        os.kill(process, number)
        return True
    except ProcessLookupError:  # it has ended
        return False


def stopped(process):
    """Waits until it has stopped; False when it has ended instead."""
    while True:
        try:
            state = pathlib.Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return False
        if state in "TZX":
            return state == "T"
        time.sleep(0.0005)


class Faults:
    """Changes files while the check runs."""

    def __init__(self, folder, names, beside, seconds):
        self.folder, self.beside, self.pause = folder, beside, seconds / 100
        rng = random.Random(7)
        # About where the check is by then, so that some change after their folder was listed.
        chosen = rng.sample(range(len(names)), max(len(names) // 50, len(KINDS)))
        chosen = [names[at] for at in sorted(chosen, key=lambda at: at + rng.uniform(-0.02, 0.02) * len(names))]
        kinds = [kind for kind in KINDS if kind != "forbid" or os.geteuid() != 0]
        self.kind_of = {name: kinds[i % len(kinds)] for i, name in enumerate(chosen)}
        self.done_while_running = 0

    def __call__(self, process):
        names = list(self.kind_of)
        batch = max(1, len(names) // 100)
        for at in range(0, len(names), batch):
            # (Stopped, it is between any two of its steps.)
            running = signal_to(process, signal.SIGSTOP) and stopped(process)
            for name in names[at:at + batch]:
                self.change(name, self.kind_of[name])
                self.done_while_running += running
            signal_to(process, signal.SIGCONT)
            time.sleep(self.pause)

    def over(self, name, make):
        """A new thing under the name of a file, in one step."""
        new = self.beside / "new"
        make(new)
        os.replace(new, self.folder / name)

    def change(self, name, kind):
        path = self.folder / name
        if kind == "remove":
            path.unlink()
        elif kind == "folder":
            path.unlink()
            path.mkdir()
        elif kind == "link":
            self.over(name, lambda new: new.symlink_to("nowhere"))
        elif kind == "device":
            self.over(name, lambda new: new.symlink_to("/dev/zero"))
        elif kind == "pipe":
            self.over(name, os.mkfifo)
        elif kind == "replace":
            self.over(name, lambda new: new.write_text(OTHER))
        elif kind == "spoil":
            self.over(name, lambda new: new.write_bytes(bytes(range(256)) * 4))
        elif kind == "forbid":
            path.chmod(0)
        else:
            with open(path, "a") as handle:
                handle.write(MORE if kind == "grow" else MORE + "It goes on and on.\n" * 5000)


def compare(before, meanwhile, after, names, faults):
    touched = faults.kind_of
    alone = [name for name in names if name not in touched]
    check(all(before.of(name) == meanwhile.of(name) == after.of(name) for name in alone),
          f"{len(alone)} files that were left alone have the same findings in all runs")
    says = collections.Counter()
    for name, kind in touched.items():
        found, first, last = meanwhile.of(name), before.of(name), after.of(name)
        gone = len(found) == 1 and found[0][0] in ("MK0402", "MK0403")
        says[kind, "gone" if gone else "first" if found == first else "last" if found == last else "?"] += 1
    wrong = {kind: count for (kind, what), count in says.items() if what == "?"}
    check(not wrong, f"{len(touched)} that were changed have the findings of one of their states, or are named {wrong or ''}")
    said = [f"{kind} {sum(c for (k, w), c in says.items() if k == kind and w == 'gone')}" for kind in KINDS]
    print("      named as gone or unreadable: " + ", ".join(said))
    check({name for name in meanwhile.findings} <= set(names), "nothing else has findings")
    check(len(alone) <= meanwhile.files <= len(names), f"{meanwhile.files} files were checked, of {len(names)}")


def main():
    markings = os.path.abspath(sys.argv[1])
    files, size = int(os.environ.get("MARKINGS_FILES", "3000")), os.environ.get("MARKINGS_BYTES", "3000")
    with tempfile.TemporaryDirectory(prefix="markings-faults-") as work:
        folder = pathlib.Path(sys.argv[2]).resolve() if len(sys.argv) > 2 else pathlib.Path(work) / "corpus"
        # (Where files are moved from: on the same file system, so that it is one step.)
        beside = folder.parent / (folder.name + ".beside")
        beside.mkdir()
        try:
            if not folder.exists():
                subprocess.run([sys.executable, SOURCE / "bench" / "make_corpus.py", folder, str(files), "1",
                                str(size)], check=True)
            names = sorted(f"{below.name}/{one.name}" for below in os.scandir(folder) for one in os.scandir(below))
            out = pathlib.Path(work) / "out.json"
            few = Run(markings, folder / "0000", out)
            before = Run(markings, folder, out, "--unreadable", "fault")
            check(before.code == 0 and before.files == len(names), f"all {len(names)} files are checked")
            check(before.count > 0, "something is found")
            faults = Faults(folder, names, beside, before.seconds * 0.8)
            meanwhile = Run(markings, folder, out, meanwhile=faults)
            check(meanwhile.code == 0 and meanwhile.said == "", "a finding of an unreadable file is no fault unless asked for")
            check(faults.done_while_running > 0, f"{faults.done_while_running} files changed while it ran")
            after = Run(markings, folder, out, "--unreadable", "fault")
            check(after.code == 3, "with --unreadable fault it is: exit code 3")
            compare(before, meanwhile, after, names, faults)
            for run, name in ((few, "few"), (before, "A, before"), (meanwhile, "B, meanwhile"), (after, "C, after")):
                print("      " + run.figures(name))
            if b"__asan_init" not in pathlib.Path(markings).read_bytes():
                peak = max(run.peak for run in (few, before, meanwhile, after))
                check(peak <= MOST_MIB, f"peak memory {peak:.0f} MiB, at most {MOST_MIB}")
        finally:
            for one in beside.iterdir():
                one.unlink()
            beside.rmdir()
    sys.exit(1 if failures else 0)


main()
