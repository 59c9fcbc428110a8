"""The year's pages ask the database the same number of times at 20, 200 and 2,000 measures, and seldom."""

import uuid

import pytest
from django.test import Client

from ayumi.plans.actions.store_document import store_document
from ayumi.plans.models import Item
from ayumi.rounds.actions.closing import close_round, unfinished
from ayumi.rounds.actions.opening import open_round
from ayumi.rounds.actions.publication import publish_round
from ayumi.rounds.actions.saving import save_report
from ayumi.rounds.models import EvaluationEdition, Report, Round
from ayumi.rounds.models.stored_sheet import rows_of
from ayumi.tenancy.queries.actor import load_actor
from ayumi.tenancy.rules import Role
from tests.documents import sample_document
from tests.people import City, sign_in
from tests.plans.test_query_counts import know_the_rows, opened, queries_of
from tests.rounds.openings import opening

pytestmark = pytest.mark.django_db
MOST = {
    "rounds": 12,
    "mine": 12,
    "report": 12,
    "return": 12,
    "years": 12,
    "dashboard": 15,
    "table": 15,
    "approve": 12,
    "close page": 12,
    "save one actual": 15,
    "close": 50,
    "publish": 50,
    **dict.fromkeys(("public results", "public measure", "public table"), 8),
}
"""What the requirement allows, for a request with its session, and for closing as an action."""


def counts_of(size: int, client: Client, city: City) -> dict[str, int]:
    """Return how often every page and action of a round of ``size`` measures asks."""
    office = load_actor(city.person(Role.PLAN_OFFICE))
    plan_id = store_document(sample_document(measures=size, seed=f"round {size}"), actor=None)
    know_the_rows()
    round_id = open_round(plan_id, opening(), key=uuid.uuid4().hex, actor=office)
    know_the_rows()
    item = Item.objects.filter(plan_id=plan_id, has_sheet=True, cross_listed_from=None)[2]
    report = Report.objects.select_related("round__plan").get(round_id=round_id, item=item)
    pages = {
        "rounds": "/rounds/",
        "mine": "/rounds/mine/",
        "report": f"/rounds/reports/{report.pk}/",
        "years": f"/rounds/measures/{item.pk}/",
        "dashboard": f"/rounds/{round_id}/",
        "table": f"/rounds/{round_id}/table.csv",
        "approve": f"/rounds/{round_id}/approve/",
        "close page": f"/rounds/{round_id}/close/",
    }
    asked = {name: queries_of(opened(client, address)) for name, address in pages.items()}
    row = next(row for row in rows_of(report) if not row.is_text and row.fiscal_year == 2024)
    fields = {row.field("entry"): "33.3"}
    asked["save one actual"] = queries_of(lambda: save_report(report.pk, fields, seen=1, actor=office))
    asked["close"] = queries_of(lambda: close_round(round_id, seen=1, key=uuid.uuid4().hex, actor=office))
    left = [each.pk for each in unfinished(Round.objects.get(pk=round_id))]
    asked["publish"] = queries_of(
        lambda: publish_round(round_id, left, seen=2, key=uuid.uuid4().hex, actor=office)
    )
    edition = EvaluationEdition.objects.get(round_id=round_id)
    public = f"/published/{city.parts['code']}/evaluations/{edition.pk}/"
    places = {"": "public results", f"measures/{item.pk}/": "public measure", "measures.csv": "public table"}
    asked |= {name: queries_of(opened(client, f"{public}{place}")) for place, name in places.items()}
    return asked


@pytest.mark.parametrize("sizes", [(20, 200), pytest.param((20, 2000), marks=pytest.mark.long)])
def test_the_year_asks_the_same_number_of_times_at_any_size(city: City, sizes: tuple[int, int]) -> None:
    client = sign_in(city.person(Role.PLAN_OFFICE))
    client.get("/account/")  # what a session stores at first, it stores here
    small, large = (counts_of(size, client, city) for size in sizes)
    assert small == large
    assert {name: n for name, n in small.items() if n > MOST[name]} == {}
