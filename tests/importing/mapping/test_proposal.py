"""What is proposed for small workbooks, each with one habit of real ones; and propose never raises."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ayumi.document.measures import Basis, FundingSource
from ayumi.document.source_workbook import CellValue, MergedRange, SourceSheet, SourceWorkbook
from ayumi.importing.rules.mapping import Mapping, NothingToMap, from_yaml, propose, to_yaml, understand
from ayumi.importing.rules.mapping.fields import Field, Form, Layout, MoneyUnit, NotTaken
from ayumi.importing.rules.mapping.heading_years import heading_year
from ayumi.importing.rules.mapping.repeated import repetition
from tests.importing.mapping.test_cells import VALUES
from tests.importing.mapping.workbooks import forms, merged_headings, number, plain, workbook, year_blocks


def fields(mapping: Mapping) -> dict[str, Field]:
    """Return the field of every column."""
    return {column.at: column.field for column in mapping.columns}


def test_one_row_of_headings() -> None:
    proposal = propose(plain())
    assert fields(proposal.mapping) == {
        "A": Field.NUMBER,
        "B": Field.TITLE,
        "C": Field.DIVISION,
        "D": Field.PURPOSE,
        "E": Field.CURRENT_STATE,
        "F": Field.NOT_TAKEN,
    }
    assert proposal.mapping.columns[5].reason is NotTaken.PERSONAL
    assert proposal.why["C"] == "所管課" and proposal.unrecognised == ()
    assert (proposal.mapping.header_rows, proposal.mapping.first_row) == ((1,), 2)


def test_merged_headings_with_years() -> None:
    proposal = propose(merged_headings())
    mapping = proposal.mapping
    assert mapping.header_rows == (2, 3) and mapping.plan.title == "令和6年度 施策一覧（単位：千円）"
    assert mapping.money is MoneyUnit.THOUSAND and mapping.fiscal_year == 2024
    assert fields(mapping) == {
        "A": Field.NUMBER,
        "B": Field.TITLE,
        "C": Field.INDICATOR_NAME,
        "D": Field.INDICATOR_UNIT,
        **dict.fromkeys("EFGH", Field.INDICATOR_VALUE),
        "I": Field.REMARK,
        "J": Field.REMARK,
    }
    by_at = {column.at: column for column in mapping.columns}
    years = {at: mapping.blocks[by_at[at].block - 1].year(None) for at in "EFGH"}
    assert years == {"E": 2024, "F": 2025, "G": 2022, "H": 2023}
    assert [by_at[at].basis for at in "EFGH"] == [Basis.PLANNED] * 2 + [Basis.FINAL] * 2
    assert {by_at[at].indicator for at in "CDEFGH"} == {"成果指標"}
    found = understand(merged_headings(), mapping)
    assert not found.refused
    assert found.document is not None
    first, second = (measure.indicators[0] for measure in found.document.measures)
    assert [(each.fiscal_year, each.value) for each in first.targets] == [(2024, 50), (2025, 60)]
    assert [(each.fiscal_year, each.value) for each in first.actuals] == [(2022, Decimal("32.5")), (2023, 41)]
    assert [each.missing for each in second.actuals] == ["not_applicable", "being_counted"]


def test_repeated_blocks_split_codes_and_a_filler_row() -> None:
    proposal = propose(year_blocks())
    mapping = proposal.mapping
    by_at = {column.at: column for column in mapping.columns}
    assert mapping.header_rows == (2,) and mapping.plan.levels == ("政策", "事務事業")
    assert [(block.offset, block.basis) for block in mapping.blocks] == [
        (-1, Basis.FINAL),
        (0, Basis.PLANNED),
    ]
    assert (by_at["D"].field, by_at["D"].level) == (Field.LEVEL_CODE, 1)
    assert (
        by_at["D"].digit is not None and by_at["E"].digit is not None and by_at["D"].digit < by_at["E"].digit
    )
    assert (by_at["I"].source, by_at["I"].block) == (FundingSource.NATIONAL_GRANT, 1)
    assert (by_at["P"].source, by_at["P"].block) == (FundingSource.GENERAL_REVENUE, 2)
    assert by_at["K"].field is Field.COST_SUM and by_at["M"].field is Field.TOTAL_COST
    assert by_at["N"].indicator == by_at["T"].indicator == by_at["G"].indicator == "活動指標 ア"
    assert (by_at["U"].field, by_at["V"].field) == (Field.JUDGEMENT, Field.JUDGEMENT_REASON)
    assert by_at["V"].subject == by_at["U"].subject == "事業費の削減余地"


def test_headings_under_the_headings_of_sections() -> None:
    book = workbook(
        ("① 基本情報", None, None, None, "② 事業の概要", None, None, None),
        (None, None, "政策番号", None, None, None, "③ 活動指標（活動の量を表す指標）", None),
        ("事務事業ID", "事務事業名", "十の位", "一の位", "政策名", "目的", "ア：名称", "ア：単位"),
        ("0101", "防災訓練", number(0), number(1), "安全", "備える", "回数", "回"),
        ("0102", "備蓄の充実", number(0), number(1), "安全", "守る", "充足率", "％"),
        merged=(
            MergedRange(0, 0, 0, 3),
            MergedRange(0, 4, 0, 7),
            MergedRange(1, 2, 1, 3),
            MergedRange(1, 6, 1, 7),
        ),
    )
    columns = {column.at: column for column in propose(book).mapping.columns}
    fields = (Field.NUMBER, Field.TITLE, Field.LEVEL_CODE, Field.LEVEL_CODE, Field.LEVEL_NAME, Field.PURPOSE)
    assert tuple(columns[at].field for at in "ABCDEF") == fields
    assert columns["C"].digit and columns["D"].digit and columns["C"].digit < columns["D"].digit
    assert (columns["G"].field, columns["G"].indicator) == (Field.INDICATOR_NAME, "活動指標 ア")
    assert (columns["H"].field, columns["H"].indicator) == (Field.INDICATOR_UNIT, "活動指標 ア")


def test_a_sheet_for_each_measure() -> None:
    proposal = propose(forms("電子申請", "文書管理", "庁内無線"))
    mapping = proposal.mapping
    assert mapping.layout is Layout.SHEETS and mapping.left_out == ("一覧",)
    assert {column.at: column.field for column in mapping.columns} == {
        "B2": Field.TITLE,
        "E2": Field.DIVISION,
        "B3": Field.PURPOSE,
        "B4": Field.CURRENT_STATE,
        "B5": Field.LINK,
        "B6": Field.NOT_TAKEN,
        "B8": Field.COST,
        "C8": Field.COST,
    }
    found = understand(forms("電子申請", "文書管理", "庁内無線"), mapping)
    assert found.document is not None
    assert [measure.title for measure in found.document.measures] == ["電子申請", "文書管理", "庁内無線"]
    assert [cost.thousand_yen for cost in found.document.measures[2].costs] == [102]


def test_what_is_not_recognised_stays_under_its_heading() -> None:
    book = workbook(
        ("事業名", "ひとこと", "開始年度"), ("窓口", "よろしく", "令和3"), ("無線", "どうぞ", "-")
    )
    proposal = propose(book)
    assert proposal.unrecognised == ("B", "C")
    assert [column.form for column in proposal.mapping.columns[1:]] == [Form.TEXT, Form.YEAR]
    found = understand(book, proposal.mapping)
    assert found.document is not None
    remarks = found.document.measures[0].remarks
    assert [(each.heading, each.text) for each in remarks] == [
        ("ひとこと", "よろしく"),
        ("開始年度", "令和3"),
    ]


@pytest.mark.parametrize(
    ("heading", "year"),
    [
        ("R5", 2023),
        ("令和5(2023)年度", 2023),
        ("H27", 2015),
        ("2024", 2024),
        ("平成33年度", 2021),
        ("令和元年度実績", 2019),
        ("5年後", None),
        ("R5・R6", None),
        ("COVID19対応", None),
    ],
)
def test_years_in_headings(heading: str, year: int | None) -> None:
    found = heading_year(heading)
    assert (found.year if found else None) == year


def test_what_repeats_is_found_with_its_width() -> None:
    found = repetition([*"xyz", *"abc", *"abc", *"abc", "w"])
    assert found is not None and (found.first, found.width, found.times) == (3, 3, 3)
    assert found.block_of(2) is None and found.block_of(8) == 2 and found.block_of(12) is None
    assert repetition(["", "", "", ""]) is None and repetition(["a", "a", "a"]) is None


def test_a_workbook_without_a_cell_is_refused() -> None:
    with pytest.raises(NothingToMap, match="値の入ったセルがありません"):
        propose(SourceWorkbook("空.xlsx", (SourceSheet("一", ()),)))


def test_tables_larger_than_a_mapping_may_be_are_still_proposed() -> None:
    wide = workbook(("事業名", *("一般財源", "その他") * 90), ("甲", *(Decimal(1),) * 180))
    years = workbook(
        ("事業名", *(f"{year}年度一般財源" for year in range(1951, 2051))), ("甲", *("1",) * 100)
    )
    long = SourceWorkbook("長.csv", (SourceSheet("名" * 300, plain().sheets[0].rows),))
    pages = tuple(
        SourceSheet(f"様式{page}", (*forms("甲").sheets[0].rows, *(("値", str(page)),) * 1_100))
        for page in range(3)
    )
    for book in (wide, years, long, SourceWorkbook("様式.xlsx", pages)):
        found = understand(book, propose(book).mapping)
        assert found.document is not None
        assert found.cells == found.outside + found.counts.read


def _workbooks() -> st.SearchStrategy[SourceWorkbook]:
    headings = st.sampled_from(
        (
            "事業名",
            "施策名",
            "番号",
            "目的",
            "R5",
            "令和6年度",
            "目標値",
            "国庫支出金",
            "一般財源",
            "成果指標",
            "単位",
            "評価",
        )
    )
    row: st.SearchStrategy[tuple[CellValue, ...]] = st.lists(st.one_of(headings, VALUES), max_size=8).map(
        tuple
    )
    merged = st.builds(
        lambda r, c, h, w: MergedRange(r, c, r + h, c + w),
        *(st.integers(0, 4) for _each in range(4)),
    )
    sheet = st.builds(
        SourceSheet,
        st.text(max_size=10),
        st.lists(row, max_size=8).map(tuple),
        st.lists(merged, max_size=3).map(tuple),
    )
    return st.builds(SourceWorkbook, st.text(max_size=20), st.lists(sheet, max_size=4).map(tuple))


@settings(max_examples=150, deadline=None)
@given(_workbooks())
def test_any_workbook_is_proposed_understood_and_accounted_for(book: SourceWorkbook) -> None:
    try:
        mapping = propose(book).mapping
    except NothingToMap:
        assert not any(cell is not None for sheet in book.sheets for row in sheet.rows for cell in row)
        return
    assert from_yaml(to_yaml(mapping)) == mapping
    found = understand(book, mapping)
    assert found.cells == found.outside + found.counts.read
    width = {len(letters) for letters in found.outcomes}
    assert len(width) <= 1
    assert sum(len(letters) for letters in found.outcomes) == found.counts.read + found.counts.empty
    assert found.counts.refused == sum(each.cells for each in found.refused)
