"""Japanese text: one normaliser for comparing, and widths for layout."""

import unicodedata
from collections.abc import Iterable

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−ー－"), "-")
_WAVES = dict.fromkeys(map(ord, "〜～∼"), "~")


def fold(text: str) -> str:
    """Fold a text for comparison and search: NFKC, lower case, one dash, one wave, no spaces.

    The result is a key, never shown. ー folds with the dashes, so サーバー equals サ−バ−.
    """
    before, folded = None, text
    # Folding can make new combinations (a space taken out, a letter lowered), so until nothing moves.
    while folded != before:
        before = folded
        lowered = unicodedata.normalize("NFKC", folded).casefold()
        folded = "".join(lowered.translate(_DASHES).translate(_WAVES).split())
    return folded


def display_width(text: str) -> int:
    """Return the width in half-width cells (full width and ambiguous count two)."""
    return sum(2 if unicodedata.east_asian_width(mark) in "WFA" else 1 for mark in text)


def join_lines(lines: Iterable[str]) -> str:
    """Join the lines of one paragraph: Japanese without a space, words of Latin letters with one."""
    text = ""
    for line in lines:
        space = " " if text and line and text[-1].isascii() and line[0].isascii() else ""
        text += space + line
    return text
