"""A workbook that came back before it is stored: what changes, and what must be decided."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ayumi.document.reading import Refused
from ayumi.importing.gates.returned_reviews import ReportReview, reviews_of
from ayumi.importing.models import ReturnedState, ReturnedWorkbook
from ayumi.importing.queries.returned_batches import division_of
from ayumi.importing.queries.returned_challenges import challenges_of_review
from ayumi.importing.rules.report_fields import RATING_SUBJECTS, reason_field
from ayumi.importing.words import refusal_said, said
from ayumi.plans.rules.comparison import Piece, compare_texts
from ayumi.plans.rules.merge import FieldMerge
from ayumi.rounds.forms.sheet import REASONS
from ayumi.rounds.gates.challenges import ChallengeLine
from ayumi.rounds.models import ReportForm
from ayumi.rounds.queries.heading import RoundHeading, round_heading
from ayumi.rounds.queries.merging import field_labels, printed
from ayumi.rounds.rules.sheet import SheetProblem, missing_parts
from ayumi.tenancy.rules import Actor


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One field: where it stands in the workbook, and how it changes."""

    name: str
    label: str
    place: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ConflictLine:
    """A field that both changed. ``id`` names its choice in the form, ``chosen`` the side chosen so far."""

    id: str
    label: str
    place: str
    base: str
    mine: tuple[Piece, ...]
    theirs: tuple[Piece, ...]
    chosen: str
    is_missing: bool


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """What cannot be stored: the cell, what stood there and what to do."""

    place: str
    label: str
    found: str
    text: str


@dataclass(frozen=True, slots=True)
class ReportBlock:
    """One report in the preview of a workbook."""

    id: UUID
    label: str
    why_not: str
    changes: tuple[ChangeLine, ...]
    others: tuple[ChangeLine, ...]
    edited_by: str
    conflicts: tuple[ConflictLine, ...]
    problems: tuple[ProblemLine, ...]
    left: tuple[SheetProblem, ...]
    challenges: tuple[ChallengeLine, ...]


@dataclass(frozen=True, slots=True)
class ReturnedPage:
    """A workbook before it is stored. ``seen`` tells this review from any other."""

    round: RoundHeading
    id: UUID
    batch: UUID
    file_name: str
    division: str
    made_at: datetime
    person_name: str
    state: str
    is_waiting: bool
    is_stored: bool
    may_store: bool
    problem: str
    message: str
    refused: tuple[Refused, ...]
    left_out: tuple[str, ...]
    reports: tuple[ReportBlock, ...]
    conflicts: int
    outcome: Mapping[str, object]
    seen: str


def returned_page(
    workbook: ReturnedWorkbook,
    actor: Actor,
    *,
    today: date,
    choices: Mapping[str, Mapping[str, str]] | None = None,
    message: str = "",
) -> ReturnedPage:
    """Return the preview of a workbook, given by its gate: at most 12 queries.

    ``choices`` are the sides that the reader chose so far; None before anything was sent.
    """
    review = reviews_of([workbook], actor)[0]
    asked = challenges_of_review(review, today=today) if review.is_waiting else {}
    reports = tuple(
        _block(each, choices, asked.get(each.state.report.pk, ()))
        for each in (review.reports if workbook.state == ReturnedState.WAITING else ())
    )
    return ReturnedPage(
        round=round_heading(workbook.round),
        id=workbook.pk,
        batch=workbook.batch,
        file_name=workbook.file_name,
        division=division_of(workbook),
        made_at=workbook.made_at,
        person_name=workbook.person_name,
        state=str(ReturnedState(workbook.state).label),
        is_waiting=workbook.state == ReturnedState.WAITING,
        is_stored=workbook.state == ReturnedState.STORED,
        may_store=review.is_waiting and not review.has_problems,
        problem=review.problem,
        message=message,
        refused=tuple(refusal_said(each) for each in review.content.refused),
        left_out=review.left_out,
        reports=reports,
        conflicts=sum(len(each.conflicts) for each in reports if not each.why_not),
        outcome=workbook.outcome,
        seen=review.seen,
    )


def _block(
    review: ReportReview,
    choices: Mapping[str, Mapping[str, str]] | None,
    challenges: tuple[ChallengeLine, ...],
) -> ReportBlock:
    report, labels = review.state.report, _labels(review)
    chosen = (choices or {}).get(str(report.pk), {})
    edit = review.save(chosen).edit
    is_short = report.form == ReportForm.SHORT
    problems = review.problems(chosen) if not review.why_not else ()
    left = missing_parts(edit.after, edit.rows, report.round.fiscal_year, is_short=is_short)
    return ReportBlock(
        id=report.pk,
        label=review.state.label,
        why_not=review.why_not,
        changes=tuple(_change(each, review, labels, each.theirs, each.mine) for each in review.merge.changes),
        others=tuple(_change(each, review, labels, each.base, each.theirs) for each in review.merge.others),
        edited_by=report.edited_by_name,
        conflicts=tuple(
            ConflictLine(
                id=f"choice-{report.pk}-{each.name}",
                label=labels.get(each.name, each.name),
                place=said(review.returned.places.get(each.name, "")),
                base=printed(each.name, each.base),
                mine=compare_texts(printed(each.name, each.base), _printed(each.name, each.mine)),
                theirs=compare_texts(printed(each.name, each.base), printed(each.name, each.theirs)),
                chosen=chosen.get(each.name, ""),
                is_missing=choices is not None and each.name not in chosen,
            )
            for each in review.merge.conflicts
        ),
        problems=tuple(_problem(each, review, labels) for each in problems),
        left=() if review.why_not or problems else left,
        challenges=challenges,
    )


def _change(
    merge: FieldMerge, review: ReportReview, labels: Mapping[str, str], before: str, after: str
) -> ChangeLine:
    pieces = compare_texts(printed(merge.name, before), _printed(merge.name, after))
    place = said(review.returned.places.get(merge.name, ""))
    return ChangeLine(merge.name, labels.get(merge.name, merge.name), place, pieces)


def _problem(problem: SheetProblem, review: ReportReview, labels: Mapping[str, str]) -> ProblemLine:
    found = review.returned.fields.get(problem.field, "")
    place = said(review.returned.places.get(problem.field, ""))
    return ProblemLine(place, labels.get(problem.field, problem.field), found, problem.text)


def _printed(name: str, text: str) -> str:
    """Print what a workbook says; a word that is none of the list as it stands there."""
    try:
        return printed(name, text)
    except ValueError:
        return text


def _labels(review: ReportReview) -> dict[str, str]:
    labels = field_labels(review.state.rows)
    for subject in RATING_SUBJECTS:
        labels[reason_field(subject)] = str(REASONS[subject])
    return labels
