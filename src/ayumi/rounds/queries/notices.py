"""What a person is told: the list, and how many are unread."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ayumi.rounds.models import Notice
from ayumi.rounds.models.told import PARTS, address_of, facts_of
from ayumi.rounds.rules.notice_words import sentence
from ayumi.tenancy.queries.audit_trail import PageNumbers
from ayumi.tenancy.rules import Actor

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """A notice in words: its kind, what it says, the comment of a return, and where it leads."""

    id: UUID
    kind: str
    tone: str
    text: str
    comment: str
    address: str
    at: datetime
    is_unread: bool


@dataclass(frozen=True, slots=True)
class NoticesPage:
    """One page of a person's notices, the newest first."""

    lines: tuple[NoticeLine, ...]
    unread: int
    pages: PageNumbers


TONES = {"overdue": "bad", "returned": "care", "due_soon": "care", "published": "good", "approved": "good"}


def unread_number(actor: Actor) -> int:
    """Return how many notices a person has not read: 1 query."""
    return Notice.objects.filter(person_id=actor.person_id, read_at=None).count()


def notices_page(actor: Actor, number: int) -> NoticesPage:
    """Return page ``number`` (from 1; too large becomes the last): 3 queries."""
    own = Notice.objects.filter(person_id=actor.person_id)
    last = max(1, -(-own.count() // PAGE_SIZE))
    number = min(max(1, number), last)
    ordered = own.select_related(*PARTS).order_by("-at", "-id")
    rows = ordered[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    return NoticesPage(tuple(_line(row) for row in rows), unread_number(actor), PageNumbers(number, last))


def _line(row: Notice) -> NoticeLine:
    return NoticeLine(
        id=row.pk,
        kind=str(row.get_kind_display()),
        tone=TONES.get(row.kind, "accent"),
        text=sentence(facts_of(row)),
        comment=row.comment,
        address=address_of(row),
        at=row.at,
        is_unread=row.read_at is None,
    )
