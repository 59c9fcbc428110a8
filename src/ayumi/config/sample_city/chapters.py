"""The chapters of the sample's ICT plan, read from a text file of headings and paragraphs."""

import re

from ayumi.config.sample_city.glossary import marked
from ayumi.config.sample_city.tables import text
from ayumi.document.plan import Chapter, Figure, Section

FIGURES = (
    Figure(number="図1-1", title="計画の位置付け"),
    Figure(number="図1-2", title="計画の期間"),
    Figure(number="図1-3", title="計画の構成"),
)
_HEADING = "## "
_BUILDS_ON = "builds_on:"
_FIGURE = re.compile(r"\[(図[0-9]+-[0-9]+)\]")


def chapters() -> tuple[Chapter, ...]:
    """Return the chapters in order, with each term marked once a chapter."""
    parts = re.split(r"^# ", text("ict_chapters.md"), flags=re.MULTILINE)
    return tuple(_chapter(part) for part in parts if part.strip())


def _chapter(part: str) -> Chapter:
    heading, *lines = part.splitlines()
    number, title = heading.split(maxsplit=1)
    introduction, *sections = _cut(_marked_but_headings(lines))
    builds_on = [
        line.removeprefix(_BUILDS_ON).split() for line in introduction if line.startswith(_BUILDS_ON)
    ]
    return Chapter(
        number=number,
        title=title,
        paragraphs=tuple(line for line in introduction if line and not line.startswith(_BUILDS_ON)),
        sections=tuple(_section(section) for section in sections),
        builds_on=tuple(number for numbers in builds_on for number in numbers),
    )


def _marked_but_headings(lines: list[str]) -> list[str]:
    body = iter(marked(line for line in lines if not line.startswith(_HEADING)))
    return [line if line.startswith(_HEADING) else next(body) for line in lines]


def _cut(lines: list[str]) -> list[list[str]]:
    """Cut before every heading; the first piece is what stands before the first of them."""
    pieces: list[list[str]] = [[]]
    for line in lines:
        if line.startswith(_HEADING):
            pieces.append([])
        pieces[-1].append(line)
    return pieces


def _section(lines: list[str]) -> Section:
    heading, *paragraphs = lines
    number, title = heading.removeprefix(_HEADING).split(maxsplit=1)
    return Section(
        number=number,
        title=title,
        paragraphs=tuple(line for line in paragraphs if line and not _FIGURE.fullmatch(line)),
        figures=tuple(found[1] for line in paragraphs if (found := _FIGURE.fullmatch(line))),
    )
