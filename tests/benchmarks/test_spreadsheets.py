"""Reading workbooks: a real one and the largest that passes the gate, beside openpyxl; time and memory."""

import subprocess
import sys
from pathlib import Path

import pytest

from ayumi.formats.guard import SPREADSHEET_KINDS, guard
from ayumi.importing.reading.parent import read_spreadsheet
from tests.benchmarks.measuring import cpu_seconds, show
from tests.formats.hostile_workbooks import full

pytestmark = pytest.mark.benchmark
MEMORY_BUDGET = 300


def test_a_real_workbook(shared_folder: Path) -> None:
    place = shared_folder / "data" / "ofunato-projects-r7.xlsx"
    if not place.is_file():
        pytest.skip("実物のブックがここにはありません。")
    measured(place, "a real list of projects, 14 MB unpacked", rounds=3)


def test_the_largest_workbook(tmp_path: Path) -> None:
    place = tmp_path / "full.xlsx"
    place.write_bytes(full(59))
    measured(place, "1.6 million cells, 59 MB unpacked", rounds=1)


def measured(place: Path, what: str, rounds: int) -> None:
    """Print the gate, the whole way through the child, and our reader beside the peers."""
    gate = cpu_seconds(lambda: guard(place, place.name, SPREADSHEET_KINDS), rounds)
    show(f"gate of {what}", gate, 0.5)
    whole = cpu_seconds(lambda: read_spreadsheet(place, name=place.name, task="describe"), rounds)
    show(f"gate, child and description of {what}", whole, 20)
    seconds, peak, cells = once("ours", place)
    print(f"reader alone: {peak:.0f} MB at its peak ({'within' if peak < MEMORY_BUDGET else 'OVER'} 300 MB)")
    for peer in ("openpyxl read-only", "openpyxl"):
        theirs, theirs_peak, their_cells = once(peer, place)
        show(f"reader alone, {cells:,} filled cells", seconds, None, (peer, theirs))
        print(f"{peer}: {theirs_peak:.0f} MB, ours is {peak / theirs_peak:.2f} of it; {their_cells:,} cells")


def once(reader: str, place: Path) -> tuple[float, float, int]:
    """Return CPU seconds, the peak in MB and the number of filled cells of one reading."""
    command = [sys.executable, "-m", "tests.benchmarks.spreadsheet_reader", reader, str(place)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(said[0]), float(said[1]), int(said[2])
