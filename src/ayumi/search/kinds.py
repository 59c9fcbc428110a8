"""What kinds of things are found: each room offers its own, in the order of ``AYUMI_SEARCH_KINDS``."""

from functools import cache
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from ayumi.search.rules.entry import EntryKind


def _divisions_address(_division_id: UUID, _plan_id: UUID | None) -> str:
    return reverse("divisions")


DIVISION = EntryKind("division", _("組織"), _divisions_address)
"""Found in the table of divisions itself, so no entry of it is ever out of date."""


@cache
def entry_kinds() -> dict[str, EntryKind]:
    """Return every kind by its code, in the order in which results stand; divisions come last."""
    offered = [kind for name in settings.AYUMI_SEARCH_KINDS for kind in import_string(name)]
    return {kind.code: kind for kind in (*offered, DIVISION)}
