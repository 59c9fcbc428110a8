"""Loading a stored plan as a plan document: the same number of queries at any size."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from django.db.models import Model

from ayumi.document.measures import Level as LevelValue
from ayumi.document.plan import DivisionName, PlanPeriod
from ayumi.document.plan_document import PlanDocument
from ayumi.plans.models import (
    Chapter,
    EvidenceSource,
    Figure,
    GlossaryTerm,
    Item,
    Level,
    Plan,
    Purpose,
    RelatedPlan,
    Section,
)
from ayumi.plans.queries.item_values import item_value, item_values
from ayumi.tenancy.models import Division, DivisionSuccession

Columns = dict[str, Any]


def load_document(plan_id: UUID, *, with_successors: bool = False) -> PlanDocument:
    """Return the plan as it stands now: 20 queries, whatever its size. Raises Plan.DoesNotExist.

    Its divisions are those it came with and those its items name today; ``with_successors`` adds the ones
    that took their place since.
    """
    head, items = load_head(plan_id), item_values(plan_id)
    named = (each for item in items for each in (item.division_id, *item.contributing_division_ids))
    wanted = dict.fromkeys([*head.pop("division_ids"), *filter(None, named)])
    divisions = _divisions(list(wanted), with_successors=with_successors)
    return PlanDocument.model_validate(head | {"divisions": divisions, "items": items})


def load_head_document(plan_id: UUID) -> PlanDocument:
    """Return the plan without divisions and items: 9 queries."""
    head = load_head(plan_id)
    head.pop("division_ids")
    return PlanDocument.model_validate(head)


def load_figures_document(plan: Plan) -> PlanDocument:
    """Return what the figures of the overview draw from, given the plan's row: 6 queries."""
    return PlanDocument.model_validate(
        {
            "id": str(plan.id),
            "municipality": {"name": plan.municipality_name, "code": plan.municipality_code},
            "plan": _plan(plan),
            "purposes": [row["text"] for row in _rows(Purpose, plan.id, "text")],
            "related_plans": [_related(row) for row in _rows(RelatedPlan, plan.id, *_RELATED)],
            "evidence_sources": _rows(EvidenceSource, plan.id, "name", "side", "asks"),
            "chapters": _chapters(plan.id),
            "figures": _rows(Figure, plan.id, "number", "title"),
        }
    )


def load_sheet_document(item: Item) -> PlanDocument:
    """Return the part of a plan that a measure's sheet is printed from, given its row: 7 queries.

    It holds the item whole, and bare what stands above it and where it is repeated with what stands above.
    """
    plan, (value, divisions) = item.plan, item_value(item)
    columns = ("id", "parent_id", "cross_listed_from_id", "level_id", "level__name", "level__rank")
    lines = Item.objects.filter(plan=plan).order_by("position").values(*columns, "number", "title")
    wanted = _with_all_above({row["id"]: row for row in lines}, item.id)
    levels = {row["level_id"]: (row["level__name"], row["level__rank"]) for row in wanted}
    return PlanDocument.model_validate(
        {
            "id": str(plan.id),
            "municipality": {"name": plan.municipality_name, "code": plan.municipality_code},
            "plan": _plan(plan),
            "revision": _revision(plan),
            "glossary": _rows(GlossaryTerm, plan.id, "term", "definition", "reading", "occurrences"),
            "levels": [{"id": str(key), "name": name, "rank": rank} for key, (name, rank) in levels.items()],
            "divisions": [{"id": key, "name": name} for key, name in divisions.items()],
            "items": [value if row["id"] == item.id else _bare(row) for row in wanted],
        }
    )


def _with_all_above(lines: dict[UUID, Columns], item_id: UUID) -> list[Columns]:
    """Return the lines of the item and of its repeats with everything above them, in printed order."""
    wanted: set[UUID] = set()
    waiting = [item_id, *(key for key, row in lines.items() if row["cross_listed_from_id"] == item_id)]
    while waiting:
        key = waiting.pop()
        wanted.add(key)
        parent = lines[key]["parent_id"]
        if parent is not None and parent not in wanted:
            waiting.append(parent)
    return [row for key, row in lines.items() if key in wanted]


def _bare(row: Columns) -> Columns:
    keys = {name: str(row[name]) if row[name] else None for name in ("id", "parent_id", "level_id")}
    original = row["cross_listed_from_id"]
    return keys | {
        "number": row["number"],
        "title": row["title"],
        "cross_listed_from": str(original) if original else None,
    }


def load_head(plan_id: UUID) -> Columns:
    """Return everything around the tree, as the document's own keys plus ``division_ids``."""
    plan = Plan.objects.get(pk=plan_id)
    return {
        "id": str(plan.id),
        "municipality": {"name": plan.municipality_name, "code": plan.municipality_code},
        "plan": _plan(plan),
        "revision": _revision(plan),
        "purposes": [row["text"] for row in _rows(Purpose, plan_id, "text")],
        "related_plans": [_related(row) for row in _rows(RelatedPlan, plan_id, *_RELATED)],
        "evidence_sources": _rows(EvidenceSource, plan_id, "name", "side", "asks"),
        "chapters": _chapters(plan_id),
        "figures": _rows(Figure, plan_id, "number", "title"),
        "glossary": _rows(GlossaryTerm, plan_id, "term", "definition", "reading", "occurrences"),
        "levels": [LevelValue(**_text_id(row)) for row in _rows(Level, plan_id, "id", "name", "rank")],
        "division_ids": plan.division_ids,
    }


_RELATED = (
    "title",
    "relation",
    "kind",
    "established",
    "first_fiscal_year",
    "last_fiscal_year",
    "principles",
    "covered",
    "linked",
)


def _revision(plan: Plan) -> Columns:
    return {
        "number": plan.revision_number,
        "reason": plan.revision_reason,
        "effective_date": plan.effective_date,
        "decided_by": plan.decided_by,
    }


def _plan(plan: Plan) -> Columns:
    evaluation = {"text": plan.evaluation_text, "method_described_in": plan.method_described_in}
    return {
        "title": plan.title,
        "edition": plan.edition,
        "kind": plan.kind,
        "period": _period(plan.first_fiscal_year, plan.last_fiscal_year),
        "yearly_evaluation": evaluation if plan.has_evaluation else None,
    }


def _period(first: int | None, last: int | None) -> PlanPeriod | None:
    if first is None or last is None:
        return None
    return PlanPeriod(first_fiscal_year=first, last_fiscal_year=last)


def _related(row: Columns) -> Columns:
    return row | {"period": _period(row.pop("first_fiscal_year"), row.pop("last_fiscal_year"))}


def _chapters(plan_id: UUID) -> list[Columns]:
    sections: dict[UUID, list[Columns]] = defaultdict(list)
    for row in _rows(Section, plan_id, "chapter_id", "number", "title", "paragraphs", "figures"):
        sections[row.pop("chapter_id")].append(row)
    chapters = _rows(Chapter, plan_id, "id", "number", "title", "paragraphs", "builds_on")
    return [chapter | {"sections": sections[chapter.pop("id")]} for chapter in chapters]


def _divisions(division_ids: list[str], *, with_successors: bool) -> list[DivisionName]:
    if not division_ids:
        return []
    successors: dict[UUID, list[str]] = defaultdict(list)
    for predecessor, successor in DivisionSuccession.objects.values_list("predecessor_id", "successor_id"):
        successors[predecessor].append(str(successor))
    wanted = list(division_ids)
    for division_id in wanted if with_successors else ():  # grows while it is walked
        wanted += [each for each in successors[UUID(division_id)] if each not in wanted]
    rows = {
        str(division.id): DivisionName(
            id=str(division.id),
            name=division.name,
            valid_from=division.valid_from,
            valid_to=division.valid_to,
            successors=tuple(successors[division.id]),
        )
        for division in Division.objects.all()
        if str(division.id) in wanted
    }
    return [rows[division_id] for division_id in wanted]


def _rows(model: type[Model], plan_id: UUID, *columns: str) -> list[Columns]:
    return list(model.objects.filter(plan_id=plan_id).order_by("position").values(*columns))


def _text_id(row: Columns) -> Columns:
    return row | {"id": str(row["id"])}
