"""Which paragraphs are headings: the file's outline first, then the size of the type, then numbering."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ayumi.formats.pdf.paragraphs import Paragraph
from ayumi.ground.japanese_text import fold

_LARGER = 1.12
_LENGTH_LIMIT = 80
_DEEPEST = 9
_CHAPTER = re.compile(r"第[0-9一二三四五六七八九十]+[章編部]")
_SECTION = re.compile(r"第[0-9一二三四五六七八九十]+節")
_NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2})*[.\s](?!\d)")
_BRACKETED = re.compile(r"\(\d{1,2}\)")
_NUMBERED_LENGTH = 40


@dataclass(frozen=True)
class OutlineEntry:
    """One bookmark: its folded title, its page (from 1, 0 where it names none) and its level from 1."""

    title: str
    page: int
    level: int


def outline_of(document: Any) -> list[OutlineEntry]:
    """Return the bookmarks of a pypdfium2 document in order."""
    entries = []
    for bookmark in document.get_toc(max_depth=_DEEPEST):
        destination = bookmark.get_dest()
        index = destination.get_index() if destination else None
        title = fold(bookmark.get_title())
        if title:
            page = index + 1 if index is not None else 0
            entries.append(OutlineEntry(title, page, min(bookmark.level + 1, _DEEPEST)))
    return entries


def with_levels(
    paragraphs: Sequence[Paragraph], outline: Sequence[OutlineEntry], body_size: float
) -> Iterator[tuple[Paragraph, int]]:
    """Yield each paragraph with its heading level, 0 for the body."""
    by_outline = {
        index: level
        for index, paragraph in enumerate(paragraphs)
        if (level := _outline_level(paragraph, outline))
    }
    by_size = _levels_of_sizes(paragraphs, by_outline, body_size)
    numbering_counts = not by_outline and not by_size
    for index, paragraph in enumerate(paragraphs):
        level = by_outline.get(index, 0)
        if not level and _may_be_heading(paragraph):
            level = by_size.get(paragraph.size, 0) or _numbered_level(paragraph, numbering_counts)
        yield paragraph, level


def _outline_level(paragraph: Paragraph, outline: Sequence[OutlineEntry]) -> int:
    if paragraph.is_row or len(paragraph.text) > 2 * _LENGTH_LIMIT:
        return 0
    text = fold(paragraph.text)
    for entry in outline:
        # A bookmark may leave the number out, or keep it where the page sets it apart.
        same = text == entry.title or text.endswith(entry.title) or entry.title.endswith(text)
        near = abs(len(text) - len(entry.title)) <= 8 and len(text) * 2 > len(entry.title)
        if entry.page in (0, paragraph.page) and same and near:
            return entry.level
    return 0


def _levels_of_sizes(
    paragraphs: Sequence[Paragraph], by_outline: dict[int, int], body_size: float
) -> dict[float, int]:
    larger = {
        paragraph.size
        for paragraph in paragraphs
        if paragraph.size > body_size * _LARGER and _may_be_heading(paragraph)
    }
    known: dict[float, int] = {}
    for index, level in by_outline.items():
        size = paragraphs[index].size
        known[size] = min(level, known.get(size, _DEEPEST))
    levels: dict[float, int] = {}
    for rank, size in enumerate(sorted(larger, reverse=True), start=1):
        # Beside an outline, a size takes the level of the largest outlined size that is not above it.
        under = [level for known_size, level in known.items() if known_size <= size]
        deeper = max(known.values()) + 1 if known else rank
        levels[size] = min(known.get(size) or (min(under) if under else deeper), _DEEPEST)
    return levels


def _may_be_heading(paragraph: Paragraph) -> bool:
    return (
        not paragraph.is_row
        and len(paragraph.text) <= _LENGTH_LIMIT
        and not paragraph.text.endswith(("。", "、", "．"))
    )


def _numbered_level(paragraph: Paragraph, numbering_counts: bool) -> int:
    """Return the level a heading's number gives; N. and (N) only where nothing else tells headings."""
    text = unicodedata.normalize("NFKC", paragraph.text).strip()
    if len(text) > _NUMBERED_LENGTH:
        return 0
    if "①" <= paragraph.text[:1] <= "⑳":  # which NFKC makes a plain number
        return 4 if numbering_counts else 0
    if _CHAPTER.match(text):
        return 1
    if _SECTION.match(text):
        return 2
    if numbering_counts and _NUMBERED.match(text):
        return 2
    return 3 if numbering_counts and _BRACKETED.match(text) else 0
