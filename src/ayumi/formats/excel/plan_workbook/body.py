"""Chapters, sections and paragraphs as rows, one below the other, and back."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Any

from ayumi.document.plan import Chapter, Section

Row = dict[str, Any]


class BodyPart(StrEnum):
    """What a row of the body is."""

    CHAPTER = "chapter"
    SECTION = "section"
    PARAGRAPH = "paragraph"


BODY_PART = {BodyPart.CHAPTER: "章", BodyPart.SECTION: "節", BodyPart.PARAGRAPH: "本文"}


class StrayRow(ValueError):
    """A row that belongs to nothing: its place among the rows, and why in Japanese."""

    def __init__(self, place: int, reason: str) -> None:
        super().__init__(reason)
        self.place = place
        self.reason = reason


def body_rows(chapters: tuple[Chapter, ...]) -> Iterator[Row]:
    """Give the rows in printed order."""
    for chapter in chapters:
        yield _row(BodyPart.CHAPTER, chapter.number, chapter.title, builds_on=chapter.builds_on)
        yield from (_row(BodyPart.PARAGRAPH, "", text) for text in chapter.paragraphs)
        for section in chapter.sections:
            yield _row(BodyPart.SECTION, section.number, section.title, figures=section.figures)
            yield from (_row(BodyPart.PARAGRAPH, "", text) for text in section.paragraphs)


def _row(
    part: BodyPart,
    number: str,
    text: str,
    builds_on: tuple[str, ...] = (),
    figures: tuple[str, ...] = (),
) -> Row:
    return {"part": part, "number": number, "text": text, "builds_on": builds_on, "figures": figures}


def chapters_of(rows: list[Row]) -> tuple[Chapter, ...]:
    """Return the chapters of the rows. Raises StrayRow for a row before the first chapter."""
    chapters: list[Row] = []
    place_of_text: list[str] = []
    for place, row in enumerate(rows):
        if row["part"] is BodyPart.CHAPTER:
            place_of_text = []
            chapters.append({**row, "paragraphs": place_of_text, "sections": []})
        elif not chapters:
            raise StrayRow(place, "章より前に節や本文があります。先に章の行を入れてください。")
        elif row["part"] is BodyPart.SECTION:
            place_of_text = []
            chapters[-1]["sections"].append({**row, "paragraphs": place_of_text})
        else:
            place_of_text.append(row["text"])
    return tuple(
        Chapter(
            number=chapter["number"],
            title=chapter["text"],
            paragraphs=tuple(chapter["paragraphs"]),
            builds_on=chapter["builds_on"],
            sections=tuple(
                Section(
                    number=section["number"],
                    title=section["text"],
                    paragraphs=tuple(section["paragraphs"]),
                    figures=section["figures"],
                )
                for section in chapter["sections"]
            ),
        )
        for chapter in chapters
    )
