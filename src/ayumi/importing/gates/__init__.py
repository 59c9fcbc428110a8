"""The only ways to an import draft and to a mapping for a person."""

from uuid import UUID

from django.http import Http404

from ayumi.importing.models import DraftKind, ImportDraft, Mapping
from ayumi.tenancy.gates import require
from ayumi.tenancy.rules import Actor, Permission


def draft_for(actor: Actor, draft_id: UUID) -> ImportDraft:
    """Return the draft: 1 query. Raises PermissionDenied and Http404."""
    require(actor, Permission.IMPORT_PLANS)
    draft = ImportDraft.objects.filter(pk=draft_id).first()
    if draft is None:
        raise Http404
    return draft


def table_draft_for(actor: Actor, draft_id: UUID) -> ImportDraft:
    """Return the draft of a table of measures: 1 query. Raises PermissionDenied and Http404."""
    draft = draft_for(actor, draft_id)
    if draft.kind != DraftKind.MEASURES:
        raise Http404
    return draft


def mapping_for(actor: Actor, mapping_id: UUID) -> Mapping:
    """Return a mapping kept under a name: 1 query. Raises PermissionDenied and Http404."""
    require(actor, Permission.IMPORT_PLANS)
    mapping = Mapping.objects.filter(pk=mapping_id).first()
    if mapping is None:
        raise Http404
    return mapping


def workbook_draft_for(actor: Actor, draft_id: UUID) -> ImportDraft:
    """Return the draft of a plan workbook: 1 query. Raises PermissionDenied and Http404."""
    require(actor, Permission.EDIT_ALL_SHEETS)
    draft = draft_for(actor, draft_id)
    if draft.kind != DraftKind.PLAN_WORKBOOK:
        raise Http404
    return draft
