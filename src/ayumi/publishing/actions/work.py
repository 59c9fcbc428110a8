"""Making the books that wait. Killing the worker is safe: an abandoned job is taken again."""

import logging
import threading
from datetime import timedelta

from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone

from ayumi.document.plan_document import PlanDocument
from ayumi.formats.textbook.write import write_text
from ayumi.formats.typst.book import make_book
from ayumi.formats.typst.setting import CannotSet
from ayumi.publishing.models import BookFile, BookJob, JobState
from ayumi.publishing.rules.figures import figures_of
from ayumi.tenancy.models import Municipality
from ayumi.tenancy.scope import municipality_scope
from ayumi.tenancy.writing import writing

logger = logging.getLogger(__name__)

PAUSE = 1.0
"""Seconds between looks at an empty queue."""
ABANDONED_AFTER = timedelta(minutes=5)
"""A job that has not moved for so long has lost its worker; a book takes seconds."""
ATTEMPTS = 3
"""How often a job is taken whose worker dies of it."""
APOLOGY = "計画書を作成中に問題が発生しました。もう一度作成し、続く場合は管理者にご連絡ください。"


def work_forever(stop: threading.Event) -> None:
    """Make waiting books until ``stop`` is set."""
    while not stop.is_set():
        if run_waiting_jobs() == 0:
            stop.wait(PAUSE)


def run_waiting_jobs() -> int:
    """Make every book that waits, in every municipality; return how many were taken."""
    taken = 0
    for municipality_id in Municipality.objects.values_list("pk", flat=True):
        with municipality_scope(municipality_id):
            while (job := _take()) is not None:
                _make(job)
                taken += 1
    return taken


def _take() -> BookJob | None:
    """Take the oldest waiting or abandoned job. Two workers never take the same one."""
    abandoned = Q(state=JobState.WORKING, touched_at__lt=timezone.now() - ABANDONED_AFTER)
    open_jobs = Q(state=JobState.WAITING) | abandoned
    job = BookJob.objects.filter(open_jobs).order_by("asked_at").first()
    if job is None:
        return None
    with writing():
        mine = BookJob.objects.filter(open_jobs, pk=job.pk, touched_at=job.touched_at).update(
            state=JobState.WORKING,
            stage="",
            percent=0,
            touched_at=timezone.now(),
            attempts=F("attempts") + 1,
        )
    return job if mine else None


def _make(job: BookJob) -> None:
    if job.attempts >= ATTEMPTS:
        _fail(job, APOLOGY)
        return

    def progress(stage: str, percent: int) -> None:
        with writing():
            BookJob.objects.filter(pk=job.pk).update(stage=stage, percent=percent, touched_at=timezone.now())

    try:
        document = PlanDocument.model_validate_json(job.document)
        figures = figures_of(document)
        pdf = make_book(document, font_folder=settings.AYUMI_FONT_FOLDER, figures=figures, progress=progress)
        text = write_text(document)
    except CannotSet as problem:
        _fail(job, str(problem))
        return
    except Exception:
        logger.exception("book job %s failed", job.pk)
        _fail(job, APOLOGY)
        return
    with writing():
        BookFile.objects.filter(job=job).delete()
        BookFile(job=job, pdf=pdf, text=text).save(force_insert=True)
        BookJob.objects.filter(pk=job.pk).update(
            state=JobState.DONE, stage="", percent=100, touched_at=timezone.now()
        )


def _fail(job: BookJob, problem: str) -> None:
    with writing():
        BookJob.objects.filter(pk=job.pk).update(state=JobState.FAILED, problem=problem)
