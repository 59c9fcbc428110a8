"""Queries that the ORM builds once and that are then asked again with other values.

Building and compiling a query takes the ORM longer than SQLite takes to answer it: of the 31 ms that handing
on one report took, 14. What a page or an action asks in the same words every time is therefore kept as a
statement with places for its values. See docs/decisions/2026-11-30-prepared-statements.md.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from functools import cache
from inspect import signature
from itertools import product
from types import NoneType, UnionType
from typing import Any, ParamSpec, TypeVar, get_args, get_origin, get_type_hints
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, Model, QuerySet
from django.db.models.sql import UpdateQuery

from ayumi.tenancy.kept_cursor import kept_cursor
from ayumi.tenancy.models.tenant import TenantModel, refuse_foreign
from ayumi.tenancy.scope import current_municipality_id
from ayumi.tenancy.statements import Asked, Statement, is_long, statement_of

Asks = ParamSpec("Asks")
Row = TypeVar("Row")
Changes = tuple[QuerySet, Mapping[str, Any]]
"""The rows to change, and the columns with what they become."""
_known: list[tuple[Callable[..., QuerySet], bool]] = []
"""Every prepared query that reads, and whether it is asked within a municipality."""

_EXAMPLES: Mapping[type, list[Any]] = {
    UUID: [UUID(int=1)],
    str: [""],
    int: [0],
    bool: [False, True],
    date: [date(2000, 1, 1)],
    datetime: [datetime(2000, 1, 1, tzinfo=UTC)],
    NoneType: [None],
}


def prepared(build: Callable[Asks, QuerySet[Row]]) -> Callable[Asks, list[Row]]:
    """Return ``build`` as a function that returns the rows of the query: 1 query.

    ``build`` takes ids, texts, whole numbers, days and times by position, or tuples of them for ``__in``. It
    must do nothing with them but compare columns of tenant tables with them; ``None`` and truth values may
    also decide what is asked. Its annotations say so: a server builds the statement by them before it answers
    (``build_statements``). The municipality in scope is one of the values without being named. Raises
    NotPreparable at the first call for a query that is not of this kind, UnscopedQuery outside a scope.
    """

    _known.append((build, True))

    def asked(*values: Any) -> list[Row]:
        scope = current_municipality_id()
        if is_long(values):
            return list(build(*values))
        database = connections[DEFAULT_DB_ALIAS]  # once: finding it takes as long as a small answer
        statement = statement_of(Asked(build, (scope, *values)), database)
        return [] if statement is None else statement.rows((scope, *values), database)

    return asked


def prepared_for_all(build: Callable[Asks, QuerySet[Row]]) -> Callable[Asks, list[Row]]:
    """Return the same for a table that belongs to no municipality: sessions, accounts at sign-in."""

    _known.append((build, False))

    def asked(*values: Any) -> list[Row]:
        database = connections[DEFAULT_DB_ALIAS]
        statement = statement_of(Asked(build, values, is_scoped=False), database)
        return [] if statement is None else statement.rows(values, database)

    return asked


def prepared_update(build: Callable[..., Changes]) -> Callable[..., int]:
    """Return ``build`` as a function that changes rows and returns how many: 1 query.

    ``build`` returns which rows, and what becomes of which columns; it takes values as for ``prepared``, and
    columns by name besides. A column with a default that follows the time is not set by itself.
    """

    def changed(*values: Any, **columns: Any) -> int:
        if is_long(values):
            rows, changes = build(*values, **columns)
            return rows.update(**changes)
        database = connections[DEFAULT_DB_ALIAS]
        statement, given = _changing(build, values, columns, database)
        return 0 if statement is None else statement.change(given, database)

    return changed


def prepared_update_of(column: str) -> Callable[[Callable[..., Changes]], Callable[..., list[Any]]]:
    """Return a decorator like ``prepared_update`` of which the function returns what it changed: 1 query.

    That is the value of ``column`` of every changed row, in no order. Call inside a transaction: for a long
    list of values the rows are looked up first.
    """

    def decorated(build: Callable[..., Changes]) -> Callable[..., list[Any]]:
        def changed(*values: Any, **columns: Any) -> list[Any]:
            if is_long(values):
                rows, changes = build(*values, **columns)
                found = list(rows.order_by().values_list(column, flat=True))
                rows.update(**changes)
                return found
            database = connections[DEFAULT_DB_ALIAS]
            statement, given = _changing(build, values, columns, database)
            return [] if statement is None else statement.change_and_tell(given, database, column)

        return changed

    return decorated


def build_statements() -> int:
    """Build the queries that read for the values that their annotations name; return how many. Asks nothing.

    For a server before it answers: otherwise whoever comes first to a page waits until they are built. Call
    inside a transaction, which those need that hold a row.
    """
    number, database = 0, connections[DEFAULT_DB_ALIAS]
    for build, is_scoped in _known:
        hints = get_type_hints(build)
        kinds = [_examples(hints[name]) for name in signature(build).parameters]
        for values in product(*([_examples(UUID)] if is_scoped else []), *kinds):
            statement_of(Asked(build, values, is_scoped=is_scoped), database)
            number += 1
    return number


def _examples(kind: Any) -> list[Any]:
    """Return a value of each shape that such a parameter takes: of lists the short ones, which are many."""
    if get_origin(kind) is tuple:
        (each, *_more), lengths = get_args(kind), (1, 2)
        return [tuple(_examples(each)) * length for length in lengths]
    if get_origin(kind) is UnionType:
        return [example for each in get_args(kind) for example in _examples(each)]
    return _EXAMPLES[kind]


def insert(row: TenantModel) -> None:
    """Store a new row as it is, without asking the ORM for the statement: 1 query, and no signal.

    Raises UnscopedQuery for a row of another municipality, IntegrityError as ``save`` does.
    """
    refuse_foreign(row)
    database = connections[DEFAULT_DB_ALIAS]
    statement, fields = _inserting(type(row), database.vendor)
    values = [field.get_db_prep_save(field.pre_save(row, add=True), database) for field in fields]
    kept_cursor(database).execute(statement, values)
    row._state.adding, row._state.db = False, database.alias


@cache
def _inserting(model: type[Model], _vendor: str) -> tuple[str, tuple[Field, ...]]:
    fields = tuple(model._meta.local_concrete_fields)
    quoted = connection.ops.quote_name
    columns = ", ".join(quoted(field.column) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    # Every name comes from a model, none from a person.
    return f"INSERT INTO {quoted(model._meta.db_table)} ({columns}) VALUES ({places})", fields


def _changing(
    build: Callable[..., Changes],
    values: tuple[Any, ...],
    columns: Mapping[str, Any],
    database: BaseDatabaseWrapper,
) -> tuple[Statement | None, tuple[Any, ...]]:
    """Return the statement of an update, None where it can change nothing, and its values."""
    names = tuple(columns)

    def by_place(*given: Any) -> QuerySet:
        split = len(given) - len(names)
        rows, changes = build(*given[:split], **dict(zip(names, given[split:], strict=True)))
        return _updating(rows, changes)

    asked = Asked(build, (current_municipality_id(), *values, *columns.values()), names, by_place)
    return statement_of(asked, database), asked.values


def _updating(rows: QuerySet, changes: Mapping[str, Any]) -> QuerySet:
    updating = rows.order_by()
    updating.query = updating.query.chain(UpdateQuery)
    updating.query.add_update_values(changes)
    return updating
