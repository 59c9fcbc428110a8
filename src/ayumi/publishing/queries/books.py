"""The book page of a plan: jobs with their progress, and what is published."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ayumi.plans.models import Plan
from ayumi.plans.queries.plan_list import PlanHeading, heading_of
from ayumi.publishing.models import BookJob, Edition, JobState
from ayumi.publishing.queries.evaluations import EvaluationRow, evaluations_of
from ayumi.publishing.words import said

LATEST = 10


@dataclass(frozen=True, slots=True)
class EditionRow:
    """An edition, public or withdrawn."""

    id: UUID
    number: int
    title: str
    published_at: datetime
    published_by: str
    withdrawn_at: datetime | None
    audit_sequence: int
    audit_hash: str


@dataclass(frozen=True, slots=True)
class JobRow:
    """A book job and how far it is."""

    id: UUID
    state: str
    is_open: bool
    is_done: bool
    stage: str
    percent: int
    problem: str
    person_name: str
    asked_at: datetime
    sha256: str
    edition: EditionRow | None


@dataclass(frozen=True, slots=True)
class BookPage:
    """Everything on the book page."""

    plan: PlanHeading
    jobs: tuple[JobRow, ...]
    is_working: bool
    code: str
    evaluations: tuple[EvaluationRow, ...]


def book_page(plan: Plan) -> BookPage:
    """Return the book page of a plan, given its row: 3 queries."""
    query = BookJob.objects.filter(plan=plan).defer("document").select_related("edition")
    jobs = list(query[:LATEST])
    rows = tuple(job_row(job) for job in jobs)
    is_working = any(row.is_open for row in rows)
    return BookPage(heading_of(plan), rows, is_working, plan.municipality.code, evaluations_of(plan))


def job_row(job: BookJob) -> JobRow:
    """Return a job as the page shows it; the edition must be loaded."""
    state = JobState(job.state)
    edition = getattr(job, "edition", None)
    return JobRow(
        id=job.pk,
        state=str(state.label),
        is_open=state in (JobState.WAITING, JobState.WORKING),
        is_done=state is JobState.DONE,
        stage=said(job.stage),
        percent=job.percent,
        problem=said(job.problem),
        person_name=job.person_name,
        asked_at=job.asked_at,
        sha256=job.sha256,
        edition=edition_row(edition) if edition else None,
    )


def edition_row(edition: Edition) -> EditionRow:
    """Return an edition as pages show it."""
    return EditionRow(
        id=edition.pk,
        number=edition.number,
        title=edition.title,
        published_at=edition.published_at,
        published_by=edition.published_by,
        withdrawn_at=edition.withdrawn_at,
        audit_sequence=edition.audit_sequence,
        audit_hash=edition.audit_hash,
    )
