"""Finding glossary terms in a text, so that a page can explain them where they stand."""

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text; ``definition`` is set where the piece is a term to explain."""

    text: str
    definition: str | None = None


Paragraphs = tuple[tuple[Segment, ...], ...]
"""Paragraphs ready to print, each in segments."""


def marked_paragraphs(text: str, definitions: dict[str, str], *, seen: set[str]) -> Paragraphs:
    """Split a text of several lines into paragraphs with each term marked once; empty lines are dropped."""
    return tuple(mark_terms(line, definitions, seen=seen) for line in text.splitlines() if line.strip())


def mark_terms(text: str, definitions: dict[str, str], *, seen: set[str]) -> tuple[Segment, ...]:
    """Split ``text`` at the first place of each term that is not in ``seen`` (which grows).

    The longest term wins where two begin at the same place. A Latin term is not found inside a word
    (AI is not found in CHAIR). Every text comes back whole when the pieces are joined.
    """
    waiting = sorted((term for term in definitions if term and term not in seen), key=len, reverse=True)
    if not waiting:
        return (Segment(text),) if text else ()
    pieces: list[Segment] = []
    position = 0
    for match in _pattern(waiting).finditer(text):
        term = match.group()
        if term in seen:
            continue
        seen.add(term)
        if match.start() > position:
            pieces.append(Segment(text[position : match.start()]))
        pieces.append(Segment(term, definitions[term]))
        position = match.end()
    if position < len(text):
        pieces.append(Segment(text[position:]))
    return tuple(pieces)


def _pattern(terms: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(_bounded(term) for term in terms))


def _bounded(term: str) -> str:
    before = r"(?<![A-Za-z0-9])" if re.match(r"[A-Za-z0-9]", term) else ""
    after = r"(?![A-Za-z0-9])" if re.search(r"[A-Za-z0-9]$", term) else ""
    return f"{before}{re.escape(term)}{after}"
