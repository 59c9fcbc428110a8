"""The sheets of a round through Excel, by mouse: given out, returned with an error, corrected, stored."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from ayumi.formats.excel.report_workbook.layout import COLUMN_MARK, REPORT_MARK, ROW_MARK, VALUE
from tests.browser.conftest import City
from tests.browser.pages import follow
from tests.browser.test_year import check

pytestmark = pytest.mark.browser

PLAN = "第3次ひばり野市情報化基本計画"
DIVISION = "市民課"
DONE = "コンビニで取れる証明書を3種類増やしました。"


def measure_sheet(book: Any) -> Any:
    """Return the first sheet of a measure."""
    return next(tab for tab in book if str(tab["A1"].value).startswith(REPORT_MARK))


def input_cell(tab: Any, field: str) -> Any:
    """Return the cell of an input that stands alone in its row."""
    column = next(cell.column for cell in tab[1] if cell.value == f"{COLUMN_MARK}{VALUE}")
    row = next(each[0].row for each in tab.iter_rows(max_col=1) if each[0].value == f"{ROW_MARK}{field}")
    return tab.cell(row, column)


def filled(content: bytes, place: Path, **fields: str) -> tuple[Path, str]:
    """Fill in inputs as an official does; return the file and the place of the last cell, in words."""
    book = load_workbook(io.BytesIO(content))
    tab = measure_sheet(book)
    where = ""
    for field, text in fields.items():
        cell = input_cell(tab, field)
        cell.value = text
        where = f"シート「{tab.title}」のセル {cell.coordinate}"
    book.save(place)
    return place, where


def open_workbooks(office: Page) -> None:
    """Go from the round's page to that of its workbooks."""
    office.goto("/rounds/")
    row = office.get_by_role("row").filter(has_text=PLAN).filter(has_text="実施中")
    follow(row.get_by_role("link").first)
    follow(office.get_by_role("link", name="Excelで配付・回収"))


def given_out(office: Page) -> bytes:
    """Take the workbooks of every division and return that of the one."""
    with office.expect_download() as download:
        office.get_by_role("button", name="すべての課のブックを書き出す").click()
    with zipfile.ZipFile(download.value.path()) as package:
        name = next(each for each in package.namelist() if each.endswith(f"_{DIVISION}.xlsx"))
        return package.read(name)


def bring_back(office: Page, place: Path) -> None:
    """Upload a workbook and open its preview."""
    office.set_input_files("input[type=file]", place)
    follow(office.get_by_role("button", name="読み取る"))
    expect(office.get_by_role("heading", name="読み取ったブック")).to_be_visible()


def test_a_workbook_with_an_error_is_refused_and_the_good_one_stored(city: City, tmp_path: Path) -> None:
    problems: list[str] = []
    office = city.visit("kikaku")
    open_workbooks(office)
    check(office, problems)
    content = given_out(office)

    wrong, where = filled(content, tmp_path / "誤りのあるブック.xlsx", done=DONE, hours="約12時間")
    bring_back(office, wrong)
    expect(office.locator("main")).to_contain_text(where)
    check(office, problems)
    follow(office.get_by_role("link", name=DIVISION))
    expect(office.get_by_role("row").filter(has_text=where)).to_contain_text("約12時間")
    expect(office.get_by_role("button", name="この内容で登録する")).to_have_count(0)
    check(office, problems)

    follow(office.get_by_role("link", name="Excelで配付・回収"))
    good, where = filled(content, tmp_path / "直したブック.xlsx", hours="1,250", done=DONE)
    bring_back(office, good)
    follow(office.get_by_role("link", name=DIVISION))
    expect(office.locator("main")).to_contain_text(where)
    expect(office.locator("main")).to_contain_text(DONE)
    check(office, problems)
    sheet = office.locator("section.card h2 a").get_attribute("href")
    follow(office.get_by_role("button", name="この内容で登録する"))
    expect(office.locator(".message-success")).to_contain_text("1施策の2箇所を登録しました。")
    check(office, problems)

    assert sheet is not None
    office.goto(sheet)
    expect(office.get_by_label("取組の実績", exact=True)).to_have_value(DONE)
    expect(office.get_by_label("延べ業務時間")).to_have_value("1250")
    assert not problems, "\n".join(problems)
