"""A plan taken out, edited in Excel while somebody else edits it here, and put back, in a real browser."""

import os
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.browser.conftest import City
from tests.browser.pages import follow, problems_of
from tests.browser.test_walk import open_first_measure, open_plan
from tests.formats.workbook_edits import FIRST, column_of

pytestmark = pytest.mark.browser
WIDTHS = (1440, 360)


def taken_out(page: Page, folder: Path) -> Path:
    """Take the plan out and return where the workbook lies."""
    open_plan(page)
    follow(page.get_by_role("link", name="Excelで編集"))
    with page.expect_download() as download:
        page.get_by_role("button", name="計画ブックを書き出す").click()
    place = folder / "計画ブック.xlsx"
    download.value.save_as(place)
    assert download.value.suggested_filename.endswith("_計画ブック.xlsx")
    return place


def edited(place: Path, title: str) -> None:
    """Give the measure a new name and every measure a new group, as an official would in Excel."""
    workbook = load_workbook(place)
    tab = workbook["施策"]
    title_column, group_column = column_of(tab, "title"), column_of(tab, "target_group")
    for row in range(FIRST, tab.max_row + 1):
        if tab.cell(row, title_column).value == title:
            tab.cell(row, title_column).value = "Excelで改めた名称"
            tab.cell(row, group_column).value = "市民と市内の事業者"
    workbook.save(place)


def look(page: Page, name: str) -> None:
    """Check the page at both widths; keep its picture where a folder is given for that."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert problems_of(page, width) == []
        if folder := os.environ.get("AYUMI_PICTURES"):
            page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})


def test_taken_out_edited_contested_and_put_back(city: City, tmp_path: Path) -> None:
    page, other = city.visit("kikaku"), city.visit("kikaku")
    open_first_measure(other)
    measure = other.url
    _number, title = (other.locator("main h1").inner_text()).split(maxsplit=1)
    workbook = taken_out(page, tmp_path)
    look(page, "workbook")
    edited(workbook, title)
    other.goto(f"{measure}edit/")
    other.get_by_label("名称").fill("画面で改めた名称")
    other.get_by_label("今後の展開").fill("画面で改めた今後の展開です。")
    follow(other.get_by_role("button", name="保存する"))

    page.get_by_label("編集した計画ブック").set_input_files(workbook)
    follow(page.get_by_role("button", name="読み取る"))
    expect(page.get_by_role("heading", level=1)).to_have_text("計画ブックの確認")
    look(page, "preview")
    conflict = page.get_by_role("group", name="名称")
    expect(conflict).to_contain_text("Excelで改めた名称")
    expect(conflict).to_contain_text("画面で改めた名称")
    # Nothing is chosen yet, so the browser stays on the page and points at the choice.
    page.get_by_role("button", name="この内容で反映する").click()
    expect(conflict.get_by_role("radio").first).to_be_focused()
    conflict.get_by_label("計画ブックの内容にする").check()
    follow(page.get_by_role("button", name="この内容で反映する"))
    expect(page.locator("main")).to_contain_text("計画ブックを反映しました")

    page.goto(measure)
    expect(page.locator("main")).to_contain_text("Excelで改めた名称")
    expect(page.locator("main")).to_contain_text("市民と市内の事業者")
    expect(page.locator("main")).to_contain_text("画面で改めた今後の展開です。")
    page.goto(f"{measure}history/")
    expect(page.locator("ins.after").filter(has_text="市内の")).to_be_visible()


def test_the_page_of_new_plans_and_refused_cells(city: City, tmp_path: Path) -> None:
    page = city.visit("kikaku")
    place = taken_out(page, tmp_path)
    workbook = load_workbook(place)
    tab = workbook["施策"]
    tab.cell(FIRST, column_of(tab, "level")).value = "ない段階"
    workbook.save(place)
    page.goto("/import/")
    follow(page.get_by_role("link", name="計画ブック（Excel）から新しい計画を登録する"))
    look(page, "new")
    page.get_by_label("編集した計画ブック").set_input_files(place)
    follow(page.get_by_role("button", name="読み取る"))
    expect(page.locator("main")).to_contain_text("シート「施策」のセル")
    expect(page.get_by_role("button", name="この内容で反映する")).to_have_count(0)
    look(page, "refused")
