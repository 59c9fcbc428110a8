"""The challenges of a report and of a whole round, with the answers they were given."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from ayumi.document.measures import Indicator as IndicatorValue
from ayumi.document.measures import Item as ItemValue
from ayumi.document.plan import DivisionName
from ayumi.ground.wording import say
from ayumi.plans.models import ScheduleStep
from ayumi.plans.queries.item_values import MONEY, WORDS, indicators_and, indicators_by_item
from ayumi.plans.queries.unions import Columns, Group, rows_of_tables
from ayumi.rounds.gates import stages_of
from ayumi.rounds.gates.around import Around, around_of, around_report
from ayumi.rounds.gates.entries import entry_of, frame_of
from ayumi.rounds.models import (
    ChallengeAnswer,
    FollowUp,
    Report,
    Round,
)
from ayumi.rounds.models.report_rows import ReportRows, group_of, report_rows, rows_found
from ayumi.rounds.rules.challenges import (
    RULES,
    Challenge,
    Entry,
    Frame,
    challenges_of,
    facts_of_item,
)
from ayumi.tenancy.prepared import prepared

HANGING = {
    "costs": MONEY["costs"],
    "workloads": MONEY["workloads"],
    "judgements": WORDS["judgements"],
    "schedule": (ScheduleStep, ("fiscal_year", "step", "text")),
}
"""What the challenges look at beside a measure's indicators."""
FOLLOW_UPS = {"follow_ups": (FollowUp, ("state", "asked_in_id"))}
"""What handing a sheet on looks at: whether an earlier round still waits for an answer."""
_Answers = Mapping[str, ChallengeAnswer]
"""The fingerprint of a challenge → its latest answer."""
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

    ``last`` is the report of the last earlier round, read with its round and cost; ``rows`` what hangs on
    both; ``indicators`` the plan's own, without what is reported; ``hanging`` what else the measure has;
    ``follow_ups`` the state of each of its follow-ups, and the round that asked.
    """

    indicators: Sequence[IndicatorValue]
    last: Report | None
    rows: Mapping[UUID, ReportRows]
    hanging: Mapping[str, list[Columns]]
    follow_ups: Sequence[Columns]


def report_challenges(
    report: Report, *, today: date, loaded: ReportLoaded | None = None
) -> tuple[ChallengeLine, ...]:
    """Return what is asked of a report: 2 queries with what its page has loaded, else 5.

    A report that mirrors another (連動) is asked there; give its original.
    """
    held = report.round
    given = loaded or load_report(report)
    answers = _answers(given.rows[report.pk])
    around = around_report(report, today)
    found = _challenges(
        report,
        frame_of(held, today, around.superseded),
        (given.indicators, given.hanging, given.last, given.rows),
        around,
    )
    return tuple(_line(each, answers) for each in found)


def open_challenges(
    report: Report, *, today: date, loaded: ReportLoaded | None = None
) -> tuple[ChallengeLine, ...]:
    """Return the challenges of a report that nobody has answered: queries as ``report_challenges``."""
    return tuple(each for each in report_challenges(report, today=today, loaded=loaded) if each.is_open)


def round_challenges(held: Round, *, today: date) -> list[tuple[Report, tuple[ChallengeLine, ...]]]:
    """Return every report of a round that is written in it, with what is asked of it: 8 queries."""
    return [
        (report, tuple(_line(each, answers) for each in raised))
        for report, raised, answers in _of_round(held, today)
    ]


def numbers_open(held: Round, *, today: date) -> dict[UUID, int]:
    """Return report → how many challenges nobody has answered, of a whole round: 8 queries."""
    return {
        report.pk: sum(each.fingerprint not in answers for each in raised)
        for report, raised, answers in _of_round(held, today)
    }


def _of_round(held: Round, today: date) -> Iterator[tuple[Report, list[Challenge], _Answers]]:
    """Yield every report that is written in a round, what is asked of it and was answered: 8 queries."""
    reports = list(held.reports.filter(mirrors=None).select_related(*RELATED).order_by("item__position"))
    for report in reports:
        report.round = held
    before = last_reports(held)
    rows = report_rows([*reports, *before.values()], only=("values", "ratings", "answers"))
    indicators = indicators_by_item(held.plan_id)
    yield from _asked(held, reports, (indicators, before, rows), today)


def challenges_if_stored(
    held: Round,
    reports: Iterable[Report],
    rows: Mapping[UUID, ReportRows],
    indicators: Mapping[UUID, Sequence[IndicatorValue]],
    *,
    today: date,
) -> dict[UUID, tuple[ChallengeLine, ...]]:
    """Return what would be asked of reports of a round if they stood as given: 5 queries.

    ``rows`` hold what hangs on them, ``indicators`` are the plan's own by item. What their neighbours say is
    read as it stands.
    """
    before = last_reports(held)
    loaded = (indicators, before, {**report_rows(before.values()), **rows})
    return {
        report.pk: tuple(_line(each, answers) for each in raised)
        for report, raised, answers in _asked(held, list(reports), loaded, today)
    }


def _asked(
    held: Round,
    reports: list[Report],
    loaded: tuple[Mapping[UUID, Iterable[IndicatorValue]], Mapping[UUID, Report], Mapping[UUID, ReportRows]],
    today: date,
) -> Iterator[tuple[Report, list[Challenge], _Answers]]:
    """Yield every report with what is asked of it and was answered: 3 queries."""
    indicators, before, rows = loaded
    hanging = rows_of_tables(HANGING, "plan_id", [held.plan_id], owner="item_id")
    around = around_of(held, today)
    frame = frame_of(held, today, around.superseded)
    for report in reports:
        item_id = report.item_id
        given = (indicators.get(item_id, ()), hanging[item_id], before.get(item_id), rows)
        yield report, list(_challenges(report, frame, given, around)), _answers(rows[report.pk])


def last_reports(held: Round) -> dict[UUID, Report]:
    """Return item → its report in the plan's last earlier round of the same kind: 1 query."""
    earlier = Report.objects.filter(
        round__plan_id=held.plan_id,
        round__kind=held.kind,
        round__fiscal_year=held.fiscal_year - 1,
        mirrors=None,
    )
    return {report.item_id: report for report in earlier.select_related("round__plan", "cost")}


def load_report(report: Report) -> ReportLoaded:
    """Return what the page of a report has to load: 3 queries."""
    held, item_id = report.round, report.item_id
    last = next(iter(_reports_before(item_id, held.kind, held.fiscal_year)), None)
    on_reports = group_of([report, *([last] if last else [])])
    on_item = Group(HANGING, "item_id", [item_id], owner="item_id")
    asked = Group(FOLLOW_UPS, "item_id", [item_id], owner="item_id", order="id")
    indicators, (rows, hanging, follow_ups) = indicators_and([item_id], on_reports, on_item, asked)
    return ReportLoaded(
        indicators=indicators[item_id],
        last=last,
        rows=rows_found(on_reports, rows),
        hanging=hanging[item_id],
        follow_ups=follow_ups[item_id]["follow_ups"],
    )


@prepared
def _reports_before(item_id: UUID, kind: str, fiscal_year: int) -> QuerySet[Report]:
    """Ask for the measure's report in the last earlier round of the same kind."""
    found = Report.objects.filter(
        item_id=item_id, round__kind=kind, round__fiscal_year__lt=fiscal_year, mirrors=None
    )
    return found.select_related("round", "cost").order_by("-round__fiscal_year")[:1]


_Given = tuple[
    Iterable[IndicatorValue], Mapping[str, list[Columns]], Report | None, Mapping[UUID, ReportRows]
]


def _challenges(report: Report, frame: Frame, given: _Given, around: Around) -> Iterable[Challenge]:
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


def _answers(rows: ReportRows) -> _Answers:
    return {each.evidence: each for each in rows.answers}


def _line(challenge: Challenge, answers: _Answers) -> ChallengeLine:
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
