"""Who and when in a real browser: hand over with a preview, be told, read, and be led through the year."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import City
from tests.browser.pages import follow
from tests.browser.test_year import PLAN, check

pytestmark = pytest.mark.browser
TAKER = "所管課 担当（サンプル）"


def hand_over_one(office: Page, problems: list[str]) -> str:
    """Mark the first measure of the list and hand it over; return its name."""
    office.goto("/rounds/people/")
    check(office, problems)
    row = office.get_by_role("row").filter(has=office.locator('input[name="items"]')).first
    measure = row.get_by_role("rowheader").get_by_role("link").inner_text()
    row.get_by_role("checkbox").check()
    office.get_by_label("新しい担当者").select_option(index=1)
    follow(office.get_by_role("button", name="変わる内容を確かめる"))
    expect(office.get_by_role("heading", level=1)).to_have_text("引継ぎの確認")
    check(office, problems)
    follow(office.get_by_role("button", name="印を付けた施策を引き継ぐ"))
    expect(office.get_by_text("1件の施策を引き継ぎました。")).to_be_visible()
    return measure


def test_handing_over_and_being_told(city: City) -> None:
    problems: list[str] = []
    office = city.visit("kikaku")
    measure = hand_over_one(office, problems)
    follow(office.get_by_role("link", name=measure).first)
    expect(office.get_by_text("続いています")).to_be_visible()
    check(office, problems)
    office.goto("/rounds/guide/")
    check(office, problems)
    follow(office.get_by_role("link", name=PLAN))
    expect(office.get_by_role("heading", name="担当者をそろえる")).to_be_visible()
    check(office, problems)
    office.goto("/")
    expect(office.get_by_role("heading", name="いま行うこと")).to_be_visible()
    check(office, problems)
    member = city.visit("tanto", width=360)
    follow(member.get_by_role("link", name="お知らせ"))
    expect(member.get_by_role("heading", level=1)).to_have_text("お知らせ")
    check(member, problems)
    member.goto("/account/")
    check(member, problems)
    assert not problems, "\n".join(problems)
