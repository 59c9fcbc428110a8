"""What rooms put on the first page: what waits for this person now, with counts and links."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string


@dataclass(frozen=True, slots=True)
class PanelLine:
    """One thing to do: its words, how many, where, and a short mark (期限超過) where something is wrong."""

    label: str
    number: int
    address: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class HomePanel:
    """Things to do under one heading. ``nothing`` is said where there is none; ``address`` leads to all."""

    title: str
    lines: tuple[PanelLine, ...]
    nothing: str = ""
    address: str = ""


def home_panels(request: HttpRequest) -> tuple[HomePanel, ...]:
    """Return every room's panels for this request, in the order of ``AYUMI_HOME_PANELS``."""
    offers: list[Callable[[HttpRequest], list[HomePanel]]] = [
        import_string(name) for name in settings.AYUMI_HOME_PANELS
    ]
    return tuple(panel for offer in offers for panel in offer(request))
