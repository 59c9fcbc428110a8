"""The year of a plan step by step, for the plan office."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, F, Max, Min, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ayumi.ground.wording import say
from ayumi.plans.models import Plan
from ayumi.plans.queries.check import checked
from ayumi.plans.queries.plan_list import PlanHeading, heading_of
from ayumi.rounds.gates import stages_of
from ayumi.rounds.models import FollowUp, MoveRecord, Notice, NoticeKind, Report, Round, RoundState
from ayumi.rounds.queries.heading import RoundHeading, round_heading
from ayumi.rounds.queries.vacancies import vacant_measures
from ayumi.rounds.rules.stages import StageKind
from ayumi.rounds.rules.year_guide import (
    RULES,
    STAGE_STEPS,
    TITLES,
    PastRound,
    RoundFacts,
    Step,
    StepId,
    StepState,
    YearFacts,
    days_taken,
    steps_of,
)

STATE_WORDS = {
    StepState.DONE: gettext_lazy("済み"),
    StepState.NOW: gettext_lazy("いま"),
    StepState.LATER: gettext_lazy("これから"),
}
REMAINING_WORDS = {
    "findings": gettext_lazy("点検で見つかったこと"),
    "vacant": gettext_lazy("担当者が不在の施策"),
    "told": gettext_lazy("知らせた人"),
    "writing": gettext_lazy("所管課で書いている報告"),
    "heads": gettext_lazy("所属長の確認を待つ報告"),
    "late": gettext_lazy("期限を過ぎた報告"),
    "returned": gettext_lazy("差し戻されて待っている報告"),
    "waiting": gettext_lazy("この段階で待っている報告"),
    "unfinished": gettext_lazy("すべての段階を終えていない報告"),
    "follow_ups": gettext_lazy("次の年度に引き継ぐ求め"),
}
IN_PEOPLE = frozenset({"told"})
"""What is counted in people; everything else in matters."""


@dataclass(frozen=True, slots=True)
class Left:
    """What remains of a step: its name, how many, of what, and where."""

    name: str
    number: int
    is_people: bool
    address: str


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step on the page. ``days`` is how long it took in the round before, None without a record."""

    number: int
    title: str
    rule: str
    state: str
    state_word: str
    left: tuple[Left, ...]
    due: date | None
    is_late: bool
    reminded_on: date | None
    days: int | None
    do: str
    address: str


@dataclass(frozen=True, slots=True)
class GuidePage:
    """The year of a plan. ``last`` names the round whose times stand beside the steps."""

    plan: PlanHeading
    round: RoundHeading | None
    last: str
    steps: tuple[StepLine, ...]
    done: int


@dataclass(frozen=True, slots=True)
class GuideChoice:
    """A plan whose year can be led, with its latest round."""

    plan: PlanHeading
    round: RoundHeading | None


def guide_choices() -> tuple[GuideChoice, ...]:
    """Return the plans that have a period, with their latest round: 2 queries."""
    latest: dict[UUID, Round] = {}
    for held in Round.objects.select_related("plan").order_by("fiscal_year", "opened_at"):
        latest[held.plan_id] = held
    plans = Plan.objects.exclude(first_fiscal_year=None).order_by("-first_fiscal_year", "title")
    return tuple(
        GuideChoice(heading_of(plan), round_heading(latest[plan.pk]) if plan.pk in latest else None)
        for plan in plans
    )


def guide_page(plan: Plan, *, today: date) -> GuidePage:
    """Return the year of a plan: at most 8 queries; before the first round 22, with its check."""
    rounds = list(Round.objects.filter(plan=plan).order_by("-fiscal_year", "-opened_at"))
    for held in rounds:
        held.plan = plan
    held = rounds[0] if rounds else None
    before = next((each for each in rounds[1:] if held and each.kind == held.kind), None)
    vacant = vacant_measures(plan.pk, today=today)
    findings = None if held else len(checked(plan)[1])
    facts = YearFacts(vacant, findings, _round_facts(held, today) if held else None)
    taken = days_taken(_past(before)) if before else {}
    steps = steps_of(facts)
    lines = tuple(
        _line(number, step, taken, (plan, held, today)) for number, step in enumerate(steps, start=1)
    )
    return GuidePage(
        plan=heading_of(plan),
        round=round_heading(held) if held else None,
        last=round_heading(before).name if before else "",
        steps=lines,
        done=sum(step.state is StepState.DONE for step in steps),
    )


def _round_facts(held: Round, today: date) -> RoundFacts:
    """Return what is known of the year's round: 4 queries."""
    stages = stages_of(held)
    own = Report.objects.filter(round=held, mirrors=None).order_by()
    counts = dict(own.values_list("position").annotate(number=Count("id")))
    waiting = tuple(counts.get(place, 0) for place in range(stages.end + 1))
    late = tuple(
        number if place < stages.end and _is_past(stages.stages[place].due, today) else 0
        for place, number in enumerate(waiting)
    )
    last_verb = MoveRecord.objects.filter(report=OuterRef("pk")).order_by("-at", "-id").values("verb")[:1]
    returned = (
        own.filter(position__lt=stages.end).annotate(last=Subquery(last_verb)).filter(last="report.returned")
    )
    reminders = Q(kind__in=(NoticeKind.DUE_SOON, NoticeKind.OVERDUE))
    told = Notice.objects.filter(round=held).aggregate(
        people=Count("person", filter=Q(kind=NoticeKind.OPENED), distinct=True),
        last=Max("at", filter=reminders),
    )
    return RoundFacts(
        stages=stages,
        waiting=waiting,
        late=late,
        returned=returned.count(),
        told=told["people"],
        reminded_on=_day(told["last"]),
        is_closed=held.state == RoundState.CLOSED,
        is_published=held.state == RoundState.PUBLISHED,
        follow_ups=FollowUp.objects.filter(asked_in=held).count(),
    )


def _past(held: Round) -> PastRound:
    """Return when things happened in an earlier round: 2 queries."""
    forward = MoveRecord.objects.filter(report__round=held, to_position__gt=F("from_position")).order_by()
    left = dict(forward.values_list("from_position").annotate(last=Max("at")))
    arrived = dict(forward.values_list("to_position").annotate(first=Min("at")))
    return PastRound(
        stages=stages_of(held),
        opened_on=timezone.localdate(held.opened_at),
        closed_on=_day(held.closed_at),
        published_on=_day(held.published_at),
        arrived={place: timezone.localdate(at) for place, at in arrived.items()},
        left={place: timezone.localdate(at) for place, at in left.items()},
    )


def _line(
    number: int, step: Step, taken: dict[StepId, int], around: tuple[Plan, Round | None, date]
) -> StepLine:
    plan, held, today = around
    do, address = _doing(step.id, plan, held)
    return StepLine(
        number=number,
        title=say(TITLES[step.id]),
        rule=say(RULES[step.id]),
        state=step.state.value,
        state_word=str(STATE_WORDS[step.state]),
        left=tuple(_left(step, plan, held)),
        due=step.due,
        is_late=step.state is not StepState.DONE and _is_past(step.due, today),
        reminded_on=step.on,
        days=taken.get(step.id),
        do=do,
        address=address,
    )


def _left(step: Step, plan: Plan, held: Round | None) -> Iterable[Left]:
    for name, number in step.remaining.items():
        address = _where(name, step, plan, held)
        yield Left(str(REMAINING_WORDS[name]), number, name in IN_PEOPLE, address)


def _where(name: str, step: Step, plan: Plan, held: Round | None) -> str:
    """Return where what remains is seen."""
    if name == "findings":
        return reverse("check", args=[plan.pk])
    if name == "vacant":
        return f"{reverse('responsibility')}?plan={plan.pk}&only=vacant#measures"
    if name == "follow_ups":
        return reverse("follow_ups", args=[plan.pk])
    if held is None or name == "told":
        return ""
    dashboard = reverse("round", args=[held.pk])
    if name == "late":
        return f"{dashboard}?late=1#measures"
    place = _place(name, step, held)
    return dashboard if place is None else f"{dashboard}?stage={place}#measures"


def _place(name: str, step: Step, held: Round) -> int | None:
    kinds = {
        "writing": StageKind.SELF_ASSESSMENT,
        "heads": StageKind.HEAD,
        "waiting": STAGE_STEPS.get(step.id),
    }
    kind = kinds.get(name)
    return stages_of(held).position_of(kind) if kind else None


def _doing(step_id: StepId, plan: Plan, held: Round | None) -> tuple[str, str]:
    """Return what the step's button says and where it leads."""
    opening = reverse("round_open", args=[plan.pk])
    places = {
        StepId.CHECK: (_("点検を開く"), reverse("check", args=[plan.pk])),
        StepId.OWNERS: (
            _("担当者を決める"),
            f"{reverse('responsibility')}?plan={plan.pk}&only=vacant#measures",
        ),
        StepId.OPEN: (_("評価を始める"), opening),
        StepId.FOLLOW: (_("次の年度の評価を始める"), opening),
    }
    if held is None or step_id in places:
        return places.get(step_id, ("", ""))
    dashboard = (_("全体の状況を見る"), reverse("round", args=[held.pk]))
    approving = (_("まとめて承認する"), reverse("round_approve", args=[held.pk]))
    workbooks = (_("Excelで配付・回収する"), reverse("report_books", args=[held.pk]))
    of_round = {
        **dict.fromkeys(STAGE_STEPS, approving),
        **dict.fromkeys((StepId.SEND, StepId.COLLECT), workbooks),
        StepId.COMMITTEE: (_("会議を開く"), reverse("meetings")),
        StepId.CLOSE: (_("締め切る"), reverse("round_close", args=[held.pk])),
        StepId.PUBLISH: (_("公表する"), reverse("round_publish", args=[held.pk])),
    }
    return of_round.get(step_id, dashboard)


def _is_past(due: date | None, today: date) -> bool:
    return due is not None and due < today


def _day(at: datetime | None) -> date | None:
    return timezone.localdate(at) if at else None
