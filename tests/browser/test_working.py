"""While the server works on what was sent, the page says so, and only then."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import City
from tests.browser.pages import problems_of

pytestmark = pytest.mark.browser


def test_a_page_says_that_the_server_works(city: City, tmp_path: Path) -> None:
    page = city.visit("kikaku")
    page.goto("/import/")
    working = page.get_by_role("status").filter(has_text="処理しています")
    expect(working).to_have_count(0)
    # An answer without content leaves the browser where it is, as an answer does that is long in coming.
    page.route("**/import/", lambda route: route.fulfill(status=204))
    place = tmp_path / "施策.csv"
    place.write_text("番号,施策\n1,窓口の予約\n", encoding="utf-8")
    page.locator("input[type=file]").set_input_files(place)
    page.get_by_role("button", name="読み取る").click()
    expect(working).to_be_visible()
    assert problems_of(page, 1440) == []
    page.unroute("**/import/")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("取り込み")
    expect(working).to_have_count(0)
