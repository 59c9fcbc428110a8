"""The only ways to an import draft and to a mapping for a person."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from ayumi.importing.models import DraftKind, ImportDraft, Mapping
from ayumi.tenancy.gates import require
from ayumi.tenancy.rules import Actor, Permission


def draft_for(actor: Actor, draft_id: UUID) -> ImportDraft:
    """Return the draft: 1 query. Raises PermissionDenied and Http404."""
    require(actor, Permission.IMPORT_PLANS)
    return get_object_or_404(ImportDraft.objects, pk=draft_id)


def table_draft_for(actor: Actor, draft_id: UUID) -> ImportDraft:
    """Return the draft of a table of measures: 1 query. Raises PermissionDenied and Http404."""
    draft = draft_for(actor, draft_id)
    if draft.kind != DraftKind.MEASURES:
        raise Http404
    return draft


def mapping_for(actor: Actor, mapping_id: UUID) -> Mapping:
    """Return a mapping kept under a name: 1 query. Raises PermissionDenied and Http404."""
    require(actor, Permission.IMPORT_PLANS)
    return get_object_or_404(Mapping.objects, pk=mapping_id)


def workbook_draft_for(actor: Actor, draft_id: UUID) -> ImportDraft:
    """Return the draft of a plan workbook: 1 query. Raises PermissionDenied and Http404."""
    require(actor, Permission.EDIT_ALL_SHEETS)
    draft = draft_for(actor, draft_id)
    if draft.kind != DraftKind.PLAN_WORKBOOK:
        raise Http404
    return draft
