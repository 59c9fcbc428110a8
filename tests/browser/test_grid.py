"""The grid in a real browser: the keys of a spreadsheet, blocks from Excel, conflicts, and no scripts."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import City, sign_in
from tests.browser.pages import follow, problems_of
from tests.browser.test_walk import open_plan

pytestmark = pytest.mark.browser
TSV = Path(__file__).parents[2] / "src/ayumi/shell/frontend/grid/tsv.js"


@pytest.fixture
def page(city: City) -> Iterator[Page]:
    """The grid of the sample plan, opened by the plan office; the clipboard may be used."""
    opened = city.visit("kikaku")
    opened.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_grid(opened)
    yield opened
    opened.context.close()


def open_grid(page: Page, kind: str = "") -> None:
    open_plan(page)
    follow(page.get_by_role("link", name="一覧で編集", exact=True))
    if kind:
        follow(page.get_by_role("navigation", name="表の種類").get_by_role("link", name=kind))
    expect(page.get_by_role("grid")).to_be_visible()


def cell(page: Page, row: int, column: int) -> Locator:
    """Return a cell by its place among the cells that are edited."""
    return page.locator("tr:has(> td[data-cell])").nth(row).locator("td[data-cell]").nth(column)


def type_into(page: Page, place: Locator, text: str) -> None:
    place.click()
    page.keyboard.press("F2")
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)
    page.keyboard.press("Enter")


def text_of(place: Locator) -> Locator:
    return place.locator(".cell-text")


def paste(page: Page, place: Locator, block: str) -> None:
    page.evaluate("text => navigator.clipboard.writeText(text)", block)
    place.click()
    page.keyboard.press("Control+v")


def save_button(page: Page) -> Locator:
    return page.get_by_role("button", name="変更を保存する")


def save(page: Page) -> None:
    """Save as the script does, which stays on the page."""
    save_button(page).click()


def state(page: Page) -> Locator:
    return page.locator("[data-grid=state]")


def test_moving_and_editing_by_keys_undo_save_and_reload(page: Page) -> None:
    first = cell(page, 0, 0)
    before = text_of(first).inner_text()
    first.click()
    page.keyboard.press("ArrowDown")
    expect(cell(page, 1, 0)).to_be_focused()
    page.keyboard.press("Tab")
    expect(cell(page, 1, 1)).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("ArrowUp")
    expect(first).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.insert_text("（改）")
    page.keyboard.press("Escape")
    expect(text_of(first)).to_have_text(before)
    page.keyboard.press("F2")
    page.keyboard.insert_text("（改）")
    page.keyboard.press("Enter")
    expect(text_of(first)).to_have_text(f"{before}（改）")
    expect(first.locator(".cell-sign")).to_have_text("変更")
    expect(state(page)).to_have_text("変更 1・要修正 0")
    expect(cell(page, 1, 0)).to_be_focused()
    page.keyboard.press("Control+z")
    expect(state(page)).to_have_text("変更はありません")
    page.keyboard.press("Control+y")
    expect(text_of(first)).to_have_text(f"{before}（改）")
    page.keyboard.press("Control+s")
    expect(page.get_by_role("status")).to_contain_text("1個のセルを保存しました。")
    expect(state(page)).to_have_text("変更はありません")
    page.reload()
    expect(text_of(cell(page, 0, 0))).to_have_text(f"{before}（改）")


def test_japanese_input_begins_on_a_closed_cell(page: Page) -> None:
    place = cell(page, 6, 4)
    place.click()
    keys = page.context.new_cdp_session(page)
    keys.send(
        "Input.dispatchKeyEvent", {"type": "rawKeyDown", "windowsVirtualKeyCode": 229, "key": "Process"}
    )
    keys.send("Input.imeSetComposition", {"text": "もくてき", "selectionStart": 4, "selectionEnd": 4})
    keys.send("Input.insertText", {"text": "目的"})
    page.keyboard.press("Enter")
    expect(text_of(place)).to_have_text("目的")


def test_typing_replaces_and_delete_clears_a_block(page: Page) -> None:
    follow(page.get_by_role("navigation", name="表の種類").get_by_role("link", name="事業費"))
    start = cell(page, 1, 0)
    start.click()
    page.keyboard.type("1200")
    page.keyboard.press("Enter")
    expect(text_of(start)).to_have_text("1,200")
    page.keyboard.type("5")
    page.keyboard.press("Tab")
    expect(text_of(cell(page, 2, 0))).to_have_text("5")
    start.click()
    page.keyboard.press("Shift+ArrowDown")
    expect(page.locator("td[aria-selected=true]")).to_have_count(2)
    page.keyboard.press("Delete")
    expect(text_of(start)).to_have_text("")
    page.keyboard.press("Control+z")
    expect(text_of(start)).to_have_text("1,200")


def test_a_block_from_excel_is_pasted_read_and_stored(page: Page) -> None:
    follow(page.get_by_role("navigation", name="表の種類").get_by_role("link", name="事業費"))
    paste(page, cell(page, 5, 0), "１，５００\t2300千円\r\n－\t0\r\n")
    expect(text_of(cell(page, 5, 0))).to_have_text("1,500")
    expect(text_of(cell(page, 5, 1))).to_have_text("2,300")
    wrong = cell(page, 6, 0)
    expect(wrong).to_have_attribute("aria-invalid", "true")
    expect(wrong.locator(".error")).to_contain_text("0円の見込みは0、見込みのないときは空欄")
    expect(wrong.locator(".cell-sign")).to_have_text("要修正")
    save(page)
    expect(page.get_by_role("status")).to_contain_text("まだ何も保存していません")
    wrong.click()
    page.keyboard.press("Delete")
    save(page)
    expect(page.get_by_role("status")).to_contain_text("個のセルを保存しました。")
    page.reload()
    expect(text_of(cell(page, 5, 0))).to_have_text("1,500")
    expect(text_of(cell(page, 6, 1))).to_have_text("0")


def test_quoted_cells_keep_their_lines_and_copies_come_back(page: Page) -> None:
    paste(page, cell(page, 2, 4), '"一行目\n二行目「""引用""」"\t高齢者')
    quoted = '一行目\n二行目「"引用"」'
    expect(text_of(cell(page, 2, 4))).to_have_js_property("textContent", quoted)
    expect(text_of(cell(page, 2, 5))).to_have_text("高齢者")
    page.keyboard.press("Control+c")
    page.wait_for_function(
        "text => navigator.clipboard.readText().then(now => now === text)",
        arg='"一行目\n二行目「""引用""」"\t高齢者',
    )
    cell(page, 3, 4).click()
    page.keyboard.press("Control+v")
    expect(text_of(cell(page, 3, 4))).to_have_js_property("textContent", quoted)
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    expect(state(page)).to_have_text("変更はありません")


def test_what_is_not_accepted_says_what_is(page: Page) -> None:
    division = page.locator("td[data-list=division]").first
    type_into(page, division, "市民科")
    expect(division.locator(".error")).to_contain_text("近い名前: 市民課")
    expect(state(page)).to_have_text("変更 1・要修正 1")
    title = cell(page, 1, 0)
    type_into(page, title, "")
    expect(title.locator(".error")).to_contain_text("空欄にはできません")
    paste(page, page.locator("td[data-list=status]").first, "拡充")
    expect(page.locator("td[data-list=status] .error")).to_have_count(0)
    for width in (1440, 360):
        page.set_viewport_size({"width": width, "height": 900})
        assert problems_of(page, width) == []


def test_leaving_with_unsaved_changes_asks_first(page: Page) -> None:
    asked: list[str] = []

    def stay(dialog: object) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    type_into(page, cell(page, 0, 4), "まだ保存していない目的")
    page.on("dialog", stay)
    with page.expect_event("dialog"):
        page.evaluate("() => { setTimeout(() => location.reload(), 0) }")
    assert asked == ["beforeunload"]
    expect(text_of(cell(page, 0, 4))).to_have_text("まだ保存していない目的")


def test_tab_leaves_the_table_after_escape(page: Page) -> None:
    cell(page, 0, 0).click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("status")).to_contain_text("表の外へ移れます")
    page.keyboard.press("Shift+Tab")
    expect(page.locator("td[data-cell]:focus, td[data-cell] :focus")).to_have_count(0)


def test_two_people_on_one_cell_are_asked_and_on_different_cells_are_not(city: City, page: Page) -> None:
    other = city.visit("kikaku")
    open_grid(other)
    type_into(other, cell(other, 4, 4), "甲の目的")
    type_into(other, cell(other, 4, 5), "甲の対象")
    save(other)
    expect(other.get_by_role("status")).to_contain_text("2個のセルを保存しました。")
    type_into(page, cell(page, 4, 4), "乙の目的")
    type_into(page, cell(page, 4, 6), "乙の現状")
    save(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("変更の統合")
    expect(page.get_by_role("group")).to_have_count(1)
    expect(page.locator("main")).to_contain_text("重ならない1個の変更も")
    assert problems_of(page, 1440) == []
    page.get_by_label("ほかの人の内容を残す").check()
    follow(page.get_by_role("button", name="この内容で保存する"))
    expect(page.locator(".message-success")).to_contain_text("1個のセルを保存しました。")
    texts = [text_of(cell(page, 4, column)).inner_text() for column in (4, 5, 6)]
    assert texts == ["甲の目的", "甲の対象", "乙の現状"]


def test_without_scripts_the_same_page_is_a_form(city: City) -> None:
    context = city.browser.new_context(java_script_enabled=False, base_url=city.address, locale="ja-JP")
    page = context.new_page()
    sign_in(page, "kikaku")
    open_plan(page)
    follow(page.get_by_role("link", name="一覧で編集", exact=True))
    field = page.get_by_label("目的").nth(8)
    field.fill("スクリプトなしの目的")
    division = page.locator("td[data-list=division] input").nth(1)
    was = division.input_value()
    division.fill("市民科")
    follow(save_button(page))
    expect(page.get_by_role("alert")).to_contain_text("まだ何も保存していません")
    expect(page.locator("td .error")).to_contain_text("近い名前: 市民課")
    page.locator("td[data-list=division] input").nth(1).fill(was)
    follow(save_button(page))
    expect(page.locator(".message-success")).to_contain_text("1個のセルを保存しました。")
    expect(page.get_by_label("目的").nth(8)).to_have_value("スクリプトなしの目的")
    context.close()


def test_a_division_edits_its_own_texts(city: City) -> None:
    page = city.visit("tanto")
    open_grid(page)
    expect(page.get_by_role("navigation", name="表の種類")).to_have_count(0)
    place = cell(page, 0, 0)
    type_into(page, place, "所管課が書いた目的")
    save(page)
    expect(page.get_by_role("status")).to_contain_text("1個のセルを保存しました。")


def test_any_block_of_cells_comes_back_from_its_text(city: City) -> None:
    page = city.browser.new_page()
    chance = random.Random(7)
    marks = ["あ", "b", '"', '""', "\t", "\n", " ", "", ",", "１"]

    def cell_text() -> str:
        return "".join(chance.choice(marks) for _ in range(chance.randint(0, 5)))

    blocks = [
        [[cell_text() for _ in range(width)] for _ in range(chance.randint(1, 4))]
        for width in (1, 2, 3)
        for _ in range(200)
    ]
    # A last row that is one blank cell is no row: spreadsheets end every block with a line end.
    blocks = [block for block in blocks if block[-1] != [""] or len(block) == 1]
    again = page.evaluate(
        """async ([source, blocks]) => {
            const address = `data:text/javascript,${encodeURIComponent(source)}`;
            const { parseBlock, formatBlock } = await import(address);
            const texts = blocks.map(formatBlock);
            return texts.map((text) => [parseBlock(text), parseBlock(text + "\\r\\n")]);
        }""",
        [TSV.read_text(encoding="utf-8"), blocks],
    )
    for block, (plain, ended) in zip(blocks, again, strict=True):
        assert plain == block
        assert ended == block
    page.close()
