"""The page of goals: figures out of stored reports, in a bounded number of queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ayumi.plans.models import Item
from ayumi.rounds.gates import round_for
from ayumi.rounds.queries.rollup import rollup_page
from ayumi.tenancy.rules import Role
from tests.people import City, sign_in
from tests.rounds.rounds import opened, own_report, submitted

pytestmark = pytest.mark.django_db


def test_the_latest_stage_counts_and_everything_adds_up(city: City) -> None:
    held = opened(city)
    submitted(city, own_report(city, held))
    value = rollup_page(held, "worst")
    whole = value.lines[0]
    own = Item.objects.filter(plan_id=held.plan_id, has_sheet=True, cross_listed_from=None).count()
    assert (whole.measures, whole.achievement.total, whole.achievement.unrated) == (own, own, own - 1)
    assert {each.word: each.count for each in whole.achievement.counts}["○"] == 1
    assert {each.word: each.count for each in whole.direction.counts}["継続"] == 1
    assert (whole.word, whole.needs_judgement) == ("○", False)
    assert whole.achievement.good == "100.0％（1／1）"


def test_the_page_and_the_table_say_the_same(city: City) -> None:
    held = opened(city)
    office = sign_in(city.person(Role.PLAN_OFFICE))
    page = office.get(f"/rounds/{held.pk}/goals/?rule=good-share")
    assert "判断と理由が必要" in page.content.decode()
    lines = office.get(f"/rounds/{held.pk}/goals.csv").content.decode("utf-8-sig").strip().splitlines()
    assert len(lines) == 1 + len(page.context["page"].lines)
    assert len({line.count(",") for line in lines}) == 1


def test_the_number_of_queries_is_bounded(city: City) -> None:
    held = round_for(city.actor(Role.PLAN_OFFICE), opened(city).pk)
    with CaptureQueriesContext(connection) as asked:
        rollup_page(held, "judgement")
    assert len(asked) <= 5
