"""kill -9 at any moment of putting a document back: the plan is the old or the new one, never a mixture."""

from pathlib import Path

import pytest

from tests.failure.installation import KILLS, embedded

pytestmark = pytest.mark.kill


def test_killed_at_random_moments_the_plan_is_one_or_the_other(tmp_path: Path) -> None:
    found = embedded(tmp_path / "data").run("tests.plans.applying_process", str(KILLS))
    assert len(found) == KILLS
    assert found[-1]["replaced"] > 1
    for each in found:
        assert each == {"replaced": each["replaced"], "is_half": False, "untold": 0, "loose": 0, "audit": []}
