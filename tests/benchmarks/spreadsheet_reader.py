"""One reading of a workbook in a process of its own: ``python -m … READER FILE``.

Prints CPU seconds without the loading of modules, and the peak of memory in megabytes with it.
"""

import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl

from ayumi.formats.excel.read import read


def ours(place: Path) -> int:
    """Read with Ayumi; return the number of filled cells."""
    sheets = read(place.read_bytes(), place.name).sheets
    return sum(value is not None for sheet in sheets for row in sheet.rows for value in row)


def openpyxl_read_only(place: Path) -> int:
    """Read row by row with openpyxl, keeping the values as Ayumi does."""
    book = openpyxl.load_workbook(place, read_only=True, data_only=True)
    kept = [list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets]
    return sum(value is not None for rows in kept for row in rows for value in row)


def openpyxl_full(place: Path) -> int:
    """Read all at once with openpyxl, as pandas and most programs do."""
    book = openpyxl.load_workbook(place, data_only=True)
    return sum(
        value is not None
        for sheet in book.worksheets
        for row in sheet.iter_rows(values_only=True)
        for value in row
    )


def peak_megabytes() -> float:
    """Return this program's own peak; getrusage would count the parent's memory before exec."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    return int(found[1]) / 1024 if found else float("nan")


READERS: dict[str, Callable[[Path], int]] = {
    "ours": ours,
    "openpyxl read-only": openpyxl_read_only,
    "openpyxl": openpyxl_full,
}

if __name__ == "__main__":
    before = time.process_time()
    cells = READERS[sys.argv[1]](Path(sys.argv[2]))
    seconds = time.process_time() - before
    print(seconds, peak_megabytes(), cells)
