"""Twenty people write on a sheet at one moment: what is acknowledged stands; a naive writer is found out."""

from pathlib import Path

import pytest
from django.db import connection

from tests.failure.installation import Installation, embedded, on_postgresql

WRITERS = 20


def check(installation: Installation) -> None:
    """Write both ways and look for what was acknowledged and does not stand."""
    found = installation.run("tests.failure.writers", str(WRITERS))
    assert found["naive"] == {"acknowledged": WRITERS, "lost": WRITERS - 1, "refused": 0}
    assert found["action"] == {"acknowledged": 1, "lost": 0, "refused": WRITERS - 1}


def test_on_the_embedded_database(tmp_path: Path) -> None:
    check(embedded(tmp_path))


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="runs on PostgreSQL")
def test_on_postgresql(tmp_path: Path) -> None:
    with on_postgresql(tmp_path) as installation:
        check(installation)
