"""Writing the audit trail. Call inside the transaction of the change it records, last."""

from typing import Any
from uuid import UUID

from django.utils import timezone

from ayumi.tenancy.models import AuditEntry, AuditHead
from ayumi.tenancy.rules import Actor
from ayumi.tenancy.rules.audit_chain import link_hash
from ayumi.tenancy.scope import current_municipality_id


def lock_trail() -> AuditHead:
    """Hold the end of the municipality's chain until the transaction ends, and return it: 2 queries.

    Every writer takes this lock for its audit entry; one whose rows are derived from what others write
    takes it before it reads, so that two of them follow one another.
    """
    AuditHead.objects.get_or_create(municipality_id=current_municipality_id())
    return AuditHead.objects.select_for_update().get()


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
    head = lock_trail()
    entry = AuditEntry(
        sequence=head.sequence + 1,
        at=timezone.now(),
        actor_id=actor.person_id if actor else None,
        actor_name=actor.name if actor else "システム",
        verb=verb,
        object_type=object_type,
        object_id=object_id,
        object_label=object_label[:300],
        changes=changes or {},
        previous_hash=head.hash,
    )
    entry.hash = link_hash(entry.chain_link(), head.hash)
    entry.save(force_insert=True)
    head.sequence, head.hash = entry.sequence, entry.hash
    head.save(update_fields=["sequence", "hash"])
    return entry
