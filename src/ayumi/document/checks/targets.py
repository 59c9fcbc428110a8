"""Targets and baselines: their years, their direction and whether they are numbers."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from ayumi.document.attainment import baseline_of
from ayumi.document.checks.finding import Finding, Rule, Severity, number_words, place_of, year_words
from ayumi.document.checks.units import unit_key
from ayumi.document.checks.view import View
from ayumi.document.measures import Direction, Indicator, Item, TargetKind
from ayumi.ground.wording import say, to_say

NO_LAST_YEAR = Rule(
    "target.no_last_year",
    Severity.WARNING,
    to_say("最終年度の目標がない"),
    to_say("計画の最終年度（{year}）の目標がありません。"),
    to_say("計画を終えるときに達成を判定できるよう、最終年度の目標を登録してください。"),
)
AFTER_PLAN = Rule(
    "target.after_plan",
    Severity.WARNING,
    to_say("計画期間より後の目標"),
    to_say("目標の年度（{year}）が、計画の最終年度（{last}）より後です。"),
    to_say("年度の書き間違いを確かめ、計画期間内の目標を登録してください。"),
)
BEFORE_PLAN = Rule(
    "target.before_plan",
    Severity.WARNING,
    to_say("計画期間より前の目標"),
    to_say("目標の年度（{year}）が、計画の初年度（{first}）より前です。"),
    to_say("年度の書き間違いを確かめてください。前からの値なら現状値として登録してください。"),
)
DUPLICATE_YEAR = Rule(
    "target.duplicate_year",
    Severity.ERROR,
    to_say("同じ年度の目標の重複"),
    to_say("{year}の目標が{count}つあります。"),
    to_say("一つだけ残してください。"),
)
NOTHING = Rule(
    "target.nothing",
    Severity.WARNING,
    to_say("値のない目標"),
    to_say("{year}の目標に数値も言葉もありません。"),
    to_say("目標値を入力するか、この年度の目標を除いてください。"),
)
NOT_A_NUMBER = Rule(
    "target.not_a_number",
    Severity.WARNING,
    to_say("数値でない目標"),
    to_say("{year}の目標が「{text}」という言葉で、達成率を計算できません。"),
    to_say("数値を入力するか、目標の種類を「到達段階」か「方向性」にしてください。"),
)
AGAINST_DIRECTION = Rule(
    "target.against_direction",
    Severity.WARNING,
    to_say("良い方向と逆に動く目標"),
    to_say("{way}なのに、目標が{before}（{before_year}）から{after}（{after_year}）に動いています。"),
    to_say("良い方向の指定と目標値のどちらが正しいかを確かめてください。"),
)
ALREADY_REACHED = Rule(
    "target.already_reached",
    Severity.WARNING,
    to_say("すでに達している目標"),
    to_say("現状値 {baseline}（{baseline_year}）が、目標 {target}（{year}）にすでに達しています。"),
    to_say("目標値・現状値・良い方向を確かめてください。保つことが目標なら、種類を「維持」にしてください。"),
)
OVER_HUNDRED = Rule(
    "target.over_hundred",
    Severity.NOTE,
    to_say("100％を超える目標"),
    to_say("単位が％の目標が {value} です（{year}）。"),
    to_say("前年比など100を超え得る割合かどうかを確かめてください。"),
)
BASELINE_LATE = Rule(
    "baseline.after_start",
    Severity.WARNING,
    to_say("計画開始後の現状値"),
    to_say("現状値の年度（{year}）が、計画の初年度（{first}）より後です。"),
    to_say("計画の前か初年度の値を現状値にし、その後の値は実績に登録してください。"),
)
GROUP_MISSING = Rule(
    "target.group_missing",
    Severity.WARNING,
    to_say("区分のそろわない目標"),
    to_say("区分別の目標なのに、{year}に「{groups}」の目標がありません。"),
    to_say("どの年度にも同じ区分の目標を登録してください。"),
)
RULES = (
    NO_LAST_YEAR,
    AFTER_PLAN,
    BEFORE_PLAN,
    DUPLICATE_YEAR,
    NOTHING,
    NOT_A_NUMBER,
    AGAINST_DIRECTION,
    ALREADY_REACHED,
    OVER_HUNDRED,
    BASELINE_LATE,
    GROUP_MISSING,
)
_NUMBERS = (TargetKind.LEVEL, TargetKind.ANNUAL, TargetKind.CUMULATIVE, TargetKind.PER_GROUP)
_RISING = (TargetKind.LEVEL, TargetKind.CUMULATIVE, TargetKind.PER_GROUP)
_WAYS = {
    Direction.HIGHER: to_say("大きいほど良い指標"),
    Direction.LOWER: to_say("小さいほど良い指標"),
}
_TOTAL = to_say("累計の指標")
YearValue = tuple[int, Decimal]


def findings(view: View) -> Iterator[Finding]:
    """Yield what is wrong with targets and baselines."""
    for item in view.document.items:
        for indicator in item.indicators:
            yield from _years(view, item, indicator)
            yield from _values(item, indicator)
            yield from _groups(item, indicator)
            for group, own in _by_group(indicator).items():
                yield from _direction(item, indicator, own)
                yield from _reached(item, indicator, group, own)


def _by_group(indicator: Indicator) -> dict[str, list[YearValue]]:
    """Return the targets that are numbers by group, in the order of their years."""
    groups: dict[str, list[YearValue]] = defaultdict(list)
    for target in sorted(indicator.targets, key=lambda each: each.fiscal_year):
        if target.value is not None and target.value.is_finite():
            groups[target.group].append((target.fiscal_year, target.value))
    return groups


def _years(view: View, item: Item, indicator: Indicator) -> Iterator[Finding]:
    for (year, _group), count in Counter(
        (each.fiscal_year, each.group) for each in indicator.targets
    ).items():
        if count > 1:
            place = place_of(item, indicator, year)
            yield DUPLICATE_YEAR.at(place, year=year_words(year), count=count)
    if view.years is None:
        return
    first, last = view.years
    years = {target.fiscal_year for target in indicator.targets}
    if years and last not in years:
        yield NO_LAST_YEAR.at(place_of(item, indicator, last), year=year_words(last))
    for year in sorted(years):
        if year > last:
            place = place_of(item, indicator, year)
            yield AFTER_PLAN.at(place, year=year_words(year), last=year_words(last))
        elif year < first:
            place = place_of(item, indicator, year)
            yield BEFORE_PLAN.at(place, year=year_words(year), first=year_words(first))
    for baseline in indicator.baselines:
        if baseline.fiscal_year > first:
            place, said = place_of(item, indicator, baseline.fiscal_year), year_words(baseline.fiscal_year)
            yield BASELINE_LATE.at(place, year=said, first=year_words(first))


def _values(item: Item, indicator: Indicator) -> Iterator[Finding]:
    is_percent = unit_key(indicator.unit) == "%"
    for target in indicator.targets:
        said: dict[str, object] = {"text": target.text.strip()}
        if target.value is None and not target.text.strip():
            rule = NOTHING
        elif target.value is None and indicator.target_kind in _NUMBERS:
            rule = NOT_A_NUMBER
        elif target.value is not None and is_percent and target.value > 100:
            rule, said["value"] = OVER_HUNDRED, number_words(target.value)
        else:
            continue
        said["year"] = year_words(target.fiscal_year)
        yield rule.at(place_of(item, indicator, target.fiscal_year), **said)


def _groups(item: Item, indicator: Indicator) -> Iterator[Finding]:
    if indicator.target_kind is not TargetKind.PER_GROUP:
        return
    every = dict.fromkeys(target.group for target in indicator.targets)
    by_year: dict[int, set[str]] = defaultdict(set)
    for target in indicator.targets:
        by_year[target.fiscal_year].add(target.group)
    for year, groups in by_year.items():
        missing = [group for group in every if group not in groups]
        if missing:
            place = place_of(item, indicator, year)
            yield GROUP_MISSING.at(place, year=year_words(year), groups="・".join(missing))


def _direction(item: Item, indicator: Indicator, targets: list[YearValue]) -> Iterator[Finding]:
    if indicator.target_kind not in _RISING:
        return
    # A running total only grows, whichever way is better.
    is_total = indicator.target_kind is TargetKind.CUMULATIVE
    higher = is_total or indicator.direction is Direction.HIGHER
    for (before_year, before), (year, after) in pairwise(targets):
        if _worse(before, after, higher=higher):
            yield AGAINST_DIRECTION.at(
                place_of(item, indicator, year),
                way=say(_TOTAL if is_total else _WAYS[indicator.direction]),
                before=number_words(before),
                before_year=year_words(before_year),
                after=number_words(after),
                after_year=year_words(year),
            )


def _worse(before: Decimal, after: Decimal, *, higher: bool) -> bool:
    return after < before if higher else after > before


def _reached(item: Item, indicator: Indicator, group: str, targets: list[YearValue]) -> Iterator[Finding]:
    """A baseline that equals the target or is past it, measured against the last target."""
    if indicator.target_kind not in (TargetKind.LEVEL, TargetKind.PER_GROUP):
        return
    year, target = targets[-1]
    baseline = baseline_of(indicator, group)
    if baseline is None or baseline.value is None or not baseline.value.is_finite():
        return
    if not _worse(target, baseline.value, higher=indicator.direction is Direction.HIGHER):
        yield ALREADY_REACHED.at(
            place_of(item, indicator, year),
            baseline=number_words(baseline.value),
            baseline_year=year_words(baseline.fiscal_year),
            target=number_words(target),
            year=year_words(year),
        )
