"""kill -9 while workbooks are stored: a division stands wholly or not at all, nothing told is lost."""

import json
import os
import subprocess
import sys
import uuid
from pathlib import Path

import pytest
from django.db import connection

KILLS = 12


def killed(surroundings: dict[str, str]) -> dict[str, object]:
    """Run the killed children and return what stands afterwards."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.importing.applying_process", str(KILLS)],
        env=os.environ | surroundings,
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def check(found: dict[str, object]) -> None:
    """Fail where anything acknowledged is lost or anything stands by half."""
    assert found.pop("stored")
    assert found == {"killed": KILLS, "half": [], "lost": [], "audit": []}


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
