"""What the audit trail holds of a draft, for every kind of file."""

import hashlib
from pathlib import Path

from ayumi.importing.models import ImportDraft
from ayumi.tenancy.actions.audit import append_audit_entry
from ayumi.tenancy.rules import Actor


def record(draft: ImportDraft, verb: str, actor: Actor, changes: dict[str, list]) -> None:
    """Append an entry about the draft; last in the transaction of the caller."""
    append_audit_entry(
        actor=actor,
        verb=verb,
        object_type="import_draft",
        object_id=draft.pk,
        object_label=draft.file_name,
        changes=changes,
    )


def sha256_of(place: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    with place.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
