"""The front door: wrong passwords, the lock-out and its end, the session, and the way out."""

import os
import subprocess
import sys
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from ayumi.config.daily import run_day
from ayumi.tenancy.models import AuditEntry, Person, Session
from ayumi.tenancy.scope import municipality_scope
from tests.people import PASSWORD, add_person, sign_in

pytestmark = pytest.mark.django_db

SIGN_IN = "/sign-in/login/"
SIGN_OUT = "/sign-in/logout/"
PASSWORD_PAGE = "/sign-in/password/change/"
LOCKED = "サインインを一時停止しました"
TRIES = settings.AXES_FAILURE_LIMIT
AT_NIGHT = {"REMOTE_ADDR": "192.0.2.7"}


def send(client: Client, name: str, password: str, **named: str) -> HttpResponse:
    """Fill in the sign-in page and send it."""
    return client.post(SIGN_IN, {"login": name, "password": password}, **named)


def fail(times: int, *names: str, **named: str) -> HttpResponse:
    """Send a wrong password again and again, each time from a new browser; return the last answer."""
    for turn in range(times):
        response = send(Client(), names[turn % len(names)], "まちがい", **named)
    return response


def is_in(client: Client) -> bool:
    """Tell whether the browser is signed in."""
    return client.get("/account/").status_code == 200


def test_the_right_password_opens(official: Person) -> None:
    client = Client()
    response = send(client, "tanaka", PASSWORD)
    assert (response.status_code, response["Location"]) == (302, "/")
    assert is_in(client)


def test_a_wrong_password_gets_a_polite_answer(official: Person) -> None:
    response = fail(1, "tanaka")
    page = response.content.decode()
    assert response.status_code == 200
    assert "パスワードが正しくありません" in page
    assert "まちがい" not in page


def test_an_unknown_name_is_answered_alike(official: Person) -> None:
    known, unknown = (fail(1, name).content.decode() for name in ("tanaka", "nobody"))
    assert "パスワードが正しくありません" in unknown
    assert _comparable(known, "tanaka") == _comparable(unknown, "nobody")


def test_ten_wrong_tries_lock_out(official: Person) -> None:
    assert LOCKED not in fail(TRIES - 1, "tanaka").content.decode()
    response = fail(1, "tanaka")
    assert response.status_code == 429
    assert LOCKED in response.content.decode()
    client = Client()
    response = send(client, "tanaka", PASSWORD)
    assert LOCKED in response.content.decode(), "locked out, the right password is not even looked at"
    assert not is_in(client)


def test_another_spelling_is_no_other_name(official: Person) -> None:
    page = fail(TRIES, "tanaka", "TANAKA", " Tanaka ", "tAnAkA").content.decode()
    assert LOCKED in page


def test_nobody_else_is_locked_out(official: Person) -> None:
    add_person(official.municipality, "suzuki", "鈴木")
    fail(TRIES, "tanaka")
    assert send(Client(), "suzuki", PASSWORD).status_code == 302
    assert send(Client(), "tanaka", PASSWORD, **AT_NIGHT).status_code == 302, "other places stay open"


def test_it_opens_again_after_the_cool_off(official: Person) -> None:
    fail(TRIES, "tanaka")
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=59))
    assert LOCKED in send(Client(), "tanaka", PASSWORD).content.decode()
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=61))
    client = Client()
    assert send(client, "tanaka", PASSWORD).status_code == 302
    assert is_in(client)


def test_signing_in_forgets_earlier_slips(official: Person) -> None:
    fail(TRIES - 1, "tanaka")
    assert send(Client(), "tanaka", PASSWORD).status_code == 302
    assert LOCKED not in fail(TRIES - 1, "tanaka").content.decode()


def test_no_password_is_kept_with_the_tries(official: Person) -> None:
    fail(2, "tanaka")
    attempt = AccessAttempt.objects.get()
    assert attempt.username == "tanaka"
    assert "まちがい" not in attempt.post_data


def test_too_many_requests_from_one_place_get_a_page(
    official: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "ACCOUNT_RATE_LIMITS", {"login": "2/m/ip"})
    cache.clear()
    responses = [send(Client(), f"name{turn}", "まちがい") for turn in range(3)]
    assert [response.status_code for response in responses] == [200, 200, 429]
    assert "短い間に多くの要求がありました" in responses[-1].content.decode()


def test_a_disabled_account_stays_out_and_is_put_out(official: Person) -> None:
    client = sign_in(official)
    assert is_in(client)
    Person.objects.filter(pk=official.pk).update(is_active=False)
    assert not is_in(client), "an open session ends with the account"
    client = Client()
    send(client, "tanaka", PASSWORD)
    assert not is_in(client)


def test_the_way_back_stays_in_the_house(official: Person) -> None:
    for wanted, given in (
        ("/divisions/", "/divisions/"),
        ("https://example.com/", "/"),
        ("//example.com", "/"),
    ):
        response = Client().post(SIGN_IN, {"login": "tanaka", "password": PASSWORD, "next": wanted})
        assert response["Location"] == given


def test_signing_in_changes_the_session(official: Person) -> None:
    client = Client()
    client.get(SIGN_IN)
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies["sessionid"] = session.session_key
    send(client, "tanaka", PASSWORD)
    assert client.cookies["sessionid"].value != session.session_key


def test_the_cookies_are_out_of_reach(official: Person) -> None:
    client = Client()
    client.get(SIGN_IN)
    send(client, "tanaka", PASSWORD)
    for name in ("sessionid", "csrftoken"):
        cookie = client.cookies[name]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert not cookie["domain"]
    assert client.cookies["sessionid"]["max-age"] == "", "closing the browser signs out"
    assert client.session.get_expiry_age() <= 10 * 60 * 60


@pytest.mark.parametrize(("https", "expected"), [("1", "True"), ("0", "False")])
def test_with_https_every_cookie_is_secure(https: str, expected: str) -> None:
    script = (
        "import ayumi.config.settings as s;"
        "print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS>0)"
    )
    environment = {**os.environ, "AYUMI_HTTPS": https}
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == [expected] * 4


def test_signing_out_takes_a_post(official: Person) -> None:
    client = sign_in(official)
    assert client.get(SIGN_OUT).status_code == 200
    assert is_in(client), "a mere link, or an image of a foreign page, signs nobody out"
    key = client.cookies["sessionid"].value
    assert client.post(SIGN_OUT).status_code == 302
    assert not is_in(client)
    client.cookies["sessionid"] = key
    assert not is_in(client), "the old session is gone, not only its cookie"


def test_a_session_that_another_process_ended_is_over(official: Person) -> None:
    client = sign_in(official)
    assert client.get("/account/").status_code == 200
    assert Session.objects.get().person == official
    Session.objects.all().delete()
    assert client.get("/account/").status_code == 302


def test_sessions_that_ran_out_are_taken_away(official: Person) -> None:
    client = sign_in(official)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert client.get("/account/").status_code == 302
    run_day(timezone.localdate())
    assert not Session.objects.exists()


def test_a_new_password_ends_the_other_sessions(official: Person) -> None:
    here, elsewhere = Client(), sign_in(official)
    send(here, "tanaka", PASSWORD)
    new = "あたらしい 2027 ことば"
    response = here.post(PASSWORD_PAGE, {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert response.status_code == 302, response.content.decode()
    assert is_in(here)
    assert not is_in(elsewhere)


def test_a_short_password_is_refused(official: Person) -> None:
    client = sign_in(official)
    response = client.post(
        PASSWORD_PAGE, {"oldpassword": PASSWORD, "password1": "みじかい", "password2": "みじかい"}
    )
    assert response.status_code == 200
    official.refresh_from_db()
    assert official.check_password(PASSWORD)


def test_nobody_signs_up(official: Person) -> None:
    form = {"username": "new", "login_name": "new", "password1": PASSWORD, "password2": PASSWORD}
    for response in (Client().get("/sign-in/signup/"), Client().post("/sign-in/signup/", form)):
        assert "利用者登録は管理者が行います" in response.content.decode()
    assert Person.objects.count() == 1


def test_the_trail_tells_who_came_and_went_and_who_did_not_get_in(official: Person) -> None:
    client = Client()
    fail(1, "Tanaka")
    fail(1, "nobody")
    send(client, "tanaka", PASSWORD)
    client.post(SIGN_OUT)
    with municipality_scope(official.municipality_id):
        entries = AuditEntry.objects.order_by("sequence")
        assert [(entry.verb, entry.actor_id, entry.object_id) for entry in entries] == [
            ("sign_in.failed", None, official.pk),
            ("sign_in.done", official.pk, official.pk),
            ("sign_in.ended", official.pk, official.pk),
        ]


def _comparable(page: str, name: str) -> str:
    lines = page.replace(name, "…").splitlines()
    return "\n".join(line for line in lines if "csrf" not in line.lower())
