"""The sample's workbooks: never stale, small, and every habit of the older form ends as its rule says."""

import zipfile
from collections import Counter
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from ayumi.config.sample_city.ict_plan import ict_plan
from ayumi.config.sample_city.legacy_workbook.columns import columns
from ayumi.config.sample_city.legacy_workbook.table import AS_IT_IS, FROZEN, Fault, Formula, faults, table
from ayumi.config.sample_city.legacy_workbook.write import FIRST_ROW
from ayumi.config.sample_city.workbooks import (
    LEGACY_WORKBOOK,
    PLAN_WORKBOOK,
    WORKBOOKS,
    SampleWorkbook,
    content_of,
)
from ayumi.document.measures import Basis, FundingSource, Item
from ayumi.document.plan_document import PlanDocument
from ayumi.document.source_workbook import NOT_CALCULATED, SourceWorkbook, cell_name
from ayumi.formats.excel.plan_workbook import read_plan_workbook
from ayumi.formats.excel.read import read
from ayumi.importing.rules.mapping import Mapping
from ayumi.importing.rules.mapping.cell_rules import RULES, SUM_RULES
from ayumi.importing.rules.mapping.fields import Field, NotTaken
from ayumi.importing.rules.mapping.result import Counts, Understanding
from ayumi.importing.rules.mapping.table_reading import read_table

LARGEST = 400_000


@cache
def book() -> SourceWorkbook:
    """The committed table of the older form, cell by cell."""
    return read(content_of(LEGACY_WORKBOOK), LEGACY_WORKBOOK.name)


@cache
def understood() -> tuple[Mapping, Understanding, PlanDocument]:
    """What is proposed for it and understood of it."""
    reading, document = read_table(book())
    assert document is not None
    return reading.mapping, reading.account, document


@cache
def _places() -> tuple[dict[str, int], dict[str, int]]:
    """Places of columns by key and of rows by id."""
    rows = {identifier: place for place, (identifier, _record) in enumerate(table()) if identifier}
    return {column.key: place for place, column in enumerate(columns())}, rows


def address(identifier: str, key: str) -> str:
    """Return where the cell of a measure stands."""
    by_key, by_id = _places()
    return cell_name(FIRST_ROW + by_id[identifier], by_key[key])


def letter(identifier: str, key: str) -> str:
    """Return what became of the cell of a measure."""
    by_key, by_id = _places()
    return understood()[1].outcomes[by_id[identifier]][by_key[key]]


def measure(number: str) -> Item:
    """Return a measure by its number."""
    return next(item for item in understood()[2].measures if item.number == number)


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.mark.parametrize("workbook", WORKBOOKS, ids=lambda workbook: workbook.file)
def test_what_lies_in_the_repository_is_what_would_be_made_today(workbook: SampleWorkbook) -> None:
    committed = content_of(workbook)
    assert _parts(committed) == _parts(workbook.made()), "tools/make_sample_workbooks.py を実行してください"
    assert len(committed) <= LARGEST


def test_the_plan_workbook_is_the_ict_plan() -> None:
    reading = read_plan_workbook(read(content_of(PLAN_WORKBOOK), PLAN_WORKBOOK.name))
    assert not reading.refused
    assert reading.document == ict_plan()


def test_every_cell_of_the_older_form_is_accounted_for() -> None:
    mapping, account, document = understood()
    assert (mapping.header_rows, mapping.first_row, account.fiscal_year) == ((4, 5, 6), 7, 2024)
    assert account.cells == 3362 and account.outside == 160
    assert account.counts == Counts(taken=2373, blank=10, empty=662, not_taken=607, refused=212)
    assert account.counts.read == 2373 + 10 + 607 + 212 == account.cells - account.outside
    assert sum(each.cells for each in account.refused) == account.counts.refused
    assert len(document.measures) == 45
    assert account.sums_compared == 45 * 4 * 2 - 4 and account.sums_not_compared == 2


@pytest.mark.parametrize("fault", faults(), ids=lambda fault: f"{fault.habit} {fault.id} {fault.column}")
def test_every_fault_ends_as_its_rule_says(fault: Fault) -> None:
    account = understood()[1]
    at = address(fault.id, fault.column)
    assert letter(fault.id, fault.column) == fault.outcome
    refused = {each.cell: each.rule for each in account.refused}
    breaks = {each.cell: each.rule for each in account.breaks}
    assert refused.get(at) == (fault.rule if fault.outcome == "R" else None)
    assert breaks.get(at) == (fault.rule if fault.outcome == "N" else None)
    assert not fault.rule or fault.rule in RULES or fault.rule in SUM_RULES


def test_nothing_else_is_refused_or_broken() -> None:
    account = understood()[1]
    of_faults = Counter(fault.rule for fault in faults() if fault.outcome == "R")
    of_faults += Counter({"id.duplicate": 2, "row.untitled": 2, "indicator.nameless": 4})
    assert Counter(each.rule for each in account.refused) == of_faults
    assert len(account.breaks) == sum(fault.outcome == "N" for fault in faults())
    assert {finding.rule for finding in account.findings} == {
        "sheet.not_read",
        "id.missing",
        "direction.assumed",
    }


def test_the_file_holds_what_the_faults_say() -> None:
    sheet = book().sheets[0]
    by_key, by_id = _places()
    for fault in faults():
        found = sheet.cell(FIRST_ROW + by_id[fault.id], by_key[fault.column])
        if fault.value == AS_IT_IS:
            continue
        if isinstance(fault.value, Formula):
            assert (found is NOT_CALCULATED) == (fault.value.result is None)
        else:
            assert found == (Decimal(fault.value) if isinstance(fault.value, int) else fault.value)


def test_filler_empty_column_and_counting_column_are_not_taken() -> None:
    mapping, _account, _document = understood()
    by_at = {column.at: column for column in mapping.columns}
    assert by_at["A"].reason is NotTaken.FILLER and by_at["B"].reason is NotTaken.COUNTER
    first = book().sheets[0].rows[0]
    assert first[0] is None and len(set(first[1:])) == 1
    counted = [row[1] for row in book().sheets[0].rows[FIRST_ROW:] if len(row) > 1 and row[1] is not None]
    assert set(counted) == {Decimal(0), Decimal(1), Decimal(2)}
    personal = [column.heading for column in mapping.columns if column.reason is NotTaken.PERSONAL]
    assert len(personal) == 2 and "担当者" in personal[0] and "電話" in personal[1]


def test_the_year_of_a_block_is_told_by_its_place() -> None:
    mapping, _account, _document = understood()
    costs = [column.block for column in mapping.columns if column.field is Field.COST]
    assert costs == [block for block in (1, 2, 3, 4) for _source in range(4)]
    found = {(cost.fiscal_year, cost.basis) for cost in measure("0101").costs}
    assert found == {
        (2021, Basis.FINAL),
        (2022, Basis.FINAL),
        (2023, Basis.FINAL),
        (2024, Basis.PLANNED),
    }


def test_values_that_are_taken_say_what_the_person_meant() -> None:
    hours = {(each.fiscal_year, each.hours) for each in measure("0107").workloads}
    assert (2022, Decimal(1240)) in hours
    assert (2021, Decimal(1240)) in {(each.fiscal_year, each.hours) for each in measure("0205").workloads}
    prefectural = [each for each in measure("0110").costs if each.source is FundingSource.PREFECTURAL_GRANT]
    assert prefectural[0].thousand_yen == Decimal(-120)
    assert measure("0102").indicators[0].actuals[2].value == Decimal("87.5")
    reasons = [each.missing for each in measure("0306").indicators[0].actuals if each.missing is not None]
    assert [reason.value for reason in reasons] == ["being_counted"]
    made = {remark.heading.rpartition(" / ")[2]: remark.text for remark in measure("0202").remarks}
    assert made["作成日"] == "令和6(2024)年9月30日"
    account = [remark.text for item in understood()[2].measures for remark in item.remarks]
    assert "01\n02" in account and {"平成33年度", "令和6(2024)", "S62", "H27"} <= set(account)


def test_levels_come_from_split_digits_and_merged_cells() -> None:
    document = understood()[2]
    policies = [item for item in document.items if item.parent_id is None]
    assert [(item.number, item.title) for item in policies] == [
        ("01", "安全で安心なまち"),
        ("02", "信頼される市役所"),
        ("03", "子育てを支えるまち"),
        ("04", "学びのあるまち"),
    ]
    with BytesIO(content_of(LEGACY_WORKBOOK)) as held:
        sheet = openpyxl.load_workbook(held).worksheets[0]
        inside = [each for each in sheet.merged_cells.ranges if each.min_row > FIRST_ROW]
    assert len(inside) >= 10


def test_ditto_marks_repeat_the_year_before_and_eras_go_on() -> None:
    plans = [item.schedule for item in understood()[2].measures if item.schedule]
    assert {step.fiscal_year for steps in plans for step in steps} == {2024, 2025, 2026, 2027}
    assert not {step.step for steps in plans for step in steps} & {"〃", "→", "⇒"}
    assert ["継続実施"] * 4 in [[step.step for step in steps] for steps in plans]


def test_repeats_totals_and_notes_are_no_measures() -> None:
    account = understood()[1]
    titles = [item.title for item in understood()[2].measures]
    assert not any("再掲" in title or title[-1:] == "計" for title in titles)
    rows = {each.row: each.rule for each in account.refused_rows}
    assert Counter(rows.values()) == {"id.duplicate": 3, "row.untitled": 2}
    totals = [
        place for place, (_id, record) in enumerate(table()) if record.get("title") in ("小　計", "合計")
    ]
    assert len(totals) == 5
    assert all(set(account.outcomes[place]) == {"N", "E"} for place in totals)


def test_what_never_moves_is_taken_as_it_stands() -> None:
    for number in FROZEN:
        item = measure(number)
        assert len({each.hours for each in item.workloads}) == 1
        assert len({each.value for each in item.indicators[0].actuals}) == 1
    reasons = Counter(each.reason for item in understood()[2].measures for each in item.judgements)
    assert sum(count > 10 for reason, count in reasons.items() if reason) == 3
    units = {indicator.unit for item in understood()[2].measures for indicator in item.indicators}
    assert {"％", "%", "パーセント", "㌫", "箇所", "か所", "ヶ所", "カ所", "ヵ所", "個所"} <= units


def test_a_division_that_was_abolished_and_one_with_blanks_keep_their_words() -> None:
    names = {division.name for division in understood()[2].divisions}
    assert {"情報政策課", "子育て支援課", "学校教育課"} <= names and "学校　教育課" not in names


def test_hidden_sheet_and_hidden_columns_are_told_or_read() -> None:
    with BytesIO(content_of(LEGACY_WORKBOOK)) as held:
        opened = openpyxl.load_workbook(held)
    assert [sheet.sheet_state for sheet in opened.worksheets] == ["visible", "hidden"]
    by_key, _rows = _places()
    hidden = [key for key, place in by_key.items() if _letters(opened, place).hidden]
    assert hidden == ["account", "telephone"]
    assert letter("0101", "account") == "T" and letter("0101", "telephone") == "N"


def _letters(opened: openpyxl.Workbook, place: int) -> openpyxl.worksheet.dimensions.ColumnDimension:
    return opened.worksheets[0].column_dimensions[openpyxl.utils.get_column_letter(place + 1)]


def test_nobody_stands_in_it() -> None:
    by_key, _rows = _places()
    held = [row for row in book().sheets[0].rows[FIRST_ROW:] if len(row) > by_key["telephone"]]
    people = {row[by_key["person"]] for row in held} - {None}
    telephones = {row[by_key["telephone"]] for row in held} - {None}
    assert people <= {f"担当者{each}" for each in "ABCDEFG"}
    assert all(str(each).startswith("0000-00-0000") for each in telephones)


def test_the_manual_names_every_habit_and_the_counts() -> None:
    manual = (Path(__file__).parents[2] / "docs" / "ja" / "sample-workbooks.md").read_text(encoding="utf-8")
    assert [fault.habit for fault in faults() if f"| {fault.habit} |" not in manual] == []
    counts = understood()[1].counts
    for number in (counts.read, counts.taken, counts.blank, counts.not_taken, counts.refused):
        assert f" {number:,}" in manual
