"""The only ways to a book job for a person, and to an edition or an evaluation for anybody."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from ayumi.publishing.models import BookJob, Edition
from ayumi.rounds.models import EvaluationEdition
from ayumi.tenancy.gates import require
from ayumi.tenancy.models import Municipality
from ayumi.tenancy.rules import Actor, Permission


def job_for(actor: Actor, job_id: UUID) -> BookJob:
    """Return the job: 1 query. Raises PermissionDenied and Http404."""
    require(actor, Permission.VIEW_PLANS)
    return get_object_or_404(BookJob.objects, pk=job_id)


def municipality_by_code(code: str) -> Municipality:
    """Return the municipality of a public address. Raises Http404."""
    return get_object_or_404(Municipality.objects, code=code)


def published_edition(edition_id: UUID) -> Edition:
    """Return an edition that is public, in the scope of its municipality. Raises Http404."""
    return get_object_or_404(Edition.objects.select_related("job"), pk=edition_id, withdrawn_at=None)


def published_evaluation(evaluation_id: UUID) -> EvaluationEdition:
    """Return results that are public, in the scope of their municipality: 1 query. Raises Http404."""
    return get_object_or_404(EvaluationEdition.objects, pk=evaluation_id, withdrawn_at=None)
