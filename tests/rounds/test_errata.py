"""An erratum stands beside what was published, and the plan follows it; the old facts stay told."""

import pytest

from ayumi.plans.models import Actual, Cost, Plan, Workload
from ayumi.rounds.actions.closing import Correction, add_erratum, close_round, unfinished
from ayumi.rounds.actions.publication import publish_round
from ayumi.rounds.actions.saving import save_report
from ayumi.rounds.gates import MoveRefused
from ayumi.rounds.models import Erratum, Report, ReportedValue, Round
from ayumi.rounds.models.stored_sheet import rows_of
from ayumi.rounds.rules.sheet import SheetRow
from ayumi.rounds.rules.stages import StageKind
from ayumi.tenancy.models import AuditEntry
from ayumi.tenancy.rules import Role
from tests.people import City, sign_in
from tests.rounds.rounds import again, key, opened, own_report, submitted
from tests.rounds.test_moving import approve

pytestmark = pytest.mark.django_db
KINDS = (StageKind.SELF_ASSESSMENT, StageKind.PLAN_OFFICE)
MONEY = {"other_thousand_yen": "100", "general_revenue_thousand_yen": "250", "hours": "300"}


def published(city: City, *, is_approved: bool = True) -> Report:
    """Return a published report with a value, money and hours, approved or left where it was submitted."""
    held, office = opened(city, KINDS), city.actor(Role.PLAN_OFFICE)
    report = own_report(city, held)
    save_report(report.pk, MONEY, seen=1, actor=city.actor(Role.DIVISION_MEMBER))
    report = submitted(city, again(report))
    if is_approved:
        approve(city, report, Role.PLAN_OFFICE)
    close_round(held.pk, seen=1, key=key(), actor=office)
    left = [each.pk for each in unfinished(Round.objects.get(pk=held.pk))]
    publish_round(held.pk, left, seen=2, key=key(), actor=office)
    return again(report)


def number_row(report: Report) -> SheetRow:
    """Return the place of a number of the round's year."""
    return next(row for row in rows_of(report) if not row.is_text and row.fiscal_year == 2024)


def corrected(city: City, report: Report, field: str, after: str, reason: str = "転記の誤り") -> Erratum:
    """Add an erratum as the plan office and return it."""
    correction = Correction(field, field, after, reason)
    pk = add_erratum(report.pk, correction, key=key(), actor=city.actor(Role.PLAN_OFFICE))
    return Erratum.objects.get(pk=pk)


def facts(row: SheetRow) -> list[str | None]:
    """Return the stored actuals of a place, the oldest first."""
    found = Actual.objects.filter(
        indicator_id=row.indicator_id, fiscal_year=row.fiscal_year, group=row.group, status="final"
    )
    return list(found.order_by("position").values_list("value", flat=True))


def test_a_corrected_value_is_a_further_fact_and_what_was_published_stays(city: City) -> None:
    report = published(city)
    row = number_row(report)
    plan, before = Plan.objects.get(pk=report.item.plan_id), facts(row)
    erratum = corrected(city, report, row.field("entry"), "1,234.5")
    assert (erratum.before, erratum.after) == ("21.5", "1234.5")
    assert facts(row) == [*before, "1234.5"]
    stored = ReportedValue.objects.get(report=report, indicator_id=row.indicator_id, group=row.group)
    assert stored.value == "21.5" and Plan.objects.get(pk=plan.pk).version > plan.version
    entry = AuditEntry.objects.latest("sequence")
    assert entry.verb == "report.corrected" and entry.changes["reason"] == ["", "転記の誤り"]
    assert entry.changes[row.field("entry")] == ["21.5", "1234.5"] and entry.changes["actuals"] == [0, 1]


def test_a_second_erratum_begins_where_the_first_one_ended(city: City) -> None:
    report = published(city)
    row = number_row(report)
    corrected(city, report, row.field("entry"), "30")
    corrected(city, report, row.field("source"), "統計書")
    again_corrected = corrected(city, report, row.field("entry"), "31")
    assert (again_corrected.before, again_corrected.after) == ("30", "31")
    latest = Actual.objects.filter(indicator_id=row.indicator_id).latest("position")
    assert (latest.value, latest.source) == ("31", "統計書")
    with pytest.raises(MoveRefused, match="同じ"):
        corrected(city, report, row.field("entry"), "３１")


def test_a_value_takes_the_place_of_a_reason_and_the_other_way_round(city: City) -> None:
    report = published(city)
    row = number_row(report)
    corrected(city, report, row.field("missing"), "not_published")
    latest = Actual.objects.filter(indicator_id=row.indicator_id).latest("position")
    assert (latest.value, latest.missing) == (None, "not_published")
    corrected(city, report, row.field("entry"), "22")
    latest = Actual.objects.filter(indicator_id=row.indicator_id).latest("position")
    assert (latest.value, latest.missing) == ("22", None)


def test_corrected_money_and_hours_take_the_place_and_the_audit_tells_both(city: City) -> None:
    report = published(city)
    place = {"item": report.item, "fiscal_year": 2024, "basis": "final"}
    corrected(city, report, "general_revenue_thousand_yen", "400")
    assert AuditEntry.objects.latest("sequence").changes["cost-2024-final-general_revenue"] == ["250", "400"]
    corrected(city, report, "hours", "280")
    assert AuditEntry.objects.latest("sequence").changes["hours-2024-final"] == ["300", "280"]
    assert dict(Cost.objects.filter(**place).values_list("source", "thousand_yen")) == {
        "other": "100",
        "general_revenue": "400",
    }
    assert Workload.objects.get(**place).hours == "280"
    assert again(report).cost.general_revenue_thousand_yen == "250"


def test_what_nobody_approved_never_became_a_fact_and_does_not_by_an_erratum(city: City) -> None:
    report = published(city, is_approved=False)
    row = number_row(report)
    before = facts(row)
    corrected(city, report, row.field("entry"), "30")
    corrected(city, report, "hours", "287")
    assert facts(row) == before and not Workload.objects.filter(item=report.item, hours="287").exists()


@pytest.mark.parametrize("after", ["三十", "30件", ""])
def test_a_value_that_cannot_be_read_or_would_vanish_is_refused_and_nothing_is_stored(
    city: City, after: str
) -> None:
    report = published(city)
    row = number_row(report)
    before, told = facts(row), AuditEntry.objects.count()
    for field in (row.field("entry"), "hours", "unknown"):
        with pytest.raises(MoveRefused):
            corrected(city, report, field, after)
    with pytest.raises(MoveRefused):
        corrected(city, report, "done", "別の文", reason=" ")
    assert (facts(row), AuditEntry.objects.count(), Erratum.objects.count()) == (before, told, 0)


def test_a_retried_erratum_is_one_and_adds_one_fact(city: City) -> None:
    report, once = published(city), key()
    row = number_row(report)
    correction, office = Correction(row.field("entry"), "値", "30", "誤り"), city.actor(Role.PLAN_OFFICE)
    before = facts(row)
    first = add_erratum(report.pk, correction, key=once, actor=office)
    assert add_erratum(report.pk, correction, key=once, actor=office) == first
    assert facts(row) == [*before, "30"]


def test_the_page_takes_words_for_choices_and_prints_them(city: City) -> None:
    report = published(city)
    row, office = number_row(report), sign_in(city.person(Role.PLAN_OFFICE))
    address = f"/rounds/reports/{report.pk}/erratum/"
    form = office.get(address).context["form"]
    sent = {"key": form["key"].value(), "field": row.field("status"), "reason": "速報のため"}
    assert office.post(address, sent | {"after": "速報"}).status_code == 409
    assert office.post(address, sent | {"after": "見込"}).status_code == 302
    assert Erratum.objects.get().after == "estimate"
    shown = office.get(f"/rounds/reports/{report.pk}/").content.decode()
    assert "速報のため" in shown and "見込" in shown and ">estimate<" not in shown
