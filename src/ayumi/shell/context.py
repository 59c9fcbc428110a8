"""What every template knows: the navigation, the languages and who is signed in."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from ayumi.shell.navigation import HeaderEntry, header_entries, navigation_items


def shell_context(request: HttpRequest) -> dict[str, Any]:
    """Return the variables of ``shell/base.html``."""
    return {
        "search_address": reverse(settings.AYUMI_SEARCH_ROUTE),
        "actor": getattr(request, "actor", None),
        "navigation": SimpleLazyObject(lambda: _navigation(request)),
        "header_entries": SimpleLazyObject(lambda: _header_entries(request)),
        "other_language": "en" if get_language() == "ja" else "ja",
    }


def _header_entries(request: HttpRequest) -> list[HeaderEntry]:
    return header_entries(request) if getattr(request, "actor", None) is not None else []


def _navigation(request: HttpRequest) -> list[dict[str, Any]]:
    if not hasattr(request, "actor"):
        # Refused before tenancy's middleware ran, e.g. for an unknown host: still an error page, not a 500.
        request.actor = None
    return [
        {"label": item.label, "address": item.address, "current": item.is_current(request.path)}
        for item in navigation_items(request)
    ]
