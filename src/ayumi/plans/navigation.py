"""What the room offers to the main navigation."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from ayumi.shell.navigation import NavigationItem


def navigation(request: HttpRequest) -> list[NavigationItem]:
    """Return the entries for the signed-in person."""
    if request.actor is None:
        return []
    plans = reverse("plans")
    return [
        NavigationItem(_("ホーム"), reverse("home"), (reverse("home"),)),
        NavigationItem(_("計画"), plans, (plans, "/measures/", "/indicators/")),
    ]
