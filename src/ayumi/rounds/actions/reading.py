"""Marking notices as read. Each person has their own; nothing of it concerns anybody else."""

from collections.abc import Iterable
from uuid import UUID

from django.utils import timezone

from ayumi.rounds.models import Notice
from ayumi.tenancy.gates import require
from ayumi.tenancy.rules import Actor, Permission
from ayumi.tenancy.writing import writing


def mark_read(notice_ids: Iterable[UUID] | None, *, actor: Actor) -> int:
    """Mark one's own notices as read, all of them for None; return how many were unread.

    Those of somebody else and those that are not there are passed over alike. Raises PermissionDenied.
    """
    require(actor, Permission.VIEW_ROUNDS)
    own = Notice.objects.filter(person_id=actor.person_id, read_at=None)
    if notice_ids is not None:
        own = own.filter(pk__in=list(notice_ids))
    with writing():
        return own.update(read_at=timezone.now())
