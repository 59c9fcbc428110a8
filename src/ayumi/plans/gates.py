"""The only ways to a plan, an item or an indicator for a person.

Another municipality's object, one that never was and one removed all answer 404 alike.
"""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from ayumi.plans.models import Indicator, Item, Plan
from ayumi.tenancy.gates import require
from ayumi.tenancy.rules import Actor, Permission


def plan_for(actor: Actor, plan_id: UUID) -> Plan:
    """Return the plan: 1 query. Raises PermissionDenied and Http404."""
    require(actor, Permission.VIEW_PLANS)
    return get_object_or_404(Plan.objects, pk=plan_id)


def plan_to_fix(actor: Actor, plan_id: UUID) -> Plan:
    """Return a plan of which the actor may edit every sheet: 1 query. Raises PermissionDenied, Http404."""
    require(actor, Permission.EDIT_ALL_SHEETS)
    return plan_for(actor, plan_id)


def plan_to_replace(actor: Actor, plan_id: UUID) -> Plan:
    """Return a plan that the actor may take out and put back whole: 1 query.

    That is importing and editing every sheet at once. Raises PermissionDenied and Http404.
    """
    require(actor, Permission.IMPORT_PLANS)
    return plan_to_fix(actor, plan_id)


def plan_for_grid(actor: Actor, plan_id: UUID) -> Plan:
    """Return a plan of which the actor may edit sheets, at least those of a division: 1 query.

    Raises PermissionDenied and Http404.
    """
    if not actor.may(Permission.EDIT_ALL_SHEETS):
        require(actor, Permission.EDIT_OWN_SHEETS)
    return plan_for(actor, plan_id)


def item_for(actor: Actor, item_id: UUID) -> Item:
    """Return the item with its plan, level and division: 1 query. Raises PermissionDenied and Http404."""
    require(actor, Permission.VIEW_PLANS)
    related = ("plan", "level", "division", "cross_listed_from")
    return get_object_or_404(Item.objects.select_related(*related), pk=item_id)


def sheet_to_edit(actor: Actor, item_id: UUID) -> Item:
    """Return the item whose sheet the actor may edit. Raises PermissionDenied and Http404."""
    item = item_for(actor, item_id)
    if not item.has_sheet or item.cross_listed_from_id is not None:
        raise Http404
    if not actor.may_edit_sheet_of(item.division_id):
        raise PermissionDenied(_("この施策個票は、所管課または計画事務局だけが編集できます。"))
    return item


def indicator_for(actor: Actor, indicator_id: UUID) -> Indicator:
    """Return the indicator with its item and plan: 1 query. Raises PermissionDenied and Http404."""
    require(actor, Permission.VIEW_PLANS)
    related = ("plan", "item", "item__division")
    return get_object_or_404(Indicator.objects.select_related(*related), pk=indicator_id)
