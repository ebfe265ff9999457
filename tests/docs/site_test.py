"""The site of the documentation: it is built without a warning, has every page in its menu, loads nothing from elsewhere, and every
link in it leads somewhere, fragments included.

Usage: site_test.py SOURCE
"""

import html.parser
import os
import pathlib
import posixpath
import re
import subprocess
import sys
import tempfile
import urllib.parse

# Elements that load what they name; an <a> only leads there. <link rel="canonical"> loads nothing either.
LOADS = {"script": "src", "img": "src", "iframe": "src", "source": "src", "video": "src", "audio": "src", "embed": "src",
         "object": "data", "form": "action", "link": "href", "track": "src", "input": "src"}


class Page(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.loads, self.links, self.ids, self.style = [], [], set(), []
        self.inside = None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        named = dict(attributes)
        self.ids |= {named[key] for key in ("id", "name") if named.get(key)}
        self.style += [named["style"]] if named.get("style") else []
        self.inside = tag if tag in ("style", "script") else None
        if tag == "a" and named.get("href") is not None:
            self.links.append(named["href"])
        if tag in LOADS and named.get(LOADS[tag]) and named.get("rel") != "canonical":
            self.loads.append(named[LOADS[tag]])
        if named.get("srcset"):
            self.loads += [part.split()[0] for part in named["srcset"].split(",")]

    def handle_endtag(self, tag):
        self.inside = None

    def handle_data(self, data):
        if self.inside == "style":
            self.style.append(data)
        elif self.inside == "script" and re.search(r"(https?:)?//[a-z]", data):
            self.loads.append("//" + data.split("//", 1)[1][:40])


def of_network(address):
    return re.match(r"(?!data:)([a-z][a-z0-9+.-]*:)?//|(?!data:|mailto:)[a-z][a-z0-9+.-]*:", address, re.IGNORECASE) is not None


def in_style(text):
    return re.findall(r"url\(\s*['\"]?([^'\")]+)", text) + re.findall(r"@import\s+['\"]([^'\"]+)", text)


def check(site):
    pages = {path.relative_to(site).as_posix(): Page(path.read_text()) for path in site.rglob("*.html")}
    faults, followed = [], 0
    for name, page in pages.items():
        loads = page.loads + [one for style in page.style for one in in_style(style)]
        faults += [f"{name} loads {one}" for one in loads if of_network(one)]
        for link in page.links + [one for one in loads if not one.startswith("data:")]:
            if of_network(link) or link.startswith("mailto:"):
                continue
            path, _, fragment = link.partition("#")
            path = urllib.parse.unquote(path.partition("?")[0])
            # (The page for what is not there is served from anywhere, so its addresses begin at the top.)
            to = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if not path.startswith("/") else path[1:] or "."
            if not path:
                to = name
            elif (site / to).is_dir():
                to = posixpath.normpath(f"{to}/index.html")
            if not (site / to).is_file():
                faults.append(f"{name} links to {link}, which is not there")
            elif fragment and to in pages and urllib.parse.unquote(fragment) not in pages[to].ids:
                faults.append(f"{name} links to {link}: the page has no such place")
            followed += 1
    for path in site.rglob("*.css"):
        faults += [f"{path.relative_to(site)} loads {one}" for one in in_style(path.read_text()) if of_network(one)]
    return faults, len(pages), followed


def main():
    source = sys.argv[1]
    with tempfile.TemporaryDirectory(prefix="markings-site-") as folder:
        site = pathlib.Path(folder) / "site"
        built = subprocess.run(["mkdocs", "build", "--strict", "--site-dir", str(site)], cwd=source, capture_output=True, text=True,
                               env=dict(os.environ, PYTHONDONTWRITEBYTECODE="1", LC_ALL="C.UTF-8"))
        if built.returncode != 0:
            sys.exit(built.stderr)
        faults = []
        if "not included in the \"nav\"" in built.stderr:
            faults.append(f"pages that mkdocs.yml does not name: {built.stderr}")
        found, pages, followed = check(site)
        faults += found
        if pages < 40 or followed < 1000:
            faults.append(f"only {pages} pages with {followed} links were made")
    print("\n".join(faults) or f"{pages} pages, {followed} links hold")
    sys.exit(1 if faults else 0)


main()
