"""Marking what was found in the words as they were written, whatever their width or case."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ayumi.search.rules.entry import Texts
from ayumi.search.rules.folding import searchable

BEFORE, LENGTH = 30, 140
"""Characters shown before the first hit, and at most in all."""
MOST_PASSAGES = 2
_CLUSTER = re.compile(".[\u0300-\u036f\u3099\u309a\uff9e\uff9f\ufe00-\ufe0f]*", re.DOTALL)
"""A character with the marks that join it when folded, as the ﾞ of ﾊﾞ."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text; ``hit`` where it is what was asked for."""

    text: str
    hit: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of one text of an entry, with the text's label."""

    label: str
    pieces: tuple[Piece, ...]


def mark(text: str, words: Iterable[str]) -> tuple[Piece, ...]:
    """Split a text at every place of the folded ``words``; joined, the pieces are the text again."""
    return _cut(text, _hits(text, words), 0, len(text))


def passages(texts: Texts, words: Sequence[str]) -> tuple[Passage, ...]:
    """Return the parts of the texts that show the words: one a text, each with a word not shown before."""
    shown: list[Passage] = []
    waiting = list(words)
    for label, text in texts:
        folded = searchable(text)
        if len(shown) == MOST_PASSAGES or not any(word in folded for word in waiting):
            continue
        waiting = [word for word in waiting if word not in folded]
        shown.append(Passage(label, _excerpt(text, words)))
    return tuple(shown)


def _excerpt(text: str, words: Sequence[str]) -> tuple[Piece, ...]:
    hits = _hits(text, words)
    start = max(0, hits[0][0] - BEFORE) if hits and len(text) > LENGTH else 0
    end = min(len(text), start + LENGTH)
    pieces = _cut(text, hits, start, end)
    before = (Piece("…"),) if start else ()
    return (*before, *pieces, Piece("…")) if end < len(text) else (*before, *pieces)


def _cut(text: str, hits: Sequence[tuple[int, int]], start: int, end: int) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    place = start
    for hit in hits:
        first, last = max(hit[0], place), min(hit[1], end)
        if first >= last:
            continue
        pieces += [Piece(text[place:first]), Piece(text[first:last], hit=True)]
        place = last
    pieces.append(Piece(text[place:end]))
    return tuple(piece for piece in pieces if piece.text)


def _hits(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Return where the words stand in the text as written, in order; overlapping places as one."""
    folded, places = "", []
    for cluster in _CLUSTER.finditer(text):
        key = _folded(cluster.group())
        folded += key
        places += [cluster.span()] * len(key)
    found = sorted(
        (places[match.start()][0], places[match.start() + len(word) - 1][1])
        for word in words
        for match in re.finditer(f"(?={re.escape(word)})", folded)
    )
    merged: list[tuple[int, int]] = []
    for first, last in found:
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return merged


@lru_cache(maxsize=8192)
def _folded(cluster: str) -> str:
    return searchable(cluster)
