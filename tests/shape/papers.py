"""The papers as their tests see them: Markdown files with their links, anchors, names and tables."""

import re
import unicodedata
from collections import Counter
from functools import cache
from pathlib import PurePosixPath

from tests.shape.source import REPOSITORY, tracked_files

BUILT = ("src/ayumi/shell/static/shell/dist", "src/ayumi/shell/fonts")
"""Folders the build makes, which papers may name though git does not hold them."""

_FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`[^`\n]*`")
_LINK = re.compile(r"\[[^\]]*\]\(([^()\s]+(?:\([^()]*\)[^()\s]*)?)\)")
_HEADING = re.compile(r"^#{1,6} +(.+?) *#*$", re.MULTILINE)
_PATH = re.compile(r"(?<![\w/.-])(?:src|tests|tools|docs)/[\w/.-]*\w")


@cache
def papers() -> dict[str, str]:
    """Return every tracked Markdown file that people read, by its name; data of the sample is none."""
    names = (
        name for name in tracked_files() if name.endswith(".md") and not name.startswith(("src/", "tests/"))
    )
    return {name: (REPOSITORY / name).read_text(encoding="utf-8") for name in names}


def links_of(text: str) -> list[str]:
    """Return the addresses of the links of a paper, those in code left out."""
    return _LINK.findall(_CODE.sub("", _FENCE.sub("", text)))


def anchors_of(text: str) -> set[str]:
    """Return the anchors a reader's browser finds, made from headings as GitHub makes them."""
    seen: Counter[str] = Counter()
    anchors = set()
    for heading in _HEADING.findall(_FENCE.sub("", text)):
        anchor = _anchor(heading)
        anchors.add(f"{anchor}-{seen[anchor]}" if seen[anchor] else anchor)
        seen[anchor] += 1
    return anchors


def _anchor(heading: str) -> str:
    words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).replace("`", "").lower().strip()
    kept = (mark for mark in words if mark in "-_ " or unicodedata.category(mark)[0] in "LNM")
    return "".join(kept).replace(" ", "-")


def broken_links(name: str, text: str, known: dict[str, str]) -> list[str]:
    """Return the relative links of the paper ``name`` that lead nowhere; ``known`` are all papers."""
    broken = []
    for link in links_of(text):
        if re.match(r"[a-z]+:", link):
            continue
        target, _, anchor = link.partition("#")
        place = _resolved(PurePosixPath(name).parent, target) if target else name
        if not (REPOSITORY / place).exists() and place not in known:
            broken.append(f"{name}: {link}")
        elif anchor and anchor not in anchors_of(known.get(place, "")):
            broken.append(f"{name}: {link} (no such heading)")
    return broken


def _resolved(folder: PurePosixPath, target: str) -> str:
    parts: list[str] = []
    for part in (*folder.parts, *PurePosixPath(target).parts):
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


def missing_paths(text: str) -> list[str]:
    """Return the files and folders of the repository that a paper names and that are not there."""
    named = {match.rstrip("./") for match in _PATH.findall(text)}
    return sorted(path for path in named if not path.startswith(BUILT) and not (REPOSITORY / path).exists())


def table_rows(text: str, *heads: str) -> list[list[str]]:
    """Return the rows of every table of ``text`` whose head begins with ``heads``, cell by cell."""
    rows: list[list[str]] = []
    inside = False
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")] if line.startswith("|") else []
        if not cells:
            inside = False
        elif cells[: len(heads)] == list(heads):
            inside = True
        elif inside and not set("".join(cells)) <= set("-: "):
            rows.append(cells)
    return rows


def diffs_of(text: str) -> list[tuple[str, list[str]]]:
    """Return the unified diffs of a paper: the file and the lines that must stand there now."""
    found = []
    for block in re.findall(r"^```diff\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        for part in re.split(r"^--- ", block, flags=re.MULTILINE)[1:]:
            name, _plus, *lines = part.splitlines()
            standing = [line[1:] for line in lines if line[:1] in (" ", "-") and line.strip(" -")]
            found.append((name, standing))
    return found
