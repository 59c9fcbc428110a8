"""kill -9 while workbooks are stored: a division stands wholly or not at all, nothing told is lost."""

from pathlib import Path

import pytest
from django.db import connection

from tests.failure.installation import KILLS, embedded, on_postgresql

pytestmark = pytest.mark.kill
PROCESS = "tests.importing.applying_process"


def check(found: dict[str, object]) -> None:
    """Fail where anything acknowledged is lost or anything stands by half."""
    assert found.pop("stored")
    assert found == {"killed": KILLS, "half": [], "lost": [], "audit": []}


def test_on_the_embedded_database(tmp_path: Path) -> None:
    check(embedded(tmp_path).run(PROCESS, str(KILLS)))


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="runs on PostgreSQL")
def test_on_postgresql(tmp_path: Path) -> None:
    with on_postgresql(tmp_path) as installation:
        check(installation.run(PROCESS, str(KILLS)))
