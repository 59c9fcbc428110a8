"""Merging running text paragraph by paragraph, where two people changed different paragraphs."""

import difflib

Texts = tuple[str, ...]
Hunk = tuple[int, int, Texts]
"""Paragraphs from (included) to (excluded) of the base, and what stands there now."""


def merge_passages(base: Texts, mine: Texts, theirs: Texts) -> Texts | None:
    """Return both changes together, or None where they touch the same or neighbouring paragraphs."""
    hunks = sorted({*_hunks(base, mine), *_hunks(base, theirs)}, key=lambda hunk: hunk[:2])
    merged: list[str] = []
    position = -1
    for first, last, texts in hunks:
        if first <= position:
            return None
        merged += [*base[max(position, 0) : first], *texts]
        position = last
    return (*merged, *base[max(position, 0) :])


def _hunks(base: Texts, changed: Texts) -> list[Hunk]:
    matcher = difflib.SequenceMatcher(a=base, b=changed, autojunk=False)
    return [(i1, i2, changed[j1:j2]) for tag, i1, i2, j1, j2 in matcher.get_opcodes() if tag != "equal"]
