"""Every page in English: nothing of Ayumi's own is left in Japanese, and one click changes the language."""

import re
from html import unescape

import pytest
from django.test import Client
from django.utils import translation

from ayumi.shell.wording import in_readers_language
from tests.shell.latin_city import JAPANESE, build_latin_city

pytestmark = pytest.mark.django_db
IN_JAPANESE = re.compile(r'<(\w+)[^>]* lang="ja"[^>]*>.*?</\1>', re.DOTALL)
"""What says of itself that it is Japanese: the button that leads back."""


def english_browser() -> Client:
    """Return a browser whose reader asked for English once."""
    client = Client()
    client.post("/language/setlang/", {"language": "en", "next": "/"})
    return client


def japanese_in(html: str) -> list[str]:
    """Return every run of Japanese in a page with a few words before it, attributes included."""
    text = unescape(IN_JAPANESE.sub("", html))
    return [text[max(0, found.start() - 60) : found.end()] for found in JAPANESE.finditer(text)]


def test_no_page_for_staff_keeps_japanese_of_its_own() -> None:
    city = build_latin_city()
    client = english_browser()
    client.force_login(city.person)
    for address in city.pages:
        answer = client.get(address)
        assert answer.status_code == (404 if address == "/nowhere/" else 200), address
        assert '<html lang="en">' in answer.content.decode(), address
        assert japanese_in(answer.content.decode()) == [], address


def test_no_public_page_keeps_japanese_of_its_own() -> None:
    city = build_latin_city()
    client = english_browser()
    for address in (*city.public_pages, "/sign-in/login/", "/sign-in/signup/"):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert japanese_in(answer.content.decode()) == [], address


def test_what_a_form_refuses_is_said_in_english() -> None:
    city = build_latin_city()
    client = english_browser()
    assert japanese_in(client.post("/sign-in/login/", {"login": "x", "password": "y"}).content.decode()) == []
    client.force_login(city.person)
    for address in ("/divisions/add/", "/import/"):
        answer = client.post(address, {"name": ""})
        assert answer.status_code == 422, address
        assert japanese_in(answer.content.decode()) == [], address


@pytest.mark.parametrize("address", ["/sign-in/login/", "/published/990003/", "/nowhere/", "/"])
def test_one_click_changes_the_language_and_comes_back_to_the_page(address: str) -> None:
    build_latin_city()
    client = Client(enforce_csrf_checks=True)
    before = client.get(address, follow=True)
    page = before.content.decode()
    assert '<html lang="ja">' in page
    form = re.search(r'<form method="post" action="/language/setlang/">.*?</form>', page, re.DOTALL).group()
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    assert fields["language"] == "en"
    after = client.post("/language/setlang/", fields, follow=True)
    assert after.request["PATH_INFO"] == before.request["PATH_INFO"]
    assert '<html lang="en">' in after.content.decode()
    again = client.post("/language/setlang/", fields | {"language": "ja"}, follow=True)
    assert '<html lang="ja">' in again.content.decode()


def test_a_stored_text_is_read_in_both_languages() -> None:
    patterns = ("{0} 行 {1}", "表 {0}")
    with translation.override("en"):
        assert in_readers_language("表 3 行 12", patterns) == "Table 3, row 12"
        assert in_readers_language("知らない文です。", patterns) == "知らない文です。"
    with translation.override("ja"):
        assert in_readers_language("表 3 行 12", patterns) == "表 3 行 12"
