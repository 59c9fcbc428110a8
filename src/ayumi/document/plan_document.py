"""The plan document: one whole plan at one revision, the waist of the house.

Formats produce it, the database stores and loads it, checks and comparisons take it, publishing
consumes it, a revision freezes it, and its JSON Schema is the interchange format.
"""

from typing import Any, Literal, Self

from pydantic import ValidationInfo, model_validator

from ayumi.document.base import Identifier, Part
from ayumi.document.measures import Item, Level
from ayumi.document.plan import (
    Chapter,
    DivisionName,
    EvidenceSource,
    Figure,
    GlossaryTerm,
    MunicipalityName,
    PlanHead,
    RelatedPlan,
    RevisionHead,
)

AS_THEY_ARE = {"references": "as they are"}
"""Validation context under which references may lead nowhere."""


class PlanDocument(Part):
    """One whole plan at one revision. ``items`` stand in printed order, parents first."""

    format: Literal["ayumi-plan/1"] = "ayumi-plan/1"
    id: Identifier
    municipality: MunicipalityName
    plan: PlanHead
    revision: RevisionHead = RevisionHead()
    purposes: tuple[str, ...] = ()
    related_plans: tuple[RelatedPlan, ...] = ()
    evidence_sources: tuple[EvidenceSource, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    figures: tuple[Figure, ...] = ()
    glossary: tuple[GlossaryTerm, ...] = ()
    divisions: tuple[DivisionName, ...] = ()
    levels: tuple[Level, ...] = ()
    items: tuple[Item, ...] = ()

    @model_validator(mode="after")
    def references_lead_somewhere(self, info: ValidationInfo) -> Self:
        """Refuse a document whose ids repeat or point at nothing; raises with the id in words.

        ``AS_THEY_ARE`` as context lets them pass, for the check that tells each of them.
        """
        if info.context == AS_THEY_ARE:
            return self
        seen: set[str] = set()
        levels = {level.id for level in self.levels}
        divisions = {division.id for division in self.divisions}
        for item in self.items:
            _check_item(item, seen, levels, divisions)
            seen.add(item.id)
        for item in self.items:
            if item.cross_listed_from is not None and item.cross_listed_from not in seen:
                raise ValueError(f"item {item.id} repeats an unknown item {item.cross_listed_from}")
        return self

    @property
    def measures(self) -> tuple[Item, ...]:
        """Every item with a sheet of its own, repeat entries left out."""
        return tuple(item for item in self.items if item.is_measure)

    def to_json(self) -> str:
        """Return the document as indented JSON, the same bytes for the same document."""
        return self.model_dump_json(indent=2) + "\n"


def _check_item(item: Item, seen: set[str], levels: set[str], divisions: set[str]) -> None:
    if item.id in seen:
        raise ValueError(f"item id {item.id} stands twice")
    if item.level_id not in levels:
        raise ValueError(f"item {item.id} is on an unknown level {item.level_id}")
    if item.parent_id is not None and item.parent_id not in seen:
        raise ValueError(f"item {item.id} comes before its parent {item.parent_id}")
    for division in (item.division_id, *item.contributing_division_ids):
        if division is not None and division not in divisions:
            raise ValueError(f"item {item.id} names an unknown division {division}")


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of the interchange format (draft 2020-12)."""
    return PlanDocument.model_json_schema()
