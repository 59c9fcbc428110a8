"""What was reported of an indicator of the sample: final, estimated, corrected or missing with a reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ayumi.config.sample_city.city import spread
from ayumi.document.measures import Actual, ActualStatus, MissingReason

CORRECTED, ESTIMATED_BEFORE, STILL_COUNTED = 23, 7, 19
"""One in so many indicators has a corrected value, an estimate kept beside the final one, or a count
that is not finished."""
EVERY_OTHER_YEAR = ("市民意識調査", "高齢者実態調査", "空家等実態調査", "健康づくり市民調査", "観光動態調査")
LATE_STATISTICS = ("県警察の公表値", "法定報告値", "消防年報", "市域の温室効果ガス排出量の推計")
FIRST_ASKED_LATER = ("支援後アンケート", "保育施設アンケート", "研修後アンケート")
"""Surveys that began with the plan: there is no baseline and no value of the first year."""
_WORDS_WHEN = (
    ("調査", "隔年10月"),
    ("決算", "毎年9月"),
    ("アンケート", "毎年2月"),
    ("訓練", "訓練の翌月"),
    ("公表", "毎年12月頃"),
    ("法定報告", "毎年11月頃"),
)


@dataclass(frozen=True, slots=True)
class Reporting:
    """Which fiscal years are reported as final; an ``estimate_year`` follows for some indicators."""

    baseline_year: int
    final_years: tuple[int, ...]
    estimate_year: int | None = None


def known_when(source: str) -> str:
    """Return when a value from ``source`` becomes known."""
    return next((when for word, when in _WORDS_WHEN if word in source), "毎年5月頃")


def actuals_of(
    key: str, source: str, group: str, values: Sequence[Decimal | str], reporting: Reporting
) -> list[Actual]:
    """Return the actuals of an indicator or one group of it, ``values`` by year from the first."""
    actuals: list[Actual] = []
    for year, value in zip(reporting.final_years, values, strict=False):
        actuals += _final(key, _Entry(year, group, source, value), reporting)
    estimate = reporting.estimate_year
    if estimate is None or source in EVERY_OTHER_YEAR or spread(f"estimate {key}", 5) > 1:
        return actuals
    entry = _Entry(estimate, group, source, values[len(reporting.final_years)])
    return [*actuals, entry.actual(ActualStatus.ESTIMATE)]


@dataclass(frozen=True, slots=True)
class _Entry:
    """One year's value as it is reported."""

    year: int
    group: str
    source: str
    value: Decimal | str

    def actual(self, status: ActualStatus, *, note: str = "", month: int = 5) -> Actual:
        """Return the value as an actual, known in ``month`` after the year, or in January before its end."""
        day = (
            date(self.year + 1, 1, 31) if status is ActualStatus.ESTIMATE else date(self.year + 1, month, 30)
        )
        is_text = isinstance(self.value, str)
        return Actual(
            fiscal_year=self.year,
            status=status,
            value=None if isinstance(self.value, str) else self.value,
            text=self.value if is_text else "",
            group=self.group,
            as_of=day,
            source=self.source + note,
        )

    def without_value(self, reason: MissingReason) -> Actual:
        """Return that there is no value and why."""
        return Actual(
            fiscal_year=self.year,
            status=ActualStatus.FINAL,
            group=self.group,
            missing=reason,
            as_of=date(self.year + 1, 5, 30),
            source=self.source,
        )


def _final(key: str, entry: _Entry, reporting: Reporting) -> list[Actual]:
    is_last = entry.year == reporting.final_years[-1]
    missing = _missing(key, entry, reporting)
    estimate = entry.actual(ActualStatus.ESTIMATE)
    if missing is MissingReason.BEING_COUNTED:
        return [estimate, entry.without_value(missing)]
    if missing is not None:
        return [entry.without_value(missing)]
    final = entry.actual(ActualStatus.FINAL)
    if is_last and isinstance(entry.value, Decimal) and spread(f"corrected {key}", CORRECTED) == 0:
        before = _Entry(entry.year, entry.group, entry.source, _miscounted(entry.value))
        return [before.actual(ActualStatus.FINAL), entry.actual(ActualStatus.FINAL, note="（訂正）", month=9)]
    if is_last and reporting.estimate_year and spread(f"before {key}", ESTIMATED_BEFORE) == 0:
        return [estimate, final]
    return [final]


def _miscounted(value: Decimal) -> Decimal:
    return value + (value.as_tuple().digits[-1] % 3 + 1) * Decimal(1).scaleb(int(value.as_tuple().exponent))


def _missing(key: str, entry: _Entry, reporting: Reporting) -> MissingReason | None:
    """Tell why a year has no value, where it has none. Only a plan that is under way has gaps."""
    if reporting.estimate_year is None:
        return None
    is_first = entry.year == reporting.final_years[0]
    if entry.source in EVERY_OTHER_YEAR:
        return MissingReason.NOT_SURVEYED if is_first else None
    if entry.source in FIRST_ASKED_LATER:
        return MissingReason.BEFORE_FIRST_SURVEY if is_first else None
    if is_first and entry.value == 0 and spread(f"none {key}", 2) == 0:
        return MissingReason.NOT_APPLICABLE
    if entry.year != reporting.final_years[-1]:
        return None
    if entry.source in LATE_STATISTICS:
        return MissingReason.NOT_PUBLISHED
    counted = isinstance(entry.value, Decimal) and spread(f"counted {key}", STILL_COUNTED) == 0
    return MissingReason.BEING_COUNTED if counted else None
