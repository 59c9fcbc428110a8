"""Giving the sheets of divisions out as workbooks, and keeping what they held as the base of the merge."""

import hashlib
import json
import zlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from ayumi.document.report_book import BookLine, ReportBook
from ayumi.formats.excel.report_workbook.write import write_report_workbook
from ayumi.importing.gates.report_sheets import Around, offered_in, sheet_of
from ayumi.importing.gates.report_states import ReportState, report_states
from ayumi.importing.gates.round_workbooks import fills_in, round_to_fill_in
from ayumi.importing.models import ReportExport
from ayumi.rounds.gates import stages_of
from ayumi.rounds.gates.challenges import last_reports
from ayumi.rounds.models import FollowUp, Report, Round, RoundState
from ayumi.rounds.queries.report_moves import stage_name
from ayumi.rounds.words import SHEET_LABELS, form_word, round_name
from ayumi.tenancy.actions.audit import AuditObject, append_audit_entries
from ayumi.tenancy.models import Division, Municipality
from ayumi.tenancy.rules import Actor
from ayumi.tenancy.scope import current_municipality_id
from ayumi.tenancy.writing import writing


class NothingToGiveOut(ValueError):
    """There is no sheet to fill in; the message says why, in the reader's language."""


@dataclass(frozen=True, slots=True)
class GivenOut:
    """A workbook ready to be sent."""

    division: str
    round_name: str
    content: bytes


def give_out(
    round_id: UUID, division_ids: Iterable[UUID] | None = None, *, actor: Actor
) -> tuple[GivenOut, ...]:
    """Write a workbook for each division, all of the actor's where none is named; keep what they hold.

    Sheets that stand as they were given out before keep that base. Every giving out is in the audit trail.
    At most 22 queries, whatever the number of divisions. Raises PermissionDenied, Http404, NothingToGiveOut,
    and CannotWriteWorkbook with the reason for the person.
    """
    held = round_to_fill_in(actor, round_id)
    if held.state != RoundState.OPEN:
        raise NothingToGiveOut(_("この評価は締め切られているため、評価シートを書き出せません。"))
    wanted = None if division_ids is None else set(division_ids)
    every: dict[Division, list[Report]] = defaultdict(list)
    for report in held.reports.filter(mirrors=None).select_related("item", "division", "cost"):
        report.round = held
        division = report.division
        if division and (wanted is None or division.pk in wanted) and fills_in(actor, division.pk):
            every[division].append(report)
    by_division = {key: found for key, found in every.items() if any(not each.position for each in found)}
    if not by_division:
        raise NothingToGiveOut(_("記入を待っている評価シートはありません。"))
    loaded = _Loaded(held, [each for found in by_division.values() for each in found if not each.position])
    exports = _exports(held, by_division, loaded, actor)
    city = Municipality.objects.get(pk=current_municipality_id())
    with translation.override("ja"):
        name = round_name(held)
        books = [
            _book(city, exports[division.pk], division, reports, loaded)
            for division, reports in by_division.items()
        ]
    given = tuple(GivenOut(book.division, name, write_report_workbook(book)) for book in books)
    _keep(held, by_division, exports, actor)
    return given


class _Loaded:
    """The reports that are written now with what stands around them: 9 queries."""

    def __init__(self, held: Round, reports: list[Report]) -> None:
        self.states = report_states(reports)
        self.offered = offered_in(held)
        items = {report.item_id for report in reports}
        last = [each for item_id, each in last_reports(held).items() if item_id in items]
        self._last = {state.report.item_id: state for state in report_states(last).values()}
        self._asked: dict[UUID, list[str]] = defaultdict(list)
        follow_ups = FollowUp.objects.filter(item_id__in=items).exclude(asked_in=held)
        for each in follow_ups.order_by("asked_at", "id"):
            answered = f"　→ {each.answer}" if each.answer else ""
            line = f"{each.asked_by}: {each.text}（{each.get_state_display()}）{answered}"
            self._asked[each.item_id].append(line)

    def around(self, report: Report) -> Around:
        last = self._last.get(report.item_id)
        return Around(last, _rating_lines(last) if last else (), tuple(self._asked[report.item_id]))


def _rating_lines(last: ReportState) -> tuple[str, ...]:
    """Return a line for each stage that judged: 推進本部の評価: 概ね順調・継続（理由）."""
    names = {stage.kind.value: stage.name for stage in stages_of(last.report.round).stages}
    lines: dict[str, list[str]] = defaultdict(list)
    for (stage, subject), rating in last.hanging.latest_ratings().items():
        reason = f"（{rating.reason}）" if rating.reason else ""
        label = SHEET_LABELS.get(f"rating-{subject}", subject)
        lines[stage].append(f"{label} {rating.value}{reason}")
    return tuple(f"{names.get(stage, stage)}: {'、'.join(said)}" for stage, said in lines.items())


def _exports(
    held: Round, by_division: dict[Division, list[Report]], loaded: _Loaded, actor: Actor
) -> dict[UUID, ReportExport]:
    """Return the export of every division, the kept one where nothing changed: 1 query."""
    made = {}
    for division, reports in by_division.items():
        fields = {str(each.pk): dict(loaded.states[each.pk].fields) for each in reports if not each.position}
        text = json.dumps(fields, ensure_ascii=False, sort_keys=True).encode()
        made[division.pk] = ReportExport(
            round=held,
            division=division,
            state=zlib.compress(text),
            sha256=hashlib.sha256(text).hexdigest(),
            person_id=actor.person_id,
            person_name=actor.name,
        )
    sums = {each.sha256 for each in made.values()}
    for kept in ReportExport.objects.filter(round=held, division__in=by_division, sha256__in=sums).defer(
        "state"
    ):
        if kept.sha256 == made[kept.division_id].sha256:
            made[kept.division_id] = kept
    return made


def _book(
    city: Municipality,
    export: ReportExport,
    division: Division,
    reports: list[Report],
    loaded: _Loaded,
) -> ReportBook:
    held = reports[0].round
    stages = stages_of(held)
    return ReportBook(
        municipality_code=city.code,
        municipality=city.name,
        plan_title=held.plan.title,
        round_id=str(held.pk),
        round_name=round_name(held),
        division_id=str(division.pk),
        division=division.name,
        due=stages.stages[0].due,
        export=str(export.pk),
        lines=tuple(
            BookLine(
                each.item.number,
                each.item.title,
                form_word(each.form),
                stage_name(stages, each.position),
                has_sheet=not each.position,
            )
            for each in reports
        ),
        sheets=tuple(
            sheet_of(loaded.states[each.pk], loaded.around(each), loaded.offered)
            for each in reports
            if not each.position
        ),
    )


def _keep(
    held: Round, by_division: dict[Division, list[Report]], exports: dict[UUID, ReportExport], actor: Actor
) -> None:
    told = [
        AuditObject(
            "round",
            held.pk,
            f"{held.plan.title} {division.name}",
            {
                "export": [None, str(exports[division.pk].pk)],
                "fields_sha256": [None, exports[division.pk].sha256],
            },
        )
        for division in by_division
    ]
    with writing():
        ReportExport.objects.bulk_create([each for each in exports.values() if each._state.adding])
        append_audit_entries(told, actor=actor, verb="round.sheets_given_out")
