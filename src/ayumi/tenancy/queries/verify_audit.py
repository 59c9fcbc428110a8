"""Verifying the audit chain of the municipality in scope."""

from collections.abc import Iterator
from dataclasses import dataclass

from ayumi.tenancy.models import AuditEntry, AuditHead
from ayumi.tenancy.rules.audit_chain import FIRST_HASH, StoredLink, broken_links


@dataclass(frozen=True, slots=True)
class AuditVerification:
    """How many entries were checked, where the chain ends, and every break in words."""

    entries: int
    head_sequence: int
    head_hash: str
    problems: tuple[str, ...]


def verify_audit() -> AuditVerification:
    """Recompute every hash, in order; memory stays flat, whatever the length."""
    head = AuditHead.objects.first()
    sequence, hash_ = (head.sequence, head.hash) if head else (0, FIRST_HASH)
    problems = broken_links(_stored_links(), sequence, hash_)
    return AuditVerification(AuditEntry.objects.count(), sequence, hash_, problems)


def _stored_links() -> Iterator[StoredLink]:
    for entry in AuditEntry.objects.order_by("sequence").iterator(chunk_size=1000):
        yield StoredLink(entry.chain_link(), entry.previous_hash, entry.hash)
