"""Writes what programs are made of, as SPDX 2.3 JSON: from the linker's maps, the loader and the compiler's dependency files.

usage: make_sbom.py --version V --build FOLDER --maps FOLDER --output FILE TARGET=FILE...

Each part is a Debian package with the version that was there when the programs were built. The same programs on the same system
give the same bytes: the date is SOURCE_DATE_EPOCH, else that of the newest program.
"""

import argparse
import datetime
import json
import os
import pathlib
import re
import subprocess
import uuid


def run(*command):
    environment = {**os.environ, "LC_ALL": "C"}
    return subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout


class Packages:
    """Debian packages by the files in them."""

    def __init__(self):
        self.owners = {}

    def learn(self, paths):
        """Asks for many files at once."""
        spellings = {}
        for path in paths:
            real = os.path.realpath(path)
            for form in (path, real):
                # Where /lib is a link to /usr/lib, either may stand in the list of files.
                for spelling in (form, form.removeprefix("/usr"), "/usr" + form):
                    spellings.setdefault(spelling, set()).add(path)
        answer = subprocess.run(["dpkg-query", "-S", *sorted(spellings)], capture_output=True, text=True,
                                env={**os.environ, "LC_ALL": "C"}).stdout
        for line in answer.splitlines():
            owners, _, file = line.partition(": ")
            for path in spellings.get(file, ()):
                self.owners.setdefault(path, owners.split(", ")[0].split(":")[0])

    def of(self, path):
        if path not in self.owners:
            raise SystemExit(f"make_sbom.py: no Debian package has a file named {os.path.basename(path)}: "
                             "build on a Debian system without libraries of its own")
        return self.owners[path]


def shared_libraries(program):
    """The libraries that a program names itself, and all that the loader finds for it."""
    named = set(re.findall(r"NEEDED\s+(\S+)", run("objdump", "-p", program)))
    loaded = {}
    for line in run("ldd", program).splitlines():
        found = re.match(r"\s*(\S+) => (/\S+) \(", line)
        if found:
            loaded[found.group(1)] = found.group(2)
    missing = named - set(loaded) - {"ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1"}
    if missing:
        raise SystemExit(f"make_sbom.py: not found by the loader: {sorted(missing)}")
    return {loaded[name] for name in named if name in loaded}, set(loaded.values())


def archives(map_file):
    """The archives of the system that members were linked from."""
    text = map_file.read_text(errors="replace")
    return {os.path.normpath(path) for path in re.findall(r"^(/usr/\S+\.a)\(", text, re.MULTILINE)}


def headers(build):
    """The headers of the system that were included, as ninja knows them."""
    return {os.path.normpath(line.strip()) for line in run("ninja", "-C", build, "-t", "deps").splitlines()
            if line.startswith("    /usr/include/") or line.startswith("    /usr/lib/")}


def version_of(package):
    fields = run("dpkg-query", "-W", "-f", "${Version}\\t${Architecture}\\t${source:Package}\\n", package)
    return fields.splitlines()[0].split("\t")


def main():
    parser = argparse.ArgumentParser()
    for name in ("version", "build", "maps", "output"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("programs", nargs="+")
    given = parser.parse_args()
    programs = dict(one.split("=", 1) for one in given.programs)

    links = []  # (program, kind of link, path)
    for target, program in sorted(programs.items()):
        named, loaded = shared_libraries(program)
        links += [(target, "DYNAMIC_LINK", path) for path in named]
        links += [(target, "RUNTIME_DEPENDENCY_OF", path) for path in loaded - named]
        links += [(target, "STATIC_LINK", path) for path in archives(pathlib.Path(given.maps) / f"{target}.map")]
    included = headers(given.build)
    packages = Packages()
    packages.learn(included | {path for _, _, path in links})

    root = "SPDXRef-markings"
    parts, relations = {}, set()

    def part(package):
        reference = "SPDXRef-debian-" + re.sub(r"[^A-Za-z0-9.-]", "-", package)
        if reference not in parts:
            version, architecture, source = version_of(package)
            purl = f"pkg:deb/debian/{package}@{version.replace('+', '%2B').replace(':', '%3A')}?arch={architecture}&distro=debian-12"
            parts[reference] = {
                "SPDXID": reference, "name": package, "versionInfo": version, "supplier": "Organization: Debian",
                "downloadLocation": "NOASSERTION", "filesAnalyzed": False, "licenseConcluded": "NOASSERTION",
                "licenseDeclared": "NOASSERTION", "copyrightText": "NOASSERTION",
                "sourceInfo": f"Debian source package {source}",
                "externalRefs": [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": purl}],
            }
        return reference

    ours = [{"SPDXID": root, "name": "markings", "versionInfo": given.version, "downloadLocation": "NOASSERTION",
             "filesAnalyzed": False, "licenseConcluded": "Apache-2.0", "licenseDeclared": "Apache-2.0",
             "copyrightText": "NOASSERTION", "supplier": "NOASSERTION", "primaryPackagePurpose": "APPLICATION"}]
    for target in sorted(programs):
        reference = "SPDXRef-" + target.replace("_", "-")
        ours.append({"SPDXID": reference, "name": target, "versionInfo": given.version, "downloadLocation": "NOASSERTION",
                     "filesAnalyzed": False, "licenseConcluded": "Apache-2.0", "licenseDeclared": "Apache-2.0",
                     "copyrightText": "NOASSERTION", "supplier": "NOASSERTION",
                     "primaryPackagePurpose": "LIBRARY" if target == "markings_c" else "APPLICATION"})
        relations.add((root, "CONTAINS", reference))
    for target, kind, path in links:
        reference, program = part(packages.of(path)), "SPDXRef-" + target.replace("_", "-")
        relations.add((reference, kind, program) if kind == "RUNTIME_DEPENDENCY_OF" else (program, kind, reference))
    for path in included:
        relations.add((part(packages.of(path)), "BUILD_DEPENDENCY_OF", root))

    newest = max(int(os.stat(program).st_mtime) for program in programs.values())
    created = datetime.datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", newest)), datetime.timezone.utc)
    document = {
        "spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT",
        "name": f"markings-{given.version}", "documentNamespace": "",
        "creationInfo": {"created": created.strftime("%Y-%m-%dT%H:%M:%SZ"), "creators": [f"Tool: markings-make_sbom-{given.version}"]},
        "packages": ours + [parts[reference] for reference in sorted(parts)],
        "relationships": [{"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES", "relatedSpdxElement": root}]
        + [{"spdxElementId": a, "relationshipType": kind, "relatedSpdxElement": b} for a, kind, b in sorted(relations)],
    }
    # (A name of its own for each content.)
    content = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(document, sort_keys=True))
    document["documentNamespace"] = f"https://spdx.org/spdxdocs/markings-{given.version}-{content}"
    pathlib.Path(given.output).write_text(json.dumps(document, indent=1) + "\n")


main()
