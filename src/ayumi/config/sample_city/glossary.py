"""The glossary of the sample's ICT plan: its terms are marked (*) where they first stand in a part."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from ayumi.config.sample_city.tables import rows
from ayumi.document.measures import Item
from ayumi.document.plan import Chapter, GlossaryTerm

MARK = "(*)"
_WORD = "A-Za-z0-9ァ-ヶー・一-龠々〇"
"""A term ends where hiragana or punctuation stands: クラウド is not marked inside a longer word."""


def marked(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the texts of one part (a chapter, a sheet) with the first place of each term marked."""
    seen: set[str] = set()

    def once(found: re.Match[str]) -> str:
        if found[1] in seen:
            return found[1]
        seen.add(found[1])
        return found[1] + MARK

    return tuple(_pattern().sub(once, each) for each in texts)


def glossary(chapters: Iterable[Chapter], items: Iterable[Item]) -> tuple[GlossaryTerm, ...]:
    """Return the terms with how often the plan's texts mark them."""
    counts: Counter[str] = Counter()
    for each in plan_texts(chapters, items):
        counts.update(re.findall(rf"({_terms()}){re.escape(MARK)}", each))
    return tuple(
        GlossaryTerm(
            term=row["term"],
            reading=row["reading"],
            definition=row["definition"] or None,
            occurrences=counts[row["term"]],
        )
        for row in rows("glossary")
    )


def plan_texts(chapters: Iterable[Chapter], items: Iterable[Item]) -> list[str]:
    """Return every running text of a plan: paragraphs of chapters and texts of sheets."""
    texts: list[str] = []
    for chapter in chapters:
        texts += chapter.paragraphs
        texts += [paragraph for section in chapter.sections for paragraph in section.paragraphs]
    for item in items:
        if item.sheet is not None:
            texts += [
                item.sheet.purpose,
                item.sheet.current_state,
                item.sheet.description,
                item.sheet.outlook,
            ]
    return texts


@cache
def _terms() -> str:
    terms = sorted((row["term"] for row in rows("glossary")), key=len, reverse=True)
    return "|".join(map(re.escape, terms))


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<![{_WORD}])({_terms()})(?![{_WORD}])")
