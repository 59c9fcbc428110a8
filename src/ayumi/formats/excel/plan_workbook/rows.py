"""A plan document as the rows of every sheet: plain values by column key, in the order of the document."""

from collections.abc import Iterable, Iterator
from typing import Any

from ayumi.document.measures import Baseline, Budget, Cost, FundingSource, Indicator, Item, Sheet, YearTarget
from ayumi.document.plan import PlanPeriod
from ayumi.document.plan_document import PlanDocument
from ayumi.formats.excel.plan_workbook.body import Row, body_rows
from ayumi.formats.excel.plan_workbook.cells import label_text
from ayumi.formats.excel.plan_workbook.names import DIVISION, INDICATOR, ITEM, LEVEL, Label, Names
from ayumi.formats.excel.plan_workbook.number_kinds import Figure

SHEET_TEXTS = tuple(Sheet.model_fields)
"""Every text of a measure sheet; each has a column of the sheet 施策."""
SOURCE_ORDER = {source: place for place, source in enumerate(FundingSource)}
DEPTH = "depth"
"""How far an item's title is indented; no column of its own."""
LONGEST_WORDS = 1_000
"""Words of a target that stand in a year column; longer ones have a row of their own."""


def rows_of(document: PlanDocument) -> dict[str, list[Row]]:
    """Return the rows of every sheet by the key of its table."""
    items = document.items
    indicators = [(item, indicator) for item in items for indicator in item.indicators]
    return {
        "plan": [_plan(document)],
        "levels": [level.model_dump() for level in document.levels],
        "items": _items(items),
        "indicators": [_indicator(item, indicator) for item, indicator in indicators],
        "actuals": _facts((each.id, each.actuals) for _, each in indicators),
        "targets": _facts(
            (each.id, () if in_columns(each.targets) else each.targets) for _, each in indicators
        ),
        "baselines": _facts(
            (each.id, () if in_columns(each.baselines[:2]) and len(each.baselines) < 2 else each.baselines)
            for _, each in indicators
        ),
        "schedule": [row for item in items for row in _schedule(item)],
        "budgets": [row for item in items for row in _amounts(item, item.budgets)],
        "costs": [row for item in items for row in _amounts(item, item.costs)],
        "workloads": [
            {**row, "personnel": row.pop("personnel_thousand_yen")}
            for row in _facts((item.id, item.workloads) for item in items)
        ],
        "judgements": _facts((item.id, item.judgements) for item in items),
        "remarks": _facts((item.id, item.remarks) for item in items),
        "links": _facts((item.id, item.links) for item in items),
        "related_plans": [
            {**plan.model_dump(exclude={"period"}), **_period(plan.period)} for plan in document.related_plans
        ],
        "sources": [source.model_dump() for source in document.evidence_sources],
        "body": list(body_rows(document.chapters)),
        "figures": [figure.model_dump() for figure in document.figures],
        "glossary": [term.model_dump() for term in document.glossary],
        "divisions": [division.model_dump() for division in document.divisions],
    }


def names_of(document: PlanDocument) -> Names:
    """Return the labels of everything rows refer to."""
    labels: dict[str, dict[str, Label]] = {
        LEVEL: {level.id: _label(level.name) for level in document.levels},
        DIVISION: {division.id: _label(division.name) for division in document.divisions},
        ITEM: {item.id: _label(item.number, item.title) for item in document.items},
        INDICATOR: {
            indicator.id: _label(item.number, item.title, indicator.name)
            for item in document.items
            for indicator in item.indicators
        },
    }
    return Names(written=labels, current=labels)


def _label(*parts: str) -> Label:
    return tuple(map(label_text, parts))


def in_columns(entries: tuple[YearTarget, ...] | tuple[Baseline, ...]) -> bool:
    """Whether these fit into one cell for each year: years ascending, no group, a number or short words."""
    years = [entry.fiscal_year for entry in entries]
    return years == sorted(set(years)) and all(not entry.group and _in_one_cell(entry) for entry in entries)


def _in_one_cell(entry: YearTarget | Baseline) -> bool:
    if entry.value is not None:
        return not entry.text
    figure, names = Figure(), Names({}, {})
    words = (None, entry.text)
    return len(entry.text) < LONGEST_WORDS and figure.parse(figure.show(words, names), names) == words


def _plan(document: PlanDocument) -> Row:
    plan, evaluation = document.plan, document.plan.yearly_evaluation
    return {
        "municipality_name": document.municipality.name,
        "municipality_code": document.municipality.code,
        "title": plan.title,
        "edition": plan.edition,
        "kind": plan.kind,
        **_period(plan.period),
        "evaluation_text": None if evaluation is None else evaluation.text,
        "evaluation_method": None if evaluation is None else evaluation.method_described_in,
        "revision_number": document.revision.number,
        "revision_reason": document.revision.reason,
        "effective_date": document.revision.effective_date,
        "decided_by": document.revision.decided_by,
        "purposes": document.purposes,
    }


def _period(period: PlanPeriod | None) -> Row:
    first, last = (period.first_fiscal_year, period.last_fiscal_year) if period else (None, None)
    return {"first_year": first, "last_year": last}


def _items(items: tuple[Item, ...]) -> list[Row]:
    depths: dict[str | None, int] = {None: -1}
    for item in items:
        depths[item.id] = depths.get(item.parent_id, -1) + 1
    return [_item(item) | {DEPTH: depths[item.id]} for item in items]


def _item(item: Item) -> Row:
    sheet = item.sheet
    return {
        "id": item.id,
        "level": item.level_id,
        "number": item.number,
        "title": item.title,
        "parent": item.parent_id,
        "status": item.status,
        "priority": item.priority,
        "division": item.division_id,
        "contributing": item.contributing_division_ids,
        "repeat_of": item.cross_listed_from,
        "has_sheet": sheet is not None,
        **{text: "" if sheet is None else getattr(sheet, text) for text in SHEET_TEXTS},
    }


def _indicator(item: Item, indicator: Indicator) -> Row:
    row = {"owner": item.id, **indicator.model_dump(exclude={"baselines", "targets", "actuals"})}
    row |= {"baseline_year": None, "baseline": None}
    if len(indicator.baselines) == 1 and in_columns(indicator.baselines):
        only = indicator.baselines[0]
        row |= {"baseline_year": only.fiscal_year, "baseline": (only.value, only.text)}
    if in_columns(indicator.targets):
        row |= {f"target:{each.fiscal_year}": (each.value, each.text) for each in indicator.targets}
    return row


def _facts(owned: Iterable[tuple[str, tuple[Any, ...]]]) -> list[Row]:
    return [{"owner": owner, **fact.model_dump()} for owner, facts in owned for fact in facts]


def _schedule(item: Item) -> Iterator[Row]:
    """One row while the years ascend; a year that comes again begins a new row."""
    row: Row = {}
    last = None
    for step in item.schedule:
        if last is not None and step.fiscal_year <= last:
            yield row
            row = {}
        row = row or {"owner": item.id}
        row |= {f"step:{step.fiscal_year}": step.step, f"plan:{step.fiscal_year}": step.text}
        last = step.fiscal_year
    if row:
        yield row


def _amounts(item: Item, amounts: tuple[Budget, ...] | tuple[Cost, ...]) -> Iterator[Row]:
    """Rows by source, a column for each year; where the document's order breaks, a new block begins."""
    block, last = 0, None
    rows: dict[tuple[Any, ...], Row] = {}
    for amount in amounts:
        basis = getattr(amount, "basis", None)
        place = amount_place(amount.fiscal_year, basis, amount.source)
        if last is not None and place <= last:
            yield from _sorted_rows(rows)
            rows, block = {}, block + 1
        last = place
        head: Row = {"owner": item.id, "block": block or None, "basis": basis, "source": amount.source}
        rows.setdefault(place[1:], head)[f"amount:{amount.fiscal_year}"] = amount.thousand_yen
    yield from _sorted_rows(rows)


def amount_place(year: int, basis: Any, source: FundingSource) -> tuple[int, str, int]:
    """Return where an amount stands within its block: by year, firmness, source."""
    return year, str(basis), SOURCE_ORDER[source]


def _sorted_rows(rows: dict[tuple[Any, ...], Row]) -> Iterator[Row]:
    for place in sorted(rows):
        yield rows[place]
