"""Rows of several tables in one query, so that a page asks a constant and small number of times.

The statement is written here and kept, not built by the ORM: a page asks for the same columns each time,
and building such a union took longer than a form of twenty fields takes to be stored (6 ms of a page).
"""

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import Field, Model

from ayumi.tenancy.kept_cursor import kept_cursor
from ayumi.tenancy.scope import current_municipality_id

Columns = dict[str, Any]
Table = tuple[type[Model], tuple[str, ...]]
"""A model and the columns that are wanted of it."""
_Tables = tuple[tuple[str, Table], ...]
_GroupKey = tuple[_Tables, "_Keys"]
"""What of a group decides on the statement: its tables and columns, not the ids."""
_OWN_COLUMNS = 4
"""What a row begins with: the name of its table, its owner, its position, its id; one of the two is empty."""
_Reads = Callable[[Any], Any]
_AMONG = {"sqlite": "IN (SELECT value FROM json_each(%s))", "postgresql": "= ANY(%s)"}
"""How a column is compared with any number of ids that are one parameter."""
_NOT_BY = {"sqlite": "+", "postgresql": ""}
"""Keeps SQLite from the index of the municipality: until it has counted its rows it takes that one for as
good, and reads every row of the city."""
Rows = dict[UUID, dict[str, list[Columns]]]
"""Owner's id → name of the table → its rows in order."""


@dataclass(frozen=True, slots=True)
class Group:
    """Tables that are asked for and hang on the same columns, by names that no other group has.

    Wanted are the rows whose ``column``, an id that all of them have, is among ``wanted``. ``owner`` is the
    column that says what a row hangs on; ``order`` is the one they are in the order of, a number or their id.
    """

    tables: Mapping[str, Table]
    column: str
    wanted: Collection[UUID]
    owner: str
    order: str = "position"


def rows_of_tables(
    tables: Mapping[str, Table], column: str, wanted: Collection[UUID], *, owner: str, order: str = "position"
) -> Rows:
    """Return the rows of one group: 1 query, as ``rows_of_groups``."""
    return rows_of_groups(Group(tables, column, wanted, owner, order))[0]


def rows_of_groups(*groups: Group) -> list[Rows]:
    """Return for each group what of the municipality in scope is wanted of it: 1 query for all of them.

    A column that two tables store in different types comes as text from both.
    """
    found: list[Rows] = [defaultdict(lambda: defaultdict(list)) for _group in groups]
    if not any(group.wanted for group in groups):
        return found
    union = _union(tuple(map(_key_of, groups)), connection.vendor)
    of_table = {table: rows for group, rows in zip(groups, found, strict=True) for table in group.tables}
    owners: dict[Any, UUID] = {}
    for row in sorted(union.rows(groups), key=_place):
        table, stored = row[0], row[1]
        if stored not in owners:
            # An owner has many rows, and making an id of a text takes longer than finding it.
            owners[stored] = union.read_owner(stored)
        of_table[table][owners[stored]][table].append(
            {name: row[at] if read is None else read(row[at]) for name, at, read in union.reads[table]}
        )
    return found


def _place(row: tuple[Any, ...]) -> tuple[Any, ...]:
    table, _owner, position, identifier, *_columns = row
    return (table, identifier) if position is None else (table, position)


def _key_of(group: Group) -> _GroupKey:
    return tuple(group.tables.items()), _Keys(group.column, group.owner, group.order)


@dataclass(frozen=True, slots=True)
class _Keys:
    """The columns that every table of a union has: asked for, hung on, and ordered by."""

    column: str
    owner: str
    order: str


@dataclass(frozen=True, slots=True)
class _Union:
    """A statement that takes the scope and the wanted ids for each part, and how its columns are read."""

    statement: str
    parts: tuple[int, ...]
    """How many tables each group has."""
    read_owner: _Reads
    reads: Mapping[str, tuple[tuple[str, int, _Reads | None], ...]]
    """Table → the name of each of its columns, its place in the row, and how it is read."""

    def rows(self, groups: Iterable[Group]) -> list[tuple[Any, ...]]:
        """Return every row as it is stored, in no order: table, owner, position or id, columns."""
        scope = _stored(current_municipality_id())
        values: list[Any] = []
        for group, number in zip(groups, self.parts, strict=True):
            values += [scope, _among(list(group.wanted))] * number
        cursor = kept_cursor(connections[DEFAULT_DB_ALIAS])
        cursor.execute(self.statement, values)
        return cursor.fetchall()


@cache
def _union(groups: tuple[_GroupKey, ...], _vendor: str) -> _Union:
    tables = tuple(table for tables, _keys in groups for table in tables)
    names = tuple(dict.fromkeys(name for _table, (_model, columns) in tables for name in columns))
    fields = {name: _fields(tables, name) for name in names}
    parts = [
        [_part(table, model, columns, keys, fields) for table, (model, columns) in of_group]
        for of_group, keys in groups
    ]
    read_owner = _reading(_field(tables[0][1][0], groups[0][1].owner))
    places = {
        name: (at, None if _differ(fields[name]) else _reading(fields[name][0]))
        for at, name in enumerate(names, _OWN_COLUMNS)
    }
    reads = {table: tuple((name, *places[name]) for name in columns) for table, (_model, columns) in tables}
    statement = " UNION ALL ".join(part for of_group in parts for part in of_group)
    return _Union(statement, tuple(map(len, parts)), read_owner or _as_it_is, reads)


def _part(
    table: str, model: type[Model], columns: tuple[str, ...], keys: _Keys, fields: Mapping[str, list[Field]]
) -> str:
    """Return the SELECT of one table, with places for the scope and for the wanted ids."""
    order = _field(model, keys.order)
    place = [_quoted(order), f"CAST(NULL AS {_field(model, 'id').db_type(connection)})"]
    if order.primary_key:
        place = ["CAST(NULL AS integer)", _quoted(order)]
    own = [_quoted(_field(model, keys.owner)), *place]
    own += [_column(model, name, name in columns, each) for name, each in fields.items()]
    # Every name comes from a model, none from a person.
    source = connection.ops.quote_name(model._meta.db_table)
    scope, column = (_quoted(_field(model, name)) for name in ("municipality_id", keys.column))
    return (
        f"SELECT '{table}', {', '.join(own)} FROM {source}"
        f" WHERE {_NOT_BY[connection.vendor]}{scope} = %s AND {column} {_AMONG[connection.vendor]}"
    )


def _column(model: type[Model], name: str, is_there: bool, fields: list[Field]) -> str:
    if not is_there:
        # PostgreSQL takes a bare NULL of the first two tables for a text.
        return f"CAST(NULL AS {'varchar' if _differ(fields) else fields[0].db_type(connection)})"
    quoted = _quoted(_field(model, name))
    return f"CAST({quoted} AS varchar)" if _differ(fields) else quoted


def _fields(tables: _Tables, name: str) -> list[Field]:
    return [_field(model, name) for _table, (model, columns) in tables if name in columns]


def _field(model: type[Model], name: str) -> Field:
    return model._meta.get_field(name)


def _differ(fields: list[Field]) -> bool:
    return len({type(field) for field in fields}) > 1


def _quoted(field: Field) -> str:
    return str(connection.ops.quote_name(field.column))


def _reading(field: Field) -> _Reads | None:
    """Return how Django reads a column of this field, None where it is taken as it comes."""
    column = field.get_col(field.model._meta.db_table)
    steps = [*connection.ops.get_db_converters(column), *column.get_db_converters(connection)]
    return partial(_converted, steps, column) if steps else None


def _stored(identifier: UUID) -> UUID | str:
    return identifier if connection.features.has_native_uuid_field else identifier.hex


def _among(ids: list[UUID]) -> list[UUID] | str:
    return ids if connection.vendor == "postgresql" else json.dumps([each.hex for each in ids])


def _converted(steps: list[Any], column: Any, value: Any) -> Any:
    if value is None:
        return None
    for step in steps:
        value = step(value, column, connection)
    return value


def _as_it_is(value: Any) -> Any:
    return value
