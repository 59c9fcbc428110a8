"""What the plan workbook costs beside openpyxl with the same cells: CPU seconds and megabytes."""

import tracemalloc
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from ayumi.formats.excel.plan_workbook import read_plan_workbook
from ayumi.formats.excel.plan_workbook.write import write_plan_workbook
from ayumi.formats.excel.read import read
from tests.benchmarks.measuring import cpu_seconds, show
from tests.documents import sample_document

pytestmark = pytest.mark.benchmark
DOCUMENT = sample_document(measures=200)
WRITE_BUDGET, READ_BUDGET = 0.5, 0.3


def plain_copy(cells: list[tuple[str, list[list[Any]]]]) -> bytes:
    """Write the same cells with openpyxl, without any format."""
    workbook = Workbook()
    for name, rows in cells:
        tab = workbook.create_sheet(name)
        for row in rows:
            tab.append(row)
    content = BytesIO()
    workbook.save(content)
    return content.getvalue()


def megabytes(work: Callable[[], Any]) -> float:
    """Return the peak of what Python allocates during the work."""
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1024 / 1024


def test_writing_200_measures() -> None:
    content = write_plan_workbook(DOCUMENT)
    cells = [
        (tab.title, [[cell.value for cell in row] for row in tab.iter_rows()])
        for tab in load_workbook(BytesIO(content))
    ]
    peer = cpu_seconds(lambda: plain_copy(cells))
    ours = cpu_seconds(lambda: write_plan_workbook(DOCUMENT))
    show("write a plan workbook, 200 measures", ours, WRITE_BUDGET, ("openpyxl, cells alone,", peer))
    memory = megabytes(lambda: write_plan_workbook(DOCUMENT)), megabytes(lambda: plain_copy(cells))
    print(f"  {len(content) / 1024:.0f} kB; peak {memory[0]:.0f} MB, openpyxl {memory[1]:.0f} MB")


def test_reading_200_measures() -> None:
    content = write_plan_workbook(DOCUMENT)
    peer = cpu_seconds(lambda: load_workbook(BytesIO(content)))
    cells = cpu_seconds(lambda: read(content, "a.xlsx"))
    ours = cpu_seconds(lambda: read_plan_workbook(read(content, "a.xlsx")))
    show("read a plan workbook, 200 measures", ours, READ_BUDGET, ("openpyxl, cells alone,", peer))
    memory = (
        megabytes(lambda: read_plan_workbook(read(content, "a.xlsx"))),
        megabytes(lambda: load_workbook(BytesIO(content))),
    )
    print(f"  of it the cells {cells * 1000:.0f} ms; peak {memory[0]:.0f} MB, openpyxl {memory[1]:.0f} MB")
