"""kill -9 at any moment of storing: the whole plan stands, with its audit entry, or none of it."""

from pathlib import Path

import pytest

from tests.failure.installation import KILLS, embedded

pytestmark = pytest.mark.kill


def test_killed_at_random_moments_nothing_stands_by_half(tmp_path: Path) -> None:
    found = embedded(tmp_path / "data").run("tests.importing.storing_process", str(KILLS))
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
