"""What the tests of what goes on paper share: cables, releases of them, and all that a PDF holds."""

import os
import re
import subprocess

# Of what is withheld from the public or masked, in any case.
CANARIES = ["zorvane", "merrowby", "quillmark", "771193", "mirrorglass"]
LONG = ("Zorvane Quillmark carried the mirrorglass ledger, number 771193, to the harbour office in the night, and said that "
        "Quillmark would speak again. ") * 9
SHORT = "Quillmark came."


def cable(withheld=LONG, clerk="Zorvane Merrowby", extra=""):
    return f"""UNCLAS KALVOR 000123

SIPDIS

E.O. 13526: N/A

TAGS: PREL, PGOV

SUBJECT: LIGHTHOUSE LAW MOVES AHEAD

1. (U) SUMMARY: The lighthouse law passed on February 27 with 61 votes against 40. END SUMMARY.

2. (U) {withheld}

BACKGROUND
----------

3. (U) Questions go to {clerk}, whom the office has named, or to the desk.

4. (U) {withheld}

5. (U) Newspapers covered the vote.{extra}

WREN

NNNN
"""


# By patterns alone, so that what is withheld may be of any length.
POLICY = r"""schema = "markings/policy/1"
name = "paper-test"
version = "1.0.0"
no_code = "mark"
[vocabulary]
extends = "state"
[audiences]
public = { title = "Public", clears = "U" }
[exemptions]
"(b)(3)" = { title = "Exempted by a statute", needs = "statute" }
"(b)(5)" = { title = "Deliberative and privileged" }
"(b)(6)" = { title = "Personal privacy" }
[[rule]]
id = "unclassified"
release = ["public"]
when = { at_most = "U" }
reason = "Unclassified."
[[rule]]
id = "source"
withhold = ["public"]
when = { text = 'Quillmark' }
code = ["(b)(5)", "(b)(6)"]
reason = "A source asked for protection."
[[rule]]
id = "clerk"
mask = ["public"]
pattern = 'Questions go to (.*?), whom'
as = "name"
code = ["(b)(3)"]
statute = "INA 222(f), 8 U.S.C. 1202(f)"
reason = "A visa file names him."
"""


class Office:
    """A folder with a policy and a key, in which cables are released."""

    def __init__(self, markings, folder):
        self.markings, self.folder = markings, folder
        self.environment = dict(os.environ, SOURCE_DATE_EPOCH="1767225600", NO_COLOR="1")
        self.write("policy.toml", POLICY)
        self.run("keygen", "--no-passphrase", "--out", "office")
        self.count = 0

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def write(self, name, text):
        with open(self.path(name), "w") as handle:
            handle.write(text)

    def run(self, *arguments, code=0, **more):
        done = subprocess.run([self.markings, *arguments], capture_output=True, text=True,
                              **{"cwd": self.folder, "env": self.environment, **more})
        if done.returncode != code:
            raise AssertionError(f"{arguments}: exit {done.returncode}, not {code}: {done.stderr}{done.stdout}")
        return done

    def release(self, text, *options, code=0, stem="cable", **more):
        """Releases a cable into a new folder, which it gives."""
        self.count += 1
        out = f"out{self.count}"
        os.makedirs(self.path(out))
        self.write(f"{stem}.txt", text)
        self.last = self.run("release", self.path(f"{stem}.txt"), "--policy", self.path("policy.toml"), "--audience", "public",
                             "--out", self.path(out), "--sign-key", self.path("office.key"), *options, code=code, **more)
        return self.path(out)


def read(*path):
    with open(os.path.join(*path), "rb") as handle:
        return handle.read()


def tool(*command):
    return subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8")


def words(text):
    """Words, with what a line's end does to them undone."""
    return re.sub(r"\s+", "", text)


def structure(pdf):
    """The elements of a tagged PDF in reading order: (tag, text)."""
    found = []
    for line in tool("pdfinfo", "-struct-text", pdf).splitlines():
        text = re.fullmatch(r'\s*"(.*)"', line)
        if text:
            found[-1][1] += text.group(1)
        elif line.strip():
            found.append([line.split()[0], ""])
    return [tuple(one) for one in found]


def everything_in(pdf):
    """Each form in which a text may be in a PDF: as extracted, in the raw file, in the streams, in strings of UTF-16."""
    plain = subprocess.run(["qpdf", "--qdf", "--object-streams=disable", pdf, "-"], capture_output=True, check=True).stdout
    strings = b""
    for hexadecimal in re.findall(rb"<([0-9a-fA-F\s]+)>", plain):
        digits = re.sub(rb"\s", b"", hexadecimal)
        if len(digits) % 2 == 0:
            strings += bytes.fromhex(digits.decode()) + b"\n"
    texts = [tool("pdftotext", pdf, "-"), tool("pdftotext", "-raw", pdf, "-"), tool("pdfinfo", "-struct-text", pdf),
             tool("pdfinfo", pdf)]
    for raw in (read(pdf), plain, strings):
        texts += [raw.decode("latin-1"), raw.decode("utf-16-be", "replace"), raw[1:].decode("utf-16-be", "replace")]
    return texts


def require(held, message):
    if not held:
        raise AssertionError(message)
