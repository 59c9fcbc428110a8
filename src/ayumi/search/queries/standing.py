"""What is indexed already."""

from uuid import UUID

from ayumi.search.models import SearchEntry


def plans_with_entries() -> set[UUID]:
    """Return the ids of the plans of which something can be found: 1 query."""
    return set(SearchEntry.objects.exclude(plan_id=None).values_list("plan_id", flat=True).distinct())
