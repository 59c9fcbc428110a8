"""Keeping search right: call these inside the transaction of every action that changes a plan.

What is found is derived from the plan's rows; these read the rows as they stand and write the entries.
An action that changes items, their parts or their indicators calls ``reindex_items``; one that changes
the plan's title or its text calls ``reindex_plan``. Neither asks for a permission nor writes an audit
entry: the action that calls has done the one and does the other.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Model

from ayumi.plans.actions.search_entries import OF_ITEMS, OF_PLANS, RowsByTable, item_entries, text_entries
from ayumi.plans.models import Item, Plan
from ayumi.search.actions.entries import replace_owned_entries, replace_plan_entries
from ayumi.search.queries.standing import plans_with_entries
from ayumi.tenancy.actions.audit import lock_trail
from ayumi.tenancy.models import Division

BATCH = 10_000
"""Ids in one question; SQLite takes at most 32,766 values in a statement."""


def reindex_items(plan_id: UUID, item_ids: Iterable[UUID]) -> None:
    """Make search find these items and their indicators as they stand now; those that are gone, no more.

    Call it after the rows were changed. Up to 10,000 items it takes 11 queries to read and a few statements
    to write, however many they are; beyond, as many again for every further 10,000. Two that run at a
    time follow one another. Ids of other plans are passed over. Raises Plan.DoesNotExist.
    """
    lock_trail()
    ids = list(dict.fromkeys(item_ids))
    plan = Plan.objects.get(pk=plan_id)
    divisions = _division_names()
    for start in range(0, len(ids), BATCH):
        some = ids[start : start + BATCH]
        rows = RowsByTable(
            row
            for table in OF_ITEMS
            for row in _rows(table, plan_id).filter(**{f"{'pk' if table is Item else 'item_id'}__in": some})
        )
        replace_owned_entries(plan_id, some, item_entries(plan, rows, divisions))


def reindex_plan(plan_id: UUID) -> None:
    """Make search find everything in a plan as it stands now.

    18 queries to read, and a few statements for every 10,000 entries to write. Raises Plan.DoesNotExist.
    """
    lock_trail()
    plan = Plan.objects.get(pk=plan_id)
    index_rows(plan, (row for table in (*OF_PLANS, *OF_ITEMS) for row in _rows(table, plan_id)))


def index_rows(plan: Plan, rows: Iterable[Model]) -> None:
    """Do the same with all rows of the plan at hand, for who has just stored them: 1 query to read."""
    by_table = RowsByTable(rows)
    entries = (*text_entries(plan, by_table), *item_entries(plan, by_table, _division_names()))
    replace_plan_entries(plan.id, entries)


def index_missing_plans() -> int:
    """Index the plans that were stored before there was a search; return how many: 2 queries for none."""
    missing = set(Plan.objects.values_list("pk", flat=True)) - plans_with_entries()
    for plan_id in sorted(missing):
        reindex_plan(plan_id)
    return len(missing)


def _rows(table: type[Model], plan_id: UUID):
    return table.objects.filter(plan_id=plan_id).order_by("position")


def _division_names() -> dict[UUID, str]:
    return dict(Division.objects.values_list("pk", "name"))
