"""Whether a report may be submitted: nothing that is asked is empty, and every challenge is answered."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from ayumi.rounds.actions.follow_ups import left_to_answer
from ayumi.rounds.gates import MoveRefused, stages_of
from ayumi.rounds.gates.challenges import ReportLoaded, load_report, open_challenges
from ayumi.rounds.models import Report, ReportForm
from ayumi.rounds.models.report_rows import ReportRows
from ayumi.rounds.models.stored_sheet import cost_of, fields_of, rows_of_indicators
from ayumi.rounds.rules.scales import ScaleSubject
from ayumi.rounds.rules.sheet import SheetProblem, missing_parts

RATED = (ScaleSubject.ACHIEVEMENT, ScaleSubject.DIRECTION)
"""What is judged at a stage that rates."""


class NotReady(MoveRefused):
    """The report cannot be submitted yet; ``problems`` says what is left, field by field."""

    def __init__(self, problems: tuple[SheetProblem, ...]) -> None:
        first = problems[0].text
        more = _("{first}（ほか{number}件）").format(first=first, number=len(problems) - 1)
        super().__init__(more if len(problems) > 1 else first)
        self.problems = problems


def refuse_unless_ready(report: Report, loaded: ReportLoaded | None = None) -> None:
    """Raise NotReady where something is left to be written, rated or answered: at most 6 queries.

    3 of them are not made where what hangs on the report is given.
    """
    loaded = loaded or load_report(report)
    problems = (
        *_left_to_write(report, loaded),
        *_left_to_rate(report, loaded.rows[report.pk]),
        *_left_to_answer(report, loaded),
        *left_to_answer(report, loaded.follow_ups),
    )
    if problems:
        raise NotReady(problems)


def _left_to_write(report: Report, loaded: ReportLoaded) -> Iterable[SheetProblem]:
    rows = rows_of_indicators(report, loaded.indicators)
    fields = fields_of(report, loaded.rows[report.pk].values, cost_of(report), rows)
    is_short = report.form == ReportForm.SHORT
    return missing_parts(fields, rows, report.round.fiscal_year, is_short=is_short)


def _left_to_rate(report: Report, own: ReportRows) -> Iterable[SheetProblem]:
    stage = stages_of(report.round).at(report.position)
    if stage is None or not stage.rates or report.form == ReportForm.SHORT:
        return ()
    given = {subject for kind, subject in own.latest_ratings() if kind == stage.kind.value}
    texts = {
        ScaleSubject.ACHIEVEMENT: _("評価（達成状況）を選んで記録してください。"),
        ScaleSubject.DIRECTION: _("次年度の方向性を選んで記録してください。"),
    }
    return [SheetProblem(f"rating-{each.value}", texts[each]) for each in RATED if each.value not in given]


def _left_to_answer(report: Report, loaded: ReportLoaded) -> Iterable[SheetProblem]:
    opened = open_challenges(report, today=timezone.localdate(), loaded=loaded)
    text = _("確認事項に答えるか、シートを直してください: {sentence}")
    return [SheetProblem("challenges", text.format(sentence=each.sentence)) for each in opened]
