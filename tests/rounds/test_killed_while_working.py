"""kill -9 at any moment of opening, submitting and approving in a batch.

What was acknowledged stands, and nothing stands by half.
"""

import json
import os
import subprocess
import sys
import uuid
from pathlib import Path

import pytest
from django.db import connection

KILLS = int(os.environ.get("AYUMI_TEST_KILLS", "8"))
"""How many children are killed; 60 for a long run."""


def killed(surroundings: dict[str, str]) -> dict[str, object]:
    """Run the killed children and return what stands afterwards."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.rounds.killed_process", str(KILLS)],
        env=os.environ | surroundings,
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=60 + 30 * KILLS,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def check(found: dict[str, object]) -> None:
    """Fail where anything acknowledged is lost or anything stands by half."""
    assert found.pop("rounds")
    assert found.pop("submitted")
    assert found.pop("approved")
    nothing = {"half_open": [], "half": [], "lost": [], "untold": 0, "audit": []}
    assert found == {"killed": KILLS, **nothing}


def test_on_the_embedded_database(tmp_path: Path) -> None:
    check(killed({"AYUMI_DATA_FOLDER": str(tmp_path), "AYUMI_DATABASE_URL": ""}))


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="runs on PostgreSQL")
def test_on_postgresql(tmp_path: Path) -> None:
    name = f"killed_{uuid.uuid4().hex[:8]}"
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    try:
        url = os.environ["AYUMI_DATABASE_URL"]
        own = f"{url.rpartition('/')[0]}/{name}"
        check(killed({"AYUMI_DATA_FOLDER": str(tmp_path), "AYUMI_DATABASE_URL": own}))
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
