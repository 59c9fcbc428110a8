"""The challenges of a report and of a whole round, with the answers they were given."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import CharField, Exists, OuterRef, Q, Value
from django.db.models.functions import Cast

from ayumi.document.measures import Indicator as IndicatorValue
from ayumi.document.measures import Item as ItemValue
from ayumi.document.plan import DivisionName
from ayumi.ground.wording import say
from ayumi.plans.models import Indicator, ScheduleStep
from ayumi.plans.queries.item_values import MONEY, WORDS, indicators_by_item, indicators_of_items
from ayumi.plans.queries.unions import Columns, rows_of_tables
from ayumi.rounds.gates import stages_of
from ayumi.rounds.gates.entries import entry_of, frame_of
from ayumi.rounds.models import (
    ChallengeAnswer,
    Report,
    ReportedValue,
    Responsibility,
    Round,
    SupersededSource,
)
from ayumi.rounds.models.report_rows import ReportRows, report_rows
from ayumi.rounds.models.seats import answering
from ayumi.rounds.rules.challenges import (
    RULES,
    Challenge,
    Entry,
    Frame,
    Neighbours,
    challenges_of,
    facts_of_item,
)
from ayumi.rounds.rules.challenges.entry import TEXT_FIELDS
from ayumi.rounds.rules.challenges.neighbours import Said, neighbours_from

HANGING = {
    "costs": MONEY["costs"],
    "workloads": MONEY["workloads"],
    "judgements": WORDS["judgements"],
    "schedule": (ScheduleStep, ("fiscal_year", "step", "text")),
}
"""What the challenges look at beside a measure's indicators."""
RELATED = ("item", "division", "cost")


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One piece of evidence as a page shows it; ``item_id`` leads to another measure."""

    text: str
    item_id: str


@dataclass(frozen=True, slots=True)
class ChallengeLine:
    """A challenge as a page shows it, with the latest answer to this very evidence."""

    rule_id: str
    title: str
    sentence: str
    how: str
    evidence: tuple[EvidenceLine, ...]
    fingerprint: str
    answer: str
    answered_by: str
    answered_at: datetime | None

    @property
    def is_open(self) -> bool:
        """True where it is not answered."""
        return not self.answer


@dataclass(frozen=True, slots=True)
class ReportLoaded:
    """What a page of one report has loaded already, so that it is not asked for again.

    ``last`` is the report of the year before, read with its round, plan and cost; ``rows`` what hangs on
    both; ``indicators`` the plan's own, without what is reported.
    """

    indicators: Sequence[IndicatorValue]
    last: Report | None
    rows: Mapping[UUID, ReportRows]


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around the reports of a round: who answers, and the measures side by side."""

    neighbours: Neighbours
    owned: frozenset[UUID]
    """The measures that somebody living answers for."""
    keeps_owners: bool
    """False where nobody was ever named for a measure of the round: then nothing is asked about it."""
    superseded: Mapping[str, str]
    """Sources that the city knows to be replaced → what replaced them, empty where that is not known."""


def report_challenges(
    report: Report, *, today: date, loaded: ReportLoaded | None = None
) -> tuple[ChallengeLine, ...]:
    """Return what is asked of a report: 3 queries with what its page has loaded, else 7.

    A report that mirrors another (連動) is asked there; give its original.
    """
    held = report.round
    given = loaded or _load(report)
    hanging = rows_of_tables(HANGING, Q(item_id=report.item_id), owner="item_id")
    answers = _answers(given.rows[report.pk])
    around = _around(held, today)
    found = _challenges(
        report,
        frame_of(held, today, around.superseded),
        (given.indicators, hanging[report.item_id], given.last, given.rows),
        around,
    )
    return tuple(_line(each, answers) for each in found)


def open_challenges(report: Report, *, today: date) -> tuple[ChallengeLine, ...]:
    """Return the challenges of a report that nobody has answered: 7 queries. Asked before it is submitted."""
    return tuple(each for each in report_challenges(report, today=today) if each.is_open)


def round_challenges(held: Round, *, today: date) -> list[tuple[Report, tuple[ChallengeLine, ...]]]:
    """Return every report of a round that is written in it, with what is asked of it: 8 queries."""
    reports = list(held.reports.filter(mirrors=None).select_related(*RELATED).order_by("item__position"))
    for report in reports:
        report.round = held
    before = last_reports(held)
    rows = report_rows([*reports, *before.values()], only=("values", "ratings", "answers"))
    of_plan = Q(plan_id=held.plan_id)
    indicators = indicators_by_item(of_plan)
    hanging = rows_of_tables(HANGING, of_plan, owner="item_id")
    around = _around(held, today)
    frame = frame_of(held, today, around.superseded)
    return [
        (
            report,
            tuple(
                _line(each, _answers(rows[report.pk]))
                for each in _challenges(
                    report,
                    frame,
                    (
                        indicators.get(report.item_id, ()),
                        hanging[report.item_id],
                        before.get(report.item_id),
                        rows,
                    ),
                    around,
                )
            ),
        )
        for report in reports
    ]


def last_reports(held: Round) -> dict[UUID, Report]:
    """Return item → its report in the plan's last earlier round of the same kind: 1 query."""
    earlier = Report.objects.filter(
        round__plan_id=held.plan_id,
        round__kind=held.kind,
        round__fiscal_year=held.fiscal_year - 1,
        mirrors=None,
    )
    return {report.item_id: report for report in earlier.select_related("round__plan", "cost")}


def _load(report: Report) -> ReportLoaded:
    """Return what the page of a report would have loaded: 4 queries."""
    earlier = Report.objects.filter(
        item_id=report.item_id,
        round__kind=report.round.kind,
        round__fiscal_year=report.round.fiscal_year - 1,
        mirrors=None,
    )
    last = earlier.select_related("round__plan", "cost").first()
    rows = report_rows([report, *([last] if last else [])])
    return ReportLoaded(indicators_of_items([report.item_id])[report.item_id], last, rows)


_Given = tuple[
    Iterable[IndicatorValue], Mapping[str, list[Columns]], Report | None, Mapping[UUID, ReportRows]
]


def _challenges(report: Report, frame: Frame, given: _Given, around: _Around) -> Iterable[Challenge]:
    indicators, hanging, last, rows = given
    item = report.item
    value = ItemValue.model_validate(
        {
            "id": str(item.pk),
            "level_id": str(item.level_id),
            "number": item.number,
            "title": item.title,
            "indicators": tuple(indicators),
            **{name: hanging[name] for name in HANGING},
        }
    )
    owner = report.item_id in around.owned if around.keeps_owners else None
    entry = entry_of(report, rows[report.pk], stages_of(report.round), has_owner=owner)
    # A round two years back is not last year's: what it says is not held against this one.
    is_last = last is not None and last.round.fiscal_year == frame.fiscal_year - 1
    before = entry_of(last, rows[last.pk], stages_of(last.round)) if last and is_last else Entry()
    division = report.division
    named = (
        DivisionName(
            id=str(division.pk),
            name=division.name,
            valid_from=division.valid_from,
            valid_to=division.valid_to,
        )
        if division
        else None
    )
    return challenges_of(facts_of_item(value, frame, entry, before, named), around.neighbours)


def _around(held: Round, today: date) -> _Around:
    """Return what the measures of a round say side by side: 2 queries."""
    named = Responsibility.objects.filter(item_id=OuterRef("item_id"))
    living = Exists(answering(today, item="item_id"))
    columns = ("item_id", "item__number", "item__title", *TEXT_FIELDS)
    work = ("cost__hours", "cost__personnel_thousand_yen", "is_owned", "is_named")
    reports = list(
        Report.objects.filter(round=held, mirrors=None)
        .annotate(is_owned=living, is_named=Exists(named))
        .order_by("item__position")
        .values(*columns, *work)
    )
    sources, superseded = _sources(held)
    neighbours = neighbours_from(
        (
            Said(str(row["item_id"]), f"{row['item__number']} {row['item__title']}".strip(), row[name])
            for row in reports
            for name in TEXT_FIELDS
        ),
        sources,
        (
            (held.fiscal_year, _decimal(row["cost__hours"]), _decimal(row["cost__personnel_thousand_yen"]))
            for row in reports
        ),
    )
    return _Around(
        neighbours,
        frozenset(row["item_id"] for row in reports if row["is_owned"]),
        any(row["is_named"] for row in reports),
        superseded,
    )


def _sources(held: Round) -> tuple[list[str], dict[str, str]]:
    """Return the sources named in a plan and its round, and those the city knows to be replaced: 1 query."""
    nothing = Cast(Value(None), CharField())
    plan = Indicator.objects.filter(plan_id=held.plan_id).exclude(source="").order_by()
    reported = ReportedValue.objects.filter(report__round=held).exclude(source="").order_by()
    known = SupersededSource.objects.order_by().values_list("name", "replaced_by")
    used = (each.annotate(instead=nothing).values_list("source", "instead") for each in (plan, reported))
    rows = list(known.union(*used))
    return [name for name, instead in rows if instead is None], {
        name: instead for name, instead in rows if instead is not None
    }


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _answers(rows: ReportRows) -> dict[str, ChallengeAnswer]:
    """Return fingerprint → the latest answer."""
    return {each.evidence: each for each in rows.answers}


def _line(challenge: Challenge, answers: Mapping[str, ChallengeAnswer]) -> ChallengeLine:
    answer = answers.get(challenge.fingerprint)
    return ChallengeLine(
        rule_id=challenge.rule_id,
        title=say(RULES[challenge.rule_id].title),
        sentence=challenge.sentence,
        how=challenge.answer,
        evidence=tuple(EvidenceLine(each.text, each.link) for each in challenge.evidence),
        fingerprint=challenge.fingerprint,
        answer=answer.answer if answer else "",
        answered_by=answer.person_name if answer else "",
        answered_at=answer.at if answer else None,
    )
