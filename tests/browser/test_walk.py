"""What a new user does on the first day, by mouse and by keyboard, in a real browser."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import City, sign_in
from tests.browser.pages import follow

pytestmark = pytest.mark.browser

PLAN = "第3次ひばり野市情報化基本計画"
UPPER_PLAN = "第5次ひばり野市総合計画"
TEXT = """# 第2次 みほん市情報化基本計画

## 第1章 計画の策定にあたって

### 1. 計画の目的

市民サービスの向上を図るため、本計画を策定します。電子申請*の利用を広げます。

### 2. 計画の期間

計画期間は、令和8年度から令和12年度までの5年間とします。
"""


def open_plan(page: Page) -> None:
    page.goto("/")
    follow(page.get_by_role("link", name=PLAN, exact=True).first)


def open_first_measure(page: Page) -> None:
    open_plan(page)
    follow(page.get_by_role("link", name="施策体系", exact=True))
    follow(page.locator(".tree .leaf a").first)


def test_finding_a_measure_and_following_it_to_the_upper_plan(city: City) -> None:
    page = city.visit("kikaku")
    open_plan(page)
    follow(page.get_by_role("link", name="施策体系", exact=True))
    page.get_by_label("言葉で探す").fill("窓口")
    expect(page.locator("#found")).to_contain_text("見つかりました")
    follow(page.locator(".tree .leaf a").first)
    links = page.get_by_role("region", name="ほかの計画とのつながり")
    expect(links).to_contain_text(UPPER_PLAN)
    follow(links.get_by_role("row").filter(has_text=UPPER_PLAN).get_by_role("link").first)
    expect(page.locator(".plan-name")).to_have_text(UPPER_PLAN)


def test_making_the_book_and_publishing_it(city: City, tmp_path: Path) -> None:
    page = city.visit("kikaku")
    open_plan(page)
    follow(page.get_by_role("link", name="計画書・公表"))
    follow(page.get_by_role("button", name="計画書を作る"))
    link = page.get_by_role("link", name="PDFを開く").first
    expect(link).to_be_visible()
    answer = page.request.get(link.get_attribute("href") or "")
    assert answer.body().startswith(b"%PDF")
    follow(page.get_by_role("button", name="この内容で公表する").first)
    follow(page.get_by_role("link", name="公表ページを見る").first)
    expect(page.get_by_role("heading", level=1)).to_have_text(PLAN)
    citizen = city.visit()
    citizen.goto(page.url)
    follow(citizen.locator(".tree .leaf a").first)
    expect(citizen.get_by_role("heading", name="指標")).to_be_visible()


def test_two_people_on_one_sheet_lose_nothing(city: City) -> None:
    first, second = city.visit("kikaku"), city.visit("kikaku")
    open_first_measure(first)
    follow(first.get_by_role("link", name="履歴"))
    before = first.locator("section.card").count()
    first.go_back()
    follow(first.get_by_role("link", name="編集する"))
    second.goto(first.url)
    first.get_by_label("対象").fill("最初の人が書いた対象")
    follow(first.get_by_role("button", name="保存する"))
    expect(first.locator(".message-success")).to_be_visible()
    second.get_by_label("目的").fill("次の人が書いた目的")
    follow(second.get_by_role("button", name="保存する"))
    expect(second.get_by_role("heading", level=1)).to_contain_text("変更の統合")
    expect(second.get_by_label("対象")).to_have_value("最初の人が書いた対象")
    follow(second.get_by_role("button", name="この内容で保存する"))
    expect(second.locator("main")).to_contain_text("次の人が書いた目的")
    expect(second.locator("main")).to_contain_text("最初の人が書いた対象")
    follow(second.get_by_role("link", name="履歴"))
    expect(second.locator("section.card")).to_have_count(before + 2)


def test_reading_a_plan_in_and_registering_it(city: City, tmp_path: Path) -> None:
    document = tmp_path / "plan.md"
    document.write_text(TEXT, encoding="utf-8")
    page = city.visit("kikaku")
    page.goto("/import/")
    page.set_input_files("input[type=file]", document)
    follow(page.get_by_role("button", name="読み取る"))
    expect(page.get_by_role("heading", level=1)).to_have_text("読み取り結果の確認")
    expect(page.locator("main")).to_contain_text("令和8(2026)年度")
    follow(page.get_by_role("button", name="この内容で計画を登録する"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("みほん市情報化基本計画")


def test_a_file_that_cannot_be_read_is_explained(city: City, tmp_path: Path) -> None:
    document = tmp_path / "empty.md"
    document.write_bytes(b"")
    page = city.visit("kikaku")
    page.goto("/import/")
    page.set_input_files("input[type=file]", document)
    follow(page.get_by_role("button", name="読み取る"))
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator("main")).to_contain_text("何も登録していません")


def test_english_is_one_click_away_and_back(city: City) -> None:
    page = city.visit("kikaku")
    follow(page.get_by_role("button", name="English"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    open_plan(page)
    expect(page.locator("html")).to_have_attribute("lang", "en")
    follow(page.get_by_role("button", name="日本語"))
    expect(page.locator("html")).to_have_attribute("lang", "ja")


def test_the_keyboard_alone_reaches_a_measure(city: City) -> None:
    page = city.visit("etsuran")
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("本文へ移動")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.get_by_role("link", name=PLAN, exact=True).first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(PLAN)


def test_a_wrong_password_is_answered_politely(city: City) -> None:
    page = city.visit()
    sign_in(page, "etsuran", "wrong-password")
    expect(page).to_have_url(re.compile("/sign-in/login/"))
    expect(page.get_by_role("alert")).to_be_visible()


def test_a_term_is_explained_where_it_stands(city: City) -> None:
    page = city.visit("etsuran")
    open_plan(page)
    follow(page.get_by_role("link", name="本文", exact=True))
    term = page.locator("a.term").first
    term.focus()
    expect(page.locator(".term-frame:focus-within .term-definition")).to_be_visible()


def test_a_page_works_without_scripts(city: City) -> None:
    context = city.browser.new_context(java_script_enabled=False, locale="ja-JP", base_url=city.address)
    page = context.new_page()
    sign_in(page, "tanto")
    open_plan(page)
    follow(page.get_by_role("link", name="施策体系", exact=True))
    page.get_by_label("言葉で探す").fill("申請")
    follow(page.get_by_role("button", name="探す"))
    expect(page.locator("#found")).to_contain_text("見つかりました")
