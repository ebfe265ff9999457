"""The SBOM holds what SPDX 2.3 asks for, and what the programs are linked with.

usage: sbom_test.py SBOM LIBRARY...        each library's Debian package must be a part that is linked
"""

import copy
import json
import re
import sys

RELATIONS = {"DESCRIBES", "CONTAINS", "DYNAMIC_LINK", "STATIC_LINK", "RUNTIME_DEPENDENCY_OF", "BUILD_DEPENDENCY_OF"}


def faults_of(document):
    """What is not as SPDX 2.3, clauses 6, 7 and 11, has it."""
    found = []

    def need(holds, what):
        if not holds:
            found.append(what)

    need(document.get("spdxVersion") == "SPDX-2.3", "spdxVersion")
    need(document.get("dataLicense") == "CC0-1.0", "dataLicense")
    need(document.get("SPDXID") == "SPDXRef-DOCUMENT", "SPDXID of the document")
    need(bool(document.get("name")), "name")
    need(re.fullmatch(r"https://[^#\s]+", document.get("documentNamespace", "")), "documentNamespace")
    creation = document.get("creationInfo", {})
    need(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", creation.get("created", "")), "created")
    creators = creation.get("creators", [])
    need(creators and all(re.match(r"(Tool|Person|Organization): \S", one) for one in creators), "creators")
    ids = ["SPDXRef-DOCUMENT"]
    for package in document.get("packages", []):
        name = package.get("name", "?")
        need(re.fullmatch(r"SPDXRef-[A-Za-z0-9.-]+", package.get("SPDXID", "")), f"SPDXID of {name}")
        ids.append(package.get("SPDXID"))
        for key in ("name", "versionInfo", "downloadLocation", "licenseConcluded", "licenseDeclared", "copyrightText"):
            need(package.get(key), f"{key} of {name}")
        need(package.get("filesAnalyzed") is False, f"filesAnalyzed of {name}")
        need(re.match(r"NOASSERTION$|(Person|Organization): \S", package.get("supplier", "")), f"supplier of {name}")
        for reference in package.get("externalRefs", []):
            need(reference.get("referenceType") == "purl" and re.fullmatch(r"pkg:deb/debian/[a-z0-9.+-]+@\S+", reference["referenceLocator"]),
                 f"purl of {name}")
    need(len(ids) > 2 and len(ids) == len(set(ids)), "packages, each with an id of its own")
    seen = set()
    for one in document.get("relationships", []):
        need(one.get("relationshipType") in RELATIONS, f"relationshipType {one.get('relationshipType')}")
        need(one.get("spdxElementId") in ids and one.get("relatedSpdxElement") in ids, "a relationship of what is not there")
        seen |= {one.get("spdxElementId"), one.get("relatedSpdxElement")}
    need({"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES", "relatedSpdxElement": "SPDXRef-markings"}
         in document.get("relationships", []), "what the document describes")
    need(set(ids) <= seen, f"parts that nothing refers to: {sorted(set(ids) - seen)}")
    return found


def main():
    with open(sys.argv[1]) as file:
        document = json.load(file)
    faults = faults_of(document)
    linked = {one["relatedSpdxElement"].removeprefix("SPDXRef-debian-") for one in document["relationships"]
              if one["relationshipType"] in ("DYNAMIC_LINK", "STATIC_LINK")}
    faults += [f"{name} is not among what is linked: {sorted(linked)}" for name in sys.argv[2:] if name not in linked]
    # The test itself: each of these must be found.
    for spoil in (lambda d: d.pop("dataLicense"), lambda d: d["packages"][-1].pop("versionInfo"),
                  lambda d: d["packages"][-1].update(SPDXID="SPDXRef-DOCUMENT"), lambda d: d["relationships"].pop(0),
                  lambda d: d["relationships"][-1].update(relatedSpdxElement="SPDXRef-none"), lambda d: d.update(documentNamespace="x#y")):
        spoilt = copy.deepcopy(document)
        spoil(spoilt)
        if not faults_of(spoilt):
            faults.append("a spoilt document passes")
    print("\n".join(faults) or f"{len(document['packages'])} packages, {len(document['relationships'])} relationships")
    sys.exit(1 if faults else 0)


main()
