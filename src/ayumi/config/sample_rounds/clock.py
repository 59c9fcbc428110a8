"""The day on which something of the sample's past happens.

The actions, the rows and the audit trail take their time from Django's clock. While the sample is loaded that
clock is set, here and nowhere else, so that a round of two years ago has stamps of two years ago. It is
used before a server starts, by one process with one thread.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.utils import timezone


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let it be ``moment`` (with a time zone) inside the block."""
    real = timezone.now
    timezone.now = lambda: moment
    try:
        yield
    finally:
        timezone.now = real
