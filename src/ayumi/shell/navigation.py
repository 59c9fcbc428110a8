"""The main navigation: every room offers its entries, the shell shows them."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """One entry: its words, its address and the path prefixes on which it counts as current."""

    label: str
    address: str
    prefixes: tuple[str, ...]

    def is_current(self, path: str) -> bool:
        """Tell whether the page at ``path`` belongs to this entry."""
        return any(path == prefix or (prefix != "/" and path.startswith(prefix)) for prefix in self.prefixes)


def navigation_items(request: HttpRequest) -> list[NavigationItem]:
    """Return every room's entries for this request, in the order of ``AYUMI_NAVIGATION``."""
    offers: list[Callable[[HttpRequest], list[NavigationItem]]] = [
        import_string(name) for name in settings.AYUMI_NAVIGATION
    ]
    return [item for offer in offers for item in offer(request)]


@dataclass(frozen=True, slots=True)
class HeaderEntry:
    """An entry of the header beside the person's name, with how many things wait there."""

    label: str
    address: str
    number: int


def header_entries(request: HttpRequest) -> list[HeaderEntry]:
    """Return every room's entries of the header, in the order of ``AYUMI_HEADER_ENTRIES``."""
    offers: list[Callable[[HttpRequest], list[HeaderEntry]]] = [
        import_string(name) for name in settings.AYUMI_HEADER_ENTRIES
    ]
    return [entry for offer in offers for entry in offer(request)]
