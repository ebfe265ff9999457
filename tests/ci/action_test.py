"""Runs the steps of action.yml as GitHub's runner does, with bash, and the job of the GitLab template.

    action_test.py SOURCE

The program is one of this test: it keeps its arguments and writes what it is told to, so that what is tested is the
steps. (hook_test.py and the command's own tests run the real one.)
"""

import json
import os
import pathlib
import re
import stat
import subprocess
import sys
import tempfile

import yaml

PROGRAM = '''#!/usr/bin/python3
import json, os, sys
state = json.load(open(os.environ["FAKE"]))
if sys.argv[1:] == ["--version"]:
    print("markings 1.2.3")
    sys.exit(0)
with open(os.environ["FAKE"] + ".log", "a") as log:
    log.write(json.dumps(sys.argv[1:]) + "\\n")
if sys.argv[1:3] == ["policy", "test"]:
    sys.exit(state["policy"])
if state["code"] < 2:
    for one in sys.argv:
        name, _, path = one.partition("=")
        if path and name in ("json", "sarif", "junit", "markdown"):
            open(path, "w").write(state["json"] if name == "json" else name + " of " + path + "\\n")
sys.exit(state["code"])
'''
RESULT = '''{
  "schema": "markings/check/1",
  "findings": [{"message": "\\"errors\\": 100"}],
  "summary": {
    "files": 5,
    "errors": 3,
    "warnings": 20,
    "notes": 1,
    "suppressed": 7
  }
}
'''


def fail(what):
    sys.exit(f"action_test: {what}")


class Runner:
    """One run of the action with inputs, and what its outputs are then."""

    def __init__(self, source, folder):
        self.action = yaml.safe_load((source / "action.yml").read_text())
        self.folder = pathlib.Path(folder)
        program = self.folder / "bin" / "markings"
        program.parent.mkdir()
        program.write_text(PROGRAM)
        program.chmod(program.stat().st_mode | stat.S_IXUSR)

    def environment(self, code, policy):
        fake = self.folder / "fake.json"
        fake.write_text(json.dumps({"code": code, "policy": policy, "json": RESULT}))
        self.log = pathlib.Path(f"{fake}.log")
        self.log.write_text("")
        files = {}
        for name in ("GITHUB_OUTPUT", "GITHUB_PATH", "GITHUB_STEP_SUMMARY"):
            files[name] = str(self.folder / name)
            pathlib.Path(files[name]).write_text("")
        return {"PATH": f"{self.folder / 'bin'}:/usr/bin:/bin", "HOME": str(self.folder), "FAKE": str(fake),
                "RUNNER_TEMP": str(self.folder), "GITHUB_ACTIONS": "true", **files}

    def run(self, inputs, code=0, policy=0):
        """Exit codes by step, outputs of the action, and what the program was called with."""
        given = {name: one.get("default", "") for name, one in self.action["inputs"].items()} | inputs
        base = self.environment(code, policy)
        codes = {}
        for step in self.action["runs"]["steps"]:
            if not self.holds(step.get("if", "success()"), given, codes):
                continue
            own = {name: self.expand(value, given) for name, value in step["env"].items()}
            # The runner's own call of `shell: bash`.
            done = subprocess.run(["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]],
                                  env=base | own, cwd=self.folder, capture_output=True, text=True)
            codes[step["id"]] = done.returncode
            self.said = done.stdout + done.stderr
        outputs = dict(line.split("=", 1) for line in pathlib.Path(base["GITHUB_OUTPUT"]).read_text().splitlines())
        self.summary = pathlib.Path(base["GITHUB_STEP_SUMMARY"]).read_text()
        return codes, outputs, [json.loads(line) for line in self.log.read_text().splitlines()]

    def expand(self, value, inputs):
        def one(match):
            room, name = match.group(1).split(".")
            return inputs[name] if room == "inputs" else "/nowhere"
        return re.sub(r"\$\{\{ (\S+) \}\}", one, value)

    @staticmethod
    def holds(condition, inputs, codes):
        ran_well = all(code == 0 for code in codes.values())
        known = {
            "success()": ran_well,
            "${{ inputs.policy != '' }}": ran_well and inputs["policy"] != "",
            "${{ !cancelled() && steps.program.outcome == 'success' }}": codes.get("program") == 0,
        }
        if condition not in known:
            fail(f"this test does not know the condition {condition}")
        return known[condition]


def equal(got, wanted, what):
    if got != wanted:
        fail(f"{what}: {got!r}, not {wanted!r}")


def test_shape(action):
    equal(sorted(action["outputs"]), ["exit-code", "findings", "sarif-path"], "outputs")
    equal(action["runs"]["using"], "composite", "using")
    for step in action["runs"]["steps"]:
        equal(step["shell"], "bash", "shell")
        # What comes from outside reaches a script in its environment only: as text of the script it would be run.
        if "${{" in step["run"]:
            fail(f"an expression in the script of {step['id']}")
    text = json.dumps(action)
    for word in ("token", "secrets.", "latest"):
        if word in text.replace("Needs no token", ""):
            fail(f"{word} in action.yml")


def test_runs(runner):
    codes, outputs, calls = runner.run({}, code=1)
    equal(codes, {"program": 0, "check": 1}, "exit codes")
    equal(outputs["findings"], "24", "findings")
    equal(outputs["exit-code"], "1", "exit-code")
    equal(pathlib.Path(outputs["sarif-path"]).read_text()[:9], "sarif of ", "SARIF")
    if not runner.summary.startswith("markdown of "):
        fail("no summary")
    folder = os.path.dirname(outputs["sarif-path"])
    equal(calls, [["check", "--fail-on", "error", "--format", f"json={folder}/markings.json", "--format",
                   f"markdown={folder}/summary.md", "--format", "github", "--format", f"sarif={folder}/markings.sarif",
                   "--", "."]], "arguments")

    # Two runs in one job do not meet.
    _, again, _ = runner.run({}, code=0)
    if again["sarif-path"] == outputs["sarif-path"]:
        fail("two runs write one file")
    equal(again["exit-code"], "0", "exit-code")

    hostile = "a b\n  \n$(touch injected);`touch injected`\n--output\n"
    codes, outputs, calls = runner.run({"path": hostile, "format": "text, junit", "baseline": "b l.jsonl",
                                        "policy": "p $x.toml", "fail-on": "never", "version": "1.2.3"})
    equal(codes, {"program": 0, "policy": 0, "check": 0}, "exit codes")
    equal(calls[0], ["policy", "test", "p $x.toml"], "the policy's tests")
    equal(calls[1][1:3], ["--fail-on", "never"], "fail-on")
    equal(calls[1][-8:], ["--policy", "p $x.toml", "--baseline", "b l.jsonl", "--", "a b",
                          "$(touch injected);`touch injected`", "--output"], "arguments")
    equal(outputs["sarif-path"], "", "no SARIF was asked for")
    if (runner.folder / "injected").exists():
        fail("an input was run")


def test_failures(runner):
    codes, outputs, _ = runner.run({}, code=2)
    equal((codes["check"], outputs), (2, {"findings": "", "sarif-path": "", "exit-code": "2"}), "unusable input")
    codes, _, calls = runner.run({"version": "1.2.4"})
    equal((codes, calls), ({"program": 2}, []), "another version")
    codes, _, _ = runner.run({"sha256": "0" * 64})
    equal(codes, {"program": 2}, "another program")
    digest = subprocess.run(["sha256sum", runner.folder / "bin" / "markings"], capture_output=True, text=True).stdout
    codes, _, _ = runner.run({"sha256": digest.split()[0]})
    equal(codes, {"program": 0, "check": 0}, "the program of that digest")
    codes, _, calls = runner.run({"format": "sarif,xml"})
    equal((codes, calls), ({"program": 0, "check": 2}, []), "an output that there is not")
    codes, outputs, calls = runner.run({"policy": "p.toml"}, policy=1)
    equal(codes, {"program": 0, "policy": 1, "check": 0}, "a policy whose tests fail")


def test_diff_base(runner):
    """A checkout of depth 1, whose history does not hold the base."""
    git = ["git", "-c", "user.name=A. Roe", "-c", "user.email=roe@post.example", "-c", "protocol.file.allow=always"]
    origin = runner.folder / "origin"
    steps = [["init", "-q", "-b", "main", str(origin)], ["-C", str(origin), "commit", "-q", "--allow-empty", "-m", "1"],
             ["-C", str(origin), "checkout", "-q", "-b", "topic"],
             ["-C", str(origin), "commit", "-q", "--allow-empty", "-m", "2"],
             ["init", "-q", str(runner.folder)], ["-C", str(runner.folder), "remote", "add", "origin", f"file://{origin}"],
             ["-C", str(runner.folder), "fetch", "-q", "--depth=1", "origin", "topic"]]
    for step in steps:
        subprocess.run([*git, *step], check=True, capture_output=True)
    codes, _, calls = runner.run({"diff-base": "main"})
    equal(codes, {"program": 0, "check": 0}, f"exit codes ({runner.said})")
    equal(calls[0][-5:], ["--since", "FETCH_HEAD", "--allow-empty", "--", "."], "arguments")
    for wrong in ("absent", "--upload-pack=touch injected"):
        codes, _, calls = runner.run({"diff-base": wrong})
        if codes["check"] == 0 or calls or (runner.folder / "injected").exists():
            fail(f"a base {wrong} is taken")


def test_gitlab(source, runner):
    head, job = yaml.safe_load_all((source / "templates/markings.yml").read_text())
    inputs = head["spec"]["inputs"]
    job = job["markings"]
    for line in job["script"]:
        if "$[[" in line:
            fail("an input in the text of the script")
    given = {name: str(one.get("default", "registry.example/markings")) for name, one in inputs.items()}
    given |= {"path": "a b;touch injected", "policy": "p q.toml", "baseline": "b.jsonl"}
    variables = {name: re.sub(r"\$\[\[ inputs\.(\w+) \]\]", lambda match: given[match.group(1)], value)
                 for name, value in job["variables"].items()}
    for code in (0, 1, 2):
        base = runner.environment(code, 0)
        shard = {"CI_NODE_INDEX": "2", "CI_NODE_TOTAL": "3"} if code else {"CI_NODE_TOTAL": "1"}
        done = subprocess.run(["sh", "-e", "-c", "\n".join(job["script"])], env=base | variables | shard,
                              cwd=runner.folder, capture_output=True)
        equal(done.returncode, code, "the job's exit code")
        calls = [json.loads(line) for line in runner.log.read_text().splitlines()]
        equal(calls[0], ["policy", "test", "p q.toml"], "the policy's tests")
        equal(calls[1], ["check", "--fail-on", "error", "--format", "text", "--format", "junit=markings.xml", "--format",
                         "sarif=markings.sarif", "--format", "json=markings.json", "--policy", "p q.toml", "--baseline",
                         "b.jsonl", *(["--shard", "2/3", "--allow-empty"] if code else []), "--",
                         "a b;touch injected"], "arguments")
    written = {job["artifacts"]["reports"]["junit"], *job["artifacts"]["paths"]}
    if not all((runner.folder / name).exists() for name in written):
        fail(f"an artifact that the job does not write, of {written}")
    if (runner.folder / "injected").exists():
        fail("an input was run")


def main():
    source = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as folder:
        runner = Runner(source, folder)
        test_shape(runner.action)
        test_runs(runner)
        test_failures(runner)
        test_diff_base(runner)
        test_gitlab(source, runner)
    print("the action and the template do what they say")


main()
