"""Runs the hook of .pre-commit-hooks.yaml the way pre-commit does, in a repository of its own.

    hook_test.py MARKINGS SOURCE

pre-commit runs a hook of `language: system` from the root of the repository: the entry split as a shell splits words,
then its args, then no names where pass_filenames is false, without standard input; a hook has passed when it exits 0.
It hands on the variables that git set, GIT_INDEX_FILE among them: `git commit -a` and `git commit FILE` make an index
of their own. Git's own hooks run with the working tree as it is, which is the harder case, so the tree is not stashed
away here.
"""

import os
import pathlib
import shlex
import subprocess
import sys
import tempfile

import yaml

GOOD = "UNCLAS KALVOR 000123\n\nSUBJECT: PILOTS\n\n1. (U) The pilots met twice.\n"
BAD = GOOD.replace("(U)", "(C)")  # above its class line


class Repository:
    def __init__(self, root, program, hook):
        self.root, self.hook = root, hook
        path = root.parent / "bin"
        path.mkdir()
        (path / "markings").symlink_to(program)
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        self.environment |= {"PATH": f"{path}:{os.environ['PATH']}", "PRE_COMMIT": "1", "HOME": str(root.parent),
                             "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        self.git("init", "--quiet", "--initial-branch=main")
        self.git("config", "user.name", "A. Roe")
        self.git("config", "user.email", "roe@post.example")

    def git(self, *arguments, check=True):
        return subprocess.run(["git", *arguments], cwd=self.root, env=self.environment, check=check, capture_output=True)

    def install(self):
        """The hook as git runs it, with the variables that git sets."""
        hook = self.root / ".git/hooks/pre-commit"
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(f"#!/bin/sh\nexec {self.hook['entry']}\n")
        hook.chmod(0o755)

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def run(self):
        command = [*shlex.split(self.hook["entry"]), *self.hook.get("args", [])]
        return subprocess.run(command, cwd=self.root, env=self.environment, input=b"", capture_output=True)


def expect(repository, code, what, holds="", lacks=""):
    done = repository.run()
    said = (done.stdout + done.stderr).decode()
    if done.returncode != code or holds not in said or (lacks and lacks in said):
        sys.exit(f"{what}: exit {done.returncode}, not {code}; or not {holds!r}; or {lacks!r}\n{said}")
    if "The pilots met" in said:
        sys.exit(f"{what}: text of a file is printed\n{said}")


def hooks(source):
    """The hooks by their id, with what pre-commit asks of each."""
    found = {hook["id"]: hook for hook in yaml.safe_load((source / ".pre-commit-hooks.yaml").read_text())}
    stages = {"commit-msg", "manual", "post-checkout", "post-commit", "post-merge", "post-rewrite", "pre-commit",
              "pre-merge-commit", "pre-push", "pre-rebase", "prepare-commit-msg"}
    for name, hook in found.items():
        if not {"name", "entry", "language"} <= hook.keys() or not set(hook["stages"]) <= stages:
            sys.exit(f"{name}: pre-commit would refuse it")
        if hook["language"] != "system" or hook["pass_filenames"] is not False or not hook["require_serial"]:
            sys.exit(f"{name}: it would be run in parts, or on names of the tree")
    return found


def main():
    program, source = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
    hook = hooks(source)["markings"]
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder) / "work tree"
        root.mkdir()
        repository = Repository(root, program, hook)
        repository.write("cables/a.txt", GOOD)
        repository.git("add", ".")
        expect(repository, 0, "the first commit, of a good cable")
        repository.git("commit", "--quiet", "--message=one")

        repository.write("cables/b b.txt", BAD)
        expect(repository, 0, "a bad file that is not staged", lacks="b b.txt")
        repository.git("add", ".")
        expect(repository, 1, "a bad file that is staged", holds="cables/b b.txt:")
        repository.write("cables/b b.txt", GOOD)
        expect(repository, 1, "mended in the tree, bad in the index", holds="cables/b b.txt:")
        repository.git("add", ".")
        repository.write("cables/b b.txt", BAD)
        expect(repository, 0, "mended in the index, bad in the tree", lacks="b b.txt")
        (root / "cables/b b.txt").unlink()
        expect(repository, 0, "mended in the index, gone from the tree", lacks="b b.txt")
        repository.git("commit", "--quiet", "--message=two")
        repository.git("rm", "--quiet", "--cached", "cables/b b.txt")
        expect(repository, 0, "nothing but a deletion is staged")
        repository.git("commit", "--quiet", "--message=three")

        repository.install()
        repository.write("cables/a.txt", BAD)
        if repository.git("commit", "--all", "--message=four", check=False).returncode == 0:
            sys.exit("git commit --all: the index of that commit was not read")
        repository.git("add", "cables/a.txt")
        repository.write("cables/c.txt", GOOD)
        repository.git("add", "--intent-to-add", "cables/c.txt")
        if repository.git("commit", "--message=four", "--", "cables/c.txt", check=False).returncode != 0:
            sys.exit("git commit FILE: another index than that of the commit was read")
    print("the hook checks what is staged")


main()
