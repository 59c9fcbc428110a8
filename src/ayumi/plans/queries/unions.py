"""Rows of several tables in one query, so that a page asks a constant and small number of times."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import CharField, F, Model, Q, Value
from django.db.models.functions import Cast

Columns = dict[str, Any]
Table = tuple[type[Model], tuple[str, ...]]
"""A model and the columns that are wanted of it."""


def rows_of_tables(
    tables: Mapping[str, Table], condition: Q, *, owner: str, order: str = "position"
) -> dict[UUID, dict[str, list[Columns]]]:
    """Return owner's id → name of the table → its rows in the order of the column ``order``: 1 query.

    ``owner`` is the column that says what a row hangs on; ``condition`` is on columns that all tables
    share. A column that two tables store in different types comes as text from both.
    """
    names = tuple(dict.fromkeys(column for _model, columns in tables.values() for column in columns))
    hangs = {"u_owner": F(owner), "u_position": F(order)}
    parts = [_part(name, tables, names, condition, hangs) for name in tables]
    found: dict[UUID, dict[str, list[Columns]]] = defaultdict(lambda: defaultdict(list))
    for table, owner_id, _position, *values in sorted(parts[0].union(*parts[1:], all=True), key=_place):
        row = dict(zip(names, values, strict=True))
        found[owner_id][table].append({name: row[name] for name in tables[table][1]})
    return found


def _part(
    table: str, tables: Mapping[str, Table], names: tuple[str, ...], condition: Q, shared: dict[str, F]
) -> Any:
    # Named afresh, because a union takes its columns by place and an annotation may not shadow.
    model, columns = tables[table]
    wanted = {f"u_{name}": _column(name, name in columns, tables) for name in names}
    rows = model.objects.filter(condition).order_by().annotate(u_table=Value(table), **shared, **wanted)
    return rows.values_list("u_table", *shared, *wanted)


def _column(name: str, is_there: bool, tables: Mapping[str, Table]) -> Any:
    fields = [model._meta.get_field(name) for model, columns in tables.values() if name in columns]
    kinds = {type(field) for field in fields}
    if not is_there:
        plain = fields[0].target_field if fields[0].is_relation else fields[0]
        kind = CharField(null=True) if len(kinds) > 1 else plain.clone()
        # Cast, for PostgreSQL takes a bare NULL of the first two tables for a text.
        return Cast(Value(None), kind)
    return Cast(F(name), CharField()) if len(kinds) > 1 else F(name)


def _place(row: tuple[Any, ...]) -> tuple[str, Any]:
    return row[0], row[2]
