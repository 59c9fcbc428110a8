"""Finding glossary terms in running text, so that the glossary can say on which pages they stand."""

import re
from collections.abc import Sequence

from ayumi.document.plan import GlossaryTerm

Segment = str | tuple[str, int, bool]
"""Plain text, or a term: its words, its place in the glossary, and whether the text marks it with (*)."""


class TermFinder:
    """Splits text at the terms of a glossary; the longest term wins where two could stand."""

    def __init__(self, glossary: Sequence[GlossaryTerm]) -> None:
        self._places = {entry.term: place for place, entry in enumerate(glossary) if entry.term}
        terms = sorted(self._places, key=lambda term: (-len(term), term))
        self._pattern = (
            re.compile(f"({'|'.join(map(_as_pattern, terms))})([(（][*＊※][)）])?") if terms else None
        )

    def segments(self, text: str) -> list[Segment]:
        """Return ``text`` in pieces, the marks (*) taken off; joined they are the text again."""
        if self._pattern is None:
            return [text]
        pieces: list[Segment] = []
        end = 0
        for found in self._pattern.finditer(text):
            if found.start() > end:
                pieces.append(text[end : found.start()])
            pieces.append((found[1], self._places[found[1]], found[2] is not None))
            end = found.end()
        if end < len(text) or not pieces:
            pieces.append(text[end:])
        return pieces

    def paragraphs(self, text: str) -> list[list[Segment]]:
        """Return each line of ``text`` that says something, in pieces."""
        return [self.segments(line.strip()) for line in text.splitlines() if line.strip()]


def _as_pattern(term: str) -> str:
    """Match RPA but not the RPA in RPAX: a term in Latin letters ends where the letters end."""
    before = r"(?<![A-Za-z0-9])" if re.match(r"[A-Za-z0-9]", term) else ""
    after = r"(?![A-Za-z0-9])" if re.search(r"[A-Za-z0-9]$", term) else ""
    return f"{before}{re.escape(term)}{after}"
