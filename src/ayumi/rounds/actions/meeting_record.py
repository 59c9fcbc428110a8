"""What every write on a meeting does: it moves the version on, and tells the audit trail."""

from collections.abc import Mapping
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from ayumi.rounds.gates import MoveRefused
from ayumi.rounds.models import Meeting
from ayumi.tenancy.actions.audit import append_audit_entry
from ayumi.tenancy.rules import Actor


def turn_meeting(meeting: Meeting, seen: int, columns: Mapping[str, Any] | None = None) -> None:
    """Move an open meeting's version on, with columns. Raises MoveRefused where it is not at ``seen``."""
    standing = Meeting.objects.filter(pk=meeting.pk, version=seen, is_closed=False)
    if not standing.update(version=F("version") + 1, **(columns or {})):
        raise MoveRefused(
            _(
                "この画面を開いた後に、この会議の記録が変わりました。画面を開き直してから、もう一度お試しください。"
            )
        )


def tell_meeting(verb: str, meeting: Meeting, actor: Actor, changes: dict[str, Any]) -> None:
    """Append the audit entry of a write on a meeting; call it last."""
    append_audit_entry(
        actor=actor,
        verb=verb,
        object_type="meeting",
        object_id=meeting.pk,
        object_label=f"{meeting.body.name} {meeting.title}",
        changes=changes,
    )
