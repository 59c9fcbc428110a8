"""Rounds for tests: a city whose plan has an open round, and sheets filled so that they can be submitted."""

import uuid
from uuid import UUID

from django.utils import timezone

from ayumi.rounds.actions.answers import answer_challenges
from ayumi.rounds.actions.moving import advance
from ayumi.rounds.actions.opening import open_round
from ayumi.rounds.actions.rating import Verdict, rate
from ayumi.rounds.actions.saving import save_report
from ayumi.rounds.gates import REPORT_PARTS, stages_of
from ayumi.rounds.gates.challenges import open_challenges
from ayumi.rounds.models import Report, Round
from ayumi.rounds.models.stored_sheet import rows_of
from ayumi.rounds.rules.scales import ScaleSubject
from ayumi.rounds.rules.stages import StageKind
from ayumi.tenancy.rules import Actor, Role
from tests.people import City
from tests.rounds.openings import EVERY_STAGE, opening


def key() -> str:
    """Return a key as a form carries it."""
    return uuid.uuid4().hex


def opened(city: City, kinds: tuple[StageKind, ...] = EVERY_STAGE, **changes: object) -> Round:
    """Open a round of the city's plan and return it."""
    office = city.actor(Role.PLAN_OFFICE)
    pk = open_round(city.parts["plan_id"], opening(kinds, **changes), key=key(), actor=office)
    return Round.objects.get(pk=pk)


def own_report(city: City, held: Round) -> Report:
    """Return the report of the measure that the city's division answers for."""
    return Report.objects.select_related(*REPORT_PARTS).get(round=held, item_id=city.parts["item_id"])


def again(report: Report) -> Report:
    """Return the report as it stands now."""
    return Report.objects.select_related(*REPORT_PARTS).get(pk=report.pk)


def filled(report: Report) -> dict[str, str]:
    """Return the fields of a sheet on which nothing is left to be written."""
    fields = {
        "done": "窓口を改めました。",
        "issues": "周知が足りません。",
        "next_steps": "対象を広げます。",
        "schedule_reached": "準備",
        "schedule_rating": report.round.schedule_scale["steps"][0]["word"],
    }
    for row in rows_of(report):
        if row.fiscal_year == report.round.fiscal_year:
            fields[row.field("entry")] = "試行の開始" if row.is_text else "21.5"
            fields[row.field("as_of")] = "2025-03-31"
    return fields


def rated(report_id: UUID, actor: Actor, *, value: str = "○", direction: str = "継続") -> None:
    """Give both ratings at the stage where the report waits."""
    report = Report.objects.select_related("round").get(pk=report_id)
    stage = stages_of(report.round).at(report.position)
    for subject, word in ((ScaleSubject.ACHIEVEMENT, value), (ScaleSubject.DIRECTION, direction)):
        rate(
            report_id, stage.kind, Verdict(subject, word, "市民の声を踏まえました。"), key=key(), actor=actor
        )


def answered(report_id: UUID, actor: Actor) -> None:
    """Answer every challenge that is open."""
    found = Report.objects.select_related(*REPORT_PARTS).get(pk=report_id)
    opened_now = open_challenges(found, today=timezone.localdate())
    answers = {each.fingerprint: "確かめました。記載のとおりで間違いありません。" for each in opened_now}
    answer_challenges(report_id, answers, key=key(), actor=actor)


def submitted(city: City, report: Report) -> Report:
    """Fill, rate and submit a report as the division's member; return it as it stands then."""
    member = city.actor(Role.DIVISION_MEMBER)
    save_report(report.pk, filled(report), seen=report.version, actor=member)
    rated(report.pk, member)
    answered(report.pk, member)
    advance(report.pk, seen=again(report).version, key=key(), actor=member)
    return again(report)
