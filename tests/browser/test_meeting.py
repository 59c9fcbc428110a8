"""A meeting in a real browser: chosen by rule, scored first, decided, asked; and the answer next year."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import City
from tests.browser.pages import follow
from tests.browser.test_year import answer_everything, check, fill_sheet, rate

pytestmark = pytest.mark.browser

PLAN = "ひばり野市地域防災計画"
"""A plan without rounds, of which other tests open none."""
MEASURE = "備蓄の充実"
BODY = "情報化推進本部（会議の検査）"
YEARS = ("2024", "2025")
LEFT_OUT = ("所属長の確認", "事務局の確認", "外部評価")


def open_the_round(office: Page, year: str) -> str:
    """Open a check within the year that only the division and the committee judge; return its address."""
    office.goto("/rounds/")
    follow(office.get_by_role("row").filter(has_text=PLAN).get_by_role("link", name="評価を始める"))
    office.get_by_label("評価する年度（西暦）").fill(year)
    office.get_by_label("種類").select_option("mid_year")
    for stage in LEFT_OUT:
        office.get_by_role("checkbox", name=f"{stage}: 行う").uncheck()
    follow(office.get_by_role("button", name="この内容で評価を始める"))
    expect(office.get_by_role("heading", level=1)).to_contain_text("の状況")
    return office.url


def close_the_round(office: Page, address: str) -> None:
    """Close a round, so that its sheets wait for nobody any more."""
    office.goto(f"{address}close/")
    office.get_by_label("届いていない報告の一覧を確かめました").check()
    follow(office.get_by_role("button", name="締め切る"))


def open_sheet(member: Page) -> None:
    member.goto("/rounds/mine/")
    follow(member.get_by_role("link", name=MEASURE).first)


def submit(member: Page) -> None:
    """Write the sheet, rate it, answer what is asked and submit it."""
    open_sheet(member)
    fill_sheet(member)
    rate(member)
    follow(member.get_by_role("button", name="保存する", exact=True))
    if member.locator('textarea[name^="answer-"]').count():
        answer_everything(member)
        open_sheet(member)
    follow(member.get_by_role("button", name="保存して提出する"))
    expect(member.locator(".message-success")).to_contain_text("提出しました")


def found_the_body(office: Page, problems: list[str]) -> None:
    """Register a body with two members, of whom one signs in."""
    office.goto("/rounds/bodies/")
    check(office, problems)
    follow(office.get_by_role("link", name="会議体を追加する"))
    office.get_by_label("会議体の名称").fill(BODY)
    office.get_by_label("受け持つ評価の段階").select_option("committee")
    check(office, problems)
    follow(office.get_by_role("button", name="保存する"))
    for name, login in (("副市長", "iin"), ("学識経験者", "")):
        follow(office.get_by_role("link", name="委員を追加する"))
        office.get_by_label("氏名・職名").fill(name)
        if login:
            choices = office.get_by_label("サインインする利用者")
            choices.select_option(value=choices.locator("option", has_text=login).get_attribute("value"))
            office.get_by_label("会議体の長").check()
        check(office, problems)
        follow(office.get_by_role("button", name="保存する"))
    check(office, problems)


def call_the_meeting(office: Page, problems: list[str]) -> str:
    """Call a meeting and let the rule choose its agenda; return its address."""
    follow(office.get_by_role("link", name="会議を開く"))
    office.get_by_label("会議名").fill("第1回会議")
    rounds = office.get_by_label("扱う評価")
    rounds.select_option(value=rounds.locator("option", has_text=PLAN).get_attribute("value"))
    check(office, problems)
    follow(office.get_by_role("button", name="保存する"))
    check(office, problems)
    address = office.url
    follow(office.get_by_role("link", name="規則で施策を選ぶ"))
    check(office, problems)
    follow(office.get_by_role("button", name="選んで確かめる"))
    expect(office.locator("main")).to_contain_text("選ばれる施策")
    check(office, problems)
    follow(office.get_by_role("button", name="を議題にする"))
    expect(office.locator(".message-success")).to_contain_text("議題にしました")
    return address


def score(member: Page, address: str, problems: list[str]) -> None:
    """Score the matter; before that nothing of the others is shown."""
    member.goto(address)
    check(member, problems)
    follow(member.get_by_role("link", name=MEASURE).first)
    check(member, problems)
    member.get_by_role("group", name="評価（達成状況）").get_by_role("radio").nth(1).check()
    member.get_by_role("group", name="次年度の方向性").get_by_role("radio").nth(1).check()
    member.get_by_label("意見").fill("利用者の声が要ります。")
    follow(member.get_by_role("button", name="この内容で採点する"))
    expect(member.locator("main")).to_contain_text("あなたの採点")
    check(member, problems)


def decide(office: Page, address: str, problems: list[str]) -> None:
    """Record the attendance and the decision, write the minutes and close the meeting."""
    office.goto(address)
    follow(office.get_by_role("link", name="出席を記録する"))
    for box in office.get_by_role("checkbox").all():
        box.check()
    check(office, problems)
    follow(office.get_by_role("button", name="出席を記録する"))
    expect(office.locator("main")).to_contain_text("定足数に達しています")
    follow(office.get_by_role("link", name=re.compile("^決定を記録する")).first)
    office.get_by_label("評価（達成状況）").select_option(index=2)
    office.get_by_label("次年度の方向性").select_option(index=2)
    office.get_by_label("決定の内容").fill("取組を改める。")
    office.get_by_label("理由").fill("利用が伸びていない。")
    office.get_by_label("求めること（申し送り）").fill("利用者の声を集めること。")
    office.get_by_label("報告の扱い").select_option("advance")
    check(office, problems)
    follow(office.get_by_role("button", name="決定を記録する"))
    expect(office.locator(".message-success")).to_contain_text("決定を記録しました")
    follow(office.get_by_role("link", name="会議の記録を書く"))
    office.get_by_label("議事の要旨").fill("施策1件を評価した。")
    follow(office.get_by_role("button", name="保存する"))
    follow(office.get_by_role("link", name="会議資料"))
    check(office, problems)
    office.goto(address)
    follow(office.get_by_role("link", name="記録を確定する"))
    check(office, problems)
    follow(office.get_by_role("button", name="記録を確定する"))
    expect(office.locator(".message-success")).to_contain_text("確定しました")
    check(office, problems)


def answer(member: Page, problems: list[str]) -> None:
    """Answer on the next sheet what the meeting asked."""
    open_sheet(member)
    expect(member.locator("#follow-ups")).to_contain_text("利用者の声を集めること。")
    check(member, problems)
    member.get_by_label("対応の状況").select_option("done")
    member.get_by_label("対応の内容（取り下げるときは理由）").fill("窓口で200人の声を集めました。")
    follow(member.get_by_role("button", name="答えを記録する"))
    expect(member.locator("#follow-ups")).to_contain_text("窓口で200人の声を集めました。")


def test_a_meeting_from_the_sample_to_the_follow_up(city: City) -> None:
    problems: list[str] = []
    office, member = city.visit("kikaku"), city.visit("kiki-tanto")
    first = open_the_round(office, YEARS[0])
    submit(member)
    found_the_body(office, problems)
    address = call_the_meeting(office, problems)
    score(city.visit("iin"), address, problems)
    decide(office, address, problems)
    close_the_round(office, first)
    second = open_the_round(office, YEARS[1])
    answer(member, problems)
    office.goto(second)
    follow(office.get_by_role("link", name="申し送り"))
    check(office, problems)
    follow(office.get_by_role("link", name="評価で変わったこと"))
    expect(office.locator("main")).to_contain_text("窓口で200人の声を集めました。")
    check(office, problems)
    close_the_round(office, second)
    assert not problems, "\n".join(problems)
