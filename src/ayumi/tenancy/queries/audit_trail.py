"""The audit trail, newest first, a page at a time."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext

from ayumi.tenancy.models import AuditEntry, AuditHead
from ayumi.tenancy.words import VERB_WORDS

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One entry as the page shows it."""

    sequence: int
    at: datetime
    actor_name: str
    verb: str
    object_label: str
    changes: dict[str, Any]
    hash: str


@dataclass(frozen=True, slots=True)
class PageNumbers:
    """Where a page stands among its neighbours; ``query`` keeps the other parameters."""

    number: int
    last: int
    query: str = ""

    @property
    def previous(self) -> int | None:
        """The page before, or None."""
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        """The page after, or None."""
        return self.number + 1 if self.number < self.last else None


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Entries of one page, and the head of the chain."""

    rows: tuple[AuditRow, ...]
    pages: PageNumbers
    head_sequence: int
    head_hash: str


def audit_page(number: int) -> AuditPage:
    """Return page ``number`` (from 1; too large becomes the last): 2 queries."""
    head = AuditHead.objects.first()
    length = head.sequence if head else 0
    last = max(1, -(-length // PAGE_SIZE))
    number = min(max(1, number), last)
    newest = length - (number - 1) * PAGE_SIZE
    entries = AuditEntry.objects.filter(sequence__lte=newest, sequence__gt=newest - PAGE_SIZE)
    return AuditPage(
        rows=tuple(_row(entry) for entry in entries),
        pages=PageNumbers(number, last),
        head_sequence=length,
        head_hash=head.hash if head else "",
    )


def latest_changes(limit: int) -> tuple[AuditRow, ...]:
    """Return what was changed last, newest first, without who signed in and out: 1 query."""
    entries = AuditEntry.objects.exclude(verb__startswith="sign_in.").order_by("-sequence")[:limit]
    return tuple(_row(entry) for entry in entries)


def entries_of(object_type: str, object_id: UUID) -> tuple[AuditRow, ...]:
    """Return everything that was done to one object, newest first: 1 query."""
    entries = AuditEntry.objects.filter(object_type=object_type, object_id=object_id)
    return tuple(_row(entry) for entry in entries)


def _row(entry: AuditEntry) -> AuditRow:
    return AuditRow(
        sequence=entry.sequence,
        at=entry.at,
        actor_name=entry.actor_name if entry.actor_id else gettext("システム"),
        verb=str(VERB_WORDS.get(entry.verb, entry.verb)),
        object_label=entry.object_label,
        changes=entry.changes,
        hash=entry.hash,
    )
