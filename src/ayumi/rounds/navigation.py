"""What the room offers to the main navigation."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from ayumi.shell.navigation import NavigationItem
from ayumi.tenancy.rules import Permission


def navigation(request: HttpRequest) -> list[NavigationItem]:
    """Return the entry for those who may read rounds."""
    if request.actor is None or not request.actor.may(Permission.VIEW_ROUNDS):
        return []
    rounds = reverse("rounds")
    return [NavigationItem(_("評価"), rounds, (rounds,))]
