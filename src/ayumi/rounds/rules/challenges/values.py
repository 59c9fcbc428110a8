"""Series of an indicator: frozen, jumping, totals mistaken for yearly values and the other way round."""

from collections.abc import Iterator
from decimal import Decimal

from ayumi.document.checks.finding import number_words, year_words
from ayumi.document.measures import IndicatorKind, TargetKind
from ayumi.ground.wording import say, to_say
from ayumi.rounds.rules.challenges.challenge import Challenge, ChallengeRule, figures
from ayumi.rounds.rules.challenges.facts import Facts, Series

FROZEN = ChallengeRule(
    "value.frozen_series",
    to_say("動かない成果指標"),
    to_say("成果指標「{name}」の実績値が、{first}から{last}まで{value}{unit}のまま変わっていません。"),
    to_say("実際に変わらないときはその理由を、更新していなかったときは新しい値を入れてください。"),
    "values",
)
EQUALS_TARGET = ChallengeRule(
    "value.equals_target",
    to_say("毎年目標値と同じ実績値"),
    to_say("指標「{name}」の実績値が、{first}から{last}まで毎年、目標値とちょうど同じです。"),
    to_say(
        "実績を数えた方法を一文で説明してください。目標値を書き写していたときは、実績値に直してください。"
    ),
    "values",
)
JUMP = ChallengeRule(
    "value.unit_jump",
    to_say("桁の違い"),
    to_say("指標「{name}」の{year}の実績値{value}は、前年度の{before}のほぼ{times}です（単位は{unit}）。"),
    to_say(
        "単位や桁に誤りがないか確かめてください。正しいときは、大きく変わった理由を一文で書いてください。"
    ),
    "values",
)
TOTAL_AS_ANNUAL = ChallengeRule(
    "value.cumulative_as_annual",
    to_say("単年度の指標に累計を入れた疑い"),
    to_say(
        "単年度の指標「{name}」の実績値{value}は目標値{target}を大きく超え、前年度からの増加{gain}のほうが目標値に近くなっています。"
    ),
    to_say(
        "累計を入れていたときは、その年度だけの値に直してください。その年度の値のときは、増えた理由を書いてください。"
    ),
    "values",
)
ANNUAL_AS_TOTAL = ChallengeRule(
    "value.annual_as_cumulative",
    to_say("累計の指標に単年度の値を入れた疑い"),
    to_say(
        "累計の指標「{name}」の実績値{value}は、前年度の{before}より小さく、これまでの値の合計{sum}のほうが目標値{target}に近くなっています。"
    ),
    to_say("その年度だけの値を入れていたときは、これまでの累計に直してください。"),
    "values",
)
DECREASING = ChallengeRule(
    "value.cumulative_decreases",
    to_say("減っている累計"),
    to_say("累計の指標「{name}」の実績値が、前年度の{before}から{value}に減っています。"),
    to_say("累計は減らないものです。値を確かめ、取消しなどで減ったときはその理由を書いてください。"),
    "values",
)
OVER_HUNDRED = ChallengeRule(
    "value.rate_above_hundred",
    to_say("100％を超える割合"),
    to_say("割合の指標「{name}」の{year}の実績値が{value}％です。ほかの年度は100％以下です。"),
    to_say(
        "分子と分母を確かめてください。100％を超えることがある指標のときは、その意味を一文で書いてください。"
    ),
    "values",
)
RULES = (FROZEN, EQUALS_TARGET, JUMP, TOTAL_AS_ANNUAL, ANNUAL_AS_TOTAL, DECREASING, OVER_HUNDRED)

YEARS_BACK = 3
"""A series is looked at in the year judged and as many years before it."""
ENOUGH = 3
"""So many known values make a series."""
NEVER_FROZEN = (TargetKind.MAINTAIN, TargetKind.MILESTONE)
"""Kinds whose value is meant to stand still."""
POWERS = {10: to_say("10倍"), 100: to_say("100倍"), 1000: to_say("1,000倍"), 10000: to_say("10,000倍")}
PARTS = {
    10: to_say("10分の1"),
    100: to_say("100分の1"),
    1000: to_say("1,000分の1"),
    10000: to_say("10,000分の1"),
}
TOLERANCE = Decimal("0.1")
SMALL = Decimal(100)
"""Below this a value ten times another is no sign of a slip: 3 events after 30 are life."""
PERCENT = frozenset("%％")
HUNDRED = Decimal(100)


def challenges(facts: Facts) -> Iterator[Challenge]:
    """Yield what is to be asked of the series of a measure."""
    for series in facts.series:
        known = series.known(facts.year - YEARS_BACK, facts.year)
        yield from _frozen(facts, series, known)
        if not known or known[-1][0] != facts.year:
            continue
        yield from _equals_target(facts, series)
        yield from _above_hundred(facts, series)
        if len(known) < 2:
            continue
        yield from _jump(facts, series, known)
        if series.indicator.target_kind is TargetKind.ANNUAL:
            yield from _total_as_annual(facts, series, known)
        elif series.indicator.target_kind is TargetKind.CUMULATIVE:
            yield from _falling_total(facts, series)


def _frozen(facts: Facts, series: Series, known: list[tuple[int, Decimal]]) -> Iterator[Challenge]:
    own = series.indicator
    if own.kind is not IndicatorKind.OUTCOME or own.target_kind in NEVER_FROZEN:
        return
    if len(known) < ENOUGH or len({value for _, value in known}) > 1:
        return
    yield FROZEN.on(
        facts.item_id,
        figures(to_say("実績値"), known),
        own.id,
        name=own.name,
        unit=own.unit,
        first=year_words(known[0][0]),
        last=year_words(known[-1][0]),
        value=number_words(known[0][1]),
    )


def _equals_target(facts: Facts, series: Series) -> Iterator[Challenge]:
    own = series.indicator
    if own.target_kind in NEVER_FROZEN:
        return
    first = min(series.actuals)
    both = [(year, value, series.target(year)) for year, value in series.known(first, facts.year)]
    both = [(year, value, target) for year, value, target in both if target is not None]
    targets = {target for _, _, target in both}
    # One target for all years is reached and held; copying shows where the targets move.
    if len(both) < ENOUGH or len(targets) < 2 or any(value != target for _, value, target in both):
        return
    yield EQUALS_TARGET.on(
        facts.item_id,
        figures(to_say("実績値と目標値"), [(year, value) for year, value, _ in both]),
        own.id,
        name=own.name,
        first=year_words(both[0][0]),
        last=year_words(both[-1][0]),
    )


def _above_hundred(facts: Facts, series: Series) -> Iterator[Challenge]:
    own, value = series.indicator, series.value(facts.year)
    if value is None or value <= HUNDRED or own.unit.strip() not in PERCENT:
        return
    others = [actual.value for year, actual in series.actuals.items() if year != facts.year and actual.value]
    stated = [each.value for each in own.targets if each.value is not None]
    stated += [each.value for each in own.baselines if each.value is not None]
    if any(each > HUNDRED for each in (*others, *stated)):
        return
    year, told = year_words(facts.year), number_words(value)
    evidence = figures(to_say("実績値"), [(facts.year, value)])
    yield OVER_HUNDRED.on(facts.item_id, evidence, own.id, name=own.name, year=year, value=told)


def jump(before: Decimal, value: Decimal) -> str:
    """Return the message that says how many powers of ten lie between two values, empty where none."""
    small, large = sorted((abs(before), abs(value)))
    if small == 0 or large < SMALL or (before < 0) != (value < 0):
        return ""
    for power, words in (POWERS if abs(value) > abs(before) else PARTS).items():
        if abs(large / (small * power) - 1) <= TOLERANCE:
            return words
    return ""


def _jump(facts: Facts, series: Series, known: list[tuple[int, Decimal]]) -> Iterator[Challenge]:
    (_, before), (year, value) = known[-2], known[-1]
    times = jump(before, value)
    if times:
        own = series.indicator
        yield JUMP.on(
            facts.item_id,
            figures(to_say("実績値"), known[-2:]),
            own.id,
            name=own.name,
            unit=own.unit or "－",
            year=year_words(year),
            value=number_words(value),
            before=number_words(before),
            times=say(times),
        )


def _total_as_annual(facts: Facts, series: Series, known: list[tuple[int, Decimal]]) -> Iterator[Challenge]:
    values = [value for _, value in known]
    target = series.target(facts.year)
    if target is None or target <= 0 or len(known) < ENOUGH or values != sorted(set(values)):
        return
    value, gain = values[-1], values[-1] - values[-2]
    if value < target * Decimal("1.5") or abs(gain - target) >= abs(value - target):
        return
    yield TOTAL_AS_ANNUAL.on(
        facts.item_id,
        figures(to_say("実績値"), known),
        series.indicator.id,
        name=series.indicator.name,
        value=number_words(value),
        target=number_words(target),
        gain=number_words(gain),
    )


def _falling_total(facts: Facts, series: Series) -> Iterator[Challenge]:
    known = series.known(facts.frame.first_year or min(series.actuals), facts.year)
    if len(known) < 2 or known[-1][1] >= known[-2][1]:
        return
    before, value = known[-2][1], known[-1][1]
    evidence, own = figures(to_say("実績値"), known), series.indicator
    told = {"name": own.name, "value": number_words(value), "before": number_words(before)}
    target = series.attainment(facts.year).target
    whole = sum((each for _, each in known), Decimal())
    if target and target.value is not None and abs(whole - target.value) < abs(value - target.value):
        told |= {"sum": number_words(whole), "target": number_words(target.value)}
        yield ANNUAL_AS_TOTAL.on(facts.item_id, evidence, own.id, **told)
    else:
        yield DECREASING.on(facts.item_id, evidence, own.id, **told)
