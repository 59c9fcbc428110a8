"""A table under a mapping: outcomes, rows that are no measures, sums, levels, money, years."""

from decimal import Decimal

from ayumi.document.source_workbook import CellError, MergedRange, SourceWorkbook
from ayumi.importing.rules.mapping import Mapping, Understanding, propose, understand
from ayumi.importing.rules.mapping.fields import Composite, LeftoverZero, MoneyUnit
from tests.importing.mapping.workbooks import number, plain, workbook, year_blocks


def read(book: SourceWorkbook, **changes: object) -> Understanding:
    """Understand a workbook under its proposal, changed in a setting."""
    mapping = propose(book).mapping
    return understand(book, Mapping.model_validate(dict(mapping) | changes))


def refusals(found: Understanding) -> dict[str, str]:
    """Return the rule of every refused cell."""
    return {each.cell: each.rule for each in found.refused}


def test_every_cell_has_one_outcome() -> None:
    found = read(plain())
    assert found.outcomes == ("TTTTBN", "TTTTBN")
    counts = found.counts
    assert (counts.taken, counts.blank, counts.not_taken, counts.refused, counts.empty) == (8, 2, 2, 0, 0)
    assert found.cells == 18 and found.outside == 6 and counts.read == 12


def test_a_second_row_of_the_same_number_is_shown_and_not_stored() -> None:
    found = read(plain(more=(("001", "写し", "市民課", "", "", "佐藤"),)))
    assert refusals(found) == {"A4": "id.duplicate"}
    assert found.refused[0].cells == found.counts.refused == 5
    assert found.refused_rows[0].row == 4 and ("B4", "写し") in found.refused_rows[0].cells
    assert found.document is not None and len(found.document.measures) == 2


def test_rows_of_totals_and_rows_without_a_name() -> None:
    found = read(plain(more=((None, " 合　計 ", None, "9"), ("003", None, "総務課"), (None,) * 6)))
    assert found.outcomes[2:] == ("ENENEE", "RERE" + "EE", "EEEEEE")
    assert refusals(found) == {"B5": "row.untitled"}
    assert found.refused[0].cells == 2


def test_a_number_that_lost_its_zeros_leaves_the_measure_without_one() -> None:
    found = read(
        plain(more=((number(0), "水路", "土木課"), (number(86), "道路", "土木課"), (None, "橋", "土木課")))
    )
    assert refusals(found) == {"A4": "id.number", "A5": "id.number"}
    assert found.document is not None
    assert [measure.number for measure in found.document.measures] == ["001", "002", "", "", ""]
    assert next(each.place for each in found.findings if each.rule == "id.missing") == "3施策"


def test_a_block_of_years_becomes_targets_actuals_costs_and_judgements() -> None:
    found = read(year_blocks())
    assert found.fiscal_year == 2025 and found.document is not None
    first, second = found.document.measures
    indicator = first.indicators[0]
    assert (indicator.name, indicator.unit, indicator.kind) == ("巡回回数", "回", "output")
    assert [(each.fiscal_year, each.value, each.status) for each in indicator.actuals] == [
        (2024, 11, "final")
    ]
    assert [(each.fiscal_year, each.value) for each in indicator.targets] == [(2025, 12)]
    assert [(each.fiscal_year, each.basis, each.thousand_yen) for each in first.costs] == [
        (2024, "final", 0),
        (2024, "final", 3089),
        (2025, "planned", 0),
        (2025, "planned", 2948),
    ]
    assert [each.personnel_thousand_yen for each in first.workloads] == [1120, 1120]
    assert (first.judgements[0].value, first.judgements[0].reason) == ("削減余地がない", "最低限のため。")
    assert first.judgements[0].fiscal_year == 2025
    assert second.indicators == () and len(second.costs) == 2
    assert refusals(found) == {
        "G4": "text.zero",
        "H4": "text.zero",
        "N4": "indicator.nameless",
        "T4": "number.composite",
        "U4": "choice.number",
    } | {"T4": refusals(found)["T4"]}
    policy = found.document.items[0]
    assert (policy.number, policy.title) == ("06", "環境の保全")


def test_sums_that_do_not_agree_are_told_and_left_as_they_are() -> None:
    found = read(year_blocks())
    assert [(each.cell, each.rule, each.printed, each.computed) for each in found.breaks] == [
        ("Q4", "sum.sources", "13", "12")
    ]
    assert found.sums_compared == 8
    assert found.document is not None
    assert sum(cost.thousand_yen for cost in found.document.measures[1].costs) == 12


def test_rounding_is_allowed_only_where_decimals_are_printed() -> None:
    head = ("事業名", "R5国庫支出金", "R5一般財源", "R5事業費計")
    rounded = workbook(
        head, ("甲", Decimal("1.4"), Decimal("1.4"), number(3)), ("乙", number(1), number(1), number(3))
    )
    assert [each.cell for each in read(rounded).breaks] == ["D3"]


def test_money_in_another_unit_is_stored_in_thousand_yen() -> None:
    book = workbook(("事業名", "R5一般財源（円）"), ("甲", number(1_234_500)))
    found = read(book)
    assert propose(book).mapping.money is MoneyUnit.YEN
    assert found.document is not None
    assert found.document.measures[0].costs[0].thousand_yen == Decimal("1234.5")


def test_two_numbers_in_a_cell_by_choice() -> None:
    head = ("事業名", "成果指標名", "単位", "実績 R5", "実績 R6")
    book = workbook(head, ("甲", "件数", "件", "29（4）", "25件"))
    assert refusals(read(book)) == {"D2": "number.composite"}
    found = read(book, composite=Composite.FIRST)
    assert found.document is not None and not found.refused
    actuals = found.document.measures[0].indicators[0].actuals
    assert [(each.value, each.text) for each in actuals] == [(29, "29（4）"), (25, "")]


def test_a_zero_that_a_formula_left_is_no_value_by_choice() -> None:
    head = ("事業名", "目的", "成果指標名", "単位", "実績 R5", "実績 R6")
    book = workbook(head, ("甲", number(0), None, None, number(0), number(7)))
    assert refusals(read(book)) == {
        "B2": "text.zero",
        "E2": "indicator.nameless",
        "F2": "indicator.nameless",
    }
    found = read(book, leftover_zero=LeftoverZero.BLANK)
    assert refusals(found) == {"F2": "indicator.nameless"}
    assert (found.counts.blank, found.counts.refused) == (2, 1)
    assert found.document is not None
    assert found.document.measures[0].sheet.purpose == ""


def test_one_code_with_two_names_is_one_item_and_a_finding() -> None:
    head = ("政策番号", "政策名", "施策名")
    book = workbook(
        head,
        ("01", "活力を生かした", "甲"),
        ("01", "活力を活かした", "乙"),
        ("01", "活力を活かした", "丙"),
        ("02", "活力を活かした", "丁"),
    )
    found = read(book)
    assert found.document is not None
    policies = [item for item in found.document.items if item.sheet is None]
    assert [(item.number, item.title) for item in policies] == [
        ("01", "活力を活かした"),
        ("02", "活力を活かした"),
    ]
    rules = {each.rule: each.words for each in found.findings}
    assert rules["level.two_names"] == "「活力を活かした」2施策、「活力を生かした」1施策"
    assert rules["level.two_codes"] == "01、02"


def test_merged_cells_hold_for_every_row_they_cover() -> None:
    book = workbook(
        ("基本目標", "施策名", "所管課"),
        ("便利なまち", "甲", "市民課"),
        (None, "乙", None),
        (None, "丙", "防災課"),
        merged=(MergedRange(1, 0, 2, 0), MergedRange(1, 2, 2, 2)),
    )
    found = read(book)
    assert found.document is not None
    names = {division.id: division.name for division in found.document.divisions}
    measures = found.document.measures
    assert [names[each.division_id] for each in measures if each.division_id] == [
        "市民課",
        "市民課",
        "防災課",
    ]
    assert measures[0].parent_id == measures[1].parent_id is not None
    assert measures[2].parent_id is None
    assert "level.missing" in {each.rule for each in found.findings}


def test_errors_other_years_and_new_headings_are_refused() -> None:
    assert refusals(read(plain(more=(("003", "水路", CellError("#REF!"), "目的"),)))) == {"C4": "error.cell"}
    book = year_blocks()
    late = understand(book, Mapping.model_validate(dict(propose(book).mapping) | {"fiscal_year": 2024}))
    assert {cell for cell, rule in refusals(late).items() if rule == "year.differs"} == {"A3", "A4"}
    moved = workbook(
        ("事業番号", "事業名", "関係課", "目的", "現状と課題", "担当者"), *plain().sheets[0].rows[1:]
    )
    found = understand(moved, propose(plain()).mapping)
    assert refusals(found) == {"C2": "heading.differs", "C3": "heading.differs"}
    assert found.counts.read + found.outside == found.cells


def test_a_schedule_repeats_what_stands_left_of_a_ditto_mark() -> None:
    book = workbook(("施策名", "R5", "R6", "R7"), ("甲", "設計", "構築", "→"), ("乙", "〃", "運用", "－"))
    found = read(book)
    assert refusals(found) == {"B3": "schedule.nothing_before"}
    assert found.document is not None
    steps = [
        [(each.fiscal_year, each.step) for each in measure.schedule] for measure in found.document.measures
    ]
    assert steps == [[(2023, "設計"), (2024, "構築"), (2025, "構築")], [(2024, "運用")]]
