"""What repeats on every page and is no part of the text: running heads, running feet, page numbers."""

import re
from collections import defaultdict

from ayumi.formats.pdf.lines import Line

_ZONE = 0.13
"""The share of the page's height, at the head and at the foot, where such lines stand."""
_SLOT = 4.0
"""Lines within so many points of one height on the page stand at the same place."""
_SHARE = 0.4
"""A place is furniture when it is filled on so many of the pages: left and right pages may differ."""
_PAGE_NUMBER = re.compile(
    r"[\s\-–—−‐‑・()（）]*(?:p\.?\s*)?(?:\d{1,4}|[ivxlcIVXLC]{1,6})\s*(?:頁|ページ)?[\s\-–—−‐‑・()（）]*"
)
_LEADERS = re.compile(r"[.．…‥・⋯·]{4,}\s*[\-(（]?\s*\d+[\-)）]?\s*$")
_DIGITS = re.compile(r"\d+")


def without_furniture(pages: list[list[Line]], body_size: float) -> list[list[Line]]:
    """Drop the running lines, the page numbers and the dotted lines of a table of contents."""
    slots: dict[tuple[bool, int], list[Line]] = defaultdict(list)
    for lines in pages:
        for line in lines:
            if _in_zone(line) and line.size <= body_size * 1.15:
                slots[_slot(line)].append(line)
    dropped: set[int] = set()
    for lines in slots.values():
        if _is_furniture(lines, len(pages)):
            dropped.update(id(line) for line in lines)
    return [[line for line in lines if id(line) not in dropped and not _is_leader(line)] for lines in pages]


def _in_zone(line: Line) -> bool:
    return line.baseline < _ZONE * line.height or line.baseline > (1 - _ZONE) * line.height


def _slot(line: Line) -> tuple[bool, int]:
    # Counted from the nearer edge, so that pages of two formats share their places.
    at_head = line.baseline > line.height / 2
    return at_head, round((line.height - line.baseline if at_head else line.baseline) / _SLOT)


def _is_furniture(lines: list[Line], pages: int) -> bool:
    filled = {line.page for line in lines}
    if all(_PAGE_NUMBER.fullmatch(line.text) for line in lines) and len(filled) >= min(2, pages):
        return True
    # The same words at the same place are furniture in a document of two pages, too.
    if len(filled) >= max(2, _SHARE * pages) and len({line.text for line in lines}) == 1:
        return True
    # A running head may change with the chapter but repeats; the first line of the prose never does.
    wordings = {_DIGITS.sub("#", line.text) for line in lines}
    return len(filled) >= max(3, _SHARE * pages) and len(wordings) <= len(lines) / 2


def _is_leader(line: Line) -> bool:
    return _LEADERS.search(line.text.replace("\t", " ").replace(" ", "")) is not None
