"""Terms with a glossary mark: how far each reaches, where it stands, and what it is said to mean."""

import re
from collections.abc import Iterable

from ayumi.document.reading import Block, BlockKind, MarkedTerm, Passage, SourceText

_MARK = re.compile(r"\s*[(（][*＊※][)）]")
_TERM = re.compile(
    r"((?:[A-Za-z0-9.+/&'’-]|(?<=[A-Za-z0-9]) (?=[A-Za-z0-9])|[ァ-ヶー・一-龠々〇Ａ-Ｚａ-ｚ０-９])+"
    r"(?:[（(][^（()）]{1,60}[)）])?)$"
)
"""One character at a time: a repeat inside a repeat would let a hostile text take hours."""
_LONGEST_TERM = 200
_GLOSSARY_HEAD = re.compile(r"用語(集|解説|説明|の解説|の説明|一覧)")
_DEFINITION = re.compile(r"^\s*([^：:\t。]{1,60}?)\s*[：:\t]\s*(.{4,})$", re.DOTALL)


def marked_terms(source: SourceText) -> tuple[MarkedTerm, ...]:
    """Return every marked term in the order of its first mark.

    A term is the unbroken run of Latin letters, digits, katakana and kanji before the mark, with an
    abbreviation in brackets where one follows: 業務改革（BPR）(*). Hiragana ends it, which in Japanese
    is where particles stand.
    """
    definitions = _definitions(source.blocks)
    places: dict[str, list[Passage]] = {}
    for block in source.blocks:
        for term in _terms_in(block.text):
            passage = Passage(file=source.file, place=block.place, text=block.text)
            places.setdefault(term, []).append(passage)
    return tuple(
        MarkedTerm(term=term, occurrences=tuple(found), definition=_definition(term, definitions))
        for term, found in places.items()
    )


def _terms_in(text: str) -> Iterable[str]:
    for mark in _MARK.finditer(text):
        before = _MARK.sub("", text[max(0, mark.start() - _LONGEST_TERM) : mark.start()])
        found = _TERM.search(before)
        term = found.group(1).lstrip(".+/&'’- ") if found else ""
        if term:
            yield term


def _definitions(blocks: Iterable[Block]) -> dict[str, str]:
    """Return term → definition of everything under a heading such as 用語集."""
    definitions: dict[str, str] = {}
    inside = False
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            inside = bool(_GLOSSARY_HEAD.search(block.text))
            continue
        match = _DEFINITION.match(_MARK.sub("", block.text)) if inside else None
        if match and match.group(1) not in ("用語", "語句"):
            definitions[match.group(1).strip()] = match.group(2).strip()
    return definitions


def _definition(term: str, definitions: dict[str, str]) -> str | None:
    """Find a definition under the whole term or under the term without its bracket."""
    bare = re.sub(r"[（(][^（()）]*[)）]$", "", term)
    return definitions.get(term) or definitions.get(bare)
