"""Writing what can be found. Call inside the transaction of the change, so that search is right at once."""

import secrets
from collections.abc import Iterable
from uuid import UUID

from django.db import connection

from ayumi.search.models import INDEX_TABLE, SearchEntry
from ayumi.search.rules.entry import Entry
from ayumi.search.rules.folding import tenant_token, tokens_of
from ayumi.tenancy.scope import current_municipality_id

BATCH = 10_000
"""Rows in one statement; SQLite takes fewer where a row has many columns."""


def replace_plan_entries(plan_id: UUID, entries: Iterable[Entry]) -> None:
    """Let ``entries`` stand for a whole plan instead of those that stood before.

    Statements: one delete, one insert a batch (two on the embedded database); the same at any size up to it.
    """
    SearchEntry.objects.filter(plan_id=plan_id).delete()
    _insert(list(entries))


def replace_owned_entries(plan_id: UUID, owner_ids: Iterable[UUID], entries: Iterable[Entry]) -> None:
    """Let ``entries`` stand for some owners in a plan (its items) instead of those that stood before.

    What an owner no longer has is no longer found. Statements as in ``replace_plan_entries``.
    """
    owners = list(owner_ids)
    for start in range(0, len(owners), BATCH):
        SearchEntry.objects.filter(plan_id=plan_id, owner_id__in=owners[start : start + BATCH]).delete()
    _insert(list(entries))


def _insert(entries: list[Entry]) -> None:
    # In order, the index takes them twice as fast; from a random place, no two batches meet.
    first = secrets.randbits(62)
    rows = [_row(entry, number) for number, entry in enumerate(entries, first)]
    SearchEntry.objects.bulk_create(rows, batch_size=BATCH)
    if connection.vendor != "sqlite" or not rows:
        return
    tenant = tenant_token(current_municipality_id().hex)
    with connection.cursor() as cursor:
        for start in range(0, len(rows), BATCH):
            tokens = [
                (row.number, " ".join((tenant, *tokens_of(row.folded))))
                for row in rows[start : start + BATCH]
            ]
            cursor.executemany(f"INSERT INTO {INDEX_TABLE} (rowid, tokens) VALUES (%s, %s)", tokens)


def _row(entry: Entry, number: int) -> SearchEntry:
    return SearchEntry(
        number=number,
        kind=entry.kind,
        plan_id=entry.plan_id,
        object_id=entry.object_id,
        owner_id=entry.owner_id,
        place=entry.place,
        position=entry.position,
        title=entry.title,
        label=entry.label,
        anchor=entry.anchor,
        texts=entry.texts,
        folded_title=entry.folded_title,
        folded=entry.folded,
    )
