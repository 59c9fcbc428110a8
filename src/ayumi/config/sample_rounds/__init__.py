"""The sample city's year: two rounds behind it, one under way, and one of a plan beside it.

Opening, closing, publishing and correcting are the real actions; what happens to hundreds of reports is
written in sittings (``writing``). The clock of each moment is set in one place (``clock``).
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from ayumi.config.sample_city.city import CITY
from ayumi.config.sample_rounds.calendar import Course, courses
from ayumi.config.sample_rounds.clock import at
from ayumi.config.sample_rounds.desk import Desk, desks_of
from ayumi.config.sample_rounds.fates import fates_of
from ayumi.config.sample_rounds.goals import judge_goals
from ayumi.config.sample_rounds.meetings import found_bodies
from ayumi.config.sample_rounds.staff import Staff
from ayumi.config.sample_rounds.tenures import give_measures_to_people
from ayumi.config.sample_rounds.walk import Walk
from ayumi.config.sample_rounds.words import remark
from ayumi.document.plan_document import PlanDocument
from ayumi.rounds.actions.closing import Correction, add_erratum, close_round, unfinished
from ayumi.rounds.actions.opening import Opening, ShortForms, open_round
from ayumi.rounds.actions.publication import publish_round
from ayumi.rounds.models import Notice, Round
from ayumi.rounds.rules.presets import preset, rollup_rules
from ayumi.rounds.rules.scales import Scale
from ayumi.rounds.rules.stages import RoundKind, StageKind

__all__ = ["Staff", "load_rounds"]

LADDER = ("検討", "準備", "試行", "導入", "運用", "拡充")
ROLLUP_RULE = "good-share"
BESIDE = CITY.identifier("gyokaku")
"""The plan some of whose measures stand in the ICT plan too: reported once, shown in both."""


def load_rounds(plans: Iterable[PlanDocument], staff: Staff, now: datetime) -> None:
    """Write the city's rounds as they stand at ``now``, which has a time zone; nothing lies after it.

    Call in the city's scope, in the transaction that loads the sample, before any server runs.
    """
    by_id = {plan.id: plan for plan in plans}
    ict, beside = by_id[CITY.identifier("ict")], by_id[BESIDE]
    last: dict[str, Desk] = {}
    with at(courses(now)[0].opened - timedelta(days=7)):
        bodies = found_bodies(staff)
        give_measures_to_people(timezone.localdate(), staff)
    for course in courses(now):
        held = _open(ict, course, staff)
        desks = _desks(held, ict, course, last)
        rounds = {held: desks}
        if not course.is_finished:
            # Opened while the other one is: what stands in both plans is written there and shown here.
            other = _open(beside, course, staff, ShortForms.WITHOUT_PRIORITY)
            rounds[other] = _desks(other, beside, course, {})
        Walk(course, staff, bodies).lead(rounds)
        last = {desk.item.id: desk for desk in desks}
        if course.is_finished:
            _finish(held, course, staff, last)


def _desks(held: Round, plan: PlanDocument, course: Course, last: dict[str, Desk]) -> list[Desk]:
    fates = fates_of(plan.measures, course.fiscal_year, is_finished=course.is_finished)
    return desks_of(held, plan.measures, fates, last)


def _open(plan: PlanDocument, course: Course, staff: Staff, short: ShortForms = ShortForms.NONE) -> Round:
    opening = Opening(
        fiscal_year=course.fiscal_year,
        kind=RoundKind.ANNUAL,
        stages=course.stages,
        achievement_scale=_scale("ayumi-level"),
        direction_scale=_scale("ayumi-direction"),
        schedule_scale=_scale("ayumi-schedule"),
        schedule_ladder=LADDER,
        rollup_rule=next(rule for rule in rollup_rules() if rule.id == ROLLUP_RULE),
        short_forms=short,
    )
    with at(course.opened):
        pk = open_round(UUID(plan.id), opening, key=_key(plan.id, course, "opened"), actor=staff.office)
    return Round.objects.select_related("plan").get(pk=pk)


def _finish(held: Round, course: Course, staff: Staff, desks: dict[str, Desk]) -> None:
    """Close and publish a round, and correct one report a month later."""
    actor, day = staff.office, course.due(StageKind.EXTERNAL_REVIEW)
    with at(course.moment(day + timedelta(8), "closed")):
        close_round(held.pk, seen=1, key=_key(held.pk, course, "closed"), actor=actor)
    with at(course.moment(day + timedelta(12), "goals")):
        judge_goals(held, _key(held.pk, course, "goals"), actor)
    left = [report.pk for report in unfinished(held)]
    with at(course.moment(day + timedelta(20), "published")):
        # What a round of years ago told its people they have read since.
        Notice.objects.filter(round=held).update(read_at=timezone.now())
        publish_round(held.pk, left, seen=2, key=_key(held.pk, course, "published"), actor=actor)
    desk = next(each for each in desks.values() if each.report.position == course.stages.end)
    wrong = desk.fields["project_thousand_yen"]
    correction = Correction(
        field="project_thousand_yen",
        label="事業費（千円）",
        after=str(int(wrong) + 150),
        reason=remark("erratum", desk.title, desk.year),
    )
    with at(course.moment(day + timedelta(50), "corrected")):
        key = _key(held.pk, course, "corrected")
        add_erratum(desk.report.pk, correction, key=key, actor=actor)


def _scale(preset_id: str) -> Scale:
    found = preset(preset_id)
    assert found is not None
    return found.scale


def _key(of: object, course: Course, what: str) -> str:
    return UUID(CITY.identifier("round", of, course.fiscal_year, what)).hex
