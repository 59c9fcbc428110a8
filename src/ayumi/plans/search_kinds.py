"""What the room offers to be found, in the order in which results stand, and where each is shown."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ayumi.search.rules.entry import EntryKind

PLAN, ITEM, INDICATOR = "plan", "item", "indicator"
CHAPTER, FIGURE, TERM, RELATED = "chapter", "figure", "term", "related"


def _own(route: str) -> object:
    """Return the address of a page of the object itself."""
    return lambda object_id, _plan_id: reverse(route, args=[object_id])


def _of_plan(route: str) -> object:
    """Return the address of a page of its plan."""
    return lambda _object_id, plan_id: reverse(route, args=[plan_id])


KINDS = (
    EntryKind(PLAN, pgettext_lazy("one", "計画"), _own("plan")),
    EntryKind(ITEM, _("施策・項目"), _own("measure")),
    EntryKind(INDICATOR, _("指標"), _own("indicator")),
    EntryKind(CHAPTER, _("本文"), _of_plan("plan_text")),
    EntryKind(TERM, _("用語"), _of_plan("glossary")),
    EntryKind(RELATED, _("関連計画"), _of_plan("related_plans")),
    EntryKind(FIGURE, _("図"), _of_plan("plan_text")),
)
