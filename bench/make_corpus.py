"""A corpus of synthetic cables: FILES files of about 3 KB, or BYTES, in folders of a thousand, the same for the same seed.

Usage: make_corpus.py FOLDER [FILES [SEED [BYTES]]]
One line in a hundred holds a character that is not ASCII, one file in fifty something that corpus-public.toml looks for.
"""

import pathlib
import random
import sys

WORDS = ("harbour dues lighthouse ministry vote committee budget season fishing fleet storm repair schedule office weekly "
         "report meeting minister deputy council region northern southern ferry terminal traffic permit review draft law "
         "passed members spoke about plans for the next year and costs rose by four per cent over last spring while "
         "talks on customs went on without result the embassy will follow events closely").split()
POSTS = ("KALVOR", "VELMORA", "ORSINE", "TALLBY")
FINDS = ("Write to press.{n}@ministry.example.", "Dial +999 55 1234 567.", "The annex is not for public release.",
         "Source (strictly protect) agreed.", "SSN 532-41-{n:04d}.", "A close-hold draft.")


def sentence(rng):
    words = [rng.choice(WORDS) for _ in range(rng.randint(8, 22))]
    text = " ".join(words)
    return text[0].upper() + text[1:] + "."


def cable(rng, number, least=2700):
    lines = [f"UNCLAS {rng.choice(POSTS)} {number % 1000000:06d}", "", "SIPDIS", "", "E.O. 13526: N/A", "TAGS: PREL, PGOV",
             f"SUBJECT: (U) {' '.join(rng.choice(WORDS) for _ in range(5)).upper()}", ""]
    size, paragraph = 0, 0
    found = rng.randrange(50) == 0
    while size < least:
        paragraph += 1
        text = f"{paragraph}. (U) " + " ".join(sentence(rng) for _ in range(rng.randint(2, 5) if least >= 2000 else 1))
        if found and paragraph == (3 if least >= 2000 else 1):
            text += " " + rng.choice(FINDS).format(n=rng.randrange(10000))
        line = ""
        for word in text.split(" "):
            if len(line) + len(word) > 68:
                if rng.randrange(100) == 0:
                    line += " caf\u00e9"
                lines.append(line)
                line = ""
            line += (" " if line else "") + word
        lines += [line, ""]
        size += len(text)
    return "\n".join(lines + ["NNNN", ""])


def main():
    folder = pathlib.Path(sys.argv[1])
    files = int(sys.argv[2]) if len(sys.argv) > 2 else 27000
    rng = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    # (A few thousand texts, each with a number of its own: a million would take half an hour.)
    least = int(sys.argv[4]) * 9 // 10 if len(sys.argv) > 4 else 2700
    texts = [cable(rng, n, least) for n in range(min(files, 5000))]
    for n in range(files):
        if n % 1000 == 0:
            below = folder / f"{n // 1000:04d}"
            below.mkdir(parents=True, exist_ok=True)
        (below / f"cable{n:07d}.txt").write_text(texts[n % len(texts)].replace(" 00", f" {n % 100:02d}", 1), encoding="utf-8")


main()
