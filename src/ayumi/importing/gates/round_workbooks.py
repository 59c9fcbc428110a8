"""The only ways to the workbooks of a round, and to those that came back, for a person."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from ayumi.importing.models import ReturnedWorkbook
from ayumi.rounds.gates import round_for
from ayumi.rounds.models import Round
from ayumi.tenancy.gates import require
from ayumi.tenancy.models import Division
from ayumi.tenancy.rules import Actor, Permission

_RELATED = ("round__plan", "export__division")


def round_to_fill_in(actor: Actor, round_id: UUID) -> Round:
    """Return a round whose workbooks the actor may take and give back: 1 query.

    The plan office those of every division, a division its own. Raises PermissionDenied and Http404.
    """
    _require_filling_in(actor)
    return round_for(actor, round_id)


def division_to_fill_in(actor: Actor, division_id: UUID) -> Division:
    """Return a division whose sheets the actor may take: 1 query. Raises PermissionDenied and Http404."""
    _require_filling_in(actor)
    division = get_object_or_404(Division.objects, pk=division_id)
    if not fills_in(actor, division_id):
        raise PermissionDenied(_("ほかの課の評価シートは、書き出すことも読み取ることもできません。"))
    return division


def _require_filling_in(actor: Actor) -> None:
    if not actor.may(Permission.RUN_ROUNDS):
        require(actor, Permission.WRITE_OWN_REPORTS)


def fills_in(actor: Actor, division_id: UUID | None) -> bool:
    """Tell whether the actor writes the sheets of this division."""
    own = actor.may(Permission.WRITE_OWN_REPORTS) and division_id in actor.division_ids
    return own or actor.may(Permission.RUN_ROUNDS)


def returned_batch_for(actor: Actor, batch_id: UUID) -> list[ReturnedWorkbook]:
    """Return the workbooks of one upload, without those of divisions that are not the actor's: 1 query.

    Raises PermissionDenied and Http404, also where none is left.
    """
    _require_filling_in(actor)
    found = ReturnedWorkbook.objects.filter(batch=batch_id).select_related(*_RELATED)
    mine = [each for each in found if _is_mine(actor, each)]
    if not mine:
        raise Http404
    return mine


def returned_for(actor: Actor, returned_id: UUID) -> ReturnedWorkbook:
    """Return a workbook that came back: 1 query. Raises PermissionDenied and Http404."""
    _require_filling_in(actor)
    found = ReturnedWorkbook.objects.filter(pk=returned_id).select_related(*_RELATED).first()
    if found is None or not _is_mine(actor, found):
        raise Http404
    return found


def _is_mine(actor: Actor, returned: ReturnedWorkbook) -> bool:
    if returned.export is None:
        return returned.person_id == actor.person_id or actor.may(Permission.RUN_ROUNDS)
    return fills_in(actor, returned.export.division_id)
