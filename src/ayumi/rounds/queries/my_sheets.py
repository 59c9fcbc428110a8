"""What waits for one person: the sheets of their divisions and the reports at their stages."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from ayumi.document.measures import TargetKind
from ayumi.plans.models import Indicator, Target
from ayumi.rounds.gates import stages_of
from ayumi.rounds.models import MoveRecord, Report, ReportedValue, ReportForm, Round, RoundState
from ayumi.rounds.models.stored_sheet import cost_of, fields_of
from ayumi.rounds.queries.heading import RoundHeading, round_heading
from ayumi.rounds.rules.sheet import filled_share, rows_for
from ayumi.rounds.rules.stages import Stage, StageKind, acts_at
from ayumi.rounds.words import form_word
from ayumi.tenancy.rules import Actor

LIMIT = 300
"""Sheets on one page; the dashboard of the round lists all."""


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A report that waits for somebody. ``filled`` is in percent, for sheets that are still written."""

    id: UUID
    number: str
    title: str
    division: str
    stage: str
    form: str
    due: date | None
    is_late: bool
    is_returned: bool
    filled: int | None
    submitted_by: str


@dataclass(frozen=True, slots=True)
class RoundSheets:
    """The sheets of one round that wait for the person, and how many of the own ones wait elsewhere."""

    round: RoundHeading
    lines: tuple[SheetLine, ...]
    can_approve: int
    elsewhere: tuple[SheetLine, ...]
    more: int


def my_sheets_page(actor: Actor, *, today: date) -> tuple[RoundSheets, ...]:
    """Return what waits for ``actor`` in every open round, what is due first on top: at most 7 queries."""
    rounds = list(Round.objects.filter(state=RoundState.OPEN).select_related("plan"))
    reports = _reports_for(actor, rounds)
    mine = [report for report in reports if _waits_for(actor, report)]
    shown = mine[:LIMIT]
    written = [report for report in shown if report.position == 0]
    filled, returned = _filled(written), _returned(shown)
    lines: dict[UUID, list[SheetLine]] = defaultdict(list)
    for report in shown:
        lines[report.round_id].append(_line(report, today, filled.get(report.pk), report.pk in returned))
    others: dict[UUID, list[SheetLine]] = defaultdict(list)
    for report in reports:
        if report not in mine and report.division_id in actor.division_ids:
            others[report.round_id].append(_line(report, today, None, False))
    more = len(mine) - len(shown)
    return tuple(
        _round_sheets(held, lines[held.pk], others[held.pk], more)
        for held in sorted(rounds, key=lambda each: _first_due(lines[each.pk]))
        if lines[held.pk] or others[held.pk]
    )


def _round_sheets(held: Round, lines: list[SheetLine], others: list[SheetLine], more: int) -> RoundSheets:
    in_order = sorted(lines, key=lambda line: (not line.is_returned, line.due or date.max))
    approvable = sum(line.filled is None for line in lines)
    return RoundSheets(round_heading(held), tuple(in_order), approvable, tuple(others), more)


def _first_due(lines: list[SheetLine]) -> date:
    return min((line.due for line in lines if line.due), default=date.max)


def _reports_for(actor: Actor, rounds: list[Round]) -> list[Report]:
    """Return the reports of open rounds at one of the actor's stages or of the own divisions: 1 query."""
    wanted = Q(division_id__in=actor.division_ids)
    for held in rounds:
        for position, stage in enumerate(stages_of(held).stages):
            if stage.kind is not StageKind.SELF_ASSESSMENT and acts_at(stage.kind, actor, None):
                wanted |= Q(round=held, position=position)
    found = Report.objects.filter(wanted, round__in=rounds, mirrors=None)
    by_id = {held.pk: held for held in rounds}
    reports = list(found.select_related("item", "division", "cost").order_by("item__position"))
    for report in reports:
        report.round = by_id[report.round_id]
    return reports


def _waits_for(actor: Actor, report: Report) -> bool:
    stage = _stage(report)
    if stage is None or not acts_at(stage.kind, actor, report.division_id):
        return False
    # The plan office may write for a division, but it is not the office's sheet.
    own = report.division_id in actor.division_ids
    return report.submitted_by != actor.person_id if report.position else own


def _stage(report: Report) -> Stage | None:
    return stages_of(report.round).at(report.position)


def _line(report: Report, today: date, filled: int | None, is_returned: bool) -> SheetLine:
    stage = _stage(report)
    due = stage.due if stage else None
    return SheetLine(
        id=report.pk,
        number=report.item.number,
        title=report.item.title,
        division=report.division.name if report.division else "",
        stage=stage.name if stage else "",
        form=form_word(report.form),
        due=due,
        is_late=due is not None and due < today,
        is_returned=is_returned,
        filled=filled,
        submitted_by=report.submitted_by_name,
    )


def _returned(reports: list[Report]) -> set[UUID]:
    """Return the reports whose last move sent them back: 1 query."""
    rows = MoveRecord.objects.filter(report__in=reports).order_by("at").values_list("report_id", "verb")
    last = dict(rows)
    return {pk for pk, verb in last.items() if verb == "report.returned"}


def _filled(reports: list[Report]) -> dict[UUID, int]:
    """Return how much of each sheet is written, in percent: 3 queries."""
    kinds: dict[UUID, list[tuple[UUID, TargetKind, str]]] = defaultdict(list)
    items = [report.item_id for report in reports]
    columns = ("item_id", "pk", "target_kind", "name")
    for item_id, pk, kind, name in Indicator.objects.filter(item_id__in=items).values_list(*columns):
        kinds[item_id].append((pk, TargetKind(kind), name))
    grouped = [pk for found in kinds.values() for pk, kind, _ in found if kind is TargetKind.PER_GROUP]
    groups: dict[UUID, dict[str, None]] = defaultdict(dict)
    for pk, group in Target.objects.filter(indicator_id__in=grouped).values_list("indicator_id", "group"):
        groups[pk][group] = None
    values: dict[UUID, list[ReportedValue]] = defaultdict(list)
    for value in ReportedValue.objects.filter(report__in=reports):
        values[value.report_id].append(value)
    return {report.pk: _share(report, kinds[report.item_id], groups, values[report.pk]) for report in reports}


def _share(
    report: Report,
    kinds: Iterable[tuple[UUID, TargetKind, str]],
    groups: dict[UUID, dict[str, None]],
    values: list[ReportedValue],
) -> int:
    year = report.round.fiscal_year
    rows = rows_for(((pk, kind, groups.get(pk, ()), name) for pk, kind, name in kinds), year, year)
    fields = fields_of(report, values, cost_of(report), rows)
    return filled_share(fields, rows, year, is_short=report.form == ReportForm.SHORT)
