"""The consistency check, beside validating the same document from its JSON."""

import pytest

from ayumi.document.checks import check
from ayumi.document.plan_document import PlanDocument
from tests.benchmarks.measuring import cpu_seconds, show
from tests.documents import sample_document

pytestmark = pytest.mark.benchmark


@pytest.mark.parametrize("measures", [50, 500, 5000])
def test_checking(measures: int) -> None:
    document = sample_document(measures=measures)
    text = document.to_json()
    ours = cpu_seconds(lambda: check(document))
    theirs = cpu_seconds(lambda: PlanDocument.model_validate_json(text))
    show(f"checking {measures} measures", ours, None, ("pydantic's validation", theirs))
