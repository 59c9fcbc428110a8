"""kill -9 at any moment of putting a document back: the plan is the old or the new one, never a mixture."""

import json
import os
import subprocess
import sys
from pathlib import Path

KILLS = 8


def test_killed_at_random_moments_the_plan_is_one_or_the_other(tmp_path: Path) -> None:
    environment = os.environ | {"AYUMI_DATA_FOLDER": str(tmp_path / "data"), "AYUMI_DATABASE_URL": ""}
    done = subprocess.run(
        [sys.executable, "-m", "tests.plans.applying_process", str(KILLS)],
        env=environment,
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert len(found) == KILLS
    assert found[-1]["replaced"] > 1
    for each in found:
        assert each == {"replaced": each["replaced"], "is_half": False, "untold": 0, "loose": 0, "audit": []}
