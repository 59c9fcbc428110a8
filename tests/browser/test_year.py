"""The whole year in a real browser: open, report, be asked, submit, return, correct, approve, publish."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import City
from tests.browser.pages import follow, problems_of

pytestmark = pytest.mark.browser

PLAN = "第5次ひばり野市総合計画"
MEASURE = "人材育成と情報基盤の整備"


def check(page: Page, problems: list[str]) -> None:
    """Look at the page with axe, at the width at which it is hardest to fit."""
    page.set_viewport_size({"width": 360, "height": 900})
    problems += [f"{page.url}: {problem}" for problem in problems_of(page, 360)]
    page.set_viewport_size({"width": 1440, "height": 900})


def open_sheet(page: Page) -> None:
    page.goto("/rounds/mine/")
    follow(page.get_by_role("link", name=MEASURE))


def fill_sheet(page: Page) -> None:
    """Write everything that is asked; the values are so far off that Ayumi asks about them."""
    page.get_by_label("工程の進み具合").select_option(index=1)
    year = re.search(r"entry-[0-9a-f]{32}-(\d{4})", page.content())
    assert year is not None
    for field in page.locator(f'input[name^="entry-"][name*="-{year[1]}-"]').all():
        field.fill("9,999,999")
    page.get_by_label("取組の実績", exact=True).fill("申請できる手続を増やし、窓口でも案内しました。")
    page.get_by_label("課題", exact=True).fill("高齢の方への案内が足りません。")
    page.get_by_label("今後の取組", exact=True).fill("公民館で相談会を開きます。")


def rate(page: Page) -> None:
    page.get_by_label("評価（達成状況）", exact=True).select_option(index=1)
    page.get_by_label("評価の理由", exact=True).fill("市民の声を踏まえました。")
    page.get_by_label("次年度の方向性", exact=True).select_option(index=1)


def answer_everything(page: Page) -> None:
    for field in page.locator('textarea[name^="answer-"]').all():
        field.fill("庁内で数え直し、この値で正しいことを確かめました。")
    follow(page.get_by_role("button", name="回答を保存する"))


def open_the_round(office: Page, problems: list[str]) -> str:
    """Open the plan's round and return the address of its page."""
    office.goto("/rounds/")
    row = office.get_by_role("row").filter(has_text=PLAN)
    follow(row.get_by_role("link", name="評価を始める"))
    check(office, problems)
    follow(office.get_by_role("button", name="この内容で評価を始める"))
    expect(office.get_by_role("heading", level=1)).to_contain_text("の状況")
    check(office, problems)
    return office.url


def submit(member: Page, problems: list[str]) -> None:
    """Write the sheet, answer what is asked and submit it."""
    open_sheet(member)
    check(member, problems)
    follow(member.get_by_role("button", name="保存して提出する"))
    expect(member.get_by_role("alert")).to_contain_text("取組の実績を書いてください。")
    check(member, problems)
    fill_sheet(member)
    member.get_by_label("取組の実績", exact=True).blur()
    expect(member.locator("#saved")).to_contain_text("保存済み")
    rate(member)
    follow(member.get_by_role("button", name="保存して提出する"))
    expect(member.get_by_role("alert")).to_contain_text("確認事項に答えるか")
    check(member, problems)
    answer_everything(member)
    open_sheet(member)
    follow(member.get_by_role("button", name="保存して提出する"))
    expect(member.locator(".message-success")).to_contain_text("提出しました")


def send_back(head: Page, problems: list[str]) -> None:
    """Return the sheet with a comment on the whole and one at a field."""
    open_sheet(head)
    follow(head.get_by_role("link", name="差し戻す"))
    head.get_by_label("直してほしいこと").fill("課題を具体的に書いてください。")
    head.get_by_text("欄ごとに書く").click()
    head.get_by_label("課題", exact=True).fill("いつまでに何をするかを書いてください。")
    check(head, problems)
    follow(head.get_by_role("button", name="差し戻す"))
    expect(head.locator(".message-success")).to_contain_text("差し戻しました")


def correct(member: Page) -> None:
    """Correct what was asked for and submit the sheet again."""
    open_sheet(member)
    expect(member.locator("main")).to_contain_text("いつまでに何をするかを書いてください。")
    member.get_by_label("課題", exact=True).fill("高齢の方への案内を、9月までに公民館で行います。")
    follow(member.get_by_role("button", name="保存する", exact=True))
    if member.locator('textarea[name^="answer-"]').count():
        answer_everything(member)
        open_sheet(member)
    follow(member.get_by_role("button", name="保存して提出する"))
    expect(member.locator(".message-success")).to_contain_text("提出しました")


def approve(approver: Page) -> None:
    """Approve the sheet at the stage of the person."""
    open_sheet(approver)
    follow(approver.get_by_role("button", name="保存して承認する"))
    expect(approver.locator(".message-success")).to_contain_text("承認しました")


def end_the_year(office: Page, problems: list[str]) -> None:
    """Close and publish the round and correct one field of it."""
    follow(office.get_by_role("link", name="締め切る"))
    check(office, problems)
    office.get_by_label("届いていない報告の一覧を確かめました").check()
    follow(office.get_by_role("button", name="締め切る"))
    follow(office.get_by_role("link", name="結果を公表する"))
    office.get_by_label("届いていない報告の一覧を確かめました").check()
    follow(office.get_by_role("button", name="この内容で公表する"))
    expect(office.locator(".message-success")).to_contain_text("公表しました")
    follow(office.get_by_role("link", name=MEASURE))
    follow(office.get_by_role("link", name="訂正を加える"))
    check(office, problems)
    office.get_by_label("訂正する欄").select_option("done")
    office.get_by_label("正しい内容").fill("申請できる手続を12件増やしました。")
    office.get_by_label("訂正の理由").fill("件数の書き漏らし")
    follow(office.get_by_role("button", name="訂正を加える"))
    expect(office.locator("main")).to_contain_text("申請できる手続を12件増やしました。")
    follow(office.get_by_role("link", name="これまでの評価"))
    check(office, problems)


def test_the_year_from_opening_to_publication(city: City) -> None:
    problems: list[str] = []
    office, member = city.visit("kikaku"), city.visit("tanto")
    round_page = open_the_round(office, problems)
    submit(member, problems)
    send_back(city.visit("kacho"), problems)
    correct(member)
    for login in ("kacho", "kikaku", "iin", "gaibu"):
        approve(city.visit(login))
    office.goto(round_page)
    end_the_year(office, problems)
    assert not problems, "\n".join(problems)
