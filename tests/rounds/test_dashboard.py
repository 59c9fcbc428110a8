"""The dashboard counts the challenges that wait for an answer, by division and stage, as they stand now."""

import csv
import io

import pytest
from django.utils import timezone

from ayumi.rounds.actions.closing import close_round
from ayumi.rounds.gates.challenges import open_challenges, round_challenges
from ayumi.rounds.models import Report
from ayumi.rounds.queries.dashboard import DashboardPage, Wanted, dashboard_page
from ayumi.tenancy.rules import Role
from tests.people import City, sign_in
from tests.rounds.rounds import again, answered, key, opened, own_report, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def late(city: City) -> Report:
    """A report on which challenges wait: it has the text of another one."""
    held = opened(city)
    report = own_report(city, held)
    Report.objects.filter(round=held).update(issues="どの課も同じ課題を書きました。")
    return again(report)


def page_of(report: Report, **wanted: object) -> DashboardPage:
    """Return the dashboard as it stands now."""
    return dashboard_page(again(report).round, Wanted(**wanted), today=timezone.localdate())


def test_open_challenges_are_counted_by_division_and_stage(city: City, late: Report) -> None:
    page, waiting = page_of(late), len(open_challenges(late, today=timezone.localdate()))
    asked = round_challenges(late.round, today=timezone.localdate())
    assert waiting and page.open == sum(line.is_open for _report, lines in asked for line in lines)
    row = next(each for each in page.divisions if each.id == str(late.division_id))
    others = [line for report, lines in asked if report.division_id == late.division_id for line in lines]
    assert row.open[0] == row.all_open == len(others)
    assert sum(number for _reports, number in page.totals) == page.open


def test_an_answer_is_seen_at_once_and_a_submitted_report_counts_where_it_waits(
    city: City, late: Report
) -> None:
    before = page_of(late)
    answered(late.pk, city.actor(Role.DIVISION_MEMBER))
    after = page_of(late)
    assert after.open < before.open
    assert next(row for row in after.rows if row.id == late.pk).open == 0
    held = late.round
    submitted(city, again(late))
    Report.objects.filter(round=held).update(issues="提出の後に替わった、どの課も同じ課題を書きました。")
    row = next(each for each in page_of(late).divisions if each.id == str(late.division_id))
    assert row.open[1] > 0 and row.counts[1] == 1


def test_the_page_leads_to_them_and_the_table_has_them(city: City, late: Report) -> None:
    office, address = sign_in(city.person(Role.PLAN_OFFICE)), f"/rounds/{late.round_id}/"
    shown = office.get(address, {"open": "1"}).context["page"]
    assert shown.rows and all(row.open for row in shown.rows)
    table = office.get(f"{address}table.csv").content.decode()
    rows = csv.DictReader(io.StringIO(table.lstrip("\ufeff")))
    assert sum(int(row["回答待ちの確認事項"]) for row in rows) == page_of(late).open


def test_nothing_waits_once_the_round_is_closed(city: City, late: Report) -> None:
    close_round(late.round_id, seen=1, key=key(), actor=city.actor(Role.PLAN_OFFICE))
    assert page_of(late).open == 0
