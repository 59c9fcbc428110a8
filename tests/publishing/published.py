"""A plan published without setting its book, for tests of the public pages at any size."""

from uuid import UUID

from ayumi.document.plan_document import PlanDocument
from ayumi.publishing.actions.editions import publish_edition
from ayumi.publishing.models import BookFile, BookJob, JobState
from ayumi.tenancy.models import Municipality, Person
from ayumi.tenancy.queries.actor import load_actor


def public_pages(document: PlanDocument, plan_id: UUID, office: Person) -> dict[str, str]:
    """Publish a stored plan, in its municipality's scope; return its public addresses by their kind."""
    actor = load_actor(office)
    job = BookJob(
        plan_id=plan_id,
        document=document.to_json(),
        sha256="a" * 64,
        state=JobState.DONE,
        person_id=actor.person_id,
        person_name=actor.name,
    )
    job.save(force_insert=True)
    BookFile(job=job, pdf=b"%PDF-1.7", text=document.plan.title).save(force_insert=True)
    code = Municipality.objects.get(pk=actor.municipality_id).code
    edition = f"/published/{code}/{publish_edition(job.pk, actor=actor)}/"
    return {
        "public site": f"/published/{code}/",
        "public plan": edition,
        "public measure": f"{edition}measures/{document.measures[0].id}/",
        "public file": f"{edition}plan.txt",
    }
