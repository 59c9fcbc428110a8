"""Opening a round: everything it is judged by is frozen, and every measure gets its report."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from ayumi.document.measures import LinkKind
from ayumi.plans.gates import plan_for
from ayumi.plans.models import Indicator, Item, Link, Plan, ScheduleStep
from ayumi.rounds.actions.telling import tell_of_opening
from ayumi.rounds.models import Report, ReportForm, Round, RoundState
from ayumi.rounds.rules.presets import rollup_rules
from ayumi.rounds.rules.rollup_rule import RollupRule
from ayumi.rounds.rules.scales import Scale
from ayumi.rounds.rules.stages import RoundKind, Stages
from ayumi.rounds.rules.successors import Life, division_on
from ayumi.tenancy.actions.audit import append_audit_entry
from ayumi.tenancy.gates import require
from ayumi.tenancy.models import Division, DivisionSuccession, Submission
from ayumi.tenancy.rules import Actor, Permission
from ayumi.tenancy.writing import writing

BATCH = 10_000
"""Rows in one statement; SQLite takes fewer where a row has many columns."""


class RoundNotPossible(ValueError):
    """The round cannot be opened; the message says why, in the reader's language."""


class ShortForms(StrEnum):
    """Which measures are asked less (簡易)."""

    NONE = "none"
    WITHOUT_INDICATORS = "without_indicators"
    WITHOUT_PRIORITY = "without_priority"


@dataclass(frozen=True, slots=True)
class Opening:
    """What a round is opened with. Scales, stages and rule are copied into it and never change there."""

    fiscal_year: int
    kind: RoundKind
    stages: Stages
    achievement_scale: Scale
    direction_scale: Scale
    schedule_scale: Scale
    schedule_ladder: tuple[str, ...] = ()
    rollup_rule: RollupRule = field(default_factory=lambda: rollup_rules()[0])
    short_forms: ShortForms = ShortForms.NONE


def open_round(plan_id: UUID, opening: Opening, *, key: str, actor: Actor) -> UUID:
    """Open a round with a report for every measure, repeat entries left out; return its id.

    The same ``key`` sent again returns the round of the first time. Asks the database a bounded number of
    times at any size. Raises PermissionDenied, Http404 and RoundNotPossible.
    """
    require(actor, Permission.RUN_ROUNDS)
    plan = plan_for(actor, plan_id)
    _check(plan)
    held = _round_row(plan, opening, actor)
    reports = _report_rows(held, opening)
    if not reports:
        raise RoundNotPossible(_("評価する施策がありません。施策個票のある計画を選んでください。"))
    with writing():
        done = Submission.objects.filter(key=key).first()
        if done is not None:
            return UUID(done.result)
        if Round.objects.filter(plan=plan, fiscal_year=held.fiscal_year, kind=held.kind).exists():
            raise RoundNotPossible(
                _(
                    "この計画の同じ年度・同じ種類の評価は、すでに始まっています。評価の一覧から開いてください。"
                )
            )
        held.save(force_insert=True)
        Report.objects.bulk_create(reports, batch_size=BATCH)
        Submission(key=key, verb="round.opened", result=str(held.pk)).save(force_insert=True)
        tell_of_opening(held, reports, actor=actor)
        append_audit_entry(
            actor=actor,
            verb="round.opened",
            object_type="round",
            object_id=held.pk,
            object_label=plan.title,
            changes={
                "fiscal_year": [None, held.fiscal_year],
                "kind": [None, held.kind],
                "reports": [0, len(reports)],
                "mirrored": [0, sum(report.mirrors_id is not None for report in reports)],
            },
        )
    return held.pk


def _check(plan: Plan) -> None:
    if plan.first_fiscal_year is None or plan.last_fiscal_year is None:
        raise RoundNotPossible(
            _(
                "この計画には計画期間が登録されていないため、評価を始められません。計画期間を登録してください。"
            )
        )


def _round_row(plan: Plan, opening: Opening, actor: Actor) -> Round:
    return Round(
        plan=plan,
        fiscal_year=opening.fiscal_year,
        kind=opening.kind.value,
        stages=opening.stages.model_dump(mode="json"),
        achievement_scale=opening.achievement_scale.model_dump(mode="json"),
        direction_scale=opening.direction_scale.model_dump(mode="json"),
        schedule_scale=opening.schedule_scale.model_dump(mode="json"),
        schedule_ladder=list(opening.schedule_ladder),
        rollup_rule=opening.rollup_rule.model_dump(mode="json"),
        plan_revision=plan.revision_number,
        opened_by_name=actor.name,
    )


def _report_rows(held: Round, opening: Opening) -> list[Report]:
    """Return a report for every measure of the plan: 7 queries."""
    items = list(Item.objects.filter(plan_id=held.plan_id, has_sheet=True, cross_listed_from=None))
    divisions = _divisions_today(item.division_id for item in items)
    planned = _planned(held)
    mirrored = _mirrored(held)
    counted = set(Indicator.objects.filter(plan_id=held.plan_id).values_list("item_id", flat=True).distinct())
    return [
        Report(
            round=held,
            item=item,
            division_id=divisions[item.division_id],
            mirrors_id=mirrored.get(item.pk),
            form=_form_of(item, opening.short_forms, has_indicators=item.pk in counted).value,
            schedule_planned=planned.get(item.pk, ""),
        )
        for item in items
    ]


def _form_of(item: Item, short: ShortForms, *, has_indicators: bool) -> ReportForm:
    is_short = (short is ShortForms.WITHOUT_INDICATORS and not has_indicators) or (
        short is ShortForms.WITHOUT_PRIORITY and not item.priority
    )
    return ReportForm.SHORT if is_short else ReportForm.FULL


def _divisions_today(division_ids: Iterable[UUID | None]) -> dict[UUID | None, UUID | None]:
    """Return for each division the one that answers today: 2 queries."""
    columns = ("pk", "valid_from", "valid_to")
    lives = {pk: Life(begins, ends) for pk, begins, ends in Division.objects.values_list(*columns)}
    pairs = list(DivisionSuccession.objects.values_list("predecessor_id", "successor_id"))
    today = timezone.localdate()
    return {each: division_on(each, lives, pairs, today) for each in set(division_ids)}


def _planned(held: Round) -> dict[UUID, str]:
    """Return what the plan promises for the year, by item: 1 query."""
    steps: dict[UUID, list[str]] = defaultdict(list)
    rows = ScheduleStep.objects.filter(plan_id=held.plan_id, fiscal_year=held.fiscal_year)
    for item_id, step, text in rows.order_by("position").values_list("item_id", "step", "text"):
        steps[item_id].append(f"{step}（{text}）" if text else step)
    return {item_id: "、".join(lines) for item_id, lines in steps.items()}


def _mirrored(held: Round) -> dict[UUID, UUID]:
    """Return item → the report of the same measure in another plan's open round of the year: 2 queries."""
    same = Link.objects.filter(kind=LinkKind.SAME_AS.value)
    links = list(
        same.filter(Q(plan_id=held.plan_id) | Q(target_id__in=_items_of(held))).values_list(
            "item_id", "target_id"
        )
    )
    pairs = [*links, *((target, item) for item, target in links)]
    others = {other for _item, other in pairs if other is not None}
    open_now = Report.objects.filter(
        item_id__in=others,
        round__fiscal_year=held.fiscal_year,
        round__kind=held.kind,
        round__state=RoundState.OPEN,
    ).exclude(round__plan_id=held.plan_id)
    reports = {
        item_id: mirrors or pk for pk, item_id, mirrors in open_now.values_list("pk", "item_id", "mirrors_id")
    }
    return {item: reports[other] for item, other in pairs if item is not None and other in reports}


def _items_of(held: Round) -> object:
    return Item.objects.filter(plan_id=held.plan_id).values("pk")
