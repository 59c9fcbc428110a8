"""A report's sheet on one page: what was promised, what was reached, what was said of it and what is left."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from ayumi.document.attainment import RULE_TEXTS, Attainment, attainment
from ayumi.document.measures import Indicator as IndicatorValue
from ayumi.ground.wording import say
from ayumi.plans.rules.indicator_years import YearLine, with_places, year_lines
from ayumi.rounds.gates import stages_of, state_of
from ayumi.rounds.gates.challenges import ReportLoaded, load_report, report_challenges
from ayumi.rounds.models import Report, ReportForm
from ayumi.rounds.models.report_rows import ReportRows
from ayumi.rounds.models.reported_indicators import with_reported
from ayumi.rounds.models.stored_sheet import cost_of, fields_of, rows_of_indicators
from ayumi.rounds.queries.challenge_pages import AskedLine
from ayumi.rounds.queries.follow_up_lines import FollowUpLine, follow_ups_of, unanswered
from ayumi.rounds.queries.heading import RoundHeading, round_heading
from ayumi.rounds.queries.merging import printed
from ayumi.rounds.queries.report_moves import MoveLine, Possible, move_lines, possible_moves, returned_fields
from ayumi.rounds.queries.report_stages import ProposalLine, StageColumn, proposal_line, stage_columns
from ayumi.rounds.rules.sheet import COST_FIELDS, SheetProblem, SheetRow, missing_parts
from ayumi.rounds.rules.yardsticks import indicator_year
from ayumi.rounds.words import SHEET_LABELS, form_word, round_name
from ayumi.tenancy.rules import Actor

TEXTS = ("done", "reason", "issues", "next_steps", "deviation", "schedule_reached", "schedule_rating")


@dataclass(frozen=True, slots=True)
class IndicatorBlock:
    """An indicator on the sheet: its years, how far it has come this year and by which rule, and its rows."""

    value: IndicatorValue
    years: tuple[YearLine, ...]
    result: Attainment
    rule: str
    rows: tuple[SheetRow, ...]

    @property
    def has_earlier_rows(self) -> bool:
        """Tell whether earlier years can be settled or corrected here too."""
        return len({row.fiscal_year for row in self.rows}) > 1


@dataclass(frozen=True, slots=True)
class LastYear:
    """What the report of the year before said, shown beside this year's."""

    id: UUID
    name: str
    texts: Mapping[str, str]
    ratings: tuple[tuple[str, str, str], ...]
    """Stage, subject and value of every rating that stands."""


@dataclass(frozen=True, slots=True)
class ErratumLine:
    """A correction beside what was published."""

    label: str
    before: str
    after: str
    reason: str
    person_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ReportPage:
    """One report. ``fields`` is the sheet as it stands; ``left`` is what is missing to submit it."""

    round: RoundHeading
    id: UUID
    item_id: UUID
    number: str
    title: str
    division: str
    form: str
    is_short: bool
    version: int
    position: int
    stage: str
    due: date | None
    is_late: bool
    is_unevaluated: bool
    original: "OriginalLine | None"
    planned: str
    fields: Mapping[str, str]
    texts: tuple[tuple[str, str], ...]
    money: tuple[tuple[str, str], ...]
    indicators: tuple[IndicatorBlock, ...]
    stages: tuple[StageColumn, ...]
    proposal: ProposalLine
    moves: tuple[MoveLine, ...]
    returned: Mapping[str, str]
    returned_comment: str
    last: LastYear | None
    follow_ups: tuple[FollowUpLine, ...]
    errata: tuple[ErratumLine, ...]
    left: tuple[SheetProblem, ...]
    challenges: tuple[AskedLine, ...]
    possible: Possible
    edited: str
    edited_at: datetime | None
    approved_by: str
    submitted_by: str
    submitted_at: datetime | None
    key: str
    """Makes a repeated submission harmless."""


@dataclass(frozen=True, slots=True)
class OriginalLine:
    """The report that this one mirrors (連動): it is written there and shown here."""

    id: UUID
    name: str
    plan_title: str


def report_page(report: Report, actor: Actor, *, today: date) -> ReportPage:
    """Return the page of a report, given by its gate: 6 queries."""
    source = report.mirrors or report
    held = source.round
    loaded = load_report(source)
    own = loaded.rows[source.pk]
    indicators = [with_places(with_reported(each, own.values)) for each in loaded.indicators]
    rows = rows_of_indicators(source, indicators)
    fields = fields_of(source, own.values, cost_of(source), rows)
    year, first = held.fiscal_year, held.plan.first_fiscal_year
    returned = returned_fields(own.moves, source.position)
    possible = possible_moves(report, state_of(source), stages_of(held), actor)
    asked = follow_ups_of(source, actor, can_write=possible.write)
    return ReportPage(
        **_head(report, today),
        fields=fields,
        texts=_written(fields, TEXTS),
        money=_written(fields, [name for name in COST_FIELDS if name != "basis"]),
        indicators=tuple(_block(each, rows, year) for each in indicators),
        stages=stage_columns(source, own.latest_ratings()),
        proposal=proposal_line(held, [indicator_year(each, year, first) for each in indicators]),
        moves=move_lines(own.moves, stages_of(held)),
        returned=returned.fields,
        returned_comment=returned.comment,
        last=_last_year(loaded.last, loaded.rows),
        follow_ups=asked,
        errata=_errata(own),
        left=(*unanswered(source, asked), *_left(source, fields, rows)),
        challenges=_asked(source, loaded, today),
        possible=possible,
    )


def _head(report: Report, today: date) -> dict[str, Any]:
    """Return what names a report and says where it stands; a mirrored one stands where its original does."""
    source = report.mirrors or report
    heading, stage = round_heading(report.round), stages_of(source.round).at(source.position)
    due = stage.due if stage else None
    return {
        "round": heading,
        "id": report.pk,
        "item_id": report.item_id,
        "number": report.item.number,
        "title": report.item.title,
        "division": source.division.name if source.division else "",
        "form": form_word(source.form),
        "is_short": source.form == ReportForm.SHORT,
        "version": source.version,
        "position": source.position,
        "stage": stage.name if stage else "",
        "due": due,
        "is_late": due is not None and due < today and heading.is_open,
        "is_unevaluated": report.is_unevaluated,
        "original": _original(report),
        "planned": source.schedule_planned,
        "edited": source.edited_by_name,
        "edited_at": source.edited_at,
        "approved_by": source.approved_by_name,
        "submitted_by": source.submitted_by_name,
        "submitted_at": source.submitted_at,
        "key": secrets.token_hex(16),
    }


def _written(fields: Mapping[str, str], names: Iterable[str]) -> tuple[tuple[str, str], ...]:
    return tuple((str(SHEET_LABELS[name]), fields[name]) for name in names if fields[name])


def _left(source: Report, fields: Mapping[str, str], rows: tuple[SheetRow, ...]) -> tuple[SheetProblem, ...]:
    """Return what must still be written before the report leaves its first stage; nothing later on."""
    if source.position:
        return ()
    is_short = source.form == ReportForm.SHORT
    return missing_parts(fields, rows, source.round.fiscal_year, is_short=is_short)


def _errata(own: ReportRows) -> tuple[ErratumLine, ...]:
    return tuple(
        ErratumLine(
            each.label,
            printed(each.field, each.before),
            printed(each.field, each.after),
            each.reason,
            each.person_name,
            each.at,
        )
        for each in own.errata
    )


def _asked(report: Report, loaded: ReportLoaded, today: date) -> tuple[AskedLine, ...]:
    """Return what is asked of the report with the answers given: 2 queries."""
    lines = report_challenges(report, today=today, loaded=loaded)
    return tuple(AskedLine(line, line.answer, "") for line in lines)


def _original(report: Report) -> OriginalLine | None:
    source = report.mirrors
    return (
        None if source is None else OriginalLine(source.pk, round_name(source.round), source.round.plan.title)
    )


def _block(indicator: IndicatorValue, rows: tuple[SheetRow, ...], year: int) -> IndicatorBlock:
    result = attainment(indicator, year)
    return IndicatorBlock(
        value=indicator,
        years=tuple(line for line in year_lines(indicator) if line.fiscal_year <= year + 1),
        result=result,
        rule=say(RULE_TEXTS[result.rule]),
        rows=tuple(row for row in rows if str(row.indicator_id) == indicator.id),
    )


def _last_year(last: Report | None, hanging: Mapping[UUID, ReportRows]) -> LastYear | None:
    if last is None:
        return None
    names = {stage.kind.value: stage.name for stage in stages_of(last.round).stages}
    return LastYear(
        id=last.pk,
        name=round_name(last.round),
        texts={name: getattr(last, name) for name in TEXTS if getattr(last, name)},
        ratings=tuple(
            (names.get(stage, stage), str(SHEET_LABELS[f"rating-{subject}"]), each.value)
            for (stage, subject), each in hanging[last.pk].latest_ratings().items()
        ),
    )
