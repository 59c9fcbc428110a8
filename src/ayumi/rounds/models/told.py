"""Stored notices as the rule of their words wants them, and the page each leads to."""

from django.db.models import F, Q, QuerySet
from django.urls import reverse

from ayumi.ground.wording import say
from ayumi.rounds.models.people import Notice, NoticeKind
from ayumi.rounds.rules.notice_words import NoticeFacts
from ayumi.rounds.words import round_name

PARTS = ("round__plan", "report__item")
"""What comes with a notice in one query."""
TO_THE_ROUND = frozenset({NoticeKind.PUBLISHED, NoticeKind.APPROVED})


def facts_of(notice: Notice) -> NoticeFacts:
    """Return what a notice is about, given its row with ``PARTS``; no query."""
    item = notice.report.item if notice.report else None
    return NoticeFacts(
        kind=notice.kind,
        round=say("{plan} {round}", plan=notice.round.plan.title, round=round_name(notice.round)),
        report=f"{item.number} {item.title}".strip() if item else "",
        number=notice.number,
        due=notice.due,
    )


def address_of(notice: Notice) -> str:
    """Return the path of the page where the person does what the notice is about; no query."""
    if notice.report_id is not None:
        return reverse("report", args=[notice.report_id])
    if notice.kind in TO_THE_ROUND:
        return reverse("round", args=[notice.round_id])
    return reverse("my_sheets")


def unmailed() -> QuerySet[Notice]:
    """Return the notices that nobody has read and no mail has carried as they stand."""
    return Notice.objects.filter(Q(mailed_at=None) | Q(at__gt=F("mailed_at")), read_at=None)
