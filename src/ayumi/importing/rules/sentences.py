"""A plan text as sentences that know where they stand."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from ayumi.document.reading import Block, Passage

MARK = "(*)"
"""How readers hand over a glossary mark."""
_MARKS = re.compile(r"\s*[(（][*＊※][)）]")
_OPEN, _CLOSE = "（(「『“【", "）)」』”】"
_ALIAS = re.compile(r"[（(]以下、?[「『]([^」』]+)[」』]という。?[）)]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its words, its place, and the heading of the section it stands under."""

    text: str
    passage: Passage
    section: str = ""

    @property
    def folded(self) -> str:
        """The sentence with digits and Latin letters at half width, for matching."""
        return unicodedata.normalize("NFKC", self.text)


def sentences_of(block: Block, file: str, section: str) -> Iterator[Sentence]:
    """Yield the sentences of a paragraph; a 。 inside brackets does not end one."""
    for text in split_sentences(block.text):
        yield Sentence(text, Passage(file=file, place=block.place, text=text), section)


def split_sentences(text: str) -> list[str]:
    """Split at every 。 outside brackets; unbalanced brackets never swallow more than a paragraph."""
    found, depth, begun = [], 0, 0
    for index, mark in enumerate(text):
        if mark in _OPEN:
            depth += 1
        elif mark in _CLOSE:
            depth = max(0, depth - 1)
        elif mark == "。" and depth == 0:
            found.append(text[begun : index + 1])
            begun = index + 1
    found.append(text[begun:])
    return [sentence.strip() for sentence in found if sentence.strip()]


def without_marks(text: str) -> str:
    """Return the text without glossary marks."""
    return _MARKS.sub("", text)


def without_aliases(text: str) -> str:
    """Return the text without its （以下「…」という。） asides and glossary marks."""
    return _ALIAS.sub("", without_marks(text)).strip()


def alias_after(text: str) -> str | None:
    """Return Y where ``text`` begins with （以下「Y」という。）, else None."""
    match = _ALIAS.match(text)
    return match.group(1) if match else None
