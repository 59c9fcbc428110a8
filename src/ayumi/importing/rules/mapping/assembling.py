"""From the measures of a table to a plan document: plain dictionaries first, validated once."""

from collections.abc import Iterator

from ayumi.document.plan_document import PlanDocument
from ayumi.ground.fiscal_year import FiscalYear
from ayumi.ground.identifier import new_identifier
from ayumi.ground.japanese_text import fold
from ayumi.importing.rules.mapping.hierarchy import Hierarchy, item_of
from ayumi.importing.rules.mapping.mapping import EARLIEST, LATEST, LONGEST_LINE, Mapping
from ayumi.importing.rules.mapping.measure import IndicatorDraft, MeasureDraft, Plain

YEAR_PLACE = "{年度}"


def assemble(
    mapping: Mapping, drafts: list[MeasureDraft], hierarchy: Hierarchy, table_year: int | None
) -> PlanDocument:
    """Return the plan document of the measures, under the items of ``hierarchy``."""
    level_ids = [str(new_identifier()) for _level in mapping.plan.levels]
    names: dict[str, str] = {}
    for draft in drafts:
        for name in (draft.division, *draft.contributing):
            if name:
                names.setdefault(fold(name), name)
    divisions = {key: str(new_identifier()) for key in names}
    plain = {
        "id": str(new_identifier()),
        "municipality": {"name": ""},
        "plan": {
            "title": title_of(mapping, table_year),
            "kind": mapping.plan.kind,
            "period": _period(mapping, table_year),
        },
        "divisions": [{"id": each, "name": names[key]} for key, each in divisions.items()],
        "levels": [
            {"id": each, "name": name, "rank": rank}
            for rank, (each, name) in enumerate(zip(level_ids, mapping.plan.levels, strict=True), start=1)
        ],
        "items": list(_items(mapping, hierarchy, level_ids, divisions, table_year)),
    }
    return PlanDocument.model_validate(plain)


def title_of(mapping: Mapping, table_year: int | None) -> str:
    """Return the plan's title with the year of the table in its place."""
    year = FiscalYear(table_year).japanese if table_year is not None else ""
    return (mapping.plan.title.replace(YEAR_PLACE, year).strip() or mapping.plan.title)[:LONGEST_LINE]


def _period(mapping: Mapping, table_year: int | None) -> Plain | None:
    years = [year for block in mapping.blocks if (year := block.year(table_year)) is not None]
    first = mapping.plan.first_fiscal_year or min(years, default=None)
    last = mapping.plan.last_fiscal_year or max(years, default=None)
    if first is None or last is None or not EARLIEST <= first <= last <= LATEST:
        return None
    return {"first_fiscal_year": first, "last_fiscal_year": last}


def _items(
    mapping: Mapping,
    hierarchy: Hierarchy,
    level_ids: list[str],
    divisions: dict[str, str],
    table_year: int | None,
) -> Iterator[Plain]:
    def measure(draft: MeasureDraft, parent: str | None) -> Plain:
        return _measure(draft, mapping, divisions, table_year) | {
            "level_id": level_ids[-1],
            "parent_id": parent,
        }

    for node, parent in hierarchy.walk():
        yield item_of(node, parent, level_ids)
        for draft in node.measures:
            yield measure(draft, node.id)
    for draft in hierarchy.unplaced:
        yield measure(draft, None)


def _measure(
    draft: MeasureDraft, mapping: Mapping, divisions: dict[str, str], table_year: int | None
) -> Plain:
    return {
        "id": str(new_identifier()),
        "number": draft.number,
        "title": draft.title,
        "status": draft.status,
        "priority": draft.priority,
        "division_id": divisions.get(fold(draft.division)),
        "contributing_division_ids": list(
            dict.fromkeys(divisions[fold(name)] for name in draft.contributing)
        ),
        "sheet": draft.texts,
        "indicators": [_indicator(each, mapping) for each in draft.indicators.values() if each.name],
        "schedule": draft.schedule,
        "costs": draft.costs,
        "workloads": [each for each in draft.workloads.values() if len(each) > 2],
        "judgements": list(_judgements(draft, table_year)),
        "remarks": [*draft.remarks, *_lone_reasons(draft, table_year)],
        "links": draft.links,
    }


def _indicator(draft: IndicatorDraft, mapping: Mapping) -> Plain:
    return {
        "id": str(new_identifier()),
        "name": draft.name,
        "kind": draft.kind,
        "unit": draft.unit,
        "direction": mapping.direction,
        "target_kind": mapping.target_kind,
        "baselines": draft.baselines,
        "targets": draft.targets,
        "actuals": draft.actuals,
        **draft.others,
    }


def _judgements(draft: MeasureDraft, table_year: int | None) -> Iterator[Plain]:
    if table_year is None:
        return
    for (stage, subject), each in draft.judgements.items():
        if "value" in each:
            yield each | {"fiscal_year": table_year, "stage": stage, "subject": subject}


def _lone_reasons(draft: MeasureDraft, table_year: int | None) -> Iterator[Plain]:
    """A judgement without a value, or in a table without a year, stays as words under its subject."""
    for (stage, subject), each in draft.judgements.items():
        if table_year is not None and "value" in each:
            continue
        heading = f"{subject}（{stage}）" if stage else subject
        for text in (each.get("value"), each.get("reason")):
            if text:
                yield {"heading": heading, "text": text}
