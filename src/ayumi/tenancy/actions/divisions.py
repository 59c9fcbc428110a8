"""Adding and closing divisions (機構改革). A name is a fact of its days and is never rewritten."""

from datetime import date
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from ayumi.tenancy.actions.audit import append_audit_entry
from ayumi.tenancy.gates import require
from ayumi.tenancy.models import Division, DivisionSuccession
from ayumi.tenancy.rules import Actor, Permission
from ayumi.tenancy.writing import writing


class DivisionClosed(ValueError):
    """The division has ended already, or would end before it began."""


def add_division(name: str, valid_from: date, *, actor: Actor) -> UUID:
    """Add a division that begins on ``valid_from`` and return its id. Raises PermissionDenied."""
    require(actor, Permission.MANAGE_DIVISIONS)
    with writing():
        last = Division.objects.aggregate(last=Max("position"))["last"]
        division = Division(name=name, valid_from=valid_from, position=0 if last is None else last + 1)
        division.save(force_insert=True)
        append_audit_entry(
            actor=actor,
            verb="division.added",
            object_type="division",
            object_id=division.pk,
            object_label=name,
            changes={"valid_from": [None, valid_from.isoformat()]},
        )
    return division.pk


def close_division(
    division_id: UUID, valid_to: date, successor_ids: tuple[UUID, ...], *, actor: Actor
) -> None:
    """End a division and say where its work went. Raises PermissionDenied and DivisionClosed."""
    require(actor, Permission.MANAGE_DIVISIONS)
    with writing():
        division = Division.objects.get(pk=division_id)
        if division.valid_from is not None and valid_to < division.valid_from:
            raise DivisionClosed(_("廃止日が設置日より前になっています。"))
        if not Division.objects.filter(pk=division_id, valid_to=None).update(valid_to=valid_to):
            raise DivisionClosed(_("この組織はすでに廃止されています。"))
        successors = list(Division.objects.filter(pk__in=successor_ids).exclude(pk=division_id))
        DivisionSuccession.objects.bulk_create(
            DivisionSuccession(predecessor=division, successor=successor, position=position)
            for position, successor in enumerate(successors)
        )
        append_audit_entry(
            actor=actor,
            verb="division.closed",
            object_type="division",
            object_id=division.pk,
            object_label=division.name,
            changes={
                "valid_to": [None, valid_to.isoformat()],
                "successors": [[], [successor.name for successor in successors]],
            },
        )
