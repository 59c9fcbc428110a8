"""The glossary beside the texts: marks without a term, terms without a meaning or a place."""

import re
import unicodedata
from collections.abc import Iterator

from ayumi.document.checks.finding import Finding, Place, Rule, Severity
from ayumi.document.checks.passages import place_in
from ayumi.document.checks.view import View
from ayumi.ground.japanese_text import fold
from ayumi.ground.wording import to_say

NO_TERM = Rule(
    "glossary.mark_without_term",
    Severity.WARNING,
    to_say("用語集にない注釈"),
    to_say("「{term}」に用語の注釈（*）がありますが、用語集にありません。"),
    to_say("用語集に説明を加えるか、注釈の印を除いてください。"),
)
NO_DEFINITION = Rule(
    "glossary.no_definition",
    Severity.WARNING,
    to_say("説明のない用語"),
    to_say("用語「{term}」の説明がありません。"),
    to_say("市民にも分かる言葉で説明を書いてください。"),
)
UNUSED = Rule(
    "glossary.unused",
    Severity.NOTE,
    to_say("使われていない用語"),
    to_say("用語「{term}」が、本文にも施策個票にも出てきません。"),
    to_say("用語集から除くか、本文の言葉と書き方をそろえてください。"),
)
TWICE = Rule(
    "glossary.twice",
    Severity.WARNING,
    to_say("用語の重複"),
    to_say("用語集に「{term}」が二つ以上あります。"),
    to_say("説明を一つにまとめてください。"),
)
RULES = (NO_TERM, NO_DEFINITION, UNUSED, TWICE)
_MARK = re.compile(r"\s*[(（][*＊※][)）]")
_WORD = re.compile(r"(?:[^\s、。，．,「」『』：:；;！？!?]|(?<=[A-Za-z0-9]) (?=[A-Za-z0-9])){1,60}$")
_PARTICLES = re.compile(r"^.*[ぁ-ん](?=[^ぁ-ん])")


def findings(view: View) -> Iterator[Finding]:
    """Yield what is wrong with the glossary."""
    seen: set[str] = set()
    for term in view.document.glossary:
        place = Place(where=term.term)
        if not (term.definition or "").strip():
            yield NO_DEFINITION.at(place, term=term.term)
        if fold(term.term) in seen:
            yield TWICE.at(place, term=term.term)
        seen.add(fold(term.term))
    yield from _marks(view, seen)
    yield from _unused(view)


def _marks(view: View, terms: set[str]) -> Iterator[Finding]:
    """Yield every marked word once, at its first place."""
    told: set[str] = set()
    for source, text in view.passages:
        if "*" not in text and "＊" not in text and "※" not in text:
            continue
        for mark in _MARK.finditer(text):
            before = _WORD.search(text[max(0, mark.start() - 60) : mark.start()])
            words = before.group() if before else ""
            if not words or any(fold(words[start:]) in terms for start in range(len(words))):
                continue
            term = _PARTICLES.sub("", words)
            if fold(term) not in told:
                told.add(fold(term))
                yield NO_TERM.at(place_in(source), term=term)


def _unused(view: View) -> Iterator[Finding]:
    if not view.document.glossary:
        return
    whole = _light("\n".join(text for _source, text in view.passages))
    for term in view.document.glossary:
        bare = re.sub(r"[（(][^（()）]*[)）]$", "", term.term).strip()
        names = [_light(name) for name in (term.term.strip(), bare) if name]
        if names and not any(name in whole for name in names):
            yield UNUSED.at(Place(where=term.term), term=term.term)


def _light(text: str) -> str:
    """Fold width and case alone: quick enough for every text of a plan."""
    return unicodedata.normalize("NFKC", text).casefold()
