"""What the room offers to the main navigation."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from ayumi.shell.navigation import NavigationItem
from ayumi.tenancy.rules import Permission


def navigation(request: HttpRequest) -> list[NavigationItem]:
    """Return the entries for the signed-in person."""
    if request.actor is None:
        return []
    divisions = reverse("divisions")
    items = [NavigationItem(_("組織"), divisions, (divisions,))]
    if request.actor.may(Permission.VIEW_AUDIT):
        audit = reverse("audit_trail")
        items.append(NavigationItem(_("監査証跡"), audit, (audit,)))
    return items
