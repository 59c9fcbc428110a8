"""Answers that no address gives by itself: an unknown host, a fault of ours, an address that is not."""

import pytest
from django.test import Client

from ayumi.tenancy.models import Municipality
from tests.contracts.answers import check_answer

pytestmark = pytest.mark.django_db


def test_an_unknown_host_gets_the_page_of_a_bad_request() -> None:
    response = Client(raise_request_exception=False).get("/", headers={"host": "elsewhere.example"})
    assert response.status_code == 400
    assert "要求を処理できませんでした" in response.content.decode()
    check_answer(response, "400")


@pytest.mark.parametrize("address", ["/nothing/here/", "/plans/not-an-id/", "/admin/", "/published/99000/"])
def test_an_address_that_is_not(address: str) -> None:
    response = Client().get(address)
    assert response.status_code == 404
    assert "ページが見つかりません" in response.content.decode()
    check_answer(response, "404")


def test_a_fault_of_ours_tells_nothing_of_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(*_arguments: object, **_named: object) -> None:
        raise RuntimeError("a secret of the machine")

    Municipality.objects.create(code="990001", name="架空の市")
    monkeypatch.setattr("ayumi.publishing.views.site.redirect", break_down)
    response = Client(raise_request_exception=False).get("/published/")
    assert response.status_code == 500
    page = response.content.decode()
    assert "処理中に問題が発生しました" in page
    assert "secret" not in page and "Traceback" not in page
    check_answer(response, "500")
