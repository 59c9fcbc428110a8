"""The sheets of a division after LibreOffice has opened and saved them: still the same entries."""

from pathlib import Path

import pytest

from ayumi.formats.excel.report_workbook.write import write_report_workbook
from tests.formats.test_plan_workbook_office import OFFICE, saved_by_office
from tests.formats.test_report_workbook import assert_same, read_back
from tests.report_books import sample_book

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed"),
]


def test_the_entries_are_the_same_after_libreoffice_saved_them(tmp_path: Path) -> None:
    book = sample_book(measures=4)
    assert_same(read_back(saved_by_office(write_report_workbook(book), tmp_path)), book)
