"""Writing the audit trail. Call inside the transaction of the change it records, last."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from ayumi.tenancy.models import AuditEntry, AuditHead
from ayumi.tenancy.prepared import Changes, insert, prepared, prepared_update
from ayumi.tenancy.rules import Actor
from ayumi.tenancy.rules.audit_chain import link_hash
from ayumi.tenancy.scope import current_municipality_id

BATCH = 500


@dataclass(frozen=True, slots=True)
class AuditObject:
    """What one of several entries is about, and what changed there: field → [before, after], as JSON."""

    type: str
    id: UUID | None
    label: str
    changes: dict[str, Any]


def lock_trail() -> AuditHead:
    """Hold the end of the municipality's chain until the transaction ends, and return it: 1 query.

    Every writer takes this lock for its audit entry; one whose rows are derived from what others write
    takes it before it reads, so that two of them follow one another.
    """
    heads = _heads()
    if heads:
        return heads[0]
    AuditHead.objects.get_or_create(municipality_id=current_municipality_id())
    return AuditHead.objects.select_for_update().get()


@prepared
def _heads() -> QuerySet[AuditHead]:
    return AuditHead.objects.select_for_update().order_by()


@prepared_update
def _moved_to(head_id: int, sequence: int, link: str) -> Changes:
    return AuditHead.objects.filter(pk=head_id), {"sequence": sequence, "hash": link}


def append_audit_entry(
    *,
    actor: Actor | None,
    verb: str,
    object_type: str,
    object_id: UUID | None,
    object_label: str,
    changes: dict[str, Any] | None = None,
) -> AuditEntry:
    """Append one entry to the municipality's chain and move its head.

    ``actor`` is None only for the installation itself (設置, 移行). ``changes`` maps a field to
    [before, after]; values must be JSON. The head row is locked, so keep this last and short.
    """
    about = AuditObject(object_type, object_id, object_label, changes or {})
    return append_audit_entries([about], actor=actor, verb=verb)[0]


def append_audit_entries(
    objects: Iterable[AuditObject], *, actor: Actor | None, verb: str
) -> list[AuditEntry]:
    """Append an entry for each object, in order, with one lock of the head and one insert a batch."""
    head = lock_trail()
    entries = []
    for about in objects:
        entry = AuditEntry(
            sequence=head.sequence + 1,
            at=timezone.now(),
            actor_id=actor.person_id if actor else None,
            actor_name=actor.name if actor else "システム",
            verb=verb,
            object_type=about.type,
            object_id=about.id,
            object_label=about.label[:300],
            changes=about.changes,
            previous_hash=head.hash,
        )
        entry.hash = link_hash(entry.chain_link(), head.hash)
        head.sequence, head.hash = entry.sequence, entry.hash
        entries.append(entry)
    if len(entries) == 1:
        insert(entries[0])
    else:
        AuditEntry.objects.bulk_create(entries, batch_size=BATCH)
    _moved_to(head.pk, head.sequence, head.hash)
    return entries
