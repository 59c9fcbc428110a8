"""kill -9 at any moment of opening, submitting and approving in a batch.

What was acknowledged stands, and nothing stands by half.
"""

from pathlib import Path

import pytest
from django.db import connection

from tests.failure.installation import KILLS, embedded, on_postgresql

pytestmark = pytest.mark.kill
PROCESS = "tests.rounds.killed_process"


def check(found: dict[str, object]) -> None:
    """Fail where anything acknowledged is lost or anything stands by half."""
    assert found.pop("rounds")
    assert found.pop("submitted")
    assert found.pop("approved")
    nothing = {"half_open": [], "half": [], "lost": [], "untold": 0, "audit": []}
    assert found == {"killed": KILLS, **nothing}


def test_on_the_embedded_database(tmp_path: Path) -> None:
    check(embedded(tmp_path).run(PROCESS, str(KILLS)))


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="runs on PostgreSQL")
def test_on_postgresql(tmp_path: Path) -> None:
    with on_postgresql(tmp_path) as installation:
        check(installation.run(PROCESS, str(KILLS)))
