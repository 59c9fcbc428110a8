"""Moving measures to another division after a reorganisation (機構改革)."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db.models import F

from ayumi.plans.actions.index_items import reindex_items
from ayumi.plans.models import Item
from ayumi.tenancy.actions.audit import AuditObject, append_audit_entries
from ayumi.tenancy.gates import require
from ayumi.tenancy.models import Division
from ayumi.tenancy.rules import Actor, Permission


def move_items_to_division(item_ids: Iterable[UUID], division: Division, *, actor: Actor) -> int:
    """Make the division answer for these items; return how many moved. Call it inside a transaction.

    Versions move, so that who has a sheet open sees the change; search follows; one audit entry an item.
    Items that are the division's already are passed over. The number of statements grows with the number
    of plans, not of items. Raises PermissionDenied.
    """
    require(actor, Permission.EDIT_ALL_SHEETS)
    items = list(
        Item.objects.select_for_update(of=("self",))
        .select_related("division")
        .filter(pk__in=list(item_ids))
        .exclude(division=division)
        .order_by("pk")
    )
    Item.objects.filter(pk__in=[item.pk for item in items]).update(
        division=division, version=F("version") + 1
    )
    by_plan: dict[UUID, list[UUID]] = defaultdict(list)
    for item in items:
        by_plan[item.plan_id].append(item.pk)
    for plan_id, moved in by_plan.items():
        reindex_items(plan_id, moved)
    append_audit_entries(
        (
            AuditObject(
                "item",
                item.pk,
                f"{item.number} {item.title}",
                {
                    "division": [item.division.name if item.division else "", division.name],
                    "version": [item.version, item.version + 1],
                },
            )
            for item in items
        ),
        actor=actor,
        verb="item.edited",
    )
    return len(items)
