"""All challenges over a real plan of 407 projects and six years, beside a naive search for two of them."""

import pytest

from ayumi.document.plan_document import PlanDocument
from ayumi.rounds.rules.challenges import Frame, challenges, facts_of
from tests.benchmarks.measuring import cpu_seconds, show
from tests.rounds.real_workbook import JUDGED, YEARS, real_document, real_entries

pytestmark = pytest.mark.benchmark
BUDGET = 0.5


def naive(document: PlanDocument) -> int:
    """Find identical reasons by comparing every sheet with every other, and hours that stand still."""
    found = 0
    reasons = [{each.reason for each in item.judgements if len(each.reason) > 12} for item in document.items]
    for place, own in enumerate(reasons):
        found += any(own & other for nth, other in enumerate(reasons) if nth != place)
    for item in document.items:
        hours = [work.hours for work in item.workloads if work.fiscal_year <= JUDGED]
        found += len(set(hours)) == 1 and bool(hours[0])
    return found


def test_asking_a_whole_plan() -> None:
    document, entries = real_document(), real_entries()
    frame = Frame(JUDGED, YEARS[0], YEARS[-1])
    found = len(challenges(facts_of(document, frame, entries)))
    ours = cpu_seconds(lambda: challenges(facts_of(document, frame, entries)))
    theirs = cpu_seconds(lambda: naive(document))
    show(
        f"{found} challenges over {len(document.items)} projects × {len(YEARS)} years",
        ours,
        BUDGET,
        ("comparing sheet with sheet, two rules only,", theirs),
    )
