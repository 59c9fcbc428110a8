"""A round as the document that is published of it: built once, from what stands at that moment."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from ayumi.document.attainment import attainment
from ayumi.document.measures import Basis, Cost, Indicator
from ayumi.rounds.gates import stages_of
from ayumi.rounds.gates.goals import Goal, RoundLoaded, axes_of, goals_of, load_round
from ayumi.rounds.models import MeetingDecision, Report, ReportedCost, Round
from ayumi.rounds.models.report_rows import ReportRows
from ayumi.rounds.models.stored_sheet import cost_of
from ayumi.rounds.rules.evaluation import (
    DecisionResult,
    EvaluationDocument,
    GoalResult,
    IndicatorResult,
    MeasureResult,
    StageRating,
    WorkResult,
    axis_counts,
)
from ayumi.rounds.rules.scales import ScaleSubject
from ayumi.rounds.rules.sheet import SOURCE_FIELDS, TEXT_FIELDS
from ayumi.rounds.rules.stages import RoundKind, StageKind, Stages


def public_stages(stages: Stages, chosen: Collection[StageKind] | None) -> frozenset[StageKind]:
    """Return the stages whose ratings become public: the chosen ones and the last, all where None is chosen.

    The last stage that rates is always among them, for its rating is the result.
    """
    rating = [stage.kind for stage in stages.stages if stage.rates]
    wanted = set(rating) if chosen is None else set(chosen) & set(rating)
    return frozenset({*wanted, *rating[-1:]})


def evaluation_of(
    held: Round, *, unevaluated: Collection[UUID], public: Collection[StageKind]
) -> EvaluationDocument:
    """Return the results of a round as they are published: 8 queries at any size.

    ``unevaluated`` are the reports that did not pass every stage, ``public`` the stages whose ratings are
    shown. A mirrored report (連動) shows the ratings of its original by the stages of the same kinds.
    """
    loaded = load_round(held)
    decisions = _decisions(loaded, public)
    axes, found = axes_of(held), goals_of(held, loaded, unevaluated=unevaluated)
    return EvaluationDocument(
        municipality_code=held.municipality.code,
        municipality=held.municipality.name,
        plan_id=str(held.plan_id),
        plan_title=held.plan.title,
        fiscal_year=held.fiscal_year,
        kind=RoundKind(held.kind),
        stages=tuple(stage.name for stage in stages_of(held).stages if stage.kind in public),
        achievement_scale=axes.achievement,
        schedule_scale=axes.schedule,
        direction_scale=axes.direction,
        rollup_rule=found.rule,
        unevaluated=len(set(unevaluated)),
        goals=tuple(_goal(each) for each in found.goals),
        measures=tuple(
            _measure(each, loaded, _Public(frozenset(public), frozenset(unevaluated), decisions))
            for each in loaded.reports
        ),
    )


def _goal(goal: Goal) -> GoalResult:
    item, rolled, judged = goal.item, goal.rolled, goal.judgement
    return GoalResult(
        id=str(item.pk) if item else None,
        parent_id=str(item.parent_id) if item and item.parent_id else None,
        depth=goal.depth,
        number=item.number if item else "",
        title=item.title if item else "",
        level=item.level.name if item else "",
        measures=rolled.measures,
        repeats=rolled.repeats,
        achievement=axis_counts(rolled.achievement),
        schedule=axis_counts(rolled.schedule),
        direction=axis_counts(rolled.direction),
        not_computable=rolled.means.not_computable,
        computed=goal.computed.word,
        percent=goal.computed.percent,
        value=judged.value if judged else "",
        reason=judged.reason if judged else "",
    )


@dataclass(frozen=True, slots=True)
class _Public:
    """What is shown of a measure; ``decisions`` are by the report that was decided on."""

    stages: frozenset[StageKind]
    unevaluated: frozenset[UUID]
    decisions: Mapping[UUID, tuple[DecisionResult, ...]]


def _decisions(loaded: RoundLoaded, public: Collection[StageKind]) -> dict[UUID, tuple[DecisionResult, ...]]:
    """Return report → what closed meetings decided of it, where the body's stage is public: 1 query."""
    sources = {source.pk for source in loaded.sources.values()}
    rows = MeetingDecision.objects.filter(matter__report__in=sources, matter__meeting__is_closed=True)
    rows = rows.filter(matter__meeting__body__stage__in=[kind.value for kind in public])
    standing: dict[UUID, MeetingDecision] = {}
    for row in rows.select_related("matter__meeting__body").order_by("at", "id"):
        standing[row.matter_id] = row
    found: dict[UUID, list[DecisionResult]] = defaultdict(list)
    for row in sorted(standing.values(), key=lambda row: (row.matter.meeting.held_on, row.at)):
        found[row.matter.report_id].append(_decision(row))
    return {report_id: tuple(rows) for report_id, rows in found.items()}


def _decision(row: MeetingDecision) -> DecisionResult:
    meeting = row.matter.meeting
    return DecisionResult(
        body=meeting.body.name,
        meeting=meeting.title,
        held_on=meeting.held_on,
        achievement=row.value,
        direction=row.direction,
        text=row.text,
        reason=row.reason,
        asks=row.asks,
    )


def _measure(report: Report, loaded: RoundLoaded, public: _Public) -> MeasureResult:
    source, item = loaded.sources[report.pk], report.item
    cost, year = cost_of(source), report.round.fiscal_year
    return MeasureResult(
        id=str(item.pk),
        parent_id=str(item.parent_id) if item.parent_id else None,
        number=item.number,
        title=item.title,
        division=source.division.name if source.division else "",
        written_in=source.round.plan.title if report.mirrors is not None else "",
        is_unevaluated=report.pk in public.unevaluated,
        promised=report.schedule_planned or source.schedule_planned,
        reached=source.schedule_reached,
        schedule=source.schedule_rating,
        **{name: getattr(source, name) for name in TEXT_FIELDS},
        indicators=tuple(_indicator(each, year) for each in loaded.indicators[item.pk]),
        ratings=_ratings(source, loaded.rows[source.pk], public.stages),
        decisions=public.decisions.get(source.pk, ()),
        costs=_costs(cost, year) if cost else (),
        work=_work(cost) if cost else None,
    )


def _indicator(indicator: Indicator, year: int) -> IndicatorResult:
    result = attainment(indicator, year)
    return IndicatorResult(
        indicator=indicator,
        rule=result.rule,
        percent=result.percent,
        reached=result.reached,
        reason=result.reason,
        actual=result.actual,
        target=result.target,
        baseline=result.baseline,
    )


def _ratings(source: Report, rows: ReportRows, public: Collection[StageKind]) -> tuple[StageRating, ...]:
    latest = rows.latest_ratings()
    found = []
    for stage in stages_of(source.round).stages:
        if stage.kind not in public or not stage.rates:
            continue
        achievement = latest.get((stage.kind.value, ScaleSubject.ACHIEVEMENT.value))
        direction = latest.get((stage.kind.value, ScaleSubject.DIRECTION.value))
        found.append(
            StageRating(
                stage=stage.name,
                achievement=achievement.value if achievement else "",
                achievement_reason=achievement.reason if achievement else "",
                direction=direction.value if direction else "",
                direction_reason=direction.reason if direction else "",
            )
        )
    return tuple(found)


def _costs(cost: ReportedCost, year: int) -> tuple[Cost, ...]:
    stated = ((source, getattr(cost, name)) for source, name in SOURCE_FIELDS.items())
    basis = Basis(cost.basis)
    return tuple(
        Cost(fiscal_year=year, basis=basis, source=source, thousand_yen=Decimal(amount))
        for source, amount in stated
        if amount is not None
    )


def _work(cost: ReportedCost) -> WorkResult | None:
    staff, hours = (None if text is None else Decimal(text) for text in (cost.staff, cost.hours))
    return (
        None
        if staff is None and hours is None
        else WorkResult(basis=Basis(cost.basis), staff=staff, hours=hours)
    )
