"""Asking for a book. The book itself is made by the worker."""

import hashlib
from uuid import UUID

from ayumi.plans.gates import plan_for
from ayumi.plans.queries.document import load_document
from ayumi.publishing.models import BookJob, JobState
from ayumi.tenancy.actions.audit import append_audit_entry
from ayumi.tenancy.rules import Actor
from ayumi.tenancy.writing import writing


def request_book(plan_id: UUID, *, actor: Actor) -> UUID:
    """Freeze the plan as it stands and line up its book; return the job's id.

    Where the same document already has a book that is made or waiting, that job is returned.
    Raises PermissionDenied and Http404.
    """
    plan = plan_for(actor, plan_id)
    text = load_document(plan.id).to_json()
    sha256 = hashlib.sha256(text.encode("utf-8")).hexdigest()
    with writing():
        same = BookJob.objects.filter(plan=plan, sha256=sha256).exclude(state=JobState.FAILED).first()
        if same is not None:
            return same.pk
        job = BookJob(
            plan=plan, document=text, sha256=sha256, person_id=actor.person_id, person_name=actor.name
        )
        job.save(force_insert=True)
        append_audit_entry(
            actor=actor,
            verb="book.requested",
            object_type="plan",
            object_id=plan.id,
            object_label=plan.title,
            changes={"document_sha256": [None, sha256]},
        )
    return job.pk
