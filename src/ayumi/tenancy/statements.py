"""A query of the ORM as a statement that is kept, with places for its values; see ``prepared``."""

import threading
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from functools import partial
from itertools import count
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet
from django.db.models.sql import UpdateQuery

from ayumi.tenancy.kept_cursor import kept_cursor
from ayumi.tenancy.scope import compiling_for

_LONGEST = 20
"""So many values of one list are kept as a statement of their own; a longer list is asked by the ORM."""
_DAY = datetime(1900, 1, 1, tzinfo=UTC)
_LOT = 500
_held: dict[str, dict[Any, "Statement | None"]] = defaultdict(dict)
"""Kind of database → shape of a query → its statement."""


class NotPreparable(TypeError):
    """A query depends on its values in another way than by comparing columns with them."""


class Asked:
    """A query, the values it is asked with (the municipality first), and its names of columns."""

    def __init__(
        self,
        build: Callable[..., Any],
        values: tuple[Any, ...],
        names: tuple[str, ...] = (),
        by_place: Callable[..., QuerySet] | None = None,
        *,
        is_scoped: bool = True,
    ) -> None:
        self.values, self.name = values, build.__qualname__
        self.shape = (build, names, *map(_shape, values))
        self._by_place, self._is_scoped = by_place or build, is_scoped

    def for_stand_ins(self, lot: int) -> "_Compiled":
        """Compile the query for values that no other lot has. Raises EmptyResultSet."""
        numbers = count(lot * _LOT)
        values = [_stand_in(each, numbers) for each in self.values]
        given = _stored(_flat(values), connections[DEFAULT_DB_ALIAS])
        if not self._is_scoped:
            return _Compiled(self._by_place(*values), given)
        scope, *others = values
        with compiling_for(scope):
            return _Compiled(self._by_place(*others), given)


class _Compiled:
    """A query compiled for stand-ins; ``given`` are these as the database stores them."""

    def __init__(self, queryset: QuerySet, given: list[Any]) -> None:
        self.queryset, self.given = queryset, given
        self.sql, self.parameters = queryset.query.get_compiler(using=queryset.db).as_sql()


class Statement:
    """A compiled query and the place of every value in its parameters; all threads share it."""

    def __init__(self, compiled: _Compiled, places: dict[int, int]) -> None:
        self._queryset, self._sql = compiled.queryset, compiled.sql
        self._parameters = tuple(compiled.parameters)
        kinds = {at: type(self._parameters[at]) for at in places}
        # The type of a whole number tells PostgreSQL how wide its column is.
        self._places = [
            (at, number, kinds[at] if issubclass(kinds[at], int) else None) for at, number in places.items()
        ]
        self._now = threading.local()
        if not isinstance(self._queryset.query, UpdateQuery):
            self._keep_compiler()

    def rows(self, values: Iterable[Any], database: BaseDatabaseWrapper) -> list[Any]:
        """Return the rows for these values, the municipality first."""
        self._now.database, self._now.parameters = database, self._filled(values, database)
        return list(self._queryset._iterable_class(self._queryset))

    def change(self, values: Iterable[Any], database: BaseDatabaseWrapper) -> int:
        """Change the rows for these values, the municipality first, and return how many they were."""
        cursor = kept_cursor(database)
        cursor.execute(self._sql, self._filled(values, database))
        return int(cursor.rowcount)

    def change_and_tell(self, values: Iterable[Any], database: BaseDatabaseWrapper, column: str) -> list[Any]:
        """Change the rows for these values, and return the value of ``column`` of each of them."""
        field = self._queryset.model._meta.get_field(column)
        told = database.ops.quote_name(field.column)
        cursor = kept_cursor(database)
        cursor.execute(f"{self._sql} RETURNING {told}", self._filled(values, database))
        return [field.to_python(value) for (value,) in cursor.fetchall()]

    def _asked(self, width: int | None, *_arguments: Any, **_named: Any) -> list[list[tuple[Any, ...]]]:
        """Ask, and return all rows as one lot: the ORM would fetch them in lots of a hundred.

        ``width`` is how many columns are wanted where others were only ordered by.
        """
        cursor = kept_cursor(self._now.database)
        cursor.execute(self._sql, self._now.parameters)
        rows = cursor.fetchall()
        return [rows if width is None else [row[:width] for row in rows]]

    def _filled(self, values: Iterable[Any], database: BaseDatabaseWrapper) -> list[Any]:
        given, filled = _stored(_flat(values), database), list(self._parameters)
        for at, number, kind in self._places:
            filled[at] = given[number] if kind is None else kind(given[number])
        return filled

    def _keep_compiler(self) -> None:
        """Keep the compiler with all that it finds out anew for each query."""
        query = self._queryset.query
        kept = query.get_compiler(using=self._queryset.db)
        kept.as_sql()  # fills in what is known of the columns
        columns = [column for column, *_ in kept.select[: kept.col_count]]
        converters, has_pairs = kept.get_converters(columns), kept.has_composite_fields(columns)
        kept.get_converters = lambda _columns: converters
        kept.has_composite_fields = lambda _columns: has_pairs
        kept.execute_sql = partial(self._asked, kept.col_count if kept.has_extra_select else None)

        def compiler_now(*_arguments: Any, **_named: Any) -> Any:
            now = object.__new__(type(kept))
            now.__dict__ |= kept.__dict__ | {"connection": self._now.database}
            return now

        query.get_compiler = compiler_now


def statement_of(asked: Asked, database: BaseDatabaseWrapper) -> Statement | None:
    """Return the statement of a query for values of this shape; None where it can have no rows."""
    held = _held[database.vendor]
    if asked.shape not in held:
        held[asked.shape] = _compiled(asked)
    return held[asked.shape]


def _compiled(asked: Asked) -> Statement | None:
    """Compile a query twice for different values: where its parameters differ are the places of these."""
    try:
        first, second = asked.for_stand_ins(0), asked.for_stand_ins(1)
    except EmptyResultSet:
        return None
    if first.sql != second.sql or first.queryset._prefetch_related_lookups:
        raise NotPreparable(f"{asked.name}: what is asked depends on the values")
    pairs = list(zip(first.given, second.given, strict=True))
    places = {}
    for at, pair in enumerate(zip(first.parameters, second.parameters, strict=True)):
        if pair[0] == pair[1]:
            continue
        if pair not in pairs:
            raise NotPreparable(f"{asked.name}: a value is changed before it is compared")
        places[at] = pairs.index(pair)
    if missing := set(range(len(pairs))) - set(places.values()):
        raise NotPreparable(f"{asked.name}: nothing is compared with value {sorted(missing)}")
    return Statement(first, places)


def is_long(values: tuple[Any, ...]) -> bool:
    """Tell whether one of the values is a list that is too long for a statement of its own."""
    return any(isinstance(value, tuple) and len(value) > _LONGEST for value in values)


def _decides(value: Any) -> bool:
    """Tell whether a value is part of what is asked, not compared with a column."""
    return value is None or isinstance(value, bool)


def _shape(value: Any) -> Any:
    if isinstance(value, tuple):
        return len(value)
    return value if _decides(value) else ""


def _stand_in(value: Any, numbers: Iterable[int]) -> Any:
    """Return a value of the same kind that no query has of its own."""
    if isinstance(value, tuple):
        return tuple(_stand_in(each, numbers) for each in value)
    if _decides(value):
        return value
    number = next(iter(numbers))
    if isinstance(value, UUID):
        return UUID(int=number + 1)
    if isinstance(value, str):
        return f"stand-in {number}"
    if isinstance(value, int):
        return 30_000 + number  # within a small integer
    if isinstance(value, datetime):
        return _DAY + timedelta(days=number)
    if isinstance(value, date):
        return (_DAY + timedelta(days=number)).date()
    raise NotPreparable(f"{type(value).__name__} is not prepared")


def _flat(values: Iterable[Any]) -> Iterable[Any]:
    """Yield every value that is compared with a column."""
    for value in values:
        if isinstance(value, tuple):
            yield from value
        elif not _decides(value):
            yield value


def _stored(values: Iterable[Any], database: BaseDatabaseWrapper) -> list[Any]:
    """Return values as Django hands them to the database."""
    has_ids, operations = database.features.has_native_uuid_field, database.ops
    found: list[Any] = []
    for value in values:
        if isinstance(value, UUID):
            found.append(value if has_ids else value.hex)
        elif isinstance(value, Enum):
            found.append(value.value)
        elif isinstance(value, datetime):
            found.append(operations.adapt_datetimefield_value(value))
        elif isinstance(value, date):
            found.append(operations.adapt_datefield_value(value))
        else:
            found.append(value)
    return found
