"""The sample city loads once, and every page of it answers."""

from uuid import UUID

import pytest
from django.test import Client

from ayumi.config.demonstration import OFFICE, guide_lines, load_sample
from ayumi.config.demonstration_tables import MAPPING_NAME, PLAN_TITLE, import_older_form
from ayumi.config.sample_city.city import CITY
from ayumi.config.sample_city.workbooks import LEGACY_WORKBOOK
from ayumi.importing.models import DraftState, ImportDraft, Mapping
from ayumi.plans.models import Indicator, Item, Plan
from ayumi.publishing.actions.work import run_waiting_jobs
from ayumi.publishing.models import BookFile, BookJob
from ayumi.tenancy.models import Person
from ayumi.tenancy.scope import municipality_scope
from tests.config.test_sample_rounds import NOW, the_year_stands_as_the_rules_want_it

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_alone]
"""The demonstration runs on the embedded database."""


def test_the_sample_loads_once_and_stands() -> None:
    assert load_sample(NOW)
    assert not load_sample(NOW)
    the_year_stands_as_the_rules_want_it()
    person = Person.objects.get(login_name=OFFICE)
    client = Client()
    client.force_login(person)
    with municipality_scope(person.municipality_id):
        plan = Plan.objects.get(title__startswith="第3次").pk
    _every_page_answers(client, person, plan)
    _the_book_is_published(client, person, plan)
    _the_table_of_an_older_form_is_stored_and_waits_once(client, person)


def _every_page_answers(client: Client, person: Person, plan: UUID) -> None:
    with municipality_scope(person.municipality_id):
        measure = Item.objects.filter(plan_id=plan, has_sheet=True).first().pk
        indicator = Indicator.objects.filter(plan_id=plan).first().pk
    pages = ["/", "/plans/", f"/plans/{plan}/", "/divisions/", "/audit/", "/account/", "/import/"]
    pages += [f"/plans/{plan}/{name}/" for name in ("outline", "text", "glossary", "related", "indicators")]
    pages += [f"/measures/{measure}/{name}" for name in ("", "edit/", "history/", "print/", "sheet.pdf")]
    for address in [*pages, f"/indicators/{indicator}/", f"/plans/{plan}/book/"]:
        assert client.get(address).status_code == 200, address
        assert Client().get(address).status_code == 302, address


def _the_book_is_published(client: Client, person: Person, plan: UUID) -> None:
    assert client.post(f"/plans/{plan}/book/request/").status_code == 302
    assert run_waiting_jobs() == 1
    with municipality_scope(person.municipality_id):
        job = BookJob.objects.get()
        assert job.state == "done", job.problem
        assert bytes(BookFile.objects.get().pdf).startswith(b"%PDF")
    client.post(f"/books/{job.pk}/publish/")
    public = Client().get(f"/published/{CITY.code}/")
    assert "第3次ひばり野市情報化基本計画" in public.content.decode()


def _states() -> list[str]:
    return sorted(ImportDraft.objects.values_list("state", flat=True))


def _the_table_of_an_older_form_is_stored_and_waits_once(client: Client, person: Person) -> None:
    with municipality_scope(person.municipality_id):
        plan = Plan.objects.get(title=PLAN_TITLE)
        assert Item.objects.filter(plan=plan, has_sheet=True).count() == 45
        assert _states() == [DraftState.STORED, DraftState.WAITING]
        assert [mapping.name for mapping in Mapping.objects.all()] == [MAPPING_NAME]
        waiting = ImportDraft.objects.get(state=DraftState.WAITING)
    review = client.get(f"/import/{waiting.pk}/").content.decode()
    assert LEGACY_WORKBOOK.name in review and "3,362" in review and PLAN_TITLE in review
    assert client.post(f"/import/{waiting.pk}/discard/").status_code == 302
    assert not load_sample(NOW)
    with municipality_scope(person.municipality_id):
        assert _states() == [DraftState.DISCARDED, DraftState.STORED]
    assert any(LEGACY_WORKBOOK.name in line for line in guide_lines())


def test_a_demonstration_made_before_and_an_interrupted_start_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ayumi.config.demonstration.import_older_form", lambda _login: False)
    # The year is none of this test's business, and slow.
    monkeypatch.setattr("ayumi.config.demonstration.load_rounds", lambda _plans, _staff, _now: None)
    assert load_sample()
    person = Person.objects.get(login_name=OFFICE)
    assert not import_older_form("nobody") and not import_older_form("etsuran")
    monkeypatch.setattr("ayumi.config.demonstration_tables.store_table", _killed)
    with pytest.raises(KeyboardInterrupt):
        import_older_form(OFFICE)
    with municipality_scope(person.municipality_id):
        assert _states() == [DraftState.WAITING] * 2
    monkeypatch.undo()
    assert load_sample() and not load_sample()
    with municipality_scope(person.municipality_id):
        assert _states() == [DraftState.STORED, DraftState.WAITING]
        assert Plan.objects.filter(title=PLAN_TITLE).count() == Mapping.objects.count() == 1


def _killed(*_given: object, **_named: object) -> None:
    raise KeyboardInterrupt
