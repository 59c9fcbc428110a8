"""A round over a real city's 407 measures: what its pages and actions cost, in questions and CPU time."""

import uuid
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ayumi.document.plan import PlanPeriod
from ayumi.document.plan_document import PlanDocument
from ayumi.formats.excel.read import read
from ayumi.importing.rules.mapping import propose, understand
from ayumi.plans.actions.store_document import store_document
from ayumi.rounds.actions.closing import close_round, unfinished
from ayumi.rounds.actions.moving import advance, advance_many
from ayumi.rounds.actions.opening import open_round
from ayumi.rounds.actions.publication import publish_round
from ayumi.rounds.actions.saving import save_report
from ayumi.rounds.models import Report, Round
from ayumi.rounds.rules.stages import StageKind
from ayumi.tenancy.models import Membership, Municipality, Person
from ayumi.tenancy.queries.actor import load_actor
from ayumi.tenancy.rules import Actor, Role
from ayumi.tenancy.scope import municipality_scope
from tests.benchmarks.measuring import cpu_seconds, show
from tests.importing.mapping.test_real_workbook import PLACE
from tests.rounds.openings import opening, scale_of
from tests.rounds.rounds import again, answered, filled, rated

pytestmark = [
    pytest.mark.benchmark,
    pytest.mark.django_db,
    pytest.mark.skipif(not PLACE.exists(), reason="the real workbook lies beside the repository only"),
]
PAGE_BUDGET = 0.06
REPORTED = 20
"""So many sheets are written, judged, answered, submitted and approved."""


def real_plan() -> PlanDocument:
    """Return the workbook's plan as the proposed mapping reads it, with the period its years span."""
    book = read(PLACE.read_bytes(), PLACE.name)
    document = understand(book, propose(book).mapping).document
    assert document is not None
    head = document.plan.model_copy(
        update={"period": PlanPeriod(first_fiscal_year=2021, last_fiscal_year=2026)}
    )
    return document.model_copy(update={"plan": head})


def test_a_round_over_407_measures() -> None:
    city = Municipality.objects.create(code="991015", name="架空の市")
    with municipality_scope(city.pk):
        plan_id = store_document(real_plan(), actor=None)
        office, other = _office(city, "office"), _office(city, "other")
        round_id = _open(plan_id, load_actor(office))
        reports = list(Report.objects.filter(round_id=round_id).values_list("pk", flat=True))
        _pages(round_id, reports, office)
        _reporting(reports[:REPORTED], load_actor(office), load_actor(other))
        _ending(round_id, load_actor(office))


def _office(city: Municipality, login: str) -> Person:
    person = Person.objects.create(municipality=city, login_name=login, display_name=login)
    Membership(person=person, role=Role.PLAN_OFFICE.value, division=None).save()
    return person


def _open(plan_id: UUID, office: Actor) -> UUID:
    stages = (StageKind.SELF_ASSESSMENT, StageKind.PLAN_OFFICE)
    made = opening(stages, achievement_scale=scale_of("ayumi-level"))
    opened: list[UUID] = []
    _once("open", lambda: opened.append(open_round(plan_id, made, key=uuid.uuid4().hex, actor=office)))
    return opened[0]


def _pages(round_id: UUID, reports: list[UUID], office: Person) -> None:
    client = Client()
    client.force_login(office)
    pages = {
        "rounds": "/rounds/",
        "my sheets": "/rounds/mine/",
        "dashboard": f"/rounds/{round_id}/",
        "table": f"/rounds/{round_id}/table.csv",
        "sheet": f"/rounds/reports/{reports[7]}/",
        "challenges of the round": f"/rounds/{round_id}/challenges/",
        "challenges as CSV": f"/rounds/{round_id}/challenges.csv",
        "goals": f"/rounds/{round_id}/goals/",
        "approve": f"/rounds/{round_id}/approve/",
        "close": f"/rounds/{round_id}/close/",
    }
    for name, address in pages.items():
        assert client.get(address).status_code == 200, address
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        queries = len(captured)
        show(f"page {name} of 407 measures, {queries} queries", _page_seconds(client, address), PAGE_BUDGET)


def _page_seconds(client: Client, address: str) -> float:
    return cpu_seconds(lambda: client.get(address), rounds=5)


def _reporting(reports: list[UUID], office: Actor, other: Actor) -> None:
    sheets = [again(Report.objects.get(pk=pk)) for pk in reports]
    scale_word = {"value": "一部達成"}
    steps: dict[str, Callable[[Report], Any]] = {
        "save": lambda each: save_report(each.pk, _words(each), seen=1, actor=office),
        "rate twice": lambda each: rated(each.pk, office, **scale_word),
        "answer": lambda each: answered(each.pk, office),
        "submit": lambda each: advance(each.pk, seen=2, key=uuid.uuid4().hex, actor=office),
    }
    for name, step in steps.items():
        _each(name, sheets, step)
    pairs = [(each.pk, 3) for each in sheets]
    _once(
        f"approve {len(pairs)} in a batch",
        lambda: advance_many(pairs, key=uuid.uuid4().hex, actor=other),
    )
    assert Report.objects.filter(pk__in=reports, position=2).count() == len(reports)


def _words(report: Report) -> dict[str, str]:
    """Return a filled sheet whose texts are its own."""
    title = report.item.title
    fields = filled(report)
    own = {name: f"{title}では、{fields[name]}" for name in ("done", "issues", "next_steps")}
    return fields | own


def _each(name: str, sheets: list[Report], step: Callable[[Report], Any]) -> None:
    with CaptureQueriesContext(connection) as captured:
        seconds = cpu_seconds(lambda: [step(each) for each in sheets], rounds=1)
    queries = len(captured) / len(sheets)
    show(f"{name} one of 407 sheets, {queries:.0f} queries", seconds / len(sheets), None)


def _ending(round_id: UUID, office: Actor) -> None:
    _once("close", lambda: close_round(round_id, seen=1, key=uuid.uuid4().hex, actor=office))
    left = [each.pk for each in unfinished(Round.objects.get(pk=round_id))]
    publish = {"seen": 2, "key": uuid.uuid4().hex, "actor": office}
    _once("publish", lambda: publish_round(round_id, left, **publish))


def _once(name: str, work: Callable[[], Any]) -> None:
    with CaptureQueriesContext(connection) as captured:
        seconds = cpu_seconds(work, rounds=1)
    show(f"{name} over 407 measures, {len(captured)} queries", seconds, None)
