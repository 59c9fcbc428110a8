"""What would be asked of reports once a workbook is stored: the page's challenges, beforehand."""

import copy
from dataclasses import replace
from datetime import date
from uuid import UUID

from ayumi.importing.gates.returned_reviews import ReportReview, WorkbookReview
from ayumi.rounds.gates import stages_of
from ayumi.rounds.gates.challenges import ChallengeLine, challenges_if_stored
from ayumi.rounds.models import Rating, Report, ReportedCost
from ayumi.rounds.models.report_rows import ReportRows
from ayumi.rounds.rules.sheet import CHOICE_FIELDS, COST_FIELDS, TEXT_FIELDS


def challenges_of_review(review: WorkbookReview, *, today: date) -> dict[UUID, tuple[ChallengeLine, ...]]:
    """Return what would be asked of the reports once the workbook is stored: 5 queries, or none."""
    reports = [each for each in review.reports if not each.why_not and not each.problems({})]
    if not reports:
        return {}
    made = [_as_stored(each) for each in reports]
    lines = challenges_if_stored(
        review.returned.round,
        [report for report, _rows in made],
        {report.pk: rows for report, rows in made},
        {each.state.report.item_id: each.state.indicators for each in reports},
        today=today,
    )
    return {pk: tuple(line for line in found if line.is_open) for pk, found in lines.items()}


def _as_stored(review: ReportReview) -> tuple[Report, ReportRows]:
    """Return a report and what hangs on it as they would stand; nothing is stored and nothing asked."""
    state, save = review.state, review.save({})
    edit = save.edit
    report = copy.copy(state.report)
    for name in (*TEXT_FIELDS, *CHOICE_FIELDS):
        setattr(report, name, edit.after[name])
    report.cost = ReportedCost(report=report, **{name: edit.after[name] or None for name in COST_FIELDS})
    stage = stages_of(report.round).stages[report.position]
    ratings = tuple(
        Rating(stage=stage.kind.value, subject=each.subject.value, value=each.value, reason=each.reason)
        for each in save.verdicts
    )
    rows = replace(
        state.hanging,
        values=tuple(save.values),
        ratings=(*state.hanging.ratings, *ratings),
    )
    return report, rows
