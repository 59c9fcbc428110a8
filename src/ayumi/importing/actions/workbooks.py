"""Giving a plan out as an Ayumi workbook, taking it back as a draft, and putting it in the plan's place."""

import hashlib
import zlib
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext as _

from ayumi.document.plan import MunicipalityName
from ayumi.document.reading import CannotRead
from ayumi.formats.excel.plan_workbook import PlanWorkbookReading
from ayumi.formats.excel.plan_workbook.write import write_plan_workbook
from ayumi.importing.actions.drafts import DraftSettled
from ayumi.importing.gates import workbook_draft_for
from ayumi.importing.models import DraftKind, DraftState, ImportDraft, WorkbookExport
from ayumi.importing.reading.parent import read_workbook_of_plan
from ayumi.importing.rules.empty_plan import empty_plan
from ayumi.importing.rules.workbook_draft import identifier_of, kept_reading, reading_of
from ayumi.plans.actions.apply_document import Applied, Replacement, apply_document, check_storable
from ayumi.plans.actions.store_document import store_document
from ayumi.plans.gates import plan_to_replace
from ayumi.plans.models import Plan
from ayumi.plans.queries.document import load_document
from ayumi.tenancy.actions.audit import append_audit_entry
from ayumi.tenancy.gates import require
from ayumi.tenancy.models import Municipality
from ayumi.tenancy.rules import Actor, Permission
from ayumi.tenancy.scope import current_municipality_id
from ayumi.tenancy.writing import writing


class WrongWorkbook(ValueError):
    """A workbook of another plan or municipality, or one that cannot be stored; the message says why."""


@dataclass(frozen=True, slots=True)
class GivenOut:
    """A workbook ready to be sent, and the plan it holds."""

    export_id: UUID
    title: str
    content: bytes


def give_out_workbook(plan_id: UUID, *, actor: Actor) -> GivenOut:
    """Write the plan as it stands into a workbook and keep it as the base of the merge on its return.

    A plan that is byte for byte what was given out before keeps that base. Every giving out is in the audit
    trail. Raises PermissionDenied, Http404, and CannotWriteWorkbook with the reason for the person.
    """
    plan = plan_to_replace(actor, plan_id)
    document = load_document(plan.pk)
    text = document.to_json().encode("utf-8")
    sha256 = hashlib.sha256(text).hexdigest()
    export = WorkbookExport.objects.filter(plan_id=plan.pk, sha256=sha256).defer("document").first()
    is_new = export is None
    export = export or WorkbookExport(
        plan_id=plan.pk,
        plan_version=plan.version,
        document=zlib.compress(text),
        sha256=sha256,
        person_id=actor.person_id,
        person_name=actor.name,
    )
    content = write_plan_workbook(document, export=str(export.pk))
    with writing():
        if is_new:
            export.save(force_insert=True)
        append_audit_entry(
            actor=actor,
            verb="workbook.exported",
            object_type="plan",
            object_id=plan.pk,
            object_label=plan.title,
            changes={"document_sha256": [None, sha256], "export": [None, str(export.pk)]},
        )
    return GivenOut(export.pk, plan.title, content)


def empty_workbook(*, actor: Actor) -> bytes:
    """Return an empty workbook to type a new plan into; nothing is stored. Raises PermissionDenied."""
    require(actor, Permission.IMPORT_PLANS)
    city = Municipality.objects.get(pk=current_municipality_id())
    return write_plan_workbook(empty_plan(_("新しい計画"), MunicipalityName(name=city.name, code=city.code)))


def read_workbook_upload(place: Path, *, name: str, plan_id: UUID | None, actor: Actor) -> UUID:
    """Read the workbook at ``place`` and keep what it says as a draft; return the draft's id.

    ``plan_id`` is the plan on whose page it was put back; None takes the plan that the workbook names, or
    a new one. Nothing is changed yet, also where cells were refused: the preview names them. Raises
    PermissionDenied, Http404, CannotRead, and WrongWorkbook for a workbook of another plan or city.
    """
    require(actor, Permission.IMPORT_PLANS)
    require(actor, Permission.EDIT_ALL_SHEETS)
    if plan_id is not None:
        plan_to_replace(actor, plan_id)
    reading = read_workbook_of_plan(place, name=name)
    target = _target(reading, plan_id)
    draft = ImportDraft(
        kind=DraftKind.PLAN_WORKBOOK,
        file_name=name[:255],
        size=place.stat().st_size,
        sha256=_sha256(place),
        result=kept_reading(reading),
        plan_id=target,
        person_id=actor.person_id,
        person_name=actor.name,
    )
    with writing():
        draft.save(force_insert=True)
        append_audit_entry(
            actor=actor,
            verb="import.uploaded",
            object_type="import_draft",
            object_id=draft.pk,
            object_label=draft.file_name,
            changes={"sha256": [None, draft.sha256]},
        )
    return draft.pk


def apply_workbook(draft_id: UUID, wanted: Replacement, *, actor: Actor) -> Applied:
    """Put what a person confirmed of a draft in the plan's place: plan and draft together or neither.

    A second time does nothing. Raises PermissionDenied, Http404, DraftSettled, CannotApply and
    DocumentChangedMeanwhile.
    """
    draft = workbook_draft_for(actor, draft_id)

    def settle() -> None:
        _settle(draft, UUID(wanted.document.id))

    return apply_document(
        UUID(wanted.document.id), wanted, key=f"workbook-{draft.pk.hex}", actor=actor, also=settle
    )


def store_workbook(draft_id: UUID, *, actor: Actor) -> UUID:
    """Store a workbook's plan as a new one and return its id; a second time returns the same plan.

    Raises PermissionDenied, Http404, DraftSettled, CannotApply, WrongWorkbook and PlanStandsAlready.
    """
    draft = workbook_draft_for(actor, draft_id)
    if draft.state == DraftState.STORED and draft.plan_id is not None:
        return draft.plan_id
    document = reading_of(draft.result).document
    if document is None:
        raise WrongWorkbook(_("読み取れないセルがあるため、登録できません。"))
    check_storable(document)
    try:
        with writing():
            _settle(draft, UUID(document.id))
            return store_document(document, actor=actor)
    except IntegrityError as problem:
        message = _("ほかの計画で使われている識別子があるため、新しい計画として登録できません。")
        raise WrongWorkbook(message) from problem


def _settle(draft: ImportDraft, plan_id: UUID) -> None:
    waiting = ImportDraft.objects.filter(pk=draft.pk, state=DraftState.WAITING)
    if not waiting.update(state=DraftState.STORED, plan_id=plan_id):
        raise DraftSettled(_("この読み取り結果は、すでに登録または破棄されています。"))


def _target(reading: PlanWorkbookReading, plan_id: UUID | None) -> UUID | None:
    """Return the stored plan that a workbook is of, None for a new one. Raises WrongWorkbook."""
    if reading.plan_id is None and reading.refused:
        raise CannotRead(reading.refused[0])
    named = identifier_of(reading.plan_id)
    standing = Plan.objects.filter(pk=named).first() if named is not None else None
    if plan_id is not None and named != plan_id:
        raise WrongWorkbook(
            _(
                "これは「{title}」の計画ブックです。その計画の「Excelで編集」のページで読み取ってください。"
            ).format(title=standing.title)
            if standing is not None
            else _("この計画の計画ブックではありません。この頁から書き出した計画ブックをお選びください。")
        )
    own_code = standing.municipality_code if standing else _own_code()
    if reading.municipality_code not in (None, own_code):
        code = reading.municipality_code
        raise WrongWorkbook(_("別の自治体（団体コード {code}）の計画ブックです。").format(code=code))
    return standing.pk if standing is not None else None


def _own_code() -> str:
    return Municipality.objects.get(pk=current_municipality_id()).code


def _sha256(place: Path) -> str:
    with place.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
