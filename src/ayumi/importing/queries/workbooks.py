"""The pages of plan workbooks: what was given out and put back, and the preview of one."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ayumi.document.comparison import (
    ChangeKind,
    Choices,
    Comparison,
    SubjectChanges,
    ToldConflict,
    tell_conflicts,
)
from ayumi.document.plan_document import PlanDocument
from ayumi.document.reading import Refused
from ayumi.importing.models import DraftKind, ImportDraft, WorkbookExport
from ayumi.importing.queries.drafts import DraftRow, draft_row
from ayumi.importing.queries.workbook_review import Review
from ayumi.importing.words import refusal_said
from ayumi.importing.workbook_words import CHANGE_KIND, CONFLICT_KIND
from ayumi.plans.models import Plan
from ayumi.plans.queries.linked_from import linked_from_other_plans
from ayumi.plans.queries.plan_list import PlanHeading, heading_of

LATEST = 20
OPEN_SUBJECTS = 30
"""With more subjects than this the changes of each are folded away."""


@dataclass(frozen=True, slots=True)
class ExportRow:
    """A workbook that was given out first at this time."""

    id: UUID
    person_name: str
    made_at: datetime
    is_current: bool
    """The plan still is what it holds, as far as its version says."""


@dataclass(frozen=True, slots=True)
class WorkbookPage:
    """What was given out of a plan and put back."""

    plan: PlanHeading
    exports: tuple[ExportRow, ...]
    uploads: tuple[DraftRow, ...]


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """A conflict to be decided, and what was chosen so far: ``mine``, ``theirs`` or nothing."""

    told: ToldConflict
    sentence: str
    chosen: str
    is_missing: bool


@dataclass(frozen=True, slots=True)
class Removal:
    """An item that would go, what links to it, and whether somebody confirmed it."""

    item_id: str
    name: str
    places: tuple[str, ...]
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """How many changes of a kind."""

    word: str
    number: int


@dataclass(frozen=True, slots=True)
class WorkbookPreview:
    """Everything to look at before a workbook takes the plan's place."""

    draft: DraftRow
    size: int
    plan: PlanHeading | None
    document: PlanDocument | None
    may_apply: bool
    problem: str
    has_base: bool
    refused: tuple[Refused, ...]
    unread: int
    unread_places: tuple[str, ...]
    seen: str
    conflicts: tuple[ConflictRow, ...]
    removals: tuple[Removal, ...]
    changes: tuple[SubjectChanges, ...]
    counts: tuple[Counted, ...]
    others: tuple[SubjectChanges, ...]
    others_number: int
    is_unfolded: bool
    message: str = ""


@dataclass(frozen=True, slots=True)
class Answers:
    """What a person has answered so far on the preview."""

    choices: Choices
    removals: frozenset[str] = frozenset()
    were_sent: bool = False


def workbook_page(plan: Plan) -> WorkbookPage:
    """Return what was given out and put back of a plan, given its row: 2 queries."""
    exports = WorkbookExport.objects.filter(plan_id=plan.pk).defer("document")[:LATEST]
    uploads = ImportDraft.objects.filter(kind=DraftKind.PLAN_WORKBOOK, plan_id=plan.pk)
    return WorkbookPage(
        plan=heading_of(plan),
        exports=tuple(
            ExportRow(each.pk, each.person_name, each.made_at, each.plan_version == plan.version)
            for each in exports
        ),
        uploads=tuple(draft_row(each) for each in uploads.defer("result", "content")[:LATEST]),
    )


def workbook_preview(
    draft: ImportDraft, review: Review, answers: Answers, *, message: str = ""
) -> WorkbookPreview:
    """Return the preview of a draft, given its row and its review: at most 3 queries."""
    row, reading = draft_row(draft), review.reading
    plan = Plan.objects.filter(pk=draft.plan_id).first() if draft.plan_id else None
    if plan is None and review.stored is not None:  # stored since the workbook was read
        plan = Plan.objects.get(pk=review.stored.id)
    can = review.merged is not None and not review.problem
    changes = review.changes(answers.choices) if can and row.is_waiting else Comparison(())
    others = review.others if can and review.has_base and row.is_waiting else Comparison(())
    is_new = review.stored is None and reading.document is not None
    return WorkbookPreview(
        draft=row,
        size=draft.size,
        plan=heading_of(plan) if plan else None,
        document=reading.document,
        may_apply=row.is_waiting and (is_new or can),
        problem=review.problem,
        has_base=review.has_base,
        refused=tuple(refusal_said(each) for each in reading.refused),
        unread=reading.unread,
        unread_places=reading.unread_places,
        seen=review.seen,
        conflicts=_conflicts(review, answers) if row.is_waiting else (),
        removals=_removals(review, changes, answers.removals),
        changes=changes.subjects,
        counts=tuple(Counted(str(CHANGE_KIND[kind]), number) for kind, number in changes.counts.items()),
        others=others.subjects,
        others_number=len(others.changes),
        is_unfolded=len(changes.subjects) <= OPEN_SUBJECTS,
        message=message,
    )


def unconfirmed(comparison: Comparison, confirmed: Collection[str]) -> bool:
    """Tell whether an item would go that nobody confirmed."""
    return any(item_id not in confirmed for item_id in comparison.removed_item_ids)


def _conflicts(review: Review, answers: Answers) -> tuple[ConflictRow, ...]:
    if review.merged is None:
        return ()
    return tuple(
        ConflictRow(
            told,
            str(CONFLICT_KIND[told.kind]),
            answers.choices[told.id].value if told.id in answers.choices else "",
            answers.were_sent and told.id not in answers.choices,
        )
        for told in tell_conflicts(review.merged)
    )


def _removals(review: Review, changes: Comparison, confirmed: frozenset[str]) -> tuple[Removal, ...]:
    gone = [
        change
        for change in changes.changes
        if change.kind is ChangeKind.REMOVED
        and change.subject.item_id in changes.removed_item_ids
        and len(change.path) == 2
    ]
    if not gone or review.stored is None:
        return ()
    ids = [change.subject.item_id or "" for change in gone]
    places = linked_from_other_plans(UUID(review.stored.id), ids)
    return tuple(
        Removal(item_id, change.subject.name, places.get(item_id, ()), item_id in confirmed)
        for item_id, change in zip(ids, gone, strict=True)
    )
