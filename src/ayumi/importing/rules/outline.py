"""Chapters and sections by their numbering, whatever level the file gives its headings."""

import re
import unicodedata
from dataclasses import dataclass, field

from ayumi.document.plan import Chapter, Figure, Section
from ayumi.document.reading import Block, BlockKind, Passage, SourceText
from ayumi.importing.rules.sentences import Sentence, sentences_of, without_marks

_NUMBER = "[0-9一二三四五六七八九十百]+"
_CHAPTER = re.compile(rf"^(第\s*{_NUMBER}\s*章|序\s*章|終\s*章)[\s.:、]*(.*)$")
_SECTION = re.compile(
    rf"^(?:第\s*({_NUMBER})\s*節|([0-9]{{1,2}}(?:[-.][0-9]{{1,2}})?)\s*[.．、:]|([0-9]{{1,2}})(?=\s))\s*(.+)$"
)
_FIGURE = re.compile(r"^(図(?:表)?\s*[0-9]+(?:\s*[-ー−–]\s*[0-9]+)?)\s*[.．:：、]?\s*(.*)$")
_NUMBERED_ITEM = re.compile(r"^[(（][0-9一二三四五六七八九十]+[)）]")
_CIRCLED = re.compile(r"^\s*[①-⑳]")
"""Looked for in the text as it stands: folded, ① is a plain 1 and would number a section."""


@dataclass
class _Section:
    number: str
    title: str
    paragraphs: list[str] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)


@dataclass
class _Chapter:
    number: str
    title: str
    passage: Passage
    paragraphs: list[str] = field(default_factory=list)
    sections: list[_Section] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Outline:
    """The text in its order: chapters with where they begin, figures with where, all sentences."""

    chapters: tuple[tuple[Chapter, Passage], ...]
    figures: tuple[tuple[Figure, Passage], ...]
    sentences: tuple[Sentence, ...]
    other_headings: tuple[tuple[str, Passage], ...]
    """Headings that are neither chapter nor section: the plan's title, a glossary's head."""


def outline_of(source: SourceText) -> Outline:
    """Return the outline. ``#### 4.`` beside ``## 5.`` are sections alike: the number decides."""
    reader = _Reader(source.file)
    for block in source.blocks:
        reader.take(block)
    return Outline(
        tuple((_frozen(chapter), chapter.passage) for chapter in reader.chapters),
        tuple(reader.figures),
        tuple(reader.sentences),
        tuple(reader.other_headings),
    )


class _Reader:
    def __init__(self, file: str) -> None:
        self.file = file
        self.chapters: list[_Chapter] = []
        self.figures: list[tuple[Figure, Passage]] = []
        self.sentences: list[Sentence] = []
        self.other_headings: list[tuple[str, Passage]] = []
        self.section_title = ""
        self._front: tuple[str, Passage] | None = None
        """The heading of what comes before the first chapter, until its text comes."""

    def take(self, block: Block) -> None:
        folded = unicodedata.normalize("NFKC", without_marks(block.text)).strip()
        passage = Passage(file=self.file, place=block.place, text=block.text)
        if block.kind is BlockKind.HEADING:
            self._heading(folded, passage)
        elif (figure := _FIGURE.match(folded)) and len(folded) < 80 and not folded.endswith("。"):
            self._figure(figure, passage)
        else:
            self._paragraph(block)

    def _heading(self, text: str, passage: Passage) -> None:
        chapter = _CHAPTER.match(text)
        if chapter:
            number = re.sub(r"\s", "", chapter.group(1))
            self.chapters.append(_Chapter(number, chapter.group(2).strip(), passage))
            self.section_title = chapter.group(2).strip()
            return
        section = None if _CIRCLED.match(passage.text) else _SECTION.match(text)
        if section:
            self._begin_front(passage)
            number = next(part for part in section.groups()[:3] if part)
            self.chapters[-1].sections.append(_Section(number, section.group(4).strip()))
            self.section_title = section.group(4).strip()
        elif self.chapters and (_NUMBERED_ITEM.match(text) or _CIRCLED.match(passage.text)):
            self._add(without_marks(passage.text).strip(), passage)
        else:
            self.other_headings.append((text, passage))
            self.section_title = text
            if self.chapters and self.chapters[-1].number:
                self._add(text, passage)
            else:
                self._front = (text, passage)

    def _figure(self, match: re.Match[str], passage: Passage) -> None:
        number = re.sub(r"[ー−–]", "-", re.sub(r"\s", "", match.group(1)))
        self.figures.append((Figure(number=number, title=match.group(2).strip()), passage))
        if self.chapters and self.chapters[-1].sections:
            self.chapters[-1].sections[-1].figures.append(number)

    def _paragraph(self, block: Block) -> None:
        self._add(without_marks(block.text), Passage(file=self.file, place=block.place, text=block.text))
        self.sentences += sentences_of(block, self.file, self.section_title)

    def _add(self, text: str, passage: Passage) -> None:
        self._begin_front(passage)
        chapter = self.chapters[-1]
        (chapter.sections[-1] if chapter.sections else chapter).paragraphs.append(text)

    def _begin_front(self, passage: Passage) -> None:
        """Keep what stands before the first chapter, or in a plan without chapters, as one without number."""
        if self._front is not None and not (self.chapters and self.chapters[-1].number):
            self.chapters.append(_Chapter("", *self._front))
            self._front = None
        elif not self.chapters:
            self.chapters.append(_Chapter("", "", passage))


def _frozen(chapter: _Chapter) -> Chapter:
    sections = tuple(
        Section(
            number=section.number,
            title=section.title,
            paragraphs=tuple(section.paragraphs),
            figures=tuple(section.figures),
        )
        for section in chapter.sections
    )
    return Chapter(
        number=chapter.number, title=chapter.title, paragraphs=tuple(chapter.paragraphs), sections=sections
    )
