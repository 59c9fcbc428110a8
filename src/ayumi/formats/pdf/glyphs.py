"""The characters of a PDF page with where they stand, joined to runs of one size on one baseline."""

import ctypes
import math
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

from ayumi.formats.pdf.ruling import Ruling, Turn, ruling_of

_UNMAPPED = "\ufffd"
_SPACES = (0.6, 0.4, 0.2)
"""The least gap, in em, that is a space: between Japanese, between Japanese and Latin, between Latin."""
_BLANK_AFTER = "、。，．」』）】〉》・：； \u3000\t"
_BLANK_BEFORE = "「『（【〈《・ \u3000\t"


@dataclass(frozen=True)
class Run:
    """Characters in a row, of one size on one baseline. Lengths in points, y upward from the page's foot."""

    text: str
    left: float
    right: float
    baseline: float
    size: float


@dataclass(frozen=True)
class Page:
    """One page: its height in points, its runs in the order they are drawn, and its ruled lines."""

    height: float
    runs: tuple[Run, ...]
    ruling: Ruling


def page_of(page: Any) -> Page:
    """Read a pypdfium2 page. A character the file gives no Unicode for comes as U+FFFD."""
    turn = Turn(page.get_rotation(), *page.get_mediabox())
    text_page = page.get_textpage()
    try:
        runs = tuple(_joined(_glyphs(text_page, turn)))
    finally:
        text_page.close()
    return Page(height=page.get_height(), runs=runs, ruling=ruling_of(page, turn))


def _glyphs(text_page: Any, turn: Turn) -> Iterator[Run]:
    matrix, box = pdfium.FS_MATRIX(), pdfium.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    high = 0
    for index in range(text_page.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text_page, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:  # 𠮷 and other rare characters come as a pair
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
        high = 0
        pdfium.FPDFText_GetLooseCharBox(text_page, index, box)
        if code in (9, 10, 13, 32) and box.right - box.left < 0.01 and box.top - box.bottom < 0.01:
            continue  # pdfium's own guess at a space or a line end; ours is made from the places
        pdfium.FPDFText_GetCharOrigin(text_page, index, x, y)
        pdfium.FPDFText_GetMatrix(text_page, index, matrix)
        size = pdfium.FPDFText_GetFontSize(text_page, index) * math.hypot(matrix.c, matrix.d)
        first, second = turn(box.left, box.bottom), turn(box.right, box.top)
        yield Run(
            text=_character(code),
            left=min(first[0], second[0]),
            right=max(first[0], second[0]),
            baseline=turn(x.value, y.value)[1],
            size=size or 1.0,
        )


def _character(code: int) -> str:
    if code == 2:  # pdfium's sign for a hyphen at a line end
        return "-"
    if code < 32 or code in (0xFFFE, 0xFFFF) or 0xE000 <= code < 0xF900:  # private use: no known meaning
        return _UNMAPPED if code not in (9, 10, 13) else " "
    character = chr(code)
    # Some writers map 山 to the radical ⼭ (U+2F00–2FDF), which looks the same and is found by no search.
    return unicodedata.normalize("NFKC", character) if 0x2F00 <= code < 0x2FE0 else character


def _joined(glyphs: Iterator[Run]) -> Iterator[Run]:
    held: list[Run] = []
    for glyph in glyphs:
        if held and not _continues(held[-1], glyph):
            yield _run(held)
            held = []
        held.append(glyph)
    if held:
        yield _run(held)


def _continues(last: Run, following: Run) -> bool:
    size = max(last.size, following.size)
    return (
        abs(last.size - following.size) < 0.05 * size
        and abs(last.baseline - following.baseline) < 0.05 * size
        and -0.6 * size < following.left - last.right < 0.6 * size
    )


def _run(glyphs: list[Run]) -> Run:
    text = glyphs[0].text
    for last, following in pairwise(glyphs):
        text += (
            gap_text(text, following.text, (following.left - last.right) / following.size) + following.text
        )
    return Run(
        text=text,
        left=glyphs[0].left,
        right=max(glyph.right for glyph in glyphs),
        baseline=glyphs[0].baseline,
        size=glyphs[0].size,
    )


def gap_text(before: str, after: str, gap: float) -> str:
    """Return a space where a gap (in em) between two texts stands for one, else nothing.

    Between Japanese and Latin a quarter em is set by rule (JIS X 4051), so it is no space; nor is
    the blank half of a punctuation mark.
    """
    if not before or not after or before[-1] in _BLANK_AFTER or after[0] in _BLANK_BEFORE:
        return ""
    latin = before[-1].isascii() + after[0].isascii()
    return " " if gap > _SPACES[latin] else ""
