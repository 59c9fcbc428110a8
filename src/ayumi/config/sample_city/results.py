"""What became of a measure of the sample by year: money, hours of the staff, judgements, answers to them.

The years are those of the indicators: two are settled, a third is estimated. Everything is made by rule from
what the plan promised; a few measures are frozen on purpose, as real tables have them.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from ayumi.config.sample_city.actuals import Reporting
from ayumi.config.sample_city.city import spread
from ayumi.document.attainment import actual_of, attainment, target_of
from ayumi.document.measures import Basis, Budget, Cost, Indicator, Judgement, Remark, Workload
from ayumi.document.words import number_text

FROZEN = 17
"""One in so many measures reports its budget as spent and the same hours year after year."""
_HOURS = {"service": 1900, "office": 900, "people": 700, "safety": 1300, "system": 2400, "data": 600}
_THOUSAND_YEN_AN_HOUR = Decimal("4.2")
_HOURS_OF_ONE = 1850
_SECTION, _HEAD = "担当課", "課長"
_ON_TRACK, _MOSTLY, _LATE = "順調", "概ね順調", "遅れ"
_WORDS = {
    _ON_TRACK: (
        "「{name}」は{actual}となり、目標の{target}に届きました。",
        "「{name}」が{actual}（目標{target}）となりました。年度の初めから順に伸びています。",
    ),
    _MOSTLY: (
        "「{name}」は{actual}で、目標の{target}に近い水準です。",
        "「{name}」は目標の{target}に対して{actual}でした。年度の後半に伸びています。",
    ),
    _LATE: (
        "「{name}」は{actual}にとどまり、目標の{target}に届きませんでした。進め方を見直します。",
        "「{name}」は目標の{target}に対して{actual}でした。関係する課との調整に時間を要しています。",
    ),
}
_ANSWERED = 6
_ANSWERS = (
    "令和4年度の評価での指摘を受け、「{name}」を四半期ごとに確かめることとしました。",
    "令和4年度の評価での指摘を受け、「{title}」の案内を作り直し、窓口で配っています。",
    "令和4年度の評価での指摘を受け、「{title}」の手順を関係する課と見直しました。",
)


def is_frozen(title: str) -> bool:
    """Tell whether a measure is one of those that report the same every year."""
    return spread(f"frozen {title}", FROZEN) == 0


def costs(title: str, budgets: Iterable[Budget], reporting: Reporting) -> Iterator[Cost]:
    """Yield what was spent by year and source: a little less than was budgeted, by year and measure."""
    for budget in budgets:
        basis = _basis(budget.fiscal_year, reporting)
        if basis is not None:
            share = 100 if is_frozen(title) else 87 + spread(f"spent {title} {budget.fiscal_year}", 14)
            spent = Decimal(budget.thousand_yen * share // 100)
            yield Cost(fiscal_year=budget.fiscal_year, basis=basis, source=budget.source, thousand_yen=spent)


def workloads(title: str, nature: str, reporting: Reporting) -> Iterator[Workload]:
    """Yield the hours of the staff by year, with the people and the personnel cost they come to."""
    usual = _HOURS[nature] * (5 + spread(f"hours {title}", 11)) // 10
    for year in _years(reporting):
        share = 100 if is_frozen(title) else 84 + spread(f"hours {title} {year}", 29)
        hours = usual * share // 1000 * 10
        yield Workload(
            fiscal_year=year,
            basis=_basis(year, reporting) or Basis.FINAL,
            staff=(Decimal(hours) / _HOURS_OF_ONE).quantize(Decimal("0.1")),
            hours=Decimal(hours),
            personnel_thousand_yen=(hours * _THOUSAND_YEN_AN_HOUR).quantize(Decimal(1)),
        )


def judgements(title: str, indicator: Indicator, reporting: Reporting) -> Iterator[Judgement]:
    """Yield how the division in charge and, where it thought otherwise, its head judged each settled year."""
    for year in reporting.final_years:
        value = _judged(indicator, year)
        yield Judgement(
            fiscal_year=year,
            stage=_SECTION,
            subject="進捗",
            value=value,
            reason=_reason(f"{title} {year}", value, indicator, year),
        )
        if value == _MOSTLY and spread(f"head {title} {year}", 4) == 0:
            reason = "年度の後半に伸びていますが、最終年度の目標から見ると取組を早める必要があります。"
            yield Judgement(fiscal_year=year, stage=_HEAD, subject="進捗", value=_LATE, reason=reason)


def remarks(title: str, indicator: Indicator, reporting: Reporting) -> Iterator[Remark]:
    """Yield, for some measures, what was done about last year's judgement."""
    late = _judged(indicator, reporting.final_years[-1]) in (_LATE, _MOSTLY)
    if late and spread(f"answer {title}", _ANSWERED) == 0:
        words = _ANSWERS[spread(title, len(_ANSWERS))]
        yield Remark(heading="前年度の評価への対応", text=words.format(name=indicator.name, title=title))


def _years(reporting: Reporting) -> list[int]:
    estimate = reporting.estimate_year
    return [*reporting.final_years, *([] if estimate is None else [estimate])]


def _basis(year: int, reporting: Reporting) -> Basis | None:
    if year in reporting.final_years:
        return Basis.FINAL
    return Basis.ESTIMATE if year == reporting.estimate_year else None


def _judged(indicator: Indicator, year: int) -> str:
    percent = attainment(indicator, year).percent
    assert percent is not None, indicator.name
    return _ON_TRACK if percent >= 98 else _MOSTLY if percent >= 70 else _LATE


def _reason(key: str, value: str, indicator: Indicator, year: int) -> str:
    words = _WORDS[value][spread(key, len(_WORDS[value]))]
    reached, wanted = actual_of(indicator, year), target_of(indicator, year)
    assert reached is not None and reached.value is not None
    assert wanted is not None and wanted.value is not None
    actual, target = (f"{number_text(each)}{indicator.unit}" for each in (reached.value, wanted.value))
    return words.format(name=indicator.name, actual=actual, target=target)
