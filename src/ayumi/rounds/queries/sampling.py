"""What the sampling rule knows of every measure of a round, and the sample it gives."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from ayumi.document.attainment import attainment
from ayumi.document.measures import Indicator
from ayumi.ground.wording import say
from ayumi.plans.models import ScheduleStep
from ayumi.plans.queries.item_values import indicators_of_items
from ayumi.rounds.gates import stages_of
from ayumi.rounds.gates.challenges import round_challenges
from ayumi.rounds.models import AgendaItem, Meeting, Report, ReportedCost, Round
from ayumi.rounds.models.report_rows import ReportRows, report_rows
from ayumi.rounds.models.reported_indicators import with_reported
from ayumi.rounds.queries.meeting import MeetingHead, meeting_head
from ayumi.rounds.rules.challenges.values import ENOUGH, NEVER_FROZEN
from ayumi.rounds.rules.sampling import CRITERION_TEXTS, MatterFacts, Wish, choose
from ayumi.rounds.rules.scales import Scale, ScaleSubject
from ayumi.rounds.rules.stages import StageKind

HUNDRED = Decimal(100)
MOST = Decimal(10) ** 12
"""A shortfall beyond this is a slip of the keyboard; it is the largest all the same."""


@dataclass(frozen=True, slots=True)
class SampledMeasure:
    """A measure of the sample with the turn that took it and every reason."""

    report_id: UUID
    number: str
    title: str
    division: str
    policy: str
    turn: str
    reasons: tuple[str, ...]

    @property
    def text(self) -> str:
        """The turn and the reasons in one text, as the agenda keeps them."""
        return "\n".join((*([self.turn] if self.turn else []), *self.reasons))


@dataclass(frozen=True, slots=True)
class SamplePage:
    """The sample for a wish: ``out_of`` measures could be chosen, ``not_yet`` are not submitted."""

    meeting: MeetingHead
    chosen: tuple[SampledMeasure, ...]
    out_of: int
    not_yet: int
    done: int
    """Past the body's stage already, or on the agenda."""


def sample_page(meeting: Meeting, wish: Wish | None, *, today: date) -> SamplePage:
    """Return the sample of a meeting's round, none without a wish: at most 16 queries at any size."""
    head = meeting_head(meeting)
    related = ("item__parent", "division", "cost")
    own = Report.objects.filter(round_id=meeting.round_id, mirrors=None).select_related(*related)
    every = list(own.order_by("item__position"))
    taken = set(AgendaItem.objects.filter(meeting=meeting).values_list("report_id", flat=True))
    end = _end(meeting)
    done = [each for each in every if each.pk in taken or each.position > end]
    left = [each for each in every if each not in done]
    reports = [each for each in left if each.position > 0]
    chosen = () if wish is None else _chosen(meeting.round, reports, wish, today)
    return SamplePage(head, chosen, len(reports), len(left) - len(reports), len(done))


def _end(meeting: Meeting) -> int:
    """Return the last position at which the body can still judge a report."""
    stages = stages_of(meeting.round)
    kind = meeting.body.stage
    found = stages.position_of(StageKind(kind)) if kind else None
    return stages.end if found is None else found


def _chosen(held: Round, reports: list[Report], wish: Wish, today: date) -> tuple[SampledMeasure, ...]:
    by_id = {report.pk: report for report in reports}
    return tuple(
        _line(by_id[each.id], _turn(each.by and say(CRITERION_TEXTS[each.by]), each.place), each.reasons)
        for each in choose(_facts(held, reports, today), wish)
    )


def _turn(criterion: str | None, place: int) -> str:
    if criterion is None:
        return ""
    return say("選んだ規則: 「{criterion}」の大きい順で{place}番目です。", criterion=criterion, place=place)


def _line(report: Report, turn: str, reasons: tuple[str, ...]) -> SampledMeasure:
    parent = report.item.parent
    return SampledMeasure(
        report_id=report.pk,
        number=report.item.number,
        title=report.item.title,
        division=report.division.name if report.division else "",
        policy=f"{parent.number} {parent.title}" if parent else "",
        turn=turn,
        reasons=reasons,
    )


def _facts(held: Round, reports: list[Report], today: date) -> list[MatterFacts]:
    """Return the facts of the reports: 13 queries."""
    items = [report.item_id for report in reports]
    hanging = report_rows(reports)
    indicators = indicators_of_items(items)
    planned = _planned(held, items)
    asked = {report.pk: lines for report, lines in round_challenges(held, today=today)}
    names = {stage.kind.value: stage.name for stage in stages_of(held).stages}
    return [
        MatterFacts(
            id=report.pk,
            position=report.item.position,
            policy=str(report.item.parent_id or ""),
            challenges=len(asked[report.pk]),
            open_challenges=sum(line.is_open for line in asked[report.pk]),
            thousand_yen=_money(report),
            **_schedule(held, report, planned[report.item_id]),
            **_values(held, indicators[report.item_id], hanging[report.pk]),
            **_opinions(held, hanging[report.pk], names),
        )
        for report in reports
    ]


def _planned(held: Round, items: Iterable[UUID]) -> Mapping[UUID, list[str]]:
    """Return item → the steps that the plan promises for the year: 1 query."""
    found: dict[UUID, list[str]] = defaultdict(list)
    steps = ScheduleStep.objects.filter(item_id__in=list(items), fiscal_year=held.fiscal_year)
    for item_id, step in steps.values_list("item_id", "step"):
        found[item_id].append(step)
    return found


def _money(report: Report) -> Decimal | None:
    cost: ReportedCost | None = getattr(report, "cost", None)
    text = cost.project_thousand_yen if cost else None
    return None if text is None else max(Decimal(text), Decimal())


def _schedule(held: Round, report: Report, planned: list[str]) -> dict[str, object]:
    ladder = {step: place for place, step in enumerate(held.schedule_ladder)}
    promised = [ladder[step] for step in planned if step in ladder]
    reached = ladder.get(report.schedule_reached)
    behind = max(promised) - reached if promised and reached is not None else 0
    step = held.read("schedule_scale", Scale).step(report.schedule_rating)
    return {"steps_behind": max(0, behind), "is_late": bool(step and step.is_late)}


def _values(held: Round, indicators: Iterable[Indicator], hanging: ReportRows) -> dict[str, object]:
    year = held.fiscal_year
    worst: tuple[Decimal, str] | None = None
    missing = frozen = unreached = 0
    for indicator in (with_reported(each, hanging.values) for each in indicators):
        result = attainment(indicator, year)
        percent = result.percent
        unreached += percent is None and result.reached is False
        if percent is not None and percent < HUNDRED:
            lack = min(HUNDRED - percent, MOST)
            worst = (
                max(worst, (lack, indicator.name), key=lambda each: each[0])
                if worst
                else (lack, indicator.name)
            )
        own = [each for each in indicator.actuals if each.fiscal_year == year]
        missing += not any(each.value is not None or each.text for each in own)
        frozen += _is_frozen(indicator, year)
    return {
        "shortfall": worst[0] if worst else None,
        "shortfall_of": worst[1] if worst else "",
        "unreached": unreached,
        "missing_values": missing,
        "frozen_values": frozen,
    }


def _is_frozen(indicator: Indicator, year: int) -> bool:
    """Tell whether the value of the year is the same as in every one of the years before, three in all."""
    if indicator.target_kind in NEVER_FROZEN:
        return False
    known = {
        (each.fiscal_year, each.group): each.value for each in indicator.actuals if each.value is not None
    }
    groups = {group for _year, group in known}
    series = [[known.get((year - back, group)) for back in range(ENOUGH)] for group in groups]
    return bool(series) and all(None not in each and len(set(each)) == 1 for each in series)


def _opinions(held: Round, hanging: ReportRows, names: Mapping[str, str]) -> dict[str, object]:
    """Return how far the stages lie apart on the scale, and the words of direction they gave."""
    scale = held.read("achievement_scale", Scale)
    ranked, directions = [], {}
    for (stage, subject), rating in hanging.latest_ratings().items():
        if subject == ScaleSubject.DIRECTION.value:
            directions[rating.value] = None
        if subject == ScaleSubject.ACHIEVEMENT.value:
            for name, word in ((names.get(stage, stage), rating.value), (say("評価案"), rating.proposed)):
                rank = scale.rank_of(word)
                if rank is not None:
                    ranked.append((rank, say("{stage}「{word}」", stage=name, word=word)))
    best, worst = (min(ranked), max(ranked)) if ranked else ((0, ""), (0, ""))
    apart = worst[0] - best[0]
    return {
        "apart": apart,
        "apart_between": (best[1], worst[1]) if apart else (),
        "directions": tuple(directions),
    }


def measure_choices(meeting: Meeting) -> list[tuple[str, str]]:
    """Return the measures of the meeting's round that can be put on the agenda by hand: 2 queries."""
    if meeting.round_id is None:
        return []
    taken = AgendaItem.objects.filter(meeting=meeting).exclude(report=None).values("report_id")
    own = Report.objects.filter(round_id=meeting.round_id, mirrors=None).exclude(pk__in=taken)
    columns = ("pk", "item__number", "item__title")
    return [
        (str(pk), f"{number} {title}")
        for pk, number, title in own.order_by("item__position").values_list(*columns)
    ]
