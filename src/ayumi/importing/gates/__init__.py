"""The only way to an import draft for a person."""

from uuid import UUID

from django.http import Http404

from ayumi.importing.models import ImportDraft
from ayumi.tenancy.gates import require
from ayumi.tenancy.rules import Actor, Permission


def draft_for(actor: Actor, draft_id: UUID) -> ImportDraft:
    """Return the draft: 1 query. Raises PermissionDenied and Http404."""
    require(actor, Permission.IMPORT_PLANS)
    draft = ImportDraft.objects.filter(pk=draft_id).first()
    if draft is None:
        raise Http404
    return draft
