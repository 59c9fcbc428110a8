"""What the room offers to the main navigation."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from ayumi.shell.navigation import NavigationItem


def navigation(request: HttpRequest) -> list[NavigationItem]:
    """Return the entries; everybody may read what is published."""
    address = reverse("published")
    return [NavigationItem(_("公表している計画"), address, (address,))]
