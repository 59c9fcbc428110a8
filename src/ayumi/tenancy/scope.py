"""Which municipality the running code works for.

Every query on a tenant table is filtered by this scope, and asking without one raises: a forgotten
scope is an error, never all rows. On PostgreSQL the same scope feeds row-level security, the second
wall (see ``row_security``).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection, connections

from ayumi.tenancy.kept_cursor import kept_cursor

_current: ContextVar[UUID | None] = ContextVar("ayumi_municipality", default=None)


_IN_ERROR = 3
"""libpq's PQTRANS_INERROR; psycopg itself is not imported where the embedded database is used."""


class UnscopedQuery(RuntimeError):
    """A tenant table was asked without a municipality in scope."""


def current_municipality_id() -> UUID:
    """Return the municipality in scope. Raises UnscopedQuery where there is none."""
    municipality_id = _current.get()
    if municipality_id is None:
        raise UnscopedQuery("no municipality in scope: wrap the code in municipality_scope(...)")
    return municipality_id


@contextmanager
def municipality_scope(municipality_id: UUID) -> Iterator[None]:
    """Work for one municipality inside the ``with`` block."""
    before = _current.get()
    token = _current.set(municipality_id)
    _tell_database(municipality_id)
    try:
        yield
    finally:
        _current.reset(token)
        _tell_database(before)


@contextmanager
def compiling_for(municipality_id: UUID) -> Iterator[None]:
    """Build queries for one municipality inside the ``with`` block; none can be asked, see ``prepared``."""
    token = _current.set(municipality_id)
    try:
        yield
    finally:
        _current.reset(token)


def _tell_database(municipality_id: UUID | None) -> None:
    if connection.vendor != "postgresql" or _rolls_back():
        return
    cursor = kept_cursor(connections[DEFAULT_DB_ALIAS])
    cursor.execute("SELECT set_config('app.municipality', %s, false)", [str(municipality_id or "")])


def _rolls_back() -> bool:
    """Tell whether the transaction failed: it takes no statement, and undoing it undoes the setting.

    Asking all the same would hide the error that made it fail behind another one.
    """
    if not connection.in_atomic_block or connection.connection is None:
        return False
    return connection.needs_rollback or connection.connection.info.transaction_status == _IN_ERROR
