"""What a scale proposes where a target is set for each of several groups."""

from decimal import Decimal

import pytest

from ayumi.document.measures import Actual, ActualStatus, Indicator, TargetKind, YearTarget
from tests.rounds.rules.test_scales import YEAR, an_indicator, proposed


def a_target_per_group(*actuals: tuple[str, str]) -> Indicator:
    """Return an indicator with a target of 100 for each of two groups; the actuals are (group, value)."""
    plain = an_indicator(None, kind=TargetKind.PER_GROUP, baseline=None)
    return plain.model_copy(
        update={
            "targets": tuple(
                YearTarget(fiscal_year=YEAR, value=Decimal(100), group=name) for name in ("小", "中")
            ),
            "actuals": tuple(
                Actual(fiscal_year=YEAR, status=ActualStatus.FINAL, value=Decimal(value), group=name)
                for name, value in actuals
            ),
        }
    )


@pytest.mark.parametrize(
    ("actuals", "word"),
    [
        ((("小", "100"), ("中", "120")), "達成"),
        ((("小", "120"), ("中", "98")), "概ね達成"),
        ((("小", "120"), ("中", "50")), "一部達成"),
        ((("小", "50"),), "一部達成"),
        ((("小", "120"),), "評価できない"),
    ],
)
def test_a_target_per_group_counts_as_its_lowest_group(
    actuals: tuple[tuple[str, str], ...], word: str
) -> None:
    assert proposed("ayumi-level", a_target_per_group(*actuals)) == word
