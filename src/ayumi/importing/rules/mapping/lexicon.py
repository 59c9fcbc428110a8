"""Which heading words mean which field: a table, read from ``lexicon.csv``.

A word with = before it must be the whole heading; any other may be a part of it. The longest word wins.
"""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ayumi.ground.japanese_text import fold
from ayumi.importing.rules.mapping.fields import Field

_LEAST_SHARE = 0.25
"""A short word in a long heading says little; a word of five marks or more may stand in any heading."""
_LONG_WORD = 5


@dataclass(frozen=True, slots=True)
class Entry:
    """One word of the lexicon."""

    word: str
    whole: bool
    field: Field
    detail: str


@dataclass(frozen=True, slots=True)
class Match:
    """The entry that a heading matched, and how much of the heading it is: 1 is all of it."""

    entry: Entry
    share: float


@cache
def entries() -> tuple[Entry, ...]:
    """Return the lexicon, longest word first."""
    text = files("ayumi.importing.rules.mapping").joinpath("lexicon.csv").read_text(encoding="utf-8")
    found = []
    for word, field, detail in list(csv.reader(text.splitlines()))[1:]:
        whole = word.startswith("=")
        found.append(Entry(fold(word.removeprefix("=")), whole, Field(field), detail))
    return tuple(sorted(found, key=lambda entry: -len(entry.word)))


def match(heading: str) -> Match | None:
    """Return the longest word that ``heading``, already folded, is or contains."""
    if not heading:
        return None
    best: Match | None = None
    for entry in entries():
        if entry.word == heading:
            return Match(entry, 1.0)
        if entry.whole or best is not None or entry.word not in heading:
            continue
        share = len(entry.word) / len(heading)
        if share >= _LEAST_SHARE or len(entry.word) >= _LONG_WORD:
            best = Match(entry, share)
    return best
