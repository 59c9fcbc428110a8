"""What officials do to the workbook: read as they mean it, or refused by sheet and cell."""

from datetime import date
from decimal import Decimal

import pytest
from openpyxl import Workbook

from ayumi.document.measures import Actual, ActualStatus, MissingReason
from tests.documents import sample_document
from tests.formats.workbook_edits import (
    FIRST,
    after,
    clear_keys,
    copy_row,
    delete_row,
    document_after,
    insert_row,
    move_column,
    put,
    reorder,
)

PLAN = sample_document(measures=12)
ITEMS, INDICATORS, ACTUALS = "施策", "指標", "実績"
MEASURE = next(place for place, item in enumerate(PLAN.items) if item.is_measure)
"""The place of the first measure among the items."""


def test_nothing_changed_gives_the_same_plan() -> None:
    assert document_after(PLAN).to_json() == PLAN.to_json()


def test_a_changed_text_is_the_only_change() -> None:
    changed = document_after(PLAN, put(ITEMS, MEASURE, "purpose", "新しい目的です。"))
    items = list(PLAN.items)
    sheet = items[MEASURE].sheet.model_copy(update={"purpose": "新しい目的です。"})
    items[MEASURE] = items[MEASURE].model_copy(update={"sheet": sheet})
    assert changed == PLAN.model_copy(update={"items": tuple(items)})


def test_a_renamed_measure_keeps_everything_that_hangs_on_it() -> None:
    changed = document_after(
        PLAN, put(ITEMS, MEASURE, "title", "新しい名称"), put(ITEMS, MEASURE, "number", 101)
    )
    item = changed.items[MEASURE]
    assert (item.id, item.number, item.title) == (PLAN.items[MEASURE].id, "101", "新しい名称")
    assert item.indicators == PLAN.items[MEASURE].indicators
    assert changed.items[-1].cross_listed_from == item.id


def test_swapped_names_of_divisions_stay_with_their_ids() -> None:
    changed = document_after(
        PLAN, put("所管課", 1, "name", "総務課"), put("所管課", 2, "name", "デジタル推進課")
    )
    assert [item.division_id for item in changed.items] == [item.division_id for item in PLAN.items]


def test_a_new_row_is_a_new_measure_under_the_group_above() -> None:
    new = {"level": "取組", "number": "1-2", "title": "加えた取組", "division": "防災課", "purpose": "目的"}
    changed = document_after(
        PLAN,
        insert_row(ITEMS, MEASURE + 1, **new),
        insert_row(
            INDICATORS,
            0,
            item_title="加えた取組",
            name="加えた指標",
            kind="成果指標",
            direction="高いほど良い",
            target_kind="水準",
            **{"target:2024": 12.5},
        ),
    )
    item = changed.items[MEASURE + 1]
    assert item.id not in {each.id for each in PLAN.items}
    assert item.parent_id == PLAN.items[MEASURE].parent_id
    assert item.division_id == PLAN.divisions[3].id
    assert item.sheet is not None
    assert [(each.fiscal_year, each.value) for each in item.indicators[0].targets] == [
        (2024, Decimal("12.5"))
    ]
    assert len(changed.items) == len(PLAN.items) + 1


def test_a_deleted_fact_is_gone_and_a_deleted_measure_must_take_its_facts_along() -> None:
    assert len(document_after(PLAN, delete_row(ACTUALS, 0)).items[MEASURE].indicators[0].actuals) == 2
    reading = after(PLAN, delete_row(ITEMS, MEASURE + 1))
    assert reading.document is None
    assert {refused.place.partition("」")[0] for refused in reading.refused} >= {
        "シート「指標",
        "シート「予算",
    }
    assert "削除されています" in reading.refused[0].reason


def test_reordered_rows_are_the_new_order_and_children_stay_below_their_parents() -> None:
    def swapped(rows: list[list[object]]) -> list[list[object]]:
        rows[MEASURE], rows[MEASURE + 1] = rows[MEASURE + 1], rows[MEASURE]
        return rows

    changed = document_after(PLAN, reorder(ITEMS, swapped))
    assert [item.id for item in changed.items[MEASURE : MEASURE + 2]] == [
        PLAN.items[MEASURE + 1].id,
        PLAN.items[MEASURE].id,
    ]
    turned = document_after(PLAN, reorder(ITEMS, lambda rows: rows[::-1]))
    assert {item.id: item.parent_id for item in turned.items} == {
        item.id: item.parent_id for item in PLAN.items
    }


@pytest.mark.parametrize("sheet", [ITEMS, INDICATORS, ACTUALS, "予算"])
def test_moved_columns_a_renamed_sheet_and_lost_keys_do_no_harm(sheet: str) -> None:
    key = {"予算": "source", ACTUALS: "fiscal_year"}.get(sheet, "title" if sheet == ITEMS else "name")

    def rename(workbook: Workbook) -> None:
        workbook[sheet].title = "職員が変えた名前"

    assert document_after(PLAN, move_column(sheet, key), rename) == PLAN
    assert document_after(PLAN, clear_keys(sheet), rename) == PLAN


def test_a_copied_row_is_refused_with_both_cells() -> None:
    reading = after(PLAN, copy_row(ITEMS, MEASURE, MEASURE + 1))
    first, second = FIRST + MEASURE, FIRST + MEASURE + 1
    assert reading.document is None
    refused = reading.refused[0]
    assert refused.place == f"シート「施策」のセル A{second}"
    assert f"A{first}" in refused.found
    assert "空欄にするか" in refused.reason


@pytest.mark.parametrize(
    ("sheet", "key", "typed", "accepted", "words"),
    [
        (ITEMS, "status", "新きぼ", "新規、継続、拡充", "一覧から選んで"),
        (ITEMS, "division", "デジタル推進", "シート「所管課」にある名称", "デジタル推進課"),
        (ITEMS, "level", None, "シート「段階・体系」にある名称", "空欄"),
        (ITEMS, "title", date(2024, 1, 1), "文字", "日付"),
        (INDICATORS, "item_title", "どこにもない", "シート「施策」にある名称", "ありません"),
        (INDICATORS, "baseline_year", "7年度", "年度（令和7年度、R7、2025 など）", "年度として"),
        (INDICATORS, "baseline_year", None, "年度（令和7年度、R7、2025 など）", "空欄"),
        (ACTUALS, "value", "約20件", "数値", "数値だけ"),
        (ACTUALS, "as_of", "3月末", "日付", "読み取れません"),
        ("予算", "amount:2023", 1.5, "整数", "小数"),
        ("業務量", "staff", -1, "数値", "0より小さい"),
    ],
)
def test_what_cannot_be_read_is_refused_by_its_cell(
    sheet: str, key: str, typed: object, accepted: str, words: str
) -> None:
    more = (
        (insert_row("業務量", 0, item_number="1", fiscal_year="R6", basis="見込"),)
        if sheet == "業務量"
        else ()
    )
    row = MEASURE if sheet == ITEMS else 0
    reading = after(PLAN, *more, put(sheet, row, key, typed))
    assert reading.document is None
    assert len(reading.refused) >= 1
    refused = next(each for each in reading.refused if each.place.startswith(f"シート「{sheet}」のセル "))
    assert refused.place.endswith(str(FIRST + row))
    assert accepted in refused.accepted
    assert words in refused.reason


def test_numbers_years_and_days_are_read_as_officials_type_them() -> None:
    changed = document_after(
        PLAN,
        put(ACTUALS, 0, "value", "１，２３４．５０"),
        put(ACTUALS, 0, "fiscal_year", "Ｒ５"),
        put(ACTUALS, 0, "as_of", "令和6年5月31日"),
        put(ACTUALS, 1, "value", "▲3"),
        put(ACTUALS, 1, "fiscal_year", "平成35年度"),
        put(ACTUALS, 2, "value", "－"),
        put(ACTUALS, 2, "missing", "集計中"),
        put(ACTUALS, 2, "fiscal_year", 2024),
    )
    actuals = changed.items[MEASURE].indicators[0].actuals
    assert actuals[0] == Actual(
        fiscal_year=2023,
        status=ActualStatus.FINAL,
        value=Decimal("1234.50"),
        as_of=date(2024, 5, 31),
        source="庁内の集計",
    )
    assert (actuals[1].value, actuals[1].fiscal_year) == (Decimal(-3), 2023)
    assert (actuals[2].value, actuals[2].missing) == (None, MissingReason.BEING_COUNTED)


def test_a_changed_number_keeps_the_decimals_its_cell_shows() -> None:
    before = PLAN.items[MEASURE].indicators[0].targets[0].value
    assert before is not None and before.as_tuple().exponent == -1
    changed = document_after(PLAN, put(INDICATORS, 0, "target:2023", 58))
    assert str(changed.items[MEASURE].indicators[0].targets[0].value) == "58.0"


def test_a_year_column_that_was_added_is_read() -> None:
    def add(workbook: Workbook) -> None:
        tab = workbook[INDICATORS]
        column = tab.max_column + 1
        tab.cell(FIRST - 1, column).value = "目標値 令和10年度"
        tab.cell(FIRST, column).value = 99

    targets = document_after(PLAN, add).items[MEASURE].indicators[0].targets
    assert (targets[-1].fiscal_year, targets[-1].value) == (2028, Decimal(99))


def test_notes_beside_the_plan_are_told_and_left_alone() -> None:
    def note(workbook: Workbook) -> None:
        tab = workbook[ITEMS]
        tab.cell(FIRST + MEASURE, tab.max_column + 2).value = "要確認"
        workbook["計画"]["D6"] = "課長に聞く"
        workbook.create_sheet("作業メモ")["B2"] = "メモ"

    reading = after(PLAN, note)
    assert reading.document == PLAN
    assert reading.unread == 3
    assert "シート「作業メモ」のセル B2" in reading.unread_places


def test_a_missing_sheet_and_a_missing_column_are_refused() -> None:
    def remove(workbook: Workbook) -> None:
        del workbook[ACTUALS]
        workbook[ITEMS].delete_cols(4)

    reading = after(PLAN, remove)
    assert reading.document is None
    assert {refused.found for refused in reading.refused} >= {"シートなし", "「名称」の列なし"}


def test_any_other_workbook_is_no_plan_workbook() -> None:
    def strip(workbook: Workbook) -> None:
        del workbook["_ayumi"]

    assert after(PLAN, strip).refused[0].found == "計画ブックの印のないブック"
