"""What the room offers to the main navigation."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from ayumi.shell.navigation import NavigationItem
from ayumi.tenancy.rules import Permission


def navigation(request: HttpRequest) -> list[NavigationItem]:
    """Return the entries for the signed-in person."""
    if request.actor is None or not request.actor.may(Permission.IMPORT_PLANS):
        return []
    address = reverse("import")
    return [NavigationItem(_("取り込み"), address, (address,))]
