"""A real workbook of 407 measures proposed, understood and accounted for; openpyxl only reads it."""

import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ayumi.importing.reading.tables import propose_table

PLACE = Path(__file__).parents[3] / "shared" / "data" / "ofunato-projects-r7.xlsx"
PEER = (
    "import sys, openpyxl; book = openpyxl.load_workbook(sys.argv[1], data_only=True, read_only=True); "
    "rows = (row for sheet in book for row in sheet.iter_rows(values_only=True)); "
    "print(sum(cell is not None for row in rows for cell in row))"
)
pytestmark = [
    pytest.mark.benchmark,
    pytest.mark.skipif(not PLACE.exists(), reason="the real workbook lies beside the repository only"),
]


def test_a_real_workbook_in_the_child() -> None:
    ours = _child_seconds(lambda: propose_table(PLACE, name=PLACE.name, saved={}))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    theirs = _child_seconds(
        lambda: subprocess.run(
            [sys.executable, "-c", PEER, str(PLACE)], check=True, stdout=subprocess.DEVNULL
        )
    )
    account = propose_table(PLACE, name=PLACE.name, saved={}).reading.account
    print(
        f"\nmeasure workbook: {account.counts.read:,} cells read into {len(account.outcomes)} measures: "
        f"{ours:.2f} CPU s in the child (budget 2), peak {peak:.0f} MB; "
        f"openpyxl only reading the cells: {theirs:.2f} CPU s; ratio {theirs / ours:.1f}"
    )
    assert account.counts.read + account.outside == account.cells


def _child_seconds(work) -> float:
    """Return the CPU seconds that children took, the least of three times."""
    found = []
    for _time in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        work()
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        found.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        time.sleep(0.1)
    return min(found)
