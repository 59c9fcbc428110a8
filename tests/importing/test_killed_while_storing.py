"""kill -9 at any moment of storing: the whole plan stands, with its audit entry, or none of it."""

import json
import os
import subprocess
import sys
from pathlib import Path

KILLS = 16


def test_killed_at_random_moments_nothing_stands_by_half(tmp_path: Path) -> None:
    environment = os.environ | {"AYUMI_DATA_FOLDER": str(tmp_path / "data"), "AYUMI_DATABASE_URL": ""}
    done = subprocess.run(
        [sys.executable, "-m", "tests.importing.storing_process", str(KILLS)],
        env=environment,
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found.pop("plans") > 0
    assert found == {
        "killed": KILLS,
        "integrity": "ok",
        "loose": 0,
        "half": [],
        "wrong_drafts": [],
        "untold": 0,
        "audit": [],
    }
