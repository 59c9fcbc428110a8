"""The sample city loads once, and every page of it answers."""

import pytest
from django.test import Client

from ayumi.config.demonstration import load_sample
from ayumi.config.sample_city.city import CITY
from ayumi.plans.models import Indicator, Item, Plan
from ayumi.publishing.actions.work import run_waiting_jobs
from ayumi.publishing.models import BookFile, BookJob
from ayumi.tenancy.models import Person
from ayumi.tenancy.scope import municipality_scope

pytestmark = pytest.mark.django_db


def test_every_page_answers_and_the_book_is_published() -> None:
    assert load_sample()
    assert not load_sample()
    person = Person.objects.get(login_name="kikaku")
    client = Client()
    client.force_login(person)
    with municipality_scope(person.municipality_id):
        plan = Plan.objects.get(title__startswith="第3次").pk
        measure = Item.objects.filter(plan_id=plan, has_sheet=True).first().pk
        indicator = Indicator.objects.filter(plan_id=plan).first().pk
    pages = ["/", "/plans/", f"/plans/{plan}/", "/divisions/", "/audit/", "/account/", "/import/"]
    pages += [f"/plans/{plan}/{name}/" for name in ("outline", "text", "glossary", "related", "indicators")]
    pages += [f"/measures/{measure}/{name}" for name in ("", "edit/", "history/", "print/", "sheet.pdf")]
    for address in [*pages, f"/indicators/{indicator}/", f"/plans/{plan}/book/"]:
        assert client.get(address).status_code == 200, address
        assert Client().get(address).status_code == 302, address
    assert client.post(f"/plans/{plan}/book/request/").status_code == 302
    assert run_waiting_jobs() == 1
    with municipality_scope(person.municipality_id):
        job = BookJob.objects.get()
        assert job.state == "done", job.problem
        assert bytes(BookFile.objects.get().pdf).startswith(b"%PDF")
    client.post(f"/books/{job.pk}/publish/")
    public = Client().get(f"/published/{CITY.code}/")
    assert "第3次ひばり野市情報化基本計画" in public.content.decode()
