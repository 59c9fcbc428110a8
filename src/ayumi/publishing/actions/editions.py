"""Publishing a finished book's plan, and taking it back."""

from uuid import UUID

from django.db.models import Max
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from ayumi.publishing.models import BookJob, Edition, JobState
from ayumi.tenancy.actions.audit import append_audit_entry
from ayumi.tenancy.gates import require
from ayumi.tenancy.rules import Actor, Permission
from ayumi.tenancy.writing import writing


class BookNotReady(ValueError):
    """The book is not finished, so there is nothing to publish."""


def publish_edition(job_id: UUID, *, actor: Actor) -> UUID:
    """Publish the plan of a finished book; return the edition's id, the same one when asked again.

    Raises PermissionDenied, Http404 and BookNotReady.
    """
    require(actor, Permission.PUBLISH)
    job = BookJob.objects.select_related("plan").filter(pk=job_id).first()
    if job is None:
        raise Http404
    if job.state != JobState.DONE:
        raise BookNotReady(_("計画書がまだ完成していないため、公表できません。"))
    with writing():
        standing = Edition.objects.filter(job=job).first()
        if standing is not None:
            Edition.objects.filter(pk=standing.pk).update(withdrawn_at=None)
        last = Edition.objects.filter(plan=job.plan).aggregate(last=Max("number"))["last"] or 0
        number = standing.number if standing else last + 1
        entry = append_audit_entry(
            actor=actor,
            verb="edition.published",
            object_type="plan",
            object_id=job.plan_id,
            object_label=job.plan.title,
            changes={"edition": [None, number], "document_sha256": [None, job.sha256]},
        )
        if standing is not None:
            return standing.pk
        edition = Edition(
            plan=job.plan,
            job=job,
            number=number,
            title=job.plan.title,
            published_by=actor.name,
            audit_sequence=entry.sequence,
            audit_hash=entry.hash,
        )
        edition.save(force_insert=True)
    return edition.pk


def withdraw_edition(edition_id: UUID, *, actor: Actor) -> UUID:
    """Take an edition back and return its plan's id. Raises PermissionDenied and Http404."""
    require(actor, Permission.PUBLISH)
    edition = Edition.objects.filter(pk=edition_id).first()
    if edition is None:
        raise Http404
    with writing():
        if Edition.objects.filter(pk=edition_id, withdrawn_at=None).update(withdrawn_at=timezone.now()):
            append_audit_entry(
                actor=actor,
                verb="edition.withdrawn",
                object_type="plan",
                object_id=edition.plan_id,
                object_label=edition.title,
                changes={"edition": [edition.number, None]},
            )
    return edition.plan_id
