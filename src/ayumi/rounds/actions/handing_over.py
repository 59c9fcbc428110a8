"""Handing measures over to a person or a division, all that were shown or none."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from ayumi.plans.actions.move_items import move_items_to_division
from ayumi.rounds.gates.hand_over import (
    HandOver,
    HandOverRefused,
    HandOverRow,
    PlannedHandOver,
    plan_hand_over,
    refuse_unless_hands_over,
)
from ayumi.rounds.models import Report, Responsibility, RoundState
from ayumi.tenancy.actions.audit import AuditObject, append_audit_entries, lock_trail
from ayumi.tenancy.models import Submission
from ayumi.tenancy.rules import Actor
from ayumi.tenancy.writing import writing


class HandOverChanged(HandOverRefused):
    """What was shown no longer stands; nothing was changed."""


def make_hand_over(wanted: HandOver, *, seen: Mapping[UUID, str], key: str, today: date, actor: Actor) -> int:
    """Hand over what was shown; return how many measures changed.

    ``seen`` holds the fingerprint with which each measure was shown. All of it or nothing: where anything
    has changed since, nothing is done. The same ``key``
    sent again does nothing again. The number of statements grows with the number of plans, not of
    measures. Raises PermissionDenied, HandOverRefused and HandOverChanged.
    """
    refuse_unless_hands_over(actor)
    with writing():
        # Two hand-overs follow one another, so what is read here stands until it is written.
        lock_trail()
        done = Submission.objects.filter(key=key).first()
        if done is not None:
            return int(done.result)
        planned = plan_hand_over(actor, wanted, today=today)
        if {row.item.pk: row.fingerprint for row in planned.rows} != dict(seen):
            raise HandOverChanged(
                _("確かめていただいた後に、担当者か所管課が変わりました。もう一度、内容を確かめてください。")
            )
        changed = [row for row in planned.rows if row.changes_anything]
        _store_tenures(changed)
        if planned.division is not None:
            _move(changed, planned, actor)
        Submission(key=key, verb="responsibility.handed_over", result=str(len(changed))).save(
            force_insert=True
        )
        append_audit_entries(
            [_told(row, planned, wanted) for row in changed if row.change.begun or row.reports],
            actor=actor,
            verb="responsibility.handed_over",
        )
    return len(changed)


def _store_tenures(rows: list[HandOverRow]) -> None:
    """Drop, end and begin, in this order, so that no two periods overlap in between."""
    Responsibility.objects.filter(pk__in=[pk for row in rows for pk in row.change.dropped]).delete()
    ended: dict[date, list[UUID]] = {}
    for row in rows:
        for pk, last in row.change.ended:
            ended.setdefault(last, []).append(pk)
    for last, ids in ended.items():
        Responsibility.objects.filter(pk__in=ids).update(valid_to=last)
    Responsibility.objects.bulk_create(
        Responsibility(
            item=row.item,
            person_id=row.change.begun.person_id,
            valid_from=row.change.begun.valid_from,
            valid_to=row.change.begun.valid_to,
        )
        for row in rows
        if row.change.begun
    )


def _move(rows: list[HandOverRow], planned: PlannedHandOver, actor: Actor) -> None:
    """Move the measures, and the reports of open rounds with them."""
    assert planned.division is not None
    move_items_to_division([row.item.pk for row in rows if row.moves_division], planned.division, actor=actor)
    following = Report.objects.filter(round__state=RoundState.OPEN, item__in=[row.item for row in rows])
    Report.objects.filter(pk__in=list(following.values_list("pk", flat=True))).update(
        division=planned.division
    )


def _told(row: HandOverRow, planned: PlannedHandOver, wanted: HandOver) -> AuditObject:
    before = planned.names.get(row.now.person_id, "") if row.now else ""
    changes: dict[str, list[object]] = {"day": [None, wanted.day.isoformat()]}
    if row.change.begun and planned.person:
        changes["owner"] = [before, planned.person.display_name]
    if row.reports and planned.division:
        changes["reports"] = [0, row.reports]
    return AuditObject("item", row.item.pk, f"{row.item.number} {row.item.title}", changes)
