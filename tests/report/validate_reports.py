"""Holds reports to the standards and programs that read them: SARIF, JUnit XML, our own JSON.

    validate_reports.py SAMPLES SOURCE      SAMPLES: the program that writes sample reports into a folder
"""

import gzip
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import urllib.parse
import xml.etree.ElementTree as xml

import jsonschema

faults = []


def expect(good, place, what):
    if not good:
        faults.append(f"{place}: {what}")


def check_json(path, validator):
    document = json.loads(path.read_bytes())
    for error in validator.iter_errors(document):
        expect(False, path.name, f"{list(error.absolute_path)}: {error.message[:200]}")


def check_sarif(path, validator):
    """The standard's schema, and what GitHub asks for beyond it."""
    raw = path.read_bytes()
    document = json.loads(raw)
    for error in validator.iter_errors(document):
        expect(False, path.name, f"{list(error.absolute_path)}: {error.message[:200]}")
    (run,) = document["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    expect(not any("name" in rule for rule in run["tool"]["driver"]["rules"]), path.name, "a name that is the id")
    expect(len(rules) == len(set(rules)), path.name, "a rule stands twice")
    expect(len(run["results"]) <= 25000, path.name, "more results than GitHub takes")
    expect(len(gzip.compress(raw)) < 10 * 2**20, path.name, "more bytes than GitHub takes")
    notices = {notice["id"] for notice in run["tool"]["driver"]["notifications"]}
    for notice in run["invocations"][0]["toolExecutionNotifications"]:
        expect(notice["descriptor"]["id"] in notices, path.name, "a notification that the tool does not have")
    for result in run["results"]:
        expect(rules[result["ruleIndex"]] == result["ruleId"], path.name, "a rule's index is another's")
        place = result["locations"][0]["physicalLocation"]
        uri = place["artifactLocation"]["uri"]
        parts = urllib.parse.urlsplit(uri)
        expect(not parts.scheme and not parts.netloc and not parts.query and not parts.fragment, path.name,
               f"no plain relative reference: {uri}")
        expect(place["artifactLocation"]["uriBaseId"] in run["originalUriBaseIds"] and not uri.startswith("/"), path.name,
               f"not relative to a base: {uri}")
        expect(re.fullmatch(r"(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})*", uri), path.name, f"not encoded: {uri}")
        region = place["region"]
        # SARIF 3.30.4: bytes and characters are the same region, so bytes never stand beside a line alone.
        expect(("byteOffset" in region) == ("startColumn" in region), path.name, f"two regions: {region}")
        expect("snippet" not in region and "contextRegion" not in place, path.name, "text of a file")
    return len(raw), len(gzip.compress(raw))


def check_junit(path):
    """XML whose counts agree, with the elements and attributes that GitLab and Jenkins read."""
    root = xml.parse(path).getroot()  # (also refuses each character that XML 1.0 forbids)
    expect(root.tag == "testsuites", path.name, "the root is no testsuites")
    totals = dict.fromkeys(("tests", "failures", "errors", "skipped"), 0)
    for suite in root:
        expect(suite.tag == "testsuite" and len(suite) > 0, path.name, "a suite without a case")
        names = [(case.get("classname"), case.get("name")) for case in suite]
        expect(len(names) == len(set(names)), path.name, f"GitLab would drop a case of {suite.get('name')!r}")
        expect(all(case.get("classname") == suite.get("name") == case.get("file") for case in suite), path.name,
               "a case of another file")
        inner = [child.tag for case in suite for child in case]
        expect(set(inner) <= {"failure", "error", "skipped", "system-out"}, path.name, f"unknown elements: {inner}")
        expect(all(len(case) <= 1 for case in suite), path.name, "a case with two ends")
        counts = {"tests": len(suite), "failures": inner.count("failure"), "errors": inner.count("error"),
                  "skipped": inner.count("skipped")}
        for name, count in counts.items():
            expect(suite.get(name) == str(count), path.name, f"{name} of {suite.get('name')!r} is not {count}")
            totals[name] += count
    for name, count in totals.items():
        expect(root.get(name) == str(count), path.name, f"{name} in all is not {count}")


def main():
    samples, source = sys.argv[1], pathlib.Path(sys.argv[2])
    sarif = jsonschema.Draft202012Validator(
        json.loads((source / "tests/report/sarif-schema-2.1.0.json").read_bytes()))
    check = jsonschema.Draft202012Validator(json.loads((source / "docs/schema/check-1.schema.json").read_bytes()))
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([samples, folder], check=True)
        paths = sorted(pathlib.Path(folder).iterdir())
        for path in paths:
            if path.suffix == ".json":
                check_json(path, check)
            elif path.suffix == ".sarif":
                size = check_sarif(path, sarif)
                if path.stem == "large":
                    print(f"30,000 findings: {size[0]} bytes of SARIF, {size[1]} compressed")
            elif path.suffix == ".xml":
                check_junit(path)
    print("\n".join(faults[:20]) or f"{len(paths)} reports are as their readers want them")
    sys.exit(1 if faults or len(paths) < 12 else 0)


main()
