"""A real city's workbook, 407 measures in 210 columns: what is read is counted from the file itself."""

import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from ayumi.document.source_workbook import SourceWorkbook, column_name
from ayumi.formats.excel.read import read
from ayumi.importing.rules.mapping import Proposal, Understanding, from_yaml, propose, to_yaml, understand
from ayumi.importing.rules.mapping.fields import Field

PLACE = Path(__file__).parents[4] / "shared" / "data" / "ofunato-projects-r7.xlsx"
pytestmark = pytest.mark.skipif(
    not PLACE.exists(), reason="the real workbook lies beside the repository only"
)
FIRST_BLOCK, WIDTH, BLOCKS = 71, 19, 6
"""Column BT, and six years of nineteen columns; counted from 0 in the file."""


@pytest.fixture(scope="module")
def book() -> SourceWorkbook:
    """The workbook as it lies there."""
    return read(PLACE.read_bytes(), PLACE.name)


@pytest.fixture(scope="module")
def proposal(book: SourceWorkbook) -> Proposal:
    """What is proposed for it."""
    return propose(book)


@pytest.fixture(scope="module")
def found(book: SourceWorkbook, proposal: Proposal) -> Understanding:
    """What is read under the proposal."""
    return understand(book, proposal.mapping)


def test_every_cell_of_the_file_is_accounted_for(book: SourceWorkbook, found: Understanding) -> None:
    rows = book.sheets[0].rows
    filled = sum(cell is not None for row in rows for cell in row)
    inside = sum(cell is not None for row in rows[2:] for cell in row)
    counts = found.counts
    assert found.cells == filled and found.outside == filled - inside
    assert counts.read == inside == counts.taken + counts.blank + counts.not_taken + counts.refused
    assert counts.read + counts.empty == 407 * 210
    assert len(found.outcomes) == 407 and {len(letters) for letters in found.outcomes} == {210}
    assert (
        Counter("".join(found.outcomes))["R"] == counts.refused == sum(each.cells for each in found.refused)
    )
    for letters, row in zip(found.outcomes, rows[2:], strict=True):
        for place, letter in enumerate(letters):
            assert (letter == "E") == (place >= len(row) or row[place] is None)
    assert found.refused_rows == () and found.problem == ""


def test_the_measures_and_what_is_above_them(book: SourceWorkbook, found: Understanding) -> None:
    assert found.document is not None
    data = book.sheets[0].rows[2:]
    measures = found.document.measures
    assert len(measures) == 407 == len({measure.id for measure in measures})
    texts = [row[7] for row in data if isinstance(row[7], str)]
    assert sorted(each.number for each in measures if each.number) == sorted(texts) and len(texts) == 406
    assert {each.title for each in measures} == {str(row[8]).strip() for row in data}
    policies = {"".join(_digit(row[place]) for place in (10, 11)) for row in data}
    above = Counter(item.level_id for item in found.document.items if item.sheet is None)
    levels = {level.id: level.name for level in found.document.levels}
    assert {levels[pk]: count for pk, count in above.items()} == {"政策": 8, "施策": 25, "基本事業": 68}
    assert len(policies) == 8
    assert len(found.document.divisions) == len({"".join(str(row[20]).split()) for row in data})
    assert {each.rule for each in found.findings} >= {"level.two_names", "id.missing"}


def test_money_hours_and_indicators_are_those_of_the_file(book: SourceWorkbook, found: Understanding) -> None:
    assert found.document is not None and found.fiscal_year == 2025
    data = book.sheets[0].rows[2:]
    for block in range(BLOCKS):
        year, start = 2020 + block, FIRST_BLOCK + WIDTH * block
        sources = sum(
            (cell for row in data for cell in row[start : start + 5] if isinstance(cell, Decimal)), Decimal(0)
        )
        hours = sum((row[start + 7] for row in data if isinstance(row[start + 7], Decimal)), Decimal(0))
        measures = found.document.measures
        costs = [cost for each in measures for cost in each.costs if cost.fiscal_year == year]
        works = [work for each in measures for work in each.workloads if work.fiscal_year == year]
        assert sum((cost.thousand_yen for cost in costs), Decimal(0)) == sources
        assert sum((work.hours or 0 for work in works), Decimal(0)) == hours
        assert {cost.basis for cost in costs} == {"planned" if year == 2025 else "final"}
    assert found.breaks == () and found.sums_compared == 407 * BLOCKS * 2
    first = next(each for each in found.document.measures if each.number == "0086")
    indicator = next(each for each in first.indicators if each.name == "啓発看板の設置基数")
    assert [(each.fiscal_year, each.value) for each in indicator.actuals] == [
        (2020, 11), (2021, 23), (2022, 10), (2023, 13), (2024, 10),
    ]  # fmt: skip
    assert [(each.fiscal_year, each.value) for each in indicator.targets] == [(2025, 16)]


def test_judgements_and_their_reasons(found: Understanding) -> None:
    assert found.document is not None
    judgements = [each for measure in found.document.measures for each in measure.judgements]
    aligned = Counter(each.value for each in judgements if each.subject == "政策体系との整合性")
    assert aligned == {"結びついている": 401, "見直し余地がある": 6}
    managers = Counter(each.value for each in judgements if each.stage == "課長等")
    assert managers["１　現状維持"] == 207 and sum(managers.values()) == 407
    assert all(each.reason for each in judgements if each.subject == "政策体系との整合性")


def test_what_is_refused_names_its_cell(book: SourceWorkbook, found: Understanding) -> None:
    rows = book.sheets[0].rows
    columns = {column_name(number): number for number in range(210)}
    for each in found.refused:
        letters = each.cell.rstrip("0123456789")
        assert rows[int(each.cell.removeprefix(letters)) - 1][columns[letters]] is not None
        assert each.reason and each.accepted and each.found
    by_rule = Counter(each.rule for each in found.refused)
    lines = [f"{each.cell} {each.heading} {each.found} {each.rule}" for each in found.refused]
    sys.stdout.write("\n".join([*lines, str(dict(by_rule)), str(found.counts), ""]))
    assert by_rule["number.composite"] == sum(
        isinstance(cell, str) and "（" in cell for row in rows[2:] for cell in row[FIRST_BLOCK:185]
    )
    assert {each.cell for each in found.refused if each.rule == "id.number"} == {"H314"}
    assert {each.found for each in found.refused if each.rule == "choice.number"} == {"0"}
    assert by_rule["number.unreadable"] == 0


def test_personal_columns_are_not_taken(found: Understanding, proposal: Proposal) -> None:
    personal = {"V", "W", "X", "Y", "Z"}
    out = {column.at for column in proposal.mapping.columns if column.field is Field.NOT_TAKEN}
    assert personal < out
    for each in found.columns:
        if each.at in personal:
            assert each.counts.not_taken == 407 and each.counts.taken == 0
    assert "（省略）" not in found.model_dump_json()


def test_the_mapping_survives_its_yaml_and_reads_the_same(
    book: SourceWorkbook, proposal: Proposal, found: Understanding
) -> None:
    again = understand(book, from_yaml(to_yaml(proposal.mapping)))
    assert (again.counts, again.refused, again.findings) == (found.counts, found.refused, found.findings)


def _digit(value: object) -> str:
    return str(int(value)) if isinstance(value, Decimal) else str(value).strip()
