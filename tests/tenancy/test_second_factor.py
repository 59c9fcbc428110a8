"""The second factor: its pages, codes of an app, spare codes and passkeys, from setting up to signing in."""

import json

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client

from ayumi.tenancy.models import AuditEntry, Person
from ayumi.tenancy.scope import municipality_scope
from tests.passkey import Passkey
from tests.people import PASSWORD, sign_in

pytestmark = pytest.mark.django_db

SIGN_IN = "/sign-in/login/"
AGAIN = "/sign-in/reauthenticate/"
MFA = "/sign-in/mfa/"


@pytest.fixture
def client(official: Person) -> Client:
    """The official's browser, after signing in and giving the password once more, as its pages want."""
    client = Client()
    assert client.post(SIGN_IN, {"login": "tanaka", "password": PASSWORD}).status_code == 302
    assert client.post(AGAIN, {"password": PASSWORD}).status_code == 302
    return client


def code(secret: str) -> str:
    """Return what the app shows now."""
    return f"{hotp_value(secret, next(iter(yield_hotp_counters_from_time()))):06d}"


def with_app(client: Client) -> str:
    """Set the app up and return its secret."""
    client.get(f"{MFA}totp/activate/")
    secret = client.session["mfa.totp.secret"]
    response = client.post(f"{MFA}totp/activate/", {"code": code(secret)})
    assert response.status_code == 302, response.content.decode()
    return secret


def with_passkey(client: Client) -> Passkey:
    """Add a passkey."""
    options = client.get(f"{MFA}webauthn/add/").context["js_data"]["creation_options"]["publicKey"]
    passkey = Passkey()
    credential = passkey.registration(options["challenge"])
    form = {"name": "窓口の鍵", "passwordless": "on", "credential": json.dumps(credential)}
    response = client.post(f"{MFA}webauthn/add/", form)
    assert response.status_code == 302, response.content.decode()
    return passkey


def test_a_passkey_is_named_in_japanese(client: Client, official: Person) -> None:
    assert "パスキーの名前" in client.get(f"{MFA}webauthn/add/").content.decode()


@pytest.mark.parametrize("page", ["", "totp/activate/", "webauthn/", "webauthn/add/"])
def test_its_pages_answer(client: Client, page: str) -> None:
    response = client.get(f"{MFA}{page}")
    assert response.status_code == 200
    assert '<html lang="ja">' in response.content.decode()


def test_a_wrong_code_sets_nothing_up(client: Client) -> None:
    client.get(f"{MFA}totp/activate/")
    assert client.post(f"{MFA}totp/activate/", {"code": "000000"}).status_code == 200
    assert not Authenticator.objects.exists()


def test_with_an_app_the_password_alone_opens_nothing(client: Client) -> None:
    secret = with_app(client)
    fresh = Client()
    response = fresh.post(SIGN_IN, {"login": "tanaka", "password": PASSWORD})
    assert response["Location"].startswith(f"{MFA}authenticate/")
    assert fresh.get("/account/").status_code == 302
    assert fresh.get(f"{MFA}authenticate/").status_code == 200
    assert fresh.post(f"{MFA}authenticate/", {"code": "000000"}).status_code == 200
    assert fresh.get("/account/").status_code == 302
    _forget_used_codes()
    assert fresh.post(f"{MFA}authenticate/", {"code": code(secret)}).status_code == 302
    assert fresh.get("/account/").status_code == 200


def test_codes_cannot_be_guessed_for_ever(client: Client) -> None:
    secret = with_app(client)
    _forget_used_codes()
    fresh = Client()
    fresh.post(SIGN_IN, {"login": "tanaka", "password": PASSWORD})
    for _turn in range(10):
        fresh.post(f"{MFA}authenticate/", {"code": "000000"})
    response = fresh.post(f"{MFA}authenticate/", {"code": code(secret)})
    assert response.status_code == 200, "after ten wrong codes even the right one has to wait"
    assert fresh.get("/account/").status_code == 302


def test_a_spare_code_opens_once(client: Client) -> None:
    with_app(client)
    spare = client.get(f"{MFA}recovery-codes/").context["unused_codes"][0]
    for expected in (302, 200):
        fresh = Client()
        fresh.post(SIGN_IN, {"login": "tanaka", "password": PASSWORD})
        assert fresh.post(f"{MFA}authenticate/", {"code": spare}).status_code == expected


def test_a_passkey_opens_without_a_password(client: Client, official: Person) -> None:
    passkey = with_passkey(client)
    fresh = Client()
    challenge = _challenge(fresh)
    credential = passkey.assertion(challenge, str(official.pk))
    response = fresh.post(f"{MFA}webauthn/login/", {"credential": json.dumps(credential)})
    assert (response.status_code, response["Location"]) == (302, "/")
    assert fresh.get("/account/").status_code == 200
    with municipality_scope(official.municipality_id):
        assert AuditEntry.objects.filter(verb="sign_in.done").count() == 2


def test_an_answer_to_another_challenge_opens_nothing(client: Client, official: Person) -> None:
    passkey = with_passkey(client)
    fresh = Client()
    credential = passkey.assertion(_challenge(Client()), str(official.pk))
    _challenge(fresh)
    fresh.post(f"{MFA}webauthn/login/", {"credential": json.dumps(credential)})
    assert fresh.get("/account/").status_code == 302


def test_a_passkey_of_nobody_opens_nothing(client: Client, official: Person) -> None:
    with_passkey(client)
    fresh = Client()
    credential = Passkey().assertion(_challenge(fresh), str(official.pk))
    fresh.post(f"{MFA}webauthn/login/", {"credential": json.dumps(credential)})
    assert fresh.get("/account/").status_code == 302


def test_changing_it_asks_for_the_password_again_after_a_while(client: Client) -> None:
    session = client.session
    session["account_authentication_methods"] = [
        {**method, "at": method["at"] - 3600} for method in session["account_authentication_methods"]
    ]
    session.save()
    response = client.get(f"{MFA}totp/activate/")
    assert response["Location"].startswith(AGAIN)


def test_what_was_sent_meanwhile_is_done_after_the_password(official: Person) -> None:
    client = sign_in(official)
    response = client.post(f"{MFA}totp/activate/", {"code": "000000"})
    assert response["Location"].startswith(AGAIN)
    response = client.post(response["Location"], {"password": PASSWORD})
    assert response.status_code == 200, "the wrong code is answered with the form"
    assert not Authenticator.objects.exists()


def _challenge(client: Client) -> str:
    response = client.get(f"{MFA}webauthn/login/", headers={"X-Requested-With": "XMLHttpRequest"})
    return response.json()["request_options"]["publicKey"]["challenge"]


def _forget_used_codes() -> None:
    """Let the same half minute's code count again; used ones are remembered in the cache."""
    cache.clear()
