"""The indicators of the sample: a line of a table becomes targets, actuals and what is said about them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ayumi.config.sample_city.actuals import FIRST_ASKED_LATER, Reporting, actuals_of, known_when
from ayumi.config.sample_city.city import spread
from ayumi.config.sample_city.year_values import Shape, planned, reached
from ayumi.document.measures import (
    Actual,
    Baseline,
    Direction,
    Indicator,
    IndicatorKind,
    TargetKind,
    YearTarget,
)

_REASONS = {
    TargetKind.LEVEL: (
        "{base_year}の{baseline}を起点に、同規模の市の水準を踏まえて最終年度に{target}とします。",
        "前計画の伸びを上回る年次の改善を見込み、最終年度の水準を{target}とします。",
        "所管課の推計に基づき、{baseline}から{target}まで段階的に改めます。",
    ),
    TargetKind.ANNUAL: ("年度ごとの値で評価し、最終年度に{target}とします。",),
    TargetKind.CUMULATIVE: (
        "計画の開始からの累計で評価し、最終年度末に{target}とします。",
        "整備の年次計画に基づく累計です（最終年度末 {target}）。",
    ),
    TargetKind.MILESTONE: ("年度末の到達段階により評価します。",),
    TargetKind.DIRECTION_ONLY: (
        "外部の要因に左右されるため、目標値を置かず、{base_year}の{baseline}からの方向により評価します。",
    ),
    TargetKind.MAINTAIN: ("すでに高い水準にあるため、{target}の水準を毎年度維持します。",),
    TargetKind.PER_GROUP: ("区分による差が大きいため、区分ごとに目標を定めます。",),
}


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator as a table gives it; ``baseline`` and ``target`` as printed there."""

    key: str
    name: str
    kind: IndicatorKind
    target_kind: TargetKind
    unit: str
    baseline: str
    target: str
    source: str


def indicator_of(line: Line, identifier: str, years: Sequence[int], reporting: Reporting) -> Indicator:
    """Return the indicator with a target for each of ``years`` and actuals as ``reporting`` says."""
    if line.target_kind is TargetKind.MILESTONE:
        baselines, targets, actuals, direction = _milestones(line, years, reporting)
    elif line.target_kind is TargetKind.DIRECTION_ONLY:
        baselines, targets, actuals, direction = _direction_only(line, years, reporting)
    else:
        baselines, targets, actuals, direction = _numbers(line, years, reporting)
    return Indicator(
        id=identifier,
        name=line.name,
        kind=line.kind,
        unit=line.unit,
        direction=direction,
        target_kind=line.target_kind,
        source=line.source,
        known_when=known_when(line.source),
        reason=_reason(line, reporting.baseline_year),
        baselines=tuple(baselines),
        targets=tuple(targets),
        actuals=tuple(actuals),
    )


_Parts = tuple[list[Baseline], list[YearTarget], list[Actual], Direction]


def _numbers(line: Line, years: Sequence[int], reporting: Reporting) -> _Parts:
    baselines: list[Baseline] = []
    targets: list[YearTarget] = []
    actuals: list[Actual] = []
    shape = None
    for group, shape in _shapes(line):
        values = planned(shape, years)
        if line.source in FIRST_ASKED_LATER:
            baselines.append(Baseline(fiscal_year=reporting.baseline_year, text="未調査", group=group))
        else:
            value = shape.baseline
            baselines.append(Baseline(fiscal_year=reporting.baseline_year, value=value, group=group))
        targets += [
            YearTarget(fiscal_year=year, value=value, group=group)
            for year, value in zip(years, values, strict=True)
        ]
        actuals += actuals_of(line.key, line.source, group, reached(shape, values), reporting)
    assert shape is not None
    return baselines, targets, actuals, shape.direction


def _shapes(line: Line) -> Iterator[tuple[str, Shape]]:
    """Yield a shape for each group, or one for an indicator without groups."""
    if line.target_kind is TargetKind.PER_GROUP:
        pairs = [each.split(":") for each in line.target.split("|")]
        for base, (group, target) in zip(line.baseline.split("|"), pairs, strict=True):
            yield group, _shape(line, f"{line.key} {group}", Decimal(base), Decimal(target))
        return
    bare = line.target.removesuffix("以上").removesuffix("以下")
    yield "", _shape(line, line.key, Decimal(line.baseline), Decimal(bare))


def _shape(line: Line, key: str, baseline: Decimal, target: Decimal) -> Shape:
    higher = not line.target.endswith("以下") and target >= baseline
    return Shape(key, line.target_kind, line.unit, baseline, target, higher)


def _direction_only(line: Line, years: Sequence[int], reporting: Reporting) -> _Parts:
    baseline, higher = Decimal(line.baseline), line.target == "増加"
    shape = Shape(line.key, line.target_kind, line.unit, baseline, baseline, higher)
    return (
        [Baseline(fiscal_year=reporting.baseline_year, value=baseline)],
        [YearTarget(fiscal_year=year, text=line.target) for year in years],
        actuals_of(line.key, line.source, "", reached(shape, [baseline] * len(years)), reporting),
        shape.direction,
    )


def _milestones(line: Line, years: Sequence[int], reporting: Reporting) -> _Parts:
    steps = line.target.split("|")
    # One in three stays a step behind in the second year and catches up or not in the third.
    late = spread(line.key, 3) == 0
    stand = [steps[0], steps[0] if late else steps[1], steps[1] if late else steps[2]]
    return (
        [Baseline(fiscal_year=reporting.baseline_year, text=line.baseline)],
        [YearTarget(fiscal_year=year, text=step) for year, step in zip(years, steps, strict=True)],
        actuals_of(line.key, line.source, "", stand, reporting),
        Direction.HIGHER,
    )


def _reason(line: Line, baseline_year: int) -> str:
    choices = _REASONS[line.target_kind]
    return choices[spread(line.key, len(choices))].format(
        base_year=f"令和{baseline_year - 2018}年度"
        if baseline_year >= 2019
        else f"平成{baseline_year - 1988}年度",
        baseline=f"{line.baseline}{line.unit}",
        target=_with_unit(line.target, line.unit),
    )


def _with_unit(target: str, unit: str) -> str:
    for word in ("以上", "以下"):
        if target.endswith(word):
            return f"{target.removesuffix(word)}{unit}{word}"
    return f"{target}{unit}"
