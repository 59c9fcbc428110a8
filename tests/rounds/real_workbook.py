"""A small loader of the real evaluation workbook beside the repository, for tests of scale.

It reads the one sheet with the standard library alone and makes a plan document; values are placed by
column, as the sheet's own headings repeat (field study §7.1). Nothing of the file is kept here.
"""

import re
import unicodedata
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from uuid import UUID, uuid5
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from ayumi.document.measures import (
    Actual,
    ActualStatus,
    Basis,
    Cost,
    FundingSource,
    Indicator,
    IndicatorKind,
    Item,
    Judgement,
    Level,
    MissingReason,
    Sheet,
    TargetKind,
    Workload,
)
from ayumi.document.plan import DivisionName, MunicipalityName, PlanHead, PlanPeriod
from ayumi.document.plan_document import PlanDocument
from ayumi.rounds.rules.challenges import Entry, YearCost

WORKBOOK = Path(__file__).resolve().parents[3] / "shared" / "data" / "ofunato-projects-r7.xlsx"
NAMESPACE = UUID("0f3c8f86-0b2c-5f0e-9a53-7f2c3f0d6a10")
YEARS = (2021, 2022, 2023, 2024, 2025, 2026)
"""The six year blocks: four of actuals, the year of the sheet, and the next."""
JUDGED = 2024
FIRST_BLOCK, BLOCK = 71, 19
SOURCES = tuple(FundingSource)
KINDS = (IndicatorKind.OUTPUT, IndicatorKind.POPULATION, IndicatorKind.OUTCOME)
REASONS = {188: 189, 190: 191, 192: 193, 194: 195, 196: 197, 198: 199, 200: 201, 202: 203}
"""The column of each check's choice and of its reason."""
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_COLUMN = re.compile("[A-Z]+")
Row = dict[int, str]


def real_document() -> PlanDocument:
    """Return the real plan, or skip the test where the file is not there."""
    if not WORKBOOK.is_file():
        pytest.skip("the real workbook does not lie beside the repository")
    return _document()


def real_entries() -> dict[str, Entry]:
    """Return the sums as the sheet of the judged year states them, by the id of the measure."""
    real_document()
    at = FIRST_BLOCK + BLOCK * YEARS.index(JUDGED)
    return {_id("item", number): _entry(row, at) for number, row in enumerate(_rows())}


def first_outcomes() -> frozenset[str]:
    """Return the id of every project's first outcome indicator (column サ), whether it is there or not."""
    return frozenset(_id("indicator", place, 6) for place in range(len(_rows())))


def has_text_id(item: Item) -> bool:
    """Tell whether the project's id is a text as it should be; one row has the number 0."""
    return item.number != "0"


def _id(*parts: object) -> str:
    return str(uuid5(NAMESPACE, "/".join(map(str, parts))))


@cache
def _rows() -> tuple[Row, ...]:
    with ZipFile(WORKBOOK) as archive:
        sheet = ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    rows = [{_place(cell): _text(cell) for cell in row} for row in sheet.iter(f"{_MAIN}row")]
    return tuple(row for row in rows[2:] if row.get(7) and row.get(8))


def _place(cell: ElementTree.Element) -> int:
    found = _COLUMN.match(cell.get("r", ""))
    assert found is not None
    place = 0
    for letter in found.group():
        place = place * 26 + ord(letter) - 64
    return place - 1


def _text(cell: ElementTree.Element) -> str:
    if cell.get("t") == "inlineStr":
        return "".join(text.text or "" for text in cell.iter(f"{_MAIN}t"))
    value = cell.find(f"{_MAIN}v")
    return "" if value is None else value.text or ""


def number(text: str) -> Decimal | None:
    """Return the number in a cell, None where it holds anything else."""
    plain = unicodedata.normalize("NFKC", text).replace(",", "").strip()
    try:
        value = Decimal(plain)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


@cache
def _document() -> PlanDocument:
    rows = _rows()
    names = dict.fromkeys(row.get(20, "") for row in rows)
    return PlanDocument(
        id=_id("plan"),
        municipality=MunicipalityName(name="実在の市"),
        plan=PlanHead(
            title="事務事業評価", period=PlanPeriod(first_fiscal_year=YEARS[0], last_fiscal_year=YEARS[-1])
        ),
        divisions=tuple(DivisionName(id=_id("division", name), name=name) for name in names),
        levels=(Level(id=_id("level"), name="事務事業", rank=1),),
        items=tuple(_item(place, row) for place, row in enumerate(rows)),
    )


def _item(place: int, row: Row) -> Item:
    costs, work = [], []
    for year, at in _blocks():
        basis = Basis.FINAL if year <= JUDGED else Basis.PLANNED
        for source, cell in zip(SOURCES, range(at, at + 5), strict=True):
            amount = number(row.get(cell, ""))
            if amount is not None:
                costs.append(Cost(fiscal_year=year, basis=basis, source=source, thousand_yen=amount))
        staff, hours, personnel = (number(row.get(cell, "")) for cell in (at + 6, at + 7, at + 8))
        work.append(
            Workload(
                fiscal_year=year, basis=basis, staff=staff, hours=hours, personnel_thousand_yen=personnel
            )
        )
    return Item(
        id=_id("item", place),
        level_id=_id("level"),
        number=row[7],
        title=row[8],
        division_id=_id("division", row.get(20, "")),
        sheet=Sheet(purpose=row.get(51, ""), description=row.get(37, "")),
        indicators=tuple(_indicators(place, row)),
        costs=tuple(costs),
        workloads=tuple(work),
        judgements=tuple(
            Judgement(
                fiscal_year=JUDGED,
                stage="担当課",
                subject=f"評価{choice}",
                value=row.get(choice, ""),
                reason=row.get(reason, ""),
            )
            for choice, reason in REASONS.items()
        ),
    )


def _blocks() -> list[tuple[int, int]]:
    return [(year, FIRST_BLOCK + BLOCK * place) for place, year in enumerate(YEARS)]


def _indicators(place: int, row: Row) -> list[Indicator]:
    found = []
    for nth in range(9):
        name, unit = row.get(53 + 2 * nth, ""), row.get(54 + 2 * nth, "")
        actuals = [_actual(year, row.get(at + 10 + nth, "")) for year, at in _blocks()]
        if name or any(actual.value is not None for actual in actuals):
            found.append(
                Indicator(
                    id=_id("indicator", place, nth),
                    name=name,
                    kind=KINDS[nth // 3],
                    unit=unit,
                    target_kind=TargetKind.DIRECTION_ONLY,
                    actuals=tuple(actuals),
                )
            )
    return found


def _actual(year: int, text: str) -> Actual:
    status = ActualStatus.FINAL if year <= JUDGED else ActualStatus.ESTIMATE
    value = number(text)
    missing = MissingReason.NOT_APPLICABLE if value is None and not text.strip() else None
    return Actual(
        fiscal_year=year, status=status, value=value, text="" if value is not None else text, missing=missing
    )


def _entry(row: Row, at: int) -> Entry:
    amounts = [number(row.get(cell, "")) for cell in range(at, at + 5)]
    project, staff, hours, personnel, total = (number(row.get(cell, "")) for cell in range(at + 5, at + 10))
    known = tuple(amount for amount in amounts if amount is not None)
    return Entry(cost=YearCost(project, known, amounts[4], staff, hours, personnel, total))
