"""A workbook that was put back, beside the plan as it was given out and as it stands now."""

import hashlib
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from ayumi.document.comparison import Choices, Comparison, Merge, Side, compare, merge, resolve
from ayumi.document.plan_document import PlanDocument
from ayumi.formats.excel.plan_workbook import PlanWorkbookReading
from ayumi.importing.models import DraftState, ImportDraft, WorkbookExport
from ayumi.importing.rules.workbook_draft import identifier_of, reading_of
from ayumi.plans.models import Plan
from ayumi.plans.queries.document import load_document


@dataclass(frozen=True)
class Review:
    """What a draft would do to the plan. ``merged`` is None where nothing can be put back."""

    reading: PlanWorkbookReading
    stored: PlanDocument | None = None
    """The plan as it stands; None for a workbook of a new plan."""
    base: PlanDocument | None = None
    merged: Merge | None = None
    problem: str = ""
    """Why nothing can be put back, in words; the refused cells are in ``reading``."""
    has_base: bool = True
    """False for a workbook of which nobody knows what it was made from."""

    @cached_property
    def seen(self) -> str:
        """Tell the plan as it stands from any other by its SHA-256."""
        text = "" if self.stored is None else self.stored.to_json()
        return hashlib.sha256(text.encode("utf-8")).hexdigest()

    @cached_property
    def others(self) -> Comparison:
        """What was changed here since the workbook was given out."""
        if self.stored is None or self.base is None:
            return Comparison(())
        return compare(self.base, self.stored)

    def document(self, choices: Choices) -> PlanDocument:
        """Return the plan as it would be; a conflict nobody decided leaves what stands."""
        if self.merged is None:
            raise ValueError("this workbook cannot be put back")
        undecided = {conflict.id: Side.THEIRS for conflict in self.merged.conflicts}
        return resolve(self.merged, {**undecided, **choices})

    def changes(self, choices: Choices) -> Comparison:
        """Return what would change of the plan as it stands."""
        document = self.document(choices)
        return Comparison(()) if self.stored is None else compare(self.stored, document)


def review_of(draft: ImportDraft) -> Review:
    """Return what a draft would do, given its row: the queries of ``load_document`` and 2 more.

    A settled draft does nothing any more.
    """
    reading = reading_of(draft.result)
    document = reading.document
    if document is None or draft.state != DraftState.WAITING:
        return Review(reading)
    if not Plan.objects.filter(pk=document.id).exists():
        return Review(reading)
    stored = load_document(identifier_of(document.id))
    if document.municipality != stored.municipality:
        return Review(
            reading, stored, problem=_("自治体の名称と団体コードは、計画ブックでは変えられません。")
        )
    if reading.export is None:
        return Review(reading, stored, stored, merge(stored, document, stored), has_base=False)
    export_id = identifier_of(reading.export)
    export = WorkbookExport.objects.filter(pk=export_id, plan_id=document.id).first() if export_id else None
    if export is None:
        problem = _(
            "この計画ブックを書き出した記録がここにありません。"
            "計画ブックを書き出し直し、変更をそこへ写してから読み取ってください。"
        )
        return Review(reading, stored, problem=problem)
    base = PlanDocument.model_validate_json(zlib.decompress(export.document))
    return Review(reading, stored, base, merge(base, document, stored))


def choices_in(review: Review, form: Mapping[str, str]) -> dict[str, Side]:
    """Return the choices that a form holds for the conflicts there are."""
    if review.merged is None:
        return {}
    sides = {side.value: side for side in Side}
    chosen = {each.id: sides.get(form.get(f"choice-{each.id}", "")) for each in review.merged.conflicts}
    return {key: side for key, side in chosen.items() if side is not None}
