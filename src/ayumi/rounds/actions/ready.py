"""Whether a report may be submitted: nothing that is asked is empty, and every challenge is answered."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from ayumi.rounds.actions.follow_ups import left_to_answer
from ayumi.rounds.gates import MoveRefused, stages_of
from ayumi.rounds.gates.challenges import open_challenges
from ayumi.rounds.models import Rating, Report, ReportedValue, ReportForm
from ayumi.rounds.models.stored_sheet import cost_of, fields_of, rows_of
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


def refuse_unless_ready(report: Report) -> None:
    """Raise NotReady where something is left to be written, rated or answered: at most 13 queries."""
    problems = (
        *_left_to_write(report),
        *_left_to_rate(report),
        *_left_to_answer(report),
        *left_to_answer(report),
    )
    if problems:
        raise NotReady(problems)


def _left_to_write(report: Report) -> Iterable[SheetProblem]:
    rows = rows_of(report)
    values = ReportedValue.objects.filter(report=report)
    fields = fields_of(report, values, cost_of(report), rows)
    is_short = report.form == ReportForm.SHORT
    return missing_parts(fields, rows, report.round.fiscal_year, is_short=is_short)


def _left_to_rate(report: Report) -> Iterable[SheetProblem]:
    stage = stages_of(report.round).at(report.position)
    if stage is None or not stage.rates or report.form == ReportForm.SHORT:
        return ()
    given = set(
        Rating.objects.filter(report=report, stage=stage.kind.value).values_list("subject", flat=True)
    )
    texts = {
        ScaleSubject.ACHIEVEMENT: _("評価（達成状況）を選んで記録してください。"),
        ScaleSubject.DIRECTION: _("次年度の方向性を選んで記録してください。"),
    }
    return [SheetProblem(f"rating-{each.value}", texts[each]) for each in RATED if each.value not in given]


def _left_to_answer(report: Report) -> Iterable[SheetProblem]:
    opened = open_challenges(report, today=timezone.localdate())
    text = _("確認事項に答えるか、シートを直してください: {sentence}")
    return [SheetProblem("challenges", text.format(sentence=each.sentence)) for each in opened]
