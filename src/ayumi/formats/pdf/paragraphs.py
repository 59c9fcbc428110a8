"""Lines to paragraphs: Japanese prose is joined without spaces; indents, gaps and short lines part it."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ayumi.formats.pdf.lines import Line

_ITEM = re.compile(
    r"[・●○◎■□◆◇▪•※➢✓→①-⑳]|[(（](?:\d{1,2}|[ア-ン]|[一二三四五六七八九十])[)）]|\d{1,2}[.．)）](?!\d)|[-*] "
)
_CHAPTER = re.compile(r"第\s*[0-9０-９一二三四五六七八九十]+\s*[章節編部]")
_SENTENCE_ENDS = "。．！？!?」』）)"


@dataclass(frozen=True)
class Paragraph:
    """One or more lines that belong together, or one row of a table."""

    text: str
    page: int
    size: float
    is_row: bool
    lines: int


@dataclass(frozen=True)
class _Column:
    """The column of prose on a page, in points."""

    left: float
    right: float


def paragraphs_of(pages: Sequence[Sequence[Line]]) -> Iterator[Paragraph]:
    """Yield the paragraphs in reading order; one that runs over a page's end is one paragraph."""
    held: list[Line] = []
    before: _Column | None = None
    for lines in pages:
        if not lines:
            continue
        column = _column(lines)
        for line in lines:
            if held and _parts(held, line, before or column, column):
                yield _paragraph(held)
                held = []
            held.append(line)
            before = column
    if held:
        yield _paragraph(held)


def _column(lines: Sequence[Line]) -> _Column:
    prose = [line for line in lines if len(line.cells) == 1] or list(lines)
    lefts = Counter(round(line.left) for line in prose)
    most = max(lefts.values())
    left = (
        min(place for place, count in lefts.items() if count >= max(2, most / 3)) if most > 1 else min(lefts)
    )
    return _Column(left=left, right=max(line.right for line in prose))


def _parts(held: list[Line], line: Line, before: _Column, column: _Column) -> bool:
    last, size = held[-1], line.size
    if len(last.cells) > 1 or len(line.cells) > 1:
        return True
    if abs(last.size - size) > 0.08 * size or _ITEM.match(line.text) or _CHAPTER.match(line.text):
        return True
    if last.right < before.right - 2.2 * size:
        return True
    if last.page == line.page:
        if last.baseline - line.baseline > 2.3 * size:
            return True
        indent = line.left - last.left
    else:
        indent = (line.left - column.left) - (last.left - before.left)
    # The second line of an indented paragraph goes back left; one that goes right begins a new one.
    if indent > 0.7 * size and not (len(held) == 1 and _ITEM.match(last.text)):
        return True
    indented = line.left - column.left > 0.7 * size
    return indented and len(held) == 1 and abs(indent) < 0.3 * size and last.text[-1] in _SENTENCE_ENDS


def _paragraph(lines: list[Line]) -> Paragraph:
    text = lines[0].text
    for line in lines[1:]:
        # Only between two Latin words does a line's end stand for a space.
        text += (
            " " if text[-1].isascii() and line.text[0].isascii() and text[-1] not in "-/(" else ""
        ) + line.text
    return Paragraph(
        text=text, page=lines[0].page, size=lines[0].size, is_row=len(lines[0].cells) > 1, lines=len(lines)
    )
