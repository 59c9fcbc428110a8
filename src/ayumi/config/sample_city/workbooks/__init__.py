"""The sample city's workbooks as files: the ICT plan as a plan workbook, and a table of an older form.

They lie beside this module, because a person wants to open them without starting anything. What they hold is
made by rule; ``tools/make_sample_workbooks.py`` makes them anew. File names are ASCII, so that every archive
and every wheel can carry them; ``name`` is what a person sees.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path

from ayumi.config.sample_city.ict_plan import ict_plan
from ayumi.config.sample_city.legacy_workbook import write_legacy_workbook
from ayumi.formats.excel.plan_workbook.write import write_plan_workbook


@dataclass(frozen=True, slots=True)
class SampleWorkbook:
    """A workbook: its file beside this module, what a person calls it, and what makes it."""

    file: str
    name: str
    made: Callable[[], bytes]


PLAN_WORKBOOK = SampleWorkbook(
    "hibarino_ict_plan.xlsx",
    "ひばり野市_第3次情報化基本計画_計画ブック.xlsx",
    lambda: write_plan_workbook(ict_plan()),
)
LEGACY_WORKBOOK = SampleWorkbook(
    "hibarino_evaluation_older_form.xlsx",
    "ひばり野市_事務事業評価シート_旧様式.xlsx",
    write_legacy_workbook,
)
WORKBOOKS = (PLAN_WORKBOOK, LEGACY_WORKBOOK)


def content_of(workbook: SampleWorkbook) -> bytes:
    """Return the committed file's bytes, read from the installed package."""
    return (files(__package__) / workbook.file).read_bytes()


def committed_place(workbook: SampleWorkbook) -> Path:
    """Return where the file lies in a source tree or an unpacked package."""
    with as_file(files(__package__) / workbook.file) as place:
        return place
