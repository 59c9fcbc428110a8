"""What a reader hands over: the source text in blocks, and what was understood of it.

A format folder turns a file into a ``SourceText``; ``importing/rules`` turns that into a
``ReadResult``; a confirmed result becomes a ``PlanDocument``.
"""

from enum import StrEnum

from pydantic import Field

from ayumi.document.base import Part
from ayumi.document.plan import (
    Chapter,
    EvidenceSource,
    Figure,
    MunicipalityName,
    PlanHead,
    RelatedPlan,
)


class BlockKind(StrEnum):
    """What a block of source text is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    TABLE_ROW = "table_row"


class Block(Part):
    """One heading or paragraph with where it stands (行 12, 3頁, 段落 8)."""

    kind: BlockKind
    text: str
    """Plain text: markup, <sup> and ruby readings gone; a glossary mark stays as (*)."""
    place: str
    level: int = Field(default=0, ge=0, le=9)
    """For a heading, its level as the file says (1 is the top); 0 for a paragraph."""


class SourceText(Part):
    """A whole file as blocks in reading order."""

    file: str
    blocks: tuple[Block, ...]


class Passage(Part):
    """Where something was found: file, place and the words."""

    file: str
    place: str
    text: str


class Refused(Part):
    """Something that could not be read: where, what stood there, what would be accepted and why."""

    file: str
    place: str
    found: str
    accepted: str
    reason: str


class MarkedTerm(Part):
    """A term with a glossary mark, each place it is marked, and its definition where given."""

    term: str
    occurrences: tuple[Passage, ...]
    definition: str | None = None


class ReadResult(Part):
    """What was understood of a plan text. ``passages`` maps a JSON path to where it was found,
    e.g. ``plan.title`` or ``related_plans.0``."""

    municipality: MunicipalityName | None = None
    plan: PlanHead | None = None
    related_plans: tuple[RelatedPlan, ...] = ()
    purposes: tuple[str, ...] = ()
    evidence_sources: tuple[EvidenceSource, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    glossary: tuple[MarkedTerm, ...] = ()
    figures: tuple[Figure, ...] = ()
    refused: tuple[Refused, ...] = ()
    passages: dict[str, Passage] = Field(default_factory=dict)


class CannotRead(Exception):
    """A file that cannot be read at all; ``refused`` says why, in Japanese, for the person."""

    def __init__(self, refused: Refused) -> None:
        super().__init__(refused.reason)
        self.refused = refused
