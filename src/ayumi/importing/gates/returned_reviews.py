"""What workbooks that came back would do to the reports as they stand now."""

import hashlib
import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.utils.translation import gettext as _

from ayumi.ground.wording import say
from ayumi.importing.gates.report_states import ReportState, report_states
from ayumi.importing.models import ReportExport, ReturnedState, ReturnedWorkbook
from ayumi.importing.rules.report_merge import THEIRS, ReportMerge, merge_report
from ayumi.importing.rules.returned_content import ReturnedContent, ReturnedReport
from ayumi.rounds.actions.saving_many import SheetSave
from ayumi.rounds.gates import stages_of, state_of
from ayumi.rounds.models import Report, RoundState
from ayumi.rounds.rules.sheet import SheetProblem
from ayumi.rounds.rules.stages import REFUSAL_TEXTS, Move, Refusal, refusal
from ayumi.tenancy.rules import Actor

Base = dict[UUID, dict[str, str]]


@dataclass(frozen=True)
class ReportReview:
    """One report of a workbook that says something else than what was given out.

    ``why_not`` says why none of it can be stored; then the rest of the workbook still can.
    """

    state: ReportState
    returned: ReturnedReport
    merge: ReportMerge
    why_not: str

    def choices(self, choices: Mapping[str, str]) -> dict[str, str]:
        """Return the side of every conflict; one nobody decided leaves what stands."""
        return {each.name: choices.get(each.name, THEIRS) for each in self.merge.conflicts}

    def save(self, choices: Mapping[str, str]) -> SheetSave:
        """Return what is stored: nothing where it cannot be."""
        return self.state.save({} if self.why_not else self.merge.wanted(self.choices(choices)))

    def problems(self, choices: Mapping[str, str]) -> tuple[SheetProblem, ...]:
        """Return what cannot be stored, by the same rules as the page; no query."""
        return self.save(choices).problems()


@dataclass(frozen=True)
class WorkbookReview:
    """A workbook beside the reports as they stand. ``problem`` says why nothing of it can be stored."""

    returned: ReturnedWorkbook
    content: ReturnedContent
    problem: str
    reports: tuple[ReportReview, ...]
    left_out: tuple[str, ...]

    @cached_property
    def open_conflicts(self) -> int:
        """How many fields both sides changed."""
        return sum(len(each.merge.conflicts) for each in self.reports if not each.why_not)

    @cached_property
    def has_problems(self) -> bool:
        """Tell whether cells must be put right in the workbook first, however conflicts are decided."""
        return bool(self.content.refused) or any(each.problems({}) for each in self.reports)

    @property
    def is_waiting(self) -> bool:
        """Tell whether something can still be done with it."""
        return self.returned.state == ReturnedState.WAITING and not self.problem

    @property
    def is_ready(self) -> bool:
        """Tell whether it can be stored without asking anybody anything."""
        return self.is_waiting and not self.has_problems and not self.open_conflicts

    def saves(self, choices: Mapping[str, Mapping[str, str]]) -> list[SheetSave]:
        """Return what is stored; ``choices`` maps a report's id to the sides of its conflicts."""
        found = (each.save(choices.get(str(each.state.report.pk), {})) for each in self.reports)
        return [save for save in found if save.fields or save.verdicts]

    @cached_property
    def seen(self) -> str:
        """Tell this review from one in which anything stands otherwise, by a SHA-256."""
        facts = [[str(each.state.report.pk), dict(each.state.fields), each.why_not] for each in self.reports]
        return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


def reviews_of(workbooks: Iterable[ReturnedWorkbook], actor: Actor) -> list[WorkbookReview]:
    """Return what each workbook would do, given rows with round, plan and export: at most 6 queries."""
    workbooks = list(workbooks)
    contents = {each.pk: ReturnedContent.model_validate_json(each.content) for each in workbooks}
    ids = {pk for each in contents.values() for pk in (*each.reports, *each.left_out)}
    rounds = {each.round_id: each.round for each in workbooks}
    found = Report.objects.filter(pk__in=ids, round__in=rounds).select_related("item", "division", "cost")
    reports = {report.pk: report for report in found}
    for report in reports.values():
        report.round = rounds[report.round_id]
    touched = {pk for each in contents.values() for pk in each.reports if pk in reports}
    states = report_states([reports[pk] for pk in touched])
    return [_review(each, contents[each.pk], states, reports, actor) for each in workbooks]


def base_of(export: ReportExport) -> Base:
    """Return what was given out: report's id → fields."""
    return {UUID(pk): fields for pk, fields in json.loads(zlib.decompress(export.state)).items()}


def _review(
    workbook: ReturnedWorkbook,
    content: ReturnedContent,
    states: Mapping[UUID, ReportState],
    reports: Mapping[UUID, Report],
    actor: Actor,
) -> WorkbookReview:
    base = base_of(workbook.export) if workbook.export else {}
    found = [
        ReportReview(
            state=states[pk],
            returned=returned,
            merge=merge_report(base[pk], states[pk].fields, returned.fields),
            why_not=_why_not(states[pk].report, actor),
        )
        for pk, returned in content.reports.items()
        if pk in states and pk in base
    ]
    labels = tuple(
        f"{reports[pk].item.number} {reports[pk].item.title}" for pk in content.left_out if pk in reports
    )
    return WorkbookReview(workbook, content, _problem(workbook), tuple(found), labels)


def _problem(workbook: ReturnedWorkbook) -> str:
    if workbook.round.state == RoundState.OPEN or workbook.state != ReturnedState.WAITING:
        return ""
    is_published = workbook.round.state == RoundState.PUBLISHED
    return say(REFUSAL_TEXTS[Refusal.PUBLISHED if is_published else Refusal.ROUND_CLOSED])


def _why_not(report: Report, actor: Actor) -> str:
    if report.mirrors_id is not None:
        return _("この施策は、別の計画の評価で報告します。")
    if report.position > 0:
        return _("提出された後の報告です。直すときは、差戻しか取戻しの後にもう一度読み取ってください。")
    why = refusal(Move.SAVE, state_of(report), stages_of(report.round), actor)
    return say(REFUSAL_TEXTS[why]) if why is not None else ""
