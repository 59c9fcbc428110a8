"""Indicators: that a measure has them, that they can be computed, and how their units are written."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from ayumi.document.checks.finding import Edit, Field, Finding, Rule, Severity, each_or_all, place_of
from ayumi.document.checks.units import is_known, is_printed_most, unit_key
from ayumi.document.checks.view import View
from ayumi.document.measures import Indicator, Item, TargetKind
from ayumi.ground.japanese_text import fold
from ayumi.ground.wording import to_say

NONE = Rule(
    "indicator.none",
    Severity.WARNING,
    to_say("指標のない施策"),
    to_say("指標が一つもありません。"),
    to_say("活動指標か成果指標を一つ以上設けてください。"),
)
NAME_MISSING = Rule(
    "indicator.name_missing",
    Severity.ERROR,
    to_say("指標の名称がない"),
    to_say("指標の名称がありません。"),
    to_say("何を数えるかが分かる名称を付けてください。"),
)
NAME_DUPLICATE = Rule(
    "indicator.name_duplicate",
    Severity.WARNING,
    to_say("指標の名称の重複"),
    to_say("同じ施策に「{name}」という指標が二つ以上あります。"),
    to_say("一つにまとめるか、違いが分かる名称にしてください。"),
)
NO_TARGET = Rule(
    "indicator.no_target",
    Severity.WARNING,
    to_say("目標値のない指標"),
    to_say("目標値が一つもありません。"),
    to_say("目標値を登録してください。動向を見るだけの指標なら、目標の種類を「方向性」にしてください。"),
)
NO_BASELINE = Rule(
    "indicator.no_baseline",
    Severity.WARNING,
    to_say("現状値のない水準の目標"),
    to_say("{groups}数値の現状値がないため、現状からどれだけ進んだかを計算できません。"),
    to_say("計画策定時の現状値と、その年度を登録してください。"),
)
NO_SOURCE = Rule(
    "indicator.no_source",
    Severity.NOTE,
    to_say("出典のない指標"),
    to_say("値の出典（どの統計・集計・調査によるか）がありません。"),
    to_say("翌年も同じ方法で集められるよう、出典を書いてください。"),
)
UNIT_MISSING = Rule(
    "indicator.unit_missing",
    Severity.WARNING,
    to_say("単位のない指標"),
    to_say("数値の指標なのに単位がありません。"),
    to_say("単位を登録してください。"),
)
UNIT_UNKNOWN = Rule(
    "indicator.unit_unknown",
    Severity.NOTE,
    to_say("見慣れない単位"),
    to_say("単位「{unit}」は、よく使われる単位の表にありません。"),
    to_say("書き間違いや、値・説明の混入がないか確かめてください。正しければこのままで構いません。"),
)
UNIT_SPELLING = Rule(
    "indicator.unit_spelling",
    Severity.NOTE,
    to_say("単位の表記のゆれ"),
    to_say("単位「{unit}」は、この計画で多い「{usual}」（{count}指標）と同じ意味です。"),
    to_say("「{usual}」にそろえてください。"),
)
RULES = (
    NONE,
    NAME_MISSING,
    NAME_DUPLICATE,
    NO_TARGET,
    NO_BASELINE,
    NO_SOURCE,
    UNIT_MISSING,
    UNIT_UNKNOWN,
    UNIT_SPELLING,
)
_FROM_BASELINE = (TargetKind.LEVEL, TargetKind.PER_GROUP, TargetKind.DIRECTION_ONLY)


def findings(view: View) -> Iterator[Finding]:
    """Yield what is wrong with indicators."""
    missing = [place_of(item) for item in view.measures if not item.indicators]
    yield from each_or_all(NONE, missing, len(view.measures))
    yield from _sources(view)
    for item in view.document.items:
        names = Counter(fold(indicator.name) for indicator in item.indicators)
        for name, count in names.items():
            if name and count > 1:
                indicator = next(each for each in item.indicators if fold(each.name) == name)
                yield NAME_DUPLICATE.at(place_of(item, indicator), name=indicator.name.strip())
        for indicator in item.indicators:
            yield from _one(item, indicator)
    yield from _spellings(view)


def _sources(view: View) -> Iterator[Finding]:
    every = [(item, indicator) for item in view.document.items for indicator in item.indicators]
    missing = [place_of(item, indicator) for item, indicator in every if not indicator.source.strip()]
    yield from each_or_all(NO_SOURCE, missing, len(every))


def _one(item: Item, indicator: Indicator) -> Iterator[Finding]:
    place = place_of(item, indicator)
    if not indicator.name.strip():
        yield NAME_MISSING.at(place)
    if not indicator.targets and indicator.target_kind not in (
        TargetKind.DIRECTION_ONLY,
        TargetKind.MAINTAIN,
    ):
        yield NO_TARGET.at(place)
    groups = _groups_without_baseline(indicator)
    if groups is not None:
        yield NO_BASELINE.at(place, groups="".join(f"{name}：" for name in groups if name))
    if not indicator.unit.strip():
        values = [each.value for each in indicator.baselines] + [each.value for each in indicator.targets]
        if any(value is not None for value in values):
            yield UNIT_MISSING.at(place)
    elif not is_known(indicator.unit):
        yield UNIT_UNKNOWN.at(place, unit=indicator.unit.strip())


def _groups_without_baseline(indicator: Indicator) -> list[str] | None:
    """Return the groups that lack a baseline, None where nothing lacks."""
    if indicator.target_kind not in _FROM_BASELINE:
        return None
    with_value = {baseline.group for baseline in indicator.baselines if baseline.value is not None}
    wanted = dict.fromkeys(target.group for target in indicator.targets if target.value is not None)
    if indicator.target_kind is TargetKind.DIRECTION_ONLY:
        wanted = dict.fromkeys(("",)) if not with_value else {}
    missing = [group for group in wanted if group not in with_value]
    return missing or None


def _spellings(view: View) -> Iterator[Finding]:
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    keyed: list[tuple[Item, Indicator, str]] = []
    for item in view.document.items:
        for indicator in item.indicators:
            if indicator.unit.strip():
                key = unit_key(indicator.unit)
                spellings[key][indicator.unit] += 1
                keyed.append((item, indicator, key))
    usual = {key: _usual(counts) for key, counts in spellings.items() if len(counts) > 1}
    for item, indicator, key in keyed:
        wanted = usual.get(key, indicator.unit)
        if wanted != indicator.unit:
            edit = Edit(Field.UNIT, indicator.id, indicator.unit, wanted)
            values = {"unit": indicator.unit, "usual": wanted, "count": spellings[key][wanted]}
            yield UNIT_SPELLING.at(place_of(item, indicator), **values).put_right_by(edit)


def _usual(counts: Counter[str]) -> str:
    """Return the spelling used most; of equals the one of the tables, then the one without blanks."""
    return min(
        counts, key=lambda unit: (-counts[unit], not is_printed_most(unit), unit != unit.strip(), unit)
    )
