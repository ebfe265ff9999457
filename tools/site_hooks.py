"""Hooks of mkdocs.yml: the README is the site's first page, and files of the repository that pages link to are part of it.

Every link is written as it works in the repository. Pages of docs/ stand at the top of the site, all others under their own
path; links between the two are rewritten.
"""

import pathlib
import posixpath
import re

from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File

ROOT = pathlib.Path(__file__).resolve().parent.parent
LINK = re.compile(r"(\]\()(?![a-z]+:|#)([^)\s#]+)(#[^)\s]*)?(\))")


def in_repository(page):
    """docs/x.md for the site's x.md."""
    return page if (ROOT / page).is_file() and not (ROOT / "docs" / page).is_file() else f"docs/{page}"


def in_site(path):
    return path.removeprefix("docs/")


def target(page, link):
    """The file of the repository that a link of a page of it is to."""
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page), link))
    if (ROOT / path).is_dir():
        path = f"{path}/README.md"
    if path.startswith("../") or not (ROOT / path).is_file():
        raise PluginError(f"{page}: there is no {link}")
    return path


def links(page):
    return [target(page, found[2]) for found in LINK.finditer(without_code((ROOT / page).read_text()))]


def without_code(text):
    return re.sub(r"^```.*?^```$|``?[^`\n]+``?(?!\])", "", text, flags=re.DOTALL | re.MULTILINE)


def on_files(files, config):
    waiting = ["README.md", "fuzz/README.md", *(f"docs/{one.src_uri}" for one in files.documentation_pages())]
    seen = set()
    while waiting:
        page = waiting.pop()
        if page in seen:
            continue
        seen.add(page)
        if files.get_file_from_path(in_site(page)) is None:
            files.append(File(page, str(ROOT), config["site_dir"], config["use_directory_urls"]))
        if page.endswith(".md"):
            waiting += links(page)
    return files


def on_page_markdown(markdown, page, config, files):
    here = in_repository(page.file.src_uri)

    def rewritten(found):
        to = posixpath.relpath(in_site(target(here, found[2])), posixpath.dirname(page.file.src_uri) or ".")
        return f"{found[1]}{to}{found[3] or ''}{found[4]}"

    # Code is left as it is.
    parts = re.split(r"(^```.*?^```$)", markdown, flags=re.DOTALL | re.MULTILINE)
    return "".join(part if at % 2 else LINK.sub(rewritten, part) for at, part in enumerate(parts))
