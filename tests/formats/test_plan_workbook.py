"""The Ayumi workbook gives every plan back as it was, whatever it holds."""

from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from openpyxl import load_workbook

from ayumi.config.sample_city import documents, town_documents
from ayumi.document.plan_document import PlanDocument
from ayumi.formats.excel.plan_workbook import CannotWriteWorkbook, read_plan_workbook, write_plan_workbook
from ayumi.formats.excel.read import read
from tests.documents import sample_document
from tests.plan_documents import ODD_TEXTS, plan_documents

EXPORT = "019aa000-0000-7000-8000-000000000001"


def read_back(content: bytes) -> PlanDocument:
    """Return the plan of a workbook; a refusal fails the test with its words."""
    reading = read_plan_workbook(read(content, "計画ブック.xlsx"))
    assert reading.refused == ()
    assert reading.unread == 0
    assert reading.document is not None
    return reading.document


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(plan_documents())
def test_any_plan_comes_back_as_it_was(document: PlanDocument) -> None:
    again = read_back(write_plan_workbook(document, export=EXPORT))
    assert again == document
    assert again.to_json() == document.to_json()


@pytest.mark.parametrize(
    "document",
    [sample_document(measures=20), sample_document(measures=0), *documents(), *town_documents()],
    ids=lambda document: document.plan.title,
)
def test_the_samples_come_back_as_they_were(document: PlanDocument) -> None:
    assert read_back(write_plan_workbook(document)).to_json() == document.to_json()
