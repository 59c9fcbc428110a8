"""Where a round stands: who is where, what is late, and the measures over the years."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ayumi.ground.wording import say, say_short_year
from ayumi.rounds.gates import stages_of
from ayumi.rounds.gates.challenges import numbers_open
from ayumi.rounds.models import Rating, Report, Round, RoundState
from ayumi.rounds.queries.heading import RoundHeading, round_heading
from ayumi.rounds.queries.report_moves import stage_name
from ayumi.rounds.rules.scales import Scale, ScaleSubject
from ayumi.tenancy.queries.audit_trail import PageNumbers

PAGE_SIZE = 100


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the reader wants to see of a round; ``open`` leaves only what has open challenges."""

    division: str = ""
    stage: str = ""
    late: bool = False
    open: bool = False
    page: int = 1


@dataclass(frozen=True, slots=True)
class DivisionRow:
    """How many reports of a division wait at each stage and how many are through."""

    id: str
    name: str
    counts: tuple[int, ...]
    open: tuple[int, ...]
    """Challenges that wait for an answer, by the stage at which their reports wait."""
    late: int
    total: int

    @property
    def cells(self) -> tuple[tuple[int, int], ...]:
        """The reports and the open challenges at each stage."""
        return tuple(zip(self.counts, self.open, strict=True))

    @property
    def all_open(self) -> int:
        """The challenges of the division that wait for an answer."""
        return sum(self.open)


@dataclass(frozen=True, slots=True)
class Cell:
    """A measure in one year: how the schedule stood and what was judged; the words say it, not the colour.

    ``tone`` is good, care or none, from the scale that the round of that year was judged by.
    """

    schedule: str = ""
    achievement: str = ""
    tone: str = "none"


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A report with its years."""

    id: UUID
    number: str
    title: str
    division: str
    position: int
    stage: str
    due: date | None
    is_late: bool
    is_mirror: bool
    is_unevaluated: bool
    open: int
    """Challenges that wait for an answer."""
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class DashboardPage:
    """The round at a glance. ``rows`` are of the page shown, ``found`` how many the filter leaves."""

    round: RoundHeading
    divisions: tuple[DivisionRow, ...]
    totals: tuple[tuple[int, int], ...]
    """The reports and the open challenges at each stage."""
    open: int
    late: int
    through: int
    reports: int
    mirrored: int
    without_division: tuple[MeasureRow, ...]
    years: tuple[str, ...]
    rows: tuple[MeasureRow, ...]
    found: int
    wanted: Wanted
    choices: tuple[tuple[str, str], ...]
    pages: PageNumbers


def dashboard_page(held: Round, wanted: Wanted, *, today: date, everything: bool = False) -> DashboardPage:
    """Return the dashboard of a round with its plan: 11 queries at any size, 3 where it is over.

    ``everything`` leaves the pages out, for the table as a file.
    """
    rounds = list(
        Round.objects.filter(
            plan_id=held.plan_id, kind=held.kind, fiscal_year__lte=held.fiscal_year
        ).order_by("fiscal_year")
    )
    table = _Table(held, rounds, today, _open_challenges(held, today))
    rows = table.rows()
    own = [row for row in rows if not row.is_mirror]
    divisions = table.divisions(rows)
    found = [row for row in rows if _is_wanted(row, wanted, table.division_ids)]
    last = max(1, -(-len(found) // PAGE_SIZE))
    number = min(max(1, wanted.page), last)
    shown = found if everything else found[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    counts = Counter(row.position for row in own)
    asked = Counter(dict.fromkeys(counts, 0))
    for row in own:
        asked[row.position] += row.open
    heading = round_heading(held)
    return DashboardPage(
        round=heading,
        divisions=divisions,
        totals=tuple((counts[position], asked[position]) for position in range(heading.end + 1)),
        open=asked.total(),
        late=sum(row.is_late for row in own),
        through=counts[heading.end],
        reports=len(own),
        mirrored=len(rows) - len(own),
        without_division=tuple(row for row in own if not row.division),
        years=tuple(say_short_year(each.fiscal_year) for each in rounds),
        rows=tuple(shown),
        found=len(found),
        wanted=wanted,
        choices=tuple((division.id, division.name) for division in divisions),
        pages=PageNumbers(number, last, _query(wanted)),
    )


def _open_challenges(held: Round, today: date) -> dict[UUID, int]:
    """Return report → how many challenges wait for an answer: 8 queries; none once nobody can answer."""
    if held.state != RoundState.OPEN:
        return {}
    return numbers_open(held, today=today)


class _Table:
    """All reports of the plan's rounds of one kind, each in its year."""

    def __init__(self, held: Round, rounds: list[Round], today: date, asked: Mapping[UUID, int]) -> None:
        self._held, self._rounds, self._today, self._asked = held, rounds, today, asked
        self._stages = {each.pk: stages_of(each) for each in rounds}
        self._scales = {
            each.pk: (each.read("achievement_scale", Scale), each.read("schedule_scale", Scale))
            for each in rounds
        }
        reports = Report.objects.filter(round__in=rounds).select_related("item", "division")
        related = ("mirrors", "mirrors__round")
        self._reports = list(reports.select_related(*related, "item", "division").order_by("item__position"))
        self._ratings = self._latest_ratings()
        self._names: dict[str, str] = {}
        self.division_ids = {
            report.pk: str(report.division_id or "") for report in self._reports if report.round_id == held.pk
        }

    def _latest_ratings(self) -> Mapping[UUID, Rating]:
        """Return report's id → the rating of the last stage that gave one: 1 query."""
        wanted = {report.mirrors_id or report.pk for report in self._reports}
        given, latest = Rating.objects.filter(subject=ScaleSubject.ACHIEVEMENT.value), {}
        if any(report.mirrors_id for report in self._reports):
            given = given.filter(report__round__fiscal_year__in=[each.fiscal_year for each in self._rounds])
        else:
            given = given.filter(report__round__in=self._rounds)
        for rating in given.order_by("at", "id"):
            if rating.report_id in wanted:
                latest[rating.report_id] = rating
        return latest

    def rows(self) -> list[MeasureRow]:
        by_item: dict[UUID, dict[UUID, Report]] = defaultdict(dict)
        for report in self._reports:
            by_item[report.item_id][report.round_id] = report
        return [
            self._row(report, by_item[report.item_id])
            for report in self._reports
            if report.round_id == self._held.pk
        ]

    def _row(self, report: Report, years: Mapping[UUID, Report]) -> MeasureRow:
        source = report.mirrors or report
        stages = self._stages[report.round_id] if report.mirrors is None else None
        stages = stages or stages_of(report.mirrors.round)
        stage = stages.at(source.position)
        is_late = bool(stage and stage.due and stage.due < self._today)
        return MeasureRow(
            id=report.pk,
            number=report.item.number,
            title=report.item.title,
            division=report.division.name if report.division else "",
            position=source.position,
            stage=stage_name(stages, source.position),
            due=stage.due if stage else None,
            is_late=is_late,
            is_mirror=report.mirrors is not None,
            is_unevaluated=report.is_unevaluated,
            open=self._asked.get(report.pk, 0),
            cells=tuple(self._cell(years.get(each.pk), each) for each in self._rounds),
        )

    def _cell(self, report: Report | None, held: Round) -> Cell:
        if report is None:
            return Cell()
        source = report.mirrors or report
        rating = self._ratings.get(source.pk)
        achievement, schedule = self._scales[held.pk]
        word = rating.value if rating else ""
        return Cell(source.schedule_rating, word, _tone(achievement, word, schedule, source.schedule_rating))

    def divisions(self, rows: Iterable[MeasureRow]) -> tuple[DivisionRow, ...]:
        counts: dict[tuple[str, str], Counter[int]] = defaultdict(Counter)
        late: Counter[str] = Counter()
        asked: dict[str, Counter[int]] = defaultdict(Counter)
        for row in rows:
            if row.is_mirror:
                continue
            division_id = self.division_ids[row.id]
            counts[division_id, row.division][row.position] += 1
            late[division_id] += row.is_late
            asked[division_id][row.position] += row.open
        end = self._stages[self._held.pk].end
        return tuple(
            DivisionRow(
                id=division_id or "none",
                name=name or say("所管課なし"),
                counts=tuple(found[position] for position in range(end + 1)),
                open=tuple(asked[division_id][position] for position in range(end + 1)),
                late=late[division_id],
                total=found.total(),
            )
            for (division_id, name), found in counts.items()
        )


def _tone(achievement: Scale, word: str, schedule: Scale, schedule_word: str) -> str:
    """Return good where the scale counts the word as good, care where it ranks and does not."""
    step, late = achievement.step(word), schedule.step(schedule_word)
    if late is not None and late.is_late:
        return "care"
    if step is None or step.is_missing or step.is_apart:
        return "none"
    return "good" if step.is_good else "care"


def _is_wanted(row: MeasureRow, wanted: Wanted, division_ids: Mapping[UUID, str]) -> bool:
    if wanted.division and (division_ids.get(row.id) or "none") != wanted.division:
        return False
    if wanted.stage and str(row.position) != wanted.stage:
        return False
    if wanted.open and not row.open:
        return False
    return row.is_late or not wanted.late


def _query(wanted: Wanted) -> str:
    late, asked = ("1" if mark else "" for mark in (wanted.late, wanted.open))
    parts = {"division": wanted.division, "stage": wanted.stage, "late": late, "open": asked}
    return "".join(f"{name}={value}&" for name, value in parts.items() if value)
