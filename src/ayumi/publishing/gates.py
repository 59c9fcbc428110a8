"""The only ways to a book job for a person, and to an edition or an evaluation for anybody."""

from uuid import UUID

from django.http import Http404

from ayumi.publishing.models import BookJob, Edition
from ayumi.rounds.models import EvaluationEdition
from ayumi.tenancy.gates import require
from ayumi.tenancy.models import Municipality
from ayumi.tenancy.rules import Actor, Permission


def job_for(actor: Actor, job_id: UUID) -> BookJob:
    """Return the job: 1 query. Raises PermissionDenied and Http404."""
    require(actor, Permission.VIEW_PLANS)
    job = BookJob.objects.filter(pk=job_id).first()
    if job is None:
        raise Http404
    return job


def municipality_by_code(code: str) -> Municipality:
    """Return the municipality of a public address. Raises Http404."""
    municipality = Municipality.objects.filter(code=code).first()
    if municipality is None:
        raise Http404
    return municipality


def published_edition(edition_id: UUID) -> Edition:
    """Return an edition that is public, in the scope of its municipality. Raises Http404."""
    edition = Edition.objects.select_related("job").filter(pk=edition_id, withdrawn_at=None).first()
    if edition is None:
        raise Http404
    return edition


def published_evaluation(evaluation_id: UUID) -> EvaluationEdition:
    """Return results that are public, in the scope of their municipality: 1 query. Raises Http404."""
    found = EvaluationEdition.objects.filter(pk=evaluation_id, withdrawn_at=None).first()
    if found is None:
        raise Http404
    return found
