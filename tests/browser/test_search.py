"""Finding by keyboard, without scripts, and on a narrow screen; axe over every state of the page."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import City, sign_in
from tests.browser.pages import follow, problems_of

pytestmark = pytest.mark.browser
STATES = ("", "?q=税", "?q=防災&kind=item", "?q=𠮷", "?q=オープンデータ&kind=figure", "?q=課&page=2")


@pytest.mark.parametrize("width", [1440, 360])
def test_every_state_is_accessible_and_fits(city: City, width: int) -> None:
    page = city.visit("etsuran", width=width)
    problems = []
    for state in STATES:
        page.goto(f"/search/{state}")
        problems += [f"{state}: {problem}" for problem in problems_of(page, width)]
    assert not problems, "\n".join(problems)


def focused(page: Page) -> str:
    """Return the text of what is in focus, or its id."""
    return page.evaluate("document.activeElement.innerText || document.activeElement.id")


def test_a_measure_is_found_and_opened_by_keyboard_alone(city: City) -> None:
    page = city.visit("tanto", width=360)
    page.goto("/divisions/")
    page.keyboard.press("/")
    assert focused(page) == "site-search"
    page.keyboard.type("防災/アプリ")
    assert page.input_value("#site-search") == "防災/アプリ"
    page.fill("#site-search", "防災　アプリ")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    page.keyboard.press("/")
    assert focused(page) == "q"
    page.keyboard.press("ArrowDown")
    first = focused(page)
    page.keyboard.press("ArrowDown")
    assert focused(page) not in (first, "q")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert focused(page) == "q"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/measures/*/")
    assert first in page.inner_text("h1")


def test_it_works_without_scripts(city: City) -> None:
    context = city.browser.new_context(java_script_enabled=False, locale="ja-JP", base_url=city.address)
    page = context.new_page()
    sign_in(page, "etsuran")
    page.fill("#site-search", "ｵｰﾌﾟﾝﾃﾞｰﾀ")
    follow(page.locator(".site-search button"))
    assert "オープンデータ" in page.inner_text(".results mark >> nth=0")
    follow(page.locator("nav.tabs a:has-text('用語')"))
    follow(page.locator(".results a").first)
    assert page.url.partition("#")[2].startswith("term-")
    context.close()
