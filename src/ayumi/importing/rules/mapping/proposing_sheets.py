"""A workbook of forms: the same sheet again and again, one for each measure."""

from collections import Counter
from decimal import Decimal
from typing import Any

from ayumi.document.measures import Basis
from ayumi.document.source_workbook import CellValue, SourceSheet, SourceWorkbook, cell_name
from ayumi.ground.japanese_text import fold
from ayumi.importing.rules.mapping import lexicon
from ayumi.importing.rules.mapping.cells import blank, number
from ayumi.importing.rules.mapping.fields import SINGLE, YEARLY, Field, Form, NotTaken
from ayumi.importing.rules.mapping.heading_years import basis_of, heading_year
from ayumi.importing.rules.mapping.headings import SEPARATOR, bare, key, printed
from ayumi.importing.rules.mapping.mapping import LONGEST_LINE, MOST_BLOCKS, MOST_COLUMNS, MOST_LABELS

_LEAST_SHEETS = 3
_LEAST_LABELS = 4
_LEAST_SHARE = 0.6
_LONGEST_LABEL = 60
_Place = tuple[int, int]
_TITLES = frozenset(
    map(fold, ("事業名", "施策名", "取組名", "事務事業名", "事業名称", "施策名称", "名称", "件名"))
)
_NUMBERS = frozenset(
    map(fold, ("番号", "事業番号", "施策番号", "取組番号", "整理番号", "事務事業番号", "コード"))
)


def forms_proposal(
    workbook: SourceWorkbook, table_score: int
) -> tuple[dict[str, Any], dict[str, str]] | None:
    """Return the mapping of a workbook of forms without its plan, and why; None where it is none.

    Labels are the cells that hold the same words on most sheets; every other cell that is filled anywhere is
    a value, under the nearest label to its left and, inside a table, above it.
    """
    if len(workbook.sheets) < _LEAST_SHEETS:
        return None
    grids = {sheet.name: _cells(sheet) for sheet in workbook.sheets}
    labels = _labels(list(grids.values()))
    inside = [name for name, grid in grids.items() if _agrees(grid, labels)]
    if len(labels) < _LEAST_LABELS or len(inside) < max(_LEAST_SHEETS, _LEAST_SHARE * len(grids)):
        return None
    places = sorted(
        {
            place
            for name in inside
            for place, value in grids[name].items()
            if labels.get(place) != printed(value)
        }
    )
    if len(places) > MOST_COLUMNS or len(labels) > MOST_LABELS or max(map(len, grids)) > LONGEST_LINE:
        return None
    columns, why, years = _columns(places, labels, [grids[name] for name in inside])
    if len(years) > MOST_BLOCKS or not any(column["field"] is Field.TITLE for column in columns):
        return None
    mapping = {
        "layout": "sheets",
        "left_out": [name for name in grids if name not in inside],
        "labels": {cell_name(*place): text for place, text in sorted(labels.items())},
        "blocks": [{"fiscal_year": year, "basis": Basis.FINAL} for year in years],
        "columns": columns,
    }
    return mapping, why


def _cells(sheet: SourceSheet) -> dict[_Place, CellValue]:
    return {
        (row, column): value
        for row, cells in enumerate(sheet.rows)
        for column, value in enumerate(cells)
        if value is not None
    }


def _labels(grids: list[dict[_Place, CellValue]]) -> dict[_Place, str]:
    counts: Counter[tuple[_Place, str]] = Counter()
    for grid in grids:
        for place, value in grid.items():
            if isinstance(value, str) and len(value) <= _LONGEST_LABEL and _may_be_label(printed(value)):
                counts[place, printed(value)] += 1
    least = max(_LEAST_SHEETS, _LEAST_SHARE * len(grids))
    same = {place: text for (place, text), count in counts.items() if count >= least}
    return {place: text for place, text in same.items() if not _is_same_value(place, same)}


def _may_be_label(text: str) -> bool:
    """A dash or a number says something of the measure, however many sheets it stands on."""
    return blank(text) is None and not isinstance(number(text), Decimal)


def _is_same_value(place: _Place, same: dict[_Place, str]) -> bool:
    """Tell whether words on every sheet are a value all the same: beside a heading, and none itself.

    A division that made every sheet is such a value; taken for a label it would be lost.
    """
    left = same.get((place[0], place[1] - 1), "")
    return _is_heading(left) and not _is_heading(same[place]) and heading_year(same[place]) is None


def _is_heading(text: str) -> bool:
    folded = key(text)
    found = lexicon.match(folded)
    return folded in _TITLES | _NUMBERS or (found is not None and found.share >= 0.5)


def _agrees(grid: dict[_Place, CellValue], labels: dict[_Place, str]) -> bool:
    held = sum(printed(grid.get(place)) == text for place, text in labels.items())
    return bool(labels) and held >= 0.8 * len(labels)


def _columns(
    places: list[_Place], labels: dict[_Place, str], grids: list[dict[_Place, CellValue]]
) -> tuple[list[dict[str, Any]], dict[str, str], list[int]]:
    columns: list[dict[str, Any]] = []
    why: dict[str, str] = {}
    years: list[int] = []
    taken: set[Field] = set()
    for place in places:
        heading = _heading(place, labels)
        at = cell_name(*place)
        fields, word = _field(heading, years)
        if fields["field"] in SINGLE and fields["field"] in taken:
            fields, word = {"field": Field.REMARK, "form": Form.TEXT}, ""
        taken.add(fields["field"])
        columns.append({"at": at, "heading": heading or at} | fields)
        if word:
            why[at] = word
    return columns, why, years


def _heading(place: _Place, labels: dict[_Place, str]) -> str:
    """Return the labels that a value belongs to: the nearest to its left, and above where not beside it."""
    row, column = place
    left = next((labels[row, each] for each in range(column - 1, -1, -1) if (row, each) in labels), "")
    above = next((labels[each, column] for each in range(row - 1, -1, -1) if (each, column) in labels), "")
    beside, under = (row, column - 1) in labels, (row - 1, column) in labels
    if left and (not above or (beside and not under)):
        return left
    return SEPARATOR.join(dict.fromkeys(each for each in (left, above) if each))


def _field(heading: str, years: list[int]) -> tuple[dict[str, Any], str]:
    year = heading_year(heading)
    rest = bare(year.rest) if year is not None else heading
    folded = key(rest)
    if folded in _TITLES:
        return {"field": Field.TITLE}, rest
    if folded in _NUMBERS:
        return {"field": Field.NUMBER}, rest
    found = lexicon.match(folded)
    if found is None or (found.entry.field in YEARLY and year is None) or found.entry.field is Field.COST_SUM:
        return {"field": Field.REMARK, "form": Form.TEXT}, found.entry.word if found else ""
    field, detail = found.entry.field, found.entry.detail
    fields: dict[str, Any] = {"field": field}
    if field is Field.NOT_TAKEN:
        fields["reason"] = NotTaken(detail)
    if field in YEARLY and year is not None:
        if year.year not in years:
            years.append(year.year)
        fields |= {"block": years.index(year.year) + 1, "basis": basis_of(heading)}
    if field is Field.COST:
        fields["source"] = detail
    if field is Field.LINK:
        fields["plan"] = rest[:200]
    if field in (Field.STATUS, Field.PRIORITY, Field.REMARK):
        fields = {"field": Field.REMARK, "form": Form.TEXT}
    return fields, found.entry.word
