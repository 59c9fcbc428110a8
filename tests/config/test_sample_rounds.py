"""The sample's year: all of it may stand, lies in the past, and was written as the actions write it."""

import uuid
from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from django.db import models, transaction
from django.utils import timezone

from ayumi.config.demonstration import load_sample
from ayumi.config.sample_city.city import CITY
from ayumi.config.sample_rounds import writing
from ayumi.config.sample_rounds.calendar import courses
from ayumi.config.sample_rounds.clock import at
from ayumi.config.sample_rounds.desk import Desk, Fate, desks_of
from ayumi.config.sample_rounds.facts import add_facts
from ayumi.plans.models import Actual, Cost, Workload
from ayumi.rounds.actions.answers import answer_challenges
from ayumi.rounds.actions.moving import Remarks, advance, send_back
from ayumi.rounds.actions.rating import Verdict, rate
from ayumi.rounds.actions.saving import save_report
from ayumi.rounds.gates.challenges import report_challenges, round_challenges
from ayumi.rounds.models import (
    ChallengeAnswer,
    Erratum,
    FollowUp,
    FollowUpState,
    GoalJudgement,
    Meeting,
    MoveRecord,
    Rating,
    Report,
    ReportedCost,
    ReportedValue,
    Round,
    RoundState,
)
from ayumi.rounds.queries.vacancies import vacant_measures
from ayumi.rounds.rules.scales import ScaleSubject
from ayumi.rounds.rules.stages import Move, StageKind
from ayumi.tenancy.models import AuditEntry, Municipality
from ayumi.tenancy.queries.verify_audit import verify_audit
from ayumi.tenancy.rules import Role
from ayumi.tenancy.scope import municipality_scope
from tests.documents import sample_document
from tests.people import City, build_city
from tests.rounds.rounds import again, filled, own_report

pytestmark = pytest.mark.django_db
NOW = timezone.make_aware(datetime(2026, 11, 25, 14, 0))
ANSWER = "台帳と突き合わせ、誤りがないことを確かめました。"
WRITTEN = (Report, ReportedValue, ReportedCost, Rating, MoveRecord, ChallengeAnswer, Actual, Cost, Workload)


def the_year_stands_as_the_rules_want_it() -> None:
    """Fail unless the sample loaded at ``NOW`` holds everything that can happen in a year, in its order.

    The test of the demonstration calls it, because loading the sample is slow.
    """
    with municipality_scope(Municipality.objects.get(code=CITY.code).pk):
        held = list(Round.objects.filter(plan__title__startswith="第3次").order_by("fiscal_year"))
        assert [each.state for each in held] == [RoundState.PUBLISHED, RoundState.PUBLISHED, RoundState.OPEN]
        assert [each.fiscal_year for each in held] == [2023, 2024, 2025]
        _everything_that_can_happen_happened(held)
        _nothing_is_open_on_what_was_submitted(held)
        _sentences_differ(held)
        _everything_lies_in_the_past(held)


def _everything_that_can_happen_happened(held: list[Round]) -> None:
    verbs = Counter(MoveRecord.objects.filter(report__round__in=held).values_list("verb", flat=True))
    assert verbs["report.returned"] > 20
    assert all(move.comment for move in MoveRecord.objects.filter(verb="report.returned"))
    other = [each for each in Rating.objects.all() if each.proposed and each.proposed != each.value]
    assert len(other) > 50
    assert all(each.reason for each in other)
    states = Counter(FollowUp.objects.values_list("state", flat=True))
    assert states.keys() >= {FollowUpState.DONE, FollowUpState.PARTLY, FollowUpState.ASKED}
    assert Meeting.objects.filter(is_closed=True, round__in=held).count() == Meeting.objects.count() >= 4
    assert FollowUp.objects.exclude(decision=None).count() == FollowUp.objects.count()
    assert Report.objects.filter(is_unevaluated=True).exists()
    assert 1 <= vacant_measures(held[0].plan_id, today=NOW.date()) <= 10
    assert Erratum.objects.count() == 2
    judged = GoalJudgement.objects.filter(round__in=held[:2])
    assert judged.filter(item=None).count() == 2 and all(each.reason for each in judged)
    assert [each.value != each.computed for each in judged.exclude(item=None)] == [True, True]
    beside = Round.objects.exclude(plan=held[0].plan).get()
    assert beside.reports.exclude(mirrors=None).exists()
    assert beside.reports.filter(form="short", mirrors=None).exists()
    positions = Counter(held[-1].reports.values_list("position", flat=True))
    assert set(positions) == {0, 1, 2, 3, 4}
    waiting = held[-1].reports.filter(position=0, moves__verb="report.returned")
    assert waiting.exists()
    by_division = held[-1].reports.filter(division__name="デジタル推進課").values_list("position", flat=True)
    assert {0, 1} <= set(by_division), "the people of the start lines have something to do"


def _nothing_is_open_on_what_was_submitted(held: list[Round]) -> None:
    for each in held:
        for report, lines in round_challenges(each, today=date(2026, 11, 25)):
            if report.position:
                assert not [line for line in lines if line.is_open], report.item.title


def _sentences_differ(held: list[Round]) -> None:
    for name in ("done", "issues", "next_steps"):
        for each in held:
            texts = Counter(each.reports.exclude(**{name: ""}).values_list(name, flat=True))
            assert sum(number - 1 for number in texts.values()) <= 12, (name, texts.most_common(3))


def _everything_lies_in_the_past(held: list[Round]) -> None:
    assert not verify_audit().problems
    told = list(AuditEntry.objects.order_by("sequence").values_list("at", flat=True))
    assert told == sorted(told)
    assert told[-1] <= NOW
    for each in held:
        moves = MoveRecord.objects.filter(report__round=each)
        first, last = moves.aggregate(a=models.Min("at"), b=models.Max("at")).values()
        assert each.opened_at < first <= last <= (each.closed_at or NOW)
        assert each.published_at is None or each.closed_at < each.published_at < NOW


@pytest.mark.parametrize("day", [date(2025, 4, 1), date(2026, 1, 5), date(2026, 5, 6), date(2028, 9, 1)])
def test_rounds_of_any_day_lie_behind_it(day: date) -> None:
    now = timezone.make_aware(datetime(day.year, day.month, day.day, 8, 0))
    found = courses(now)
    assert [course.is_finished for course in found] == [True, True, False]
    assert found[1].due(StageKind.EXTERNAL_REVIEW) + timedelta(days=60) < day
    assert found[2].opened <= now - timedelta(days=34)
    assert found[2].fiscal_year <= 2025


@pytest.mark.long
def test_it_loads_when_the_offices_were_closed_for_days(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ayumi.config.demonstration.import_older_form", lambda _login: False)
    now = timezone.make_aware(datetime(2027, 1, 4, 8, 0))
    assert load_sample(now)
    with municipality_scope(Municipality.objects.get(code=CITY.code).pk):
        assert not verify_audit().problems
        assert AuditEntry.objects.order_by("-at").first().at <= now


def test_a_sitting_writes_what_the_actions_write() -> None:
    city = build_city()
    with municipality_scope(city.municipality.pk):
        held = Round.objects.select_related("plan").get(pk=city.parts["round_id"])
        report = own_report(city, held)
        with at(NOW):
            by_actions = _rolled_back(lambda: _by_actions(city, report))
            by_sittings = _rolled_back(lambda: _by_sittings(city, held, report))
    assert by_actions == by_sittings


def _rolled_back(write: object) -> dict[str, list[dict[str, object]]]:
    with transaction.atomic():
        before = AuditEntry.objects.count()
        write()
        rows = {model.__name__: _rows(model) for model in WRITTEN}
        columns = ("verb", "object_type", "object_id", "object_label", "actor_name", "changes", "at")
        rows["audit"] = list(AuditEntry.objects.order_by("sequence").values(*columns)[before:])
        transaction.set_rollback(True)
    return rows


def _rows(model: type[models.Model]) -> list[dict[str, object]]:
    """Return every column but the row's own id and its place."""
    key = {"id", "position"} if model is not Report else {"edited_at"}
    rows = [{name: row[name] for name in row if name not in key} for row in model.objects.values()]
    return sorted(rows, key=str)


def _by_actions(city: City, report: Report) -> None:
    member, head, office = (
        city.actor(role) for role in (Role.DIVISION_MEMBER, Role.DIVISION_HEAD, Role.PLAN_OFFICE)
    )
    save_report(report.pk, filled(report), seen=1, actor=member)
    _rate(report, StageKind.SELF_ASSESSMENT, member)
    lines = report_challenges(again(report), today=timezone.localdate())
    answer_challenges(report.pk, {line.fingerprint: ANSWER for line in lines}, key=_key(), actor=member)
    advance(report.pk, seen=2, key=_key(), actor=member)
    send_back(
        report.pk, 0, Remarks("数字を足してください。", {"done": "何回か"}), seen=3, key=_key(), actor=head
    )
    save_report(report.pk, {"done": "窓口を三つ改めました。"}, seen=4, actor=member)
    advance(report.pk, seen=5, key=_key(), actor=member)
    _rate(report, StageKind.HEAD, head)
    advance(report.pk, seen=6, key=_key(), actor=head)
    advance(report.pk, seen=7, key=_key(), actor=office)


def _rate(report: Report, stage: StageKind, actor: object) -> None:
    for verdict in _verdicts():
        rate(report.pk, stage, verdict, key=_key(), actor=actor)


def _verdicts() -> tuple[Verdict, ...]:
    return (Verdict(ScaleSubject.ACHIEVEMENT, "○"), Verdict(ScaleSubject.DIRECTION, "継続", "続けます。"))


def _by_sittings(city: City, held: Round, report: Report) -> None:
    member, head, office = (
        city.actor(role) for role in (Role.DIVISION_MEMBER, Role.DIVISION_HEAD, Role.PLAN_OFFICE)
    )
    items = sample_document(measures=4, seed="city").items
    fates = {item.id: Fate(5) for item in items}
    desk = next(each for each in desks_of(held, items, fates, {}) if each.report.pk == report.pk)
    writing.save([(desk, filled(report))], member)
    writing.rate([(desk, verdict, "") for verdict in _verdicts()], StageKind.SELF_ASSESSMENT, member)
    writing.store([desk])
    lines = report_challenges(again(report), today=timezone.localdate())
    writing.answer([(desk, {line.fingerprint: (line, ANSWER) for line in lines})], member)
    _moved(desk, "report.submitted", 1, member)
    said = {str(report.pk): Remarks("数字を足してください。", {"done": "何回か"})}
    writing.move([desk], writing.Step(Move.RETURN, "report.returned", 0, said), head)
    writing.save([(desk, {"done": "窓口を三つ改めました。"})], member)
    _moved(desk, "report.submitted", 1, member)
    writing.rate([(desk, verdict, "") for verdict in _verdicts()], StageKind.HEAD, head)
    _moved(desk, "report.approved", 2, head)
    _moved(desk, "report.approved", 3, office)
    writing.store([desk])
    add_facts(held, [desk])


def _moved(desk: Desk, verb: str, to_position: int, actor: object) -> None:
    writing.move([desk], writing.Step(Move.ADVANCE, verb, to_position, {}), actor)


def _key() -> str:
    return uuid.uuid4().hex
