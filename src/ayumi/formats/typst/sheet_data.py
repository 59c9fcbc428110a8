"""A measure sheet (施策個票) as the JSON its template sets: words and numbers ready to print."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ayumi.document.measures import Actual, ActualStatus, FundingSource, Indicator, Item
from ayumi.document.plan_document import PlanDocument
from ayumi.document.words import (
    ACTUAL_STATUS,
    FUNDING_SOURCE,
    INDICATOR_KIND,
    ITEM_STATUS,
    LINK_KIND,
    TARGET_KIND,
    actual_text,
    number_text,
    value_text,
)
from ayumi.formats.typst.marked_terms import TermFinder
from ayumi.ground.era import era_year

YEARS_IN_A_TABLE = 6
"""As many years as fit across an A4 page; a longer period takes a second table."""
FULL_PAGE_WEIGHT = 60
"""From about this many lines on, a sheet starts on its own page and may run on to the next."""
CHARACTERS_IN_A_LINE = 42


@dataclass(frozen=True, slots=True)
class SheetSource:
    """What a sheet is made from besides the measure itself, gathered once for a whole plan."""

    years: tuple[int, ...]
    divisions: dict[str, str]
    levels: dict[str, str]
    items: dict[str, Item]
    repeats: dict[str, list[Item]]
    terms: TermFinder

    @classmethod
    def of(cls, document: PlanDocument, terms: TermFinder) -> "SheetSource":
        """Gather the source of every sheet of ``document``."""
        repeats: dict[str, list[Item]] = {}
        for item in document.items:
            if item.cross_listed_from is not None:
                repeats.setdefault(item.cross_listed_from, []).append(item)
        return cls(
            years=document.plan.period.fiscal_years if document.plan.period else (),
            divisions={division.id: division.name for division in document.divisions},
            levels={level.id: level.name for level in document.levels},
            items={item.id: item for item in document.items},
            repeats=repeats,
            terms=terms,
        )

    def path(self, item: Item) -> list[str]:
        """Return the printed names of everything above ``item``, top first."""
        names: list[str] = []
        parent_id = item.parent_id
        while parent_id is not None:
            parent = self.items[parent_id]
            names.insert(0, label_of(parent))
            parent_id = parent.parent_id
        return names


def label_of(item: Item) -> str:
    """Return number and title as one printed line."""
    return f"{item.number}　{item.title}".strip("　")


def sheet_data(item: Item, source: SheetSource) -> dict[str, Any]:
    """Return everything that stands on the sheet of ``item``."""
    years = years_of(item, source.years)
    data = {
        "id": item.id,
        "number": item.number,
        "title": item.title,
        "path": source.path(item),
        "level": source.levels[item.level_id],
        "status": ITEM_STATUS[item.status] if item.status else "",
        "priority": item.priority,
        "division": source.divisions.get(item.division_id or "", ""),
        "facts": _facts(item, source),
        "texts": _texts(item, source.terms),
        "indicators": _indicator_tables(item, years),
        "notes": _indicator_notes(item),
        "schedule": [schedule_row(item, chunk) for chunk in chunks(years)] if item.schedule else [],
        "budget": [budget_table(item, chunk, years) for chunk in chunks(years)] if item.budgets else [],
        "links": [[LINK_KIND[link.kind], link.plan_title, link.target_label] for link in item.links],
        "places": [
            "　›　".join([*source.path(repeat), label_of(repeat)])
            for repeat in source.repeats.get(item.id, [])
        ],
    }
    data["long"] = _weight(data) > FULL_PAGE_WEIGHT
    return data


def years_of(item: Item, plan_years: Sequence[int]) -> tuple[int, ...]:
    """Return the plan's years and every other year the sheet names, in order."""
    years = set(plan_years)
    years.update(step.fiscal_year for step in item.schedule)
    years.update(budget.fiscal_year for budget in item.budgets)
    for indicator in item.indicators:
        years.update(target.fiscal_year for target in indicator.targets)
        years.update(actual.fiscal_year for actual in indicator.actuals)
    return tuple(sorted(years))


def chunks(years: Sequence[int]) -> list[tuple[int, ...]]:
    """Cut a long period into tables that fit across a page."""
    size = YEARS_IN_A_TABLE
    return [tuple(years[start : start + size]) for start in range(0, len(years), size)]


def year_heads(years: Iterable[int]) -> list[list[str]]:
    """Return the two lines of each year's column head: 令和5年度 and 2023."""
    return [[f"{era_year(year)}年度", str(year)] for year in years]


def _facts(item: Item, source: SheetSource) -> list[list[str]]:
    sheet = item.sheet
    contributing = "、".join(source.divisions[division] for division in item.contributing_division_ids)
    facts = [
        ["担当課", source.divisions.get(item.division_id or "", "")],
        ["関係課", contributing],
        ["対象", sheet.target_group if sheet else ""],
        ["根拠法令等", sheet.legal_basis if sheet else ""],
    ]
    return [fact for fact in facts if fact[1]]


def _texts(item: Item, terms: TermFinder) -> list[list[Any]]:
    sheet = item.sheet
    if sheet is None:
        return []
    texts = (
        ("目的", sheet.purpose),
        ("現状", sheet.current_state),
        ("取組内容", sheet.description),
        ("今後の展望", sheet.outlook),
        *((remark.heading, remark.text) for remark in item.remarks),
    )
    return [[label, terms.paragraphs(text)] for label, text in texts if text.strip()]


def _indicator_tables(item: Item, years: Sequence[int]) -> list[dict[str, Any]]:
    if not item.indicators:
        return []
    return [
        {
            "years": year_heads(chunk),
            "rows": [
                _indicator_row(indicator, group, chunk)
                for indicator in item.indicators
                for group in _groups(indicator)
            ],
        }
        for chunk in chunks(years)
    ]


def _groups(indicator: Indicator) -> list[str]:
    groups = [entry.group for entry in indicator.baselines]
    groups += [entry.group for entry in indicator.targets]
    groups += [entry.group for entry in indicator.actuals]
    return list(dict.fromkeys(groups)) or [""]


def _indicator_row(indicator: Indicator, group: str, years: Sequence[int]) -> dict[str, Any]:
    targets = {target.fiscal_year: target for target in indicator.targets if target.group == group}
    baseline = next((value for value in indicator.baselines if value.group == group), None)
    return {
        "name": indicator.name,
        "group": group,
        "kind": f"{INDICATOR_KIND[indicator.kind]}・{TARGET_KIND[indicator.target_kind]}",
        "unit": indicator.unit,
        "baseline": value_text(baseline.value, baseline.text) if baseline else "－",
        "baseline_year": f"{era_year(baseline.fiscal_year)}年度" if baseline else "",
        "targets": [
            value_text(targets[year].value, targets[year].text) if year in targets else "－" for year in years
        ],
        "actuals": [_actuals_of_year(indicator.actuals, group, year) for year in years],
    }


def _actuals_of_year(actuals: Sequence[Actual], group: str, year: int) -> list[list[str]]:
    """Return value and status, final first; an estimate stays beside the final value."""
    found = [actual for actual in actuals if actual.fiscal_year == year and actual.group == group]
    found.sort(key=lambda actual: actual.status is not ActualStatus.FINAL)
    return [[actual_text(actual), ACTUAL_STATUS[actual.status]] for actual in found]


def _indicator_notes(item: Item) -> list[str]:
    notes = []
    for indicator in item.indicators:
        parts = (
            ("出典", indicator.source),
            ("把握時期", indicator.known_when),
            ("設定の考え方", indicator.reason),
        )
        said = "　".join(f"{label}：{text}" for label, text in parts if text)
        if said:
            notes.append(f"{indicator.name}　{said}")
    return notes


def schedule_row(item: Item, years: Sequence[int]) -> dict[str, Any]:
    """Return the ladder over ``years``; years with the same step and words in a row are one cell."""
    steps: dict[int, list[str]] = {}
    for step in item.schedule:
        seen = steps.setdefault(step.fiscal_year, ["", ""])
        seen[0] = "・".join(filter(None, (seen[0], step.step)))
        seen[1] = "\n".join(filter(None, (seen[1], step.text)))
    cells: list[dict[str, Any]] = []
    for year in years:
        step_name, text = steps.get(year, ["", ""])
        if cells and (cells[-1]["step"], cells[-1]["text"]) == (step_name, text):
            cells[-1]["span"] += 1
        else:
            cells.append({"step": step_name, "text": text, "span": 1})
    return {"years": year_heads(years), "cells": cells}


def budget_table(item: Item, years: Sequence[int], all_years: Sequence[int]) -> dict[str, Any]:
    """Return planned money in 千円 by source over ``years``; the last column sums over ``all_years``."""
    return money_table(
        [(entry.source, entry.fiscal_year, entry.thousand_yen) for entry in item.budgets], years, all_years
    )


def money_table(
    entries: Sequence[tuple[FundingSource, int, int]], years: Sequence[int], all_years: Sequence[int]
) -> dict[str, Any]:
    """Add up (source, fiscal year, 千円) into rows by source with a total row and a total column."""
    sums: dict[tuple[FundingSource | None, int], int] = {}
    for source, year, amount in entries:
        sums[source, year] = sums.get((source, year), 0) + amount
        sums[None, year] = sums.get((None, year), 0) + amount
    used = {source for source, _year, _amount in entries}

    def row(label: str, source: FundingSource | None) -> list[str]:
        values = [sums.get((source, year)) for year in years]
        total = sum(sums.get((source, year), 0) for year in all_years)
        return [
            label,
            *("－" if value is None else number_text(value) for value in values),
            number_text(total),
        ]

    rows = [row(FUNDING_SOURCE[source], source) for source in FundingSource if source in used]
    return {"years": year_heads(years), "rows": [*rows, row("合計", None)]}


def _weight(data: dict[str, Any]) -> int:
    """Estimate the height of a sheet in lines."""
    lines = 6 + len(data["facts"]) // 2 + len(data["links"]) + len(data["places"]) + len(data["notes"])
    for _label, paragraphs in data["texts"]:
        for paragraph in paragraphs:
            length = sum(len(piece if isinstance(piece, str) else piece[0]) for piece in paragraph)
            lines += length // CHARACTERS_IN_A_LINE + 1
    lines += sum(3 + 5 * len(table["rows"]) for table in data["indicators"])
    lines += sum(4 + max(len(cell["text"]) // 7 for cell in row["cells"]) for row in data["schedule"])
    return lines + sum(3 + len(table["rows"]) for table in data["budget"])
