"""Plans that already stand under the title or with the numbers of one about to be stored."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from ayumi.plans.models import Item, Plan

SAME_SHARE = 0.9
"""So many of the numbers in one plan mean that the same measures are there already."""


@dataclass(frozen=True, slots=True)
class StandingPlan:
    """A plan that looks like the same one."""

    id: UUID
    title: str
    same_title: bool
    same_numbers: int


def standing_plans(title: str, printed_numbers: Iterable[str]) -> tuple[StandingPlan, ...]:
    """Return the plans with the title or with nearly all of the measures' numbers: 2 queries."""
    numbers = {number for number in printed_numbers if number}
    counts: dict[UUID, int] = {}
    if numbers:
        # Compared here and not in the query: a table may have more numbers than a query may have parameters.
        held = Item.objects.filter(has_sheet=True).values_list("plan_id", "number").distinct()
        for plan_id, number in held.iterator():
            if number in numbers:
                counts[plan_id] = counts.get(plan_id, 0) + 1
    return tuple(
        StandingPlan(pk, name, name == title, counts.get(pk, 0))
        for pk, name in Plan.objects.values_list("pk", "title")
        if name == title or (numbers and counts.get(pk, 0) >= SAME_SHARE * len(numbers))
    )
