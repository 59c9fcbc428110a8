"""From an uploaded file to a stored plan: read first, look at it, then store all of it or nothing."""

from pathlib import Path
from uuid import UUID

from django.utils.translation import gettext as _

from ayumi.document.reading import ReadResult
from ayumi.importing.actions.audit_of_drafts import record, sha256_of
from ayumi.importing.gates import draft_for
from ayumi.importing.models import DraftState, ImportDraft
from ayumi.importing.reading.parent import read_plan
from ayumi.importing.rules import to_plan_document
from ayumi.plans.actions.store_document import store_document
from ayumi.tenancy.gates import require
from ayumi.tenancy.rules import Actor, Permission
from ayumi.tenancy.writing import writing


class DraftSettled(ValueError):
    """The draft was stored or discarded already."""


def read_upload(place: Path, *, name: str, actor: Actor) -> UUID:
    """Read the file at ``place`` and keep what was understood as a draft; return its id.

    No plan is stored. Raises PermissionDenied, and CannotRead with the reason for the person.
    """
    require(actor, Permission.IMPORT_PLANS)
    result = read_plan(place, name=name)
    draft = ImportDraft(
        file_name=name[:255],
        size=place.stat().st_size,
        sha256=sha256_of(place),
        result=result.model_dump_json(),
        person_id=actor.person_id,
        person_name=actor.name,
    )
    with writing():
        draft.save(force_insert=True)
        record(draft, "import.uploaded", actor, {"sha256": [None, draft.sha256]})
    return draft.pk


def store_draft(draft_id: UUID, *, actor: Actor) -> UUID:
    """Store the draft as a plan and return the plan's id; a second time returns the same plan.

    One transaction: killed at any moment, either the whole plan stands or none of it. Raises
    PermissionDenied, Http404, DraftSettled, and ValueError in Japanese where the title is missing.
    """
    draft = draft_for(actor, draft_id)
    if draft.state == DraftState.STORED and draft.plan_id is not None:
        return draft.plan_id
    document = to_plan_document(ReadResult.model_validate_json(draft.result))
    with writing():
        waiting = ImportDraft.objects.filter(pk=draft_id, state=DraftState.WAITING)
        if not waiting.update(state=DraftState.STORED, plan_id=UUID(document.id)):
            standing = draft_for(actor, draft_id)
            if standing.plan_id is not None:
                return standing.plan_id
            raise DraftSettled(_("この読み取り結果は、すでに登録または破棄されています。"))
        return store_document(document, actor=actor)


def discard_draft(draft_id: UUID, *, actor: Actor) -> None:
    """Throw the draft away. Raises PermissionDenied, Http404 and DraftSettled."""
    draft = draft_for(actor, draft_id)
    with writing():
        waiting = ImportDraft.objects.filter(pk=draft_id, state=DraftState.WAITING)
        if not waiting.update(state=DraftState.DISCARDED, content=None):
            raise DraftSettled(_("この読み取り結果は、すでに登録または破棄されています。"))
        record(draft, "import.discarded", actor, {})
