"""Asking for a page, and what holds for every answer whatever it is."""

import re

from django.db import transaction
from django.http import HttpResponse

from tests.people import browser

SIGN_IN = "/sign-in/login/"
METHODS = ("get", "post")
POLICY = {
    "default-src": "'none'",
    "base-uri": "'none'",
    "object-src": "'none'",
    "frame-ancestors": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "form-action": "'self'",
}
"""What the policy must say word for word; the rest may name only ``ALLOWED``."""
ALLOWED = {"'self'", "'none'", "data:"}
INLINE = re.compile(
    r"""<script(?![^>]*\b(?:src=|type="application/json"))[^>]*>|<style\b|<[^>]+\s(?:style|on[a-z]+)=["']""",
    re.IGNORECASE,
)
LOADING = "script|link|img|iframe|form|object|embed|source|use"
OUTSIDE = re.compile(rf"""<(?:{LOADING})\b[^>]*["'(](?:https?:)?//""", re.IGNORECASE)
TOKEN = r'(?:value="|X-CSRFToken": ")[A-Za-z0-9]{64}"'
CHANGING = re.compile(rf"{TOKEN}|[0-9a-f]{{8}}(?:-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}")
"""Tokens and ids, which differ between two answers that are the same to a person."""


def ask(session: str | None, method: str, address: str) -> HttpResponse:
    """Ask as the holder of ``session`` (None: a stranger), check the answer, and undo what it changed."""
    with transaction.atomic():
        response = getattr(browser(session), method)(address)
        transaction.set_rollback(True)
    assert response.status_code < 500, (method, address, getattr(response, "exc_info", None))
    check_answer(response, f"{method} {address} → {response.status_code}")
    return response


def check_answer(response: HttpResponse, what: str) -> None:
    """Fail where the answer lacks a header, or a page needs more than its headers allow."""
    assert response["X-Content-Type-Options"] == "nosniff", what
    assert response["Referrer-Policy"] == "same-origin", what
    assert response["X-Frame-Options"] == "DENY", what
    assert response["Cross-Origin-Opener-Policy"] == "same-origin", what
    assert "no-store" in response["Cache-Control"], what
    _check_policy(response["Content-Security-Policy"], what)
    if response["Content-Type"].startswith("text/html"):
        page = response.content.decode()
        assert not (found := INLINE.search(page)), (what, found)
        assert not (found := OUTSIDE.search(page)), (what, found)


def _check_policy(text: str, what: str) -> None:
    rules = dict(rule.strip().split(" ", 1) for rule in text.split(";") if rule.strip())
    assert {name: rules.get(name) for name in POLICY} == POLICY, what
    for name, sources in rules.items():
        assert set(sources.split()) <= ALLOWED, (what, name)
        assert "data:" not in sources or name == "img-src", (what, name)


def is_sent_to_sign_in(response: HttpResponse) -> bool:
    """Tell whether the answer sends a stranger to the sign-in page, with the way back."""
    return response.status_code == 302 and response["Location"].startswith(f"{SIGN_IN}?next=/")


def same_to_a_person(response: HttpResponse) -> tuple[int, str]:
    """Return what a person can tell of an answer: status and page without tokens, ids and its own address."""
    page = response.content.decode(errors="replace")
    asked_for = response.wsgi_request.get_full_path()
    return response.status_code, CHANGING.sub("…", page.replace(f'value="{asked_for}"', ""))
