"""Who points at an item: the places to name before it is removed."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from ayumi.plans.models import Link


def linked_from_other_plans(plan_id: UUID, item_ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return item id → the items of other plans that link to it, with their plan's title: 1 query."""
    links = Link.objects.filter(target_id__in=[UUID(each) for each in item_ids]).exclude(plan_id=plan_id)
    columns = ("target_id", "plan__title", "item__number", "item__title")
    places: dict[str, list[str]] = defaultdict(list)
    for target, plan, number, title in links.order_by("plan__title", "position").values_list(*columns):
        places[str(target)].append(f"{plan} {number} {title}")
    return {target: tuple(dict.fromkeys(named)) for target, named in places.items()}
