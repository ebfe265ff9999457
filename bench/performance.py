"""Time of checking a corpus against its size: the table and the chart of docs/performance.md.

Usage: performance.py MARKINGS FOLDER [RUNS [FILES...]]

FOLDER is where the corpora are made (make_corpus.py), unless they are there. Each command runs RUNS times (5), in turns with
the others; the least wall time counts, since other work on the machine only adds to it. Reading is a search for one string
that no file has: on two cores it is faster than cat. Writes docs/performance.svg, and the
table between the marks in docs/performance.md. Needs ripgrep.
"""

import math
import os
import pathlib
import re
import resource
import subprocess
import sys
import time
import tomllib

HERE = pathlib.Path(__file__).resolve().parent
DOCS = HERE.parent / "docs"
POLICY = HERE.parent / "policies" / "corpus-public.toml"
COLOURS = {"reading the files": "#7f7f7f", "rg, the same 20 patterns": "#1f77b4", "markings check": "#d62728",
           "markings check, known by its cache": "#2ca02c"}


def run(command, folder):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begin = time.perf_counter()
    result = subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL)
    wall = time.perf_counter() - begin
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if result.returncode not in (0, 1):
        sys.exit(f"exit {result.returncode}: {command}")
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure(markings, folder, runs, patterns, work):
    check = [markings, "check", "--policy", str(POLICY), "--fail-on", "never", "--format", f"json={work}/json", "--force", "."]
    cache = work / "cache"
    cache.unlink(missing_ok=True)
    known = check[:-1] + ["--cache", str(cache), "."]
    time.sleep(2.5)  # (files that have just been made are not trusted)
    commands = {"reading the files": ["rg", "--no-unicode", "--hidden", "-c", "-F", "zqzqzqzq", "."],
                "rg, the same 20 patterns": ["rg", "--no-unicode", "--hidden", "-c", "-f", str(patterns), "."],
                "markings check": check, "markings check, known by its cache": known}
    for command in commands.values():
        run(command, folder)
    best = {}
    for _ in range(runs):
        for name, command in commands.items():
            wall, cpu = run(command, folder)
            old = best.get(name, (math.inf, math.inf))
            best[name] = (min(old[0], wall), min(old[1], cpu))
    return best


def chart(figures):
    sizes = sorted(figures)
    times = [wall for best in figures.values() for wall, _ in best.values()]
    low, high = math.floor(math.log10(min(times))), math.ceil(math.log10(max(times)))
    left, top, width, height = 70, 20, 560, 300
    x_of = lambda files: left + width * math.log(files / sizes[0]) / math.log(sizes[-1] / sizes[0])
    y_of = lambda wall: top + height * (high - math.log10(wall)) / (high - low)
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + width + 30}" height="{top + height + 150}" '
           'font-family="sans-serif" font-size="13" role="img" aria-label="Time of a check against the number of files">',
           '<rect width="100%" height="100%" fill="white"/>']
    for power in range(low, high + 1):
        y = y_of(10 ** power)
        out.append(f'<line x1="{left}" y1="{y:.1f}" x2="{left + width}" y2="{y:.1f}" stroke="#ddd"/>'
                   f'<text x="{left - 8}" y="{y + 4:.1f}" text-anchor="end">{10 ** power:g} s</text>')
    for files in sizes:
        x = x_of(files)
        out.append(f'<line x1="{x:.1f}" y1="{top}" x2="{x:.1f}" y2="{top + height}" stroke="#eee"/>'
                   f'<text x="{x:.1f}" y="{top + height + 20}" text-anchor="middle">{files:,}</text>')
    out.append(f'<text x="{left + width / 2}" y="{top + height + 42}" text-anchor="middle">files of 3 KB</text>')
    for i, (name, colour) in enumerate(COLOURS.items()):
        points = [(x_of(files), y_of(figures[files][name][0])) for files in sizes]
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        out.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        out += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in points]
        y = top + height + 66 + 20 * i
        out.append(f'<line x1="{left}" y1="{y - 4}" x2="{left + 30}" y2="{y - 4}" stroke="{colour}" stroke-width="2"/>'
                   f'<text x="{left + 38}" y="{y}">{name}</text>')
    return "\n".join(out + ["</svg>", ""])


def table(figures):
    lines = ["| files | reading | `rg` | `markings check` | of `rg` | of reading | CPU time, of `rg` | known by its cache |", "|---|---|---|---|---|---|---|---|"]
    for files in sorted(figures):
        read, rg, check, known = (figures[files][name] for name in COLOURS)
        lines.append(f"| {files:,} | {read[0]:.3f} s | {rg[0]:.3f} s | {check[0]:.3f} s | {check[0] / rg[0]:.2f} | {check[0] / read[0]:.2f} "
                     f"| {check[1] / rg[1]:.2f} | {known[0]:.3f} s |")
    return "\n".join(lines)


def main():
    markings, folder = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
    runs = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    sizes = [int(files) for files in sys.argv[4:]] or [1000, 3000, 10000, 27000, 100000]
    folder.mkdir(parents=True, exist_ok=True)
    patterns = folder / "patterns"
    patterns.write_text("\n".join(rule["text"] for rule in tomllib.loads(POLICY.read_text())["corpus"]) + "\n")
    figures = {}
    for files in sizes:
        corpus = folder / f"{files}"
        if not corpus.is_dir():
            subprocess.run([sys.executable, HERE / "make_corpus.py", corpus, str(files)], check=True)
        figures[files] = measure(markings, corpus, runs, patterns, folder)
    print(table(figures))
    (DOCS / "performance.svg").write_text(chart(figures))
    page = DOCS / "performance.md"
    marked = re.compile(r"(<!-- figures -->\n\n).*(<!-- end of figures -->)", re.S)
    page.write_text(marked.sub(lambda found: found[1] + table(figures) + "\n" + found[2], page.read_text()))


main()
