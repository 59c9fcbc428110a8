"""How far an indicator has come: one rule per kind of target.

Source of the rules: field study §1.4 (kinds of target). A level counts from its
baseline: 76 % against a baseline of 70 % and a target of 80 % has come 60 % of the way, not 95 %.
Every result carries the rule that made it, and a missing value is never zero.
"""

from dataclasses import dataclass
from decimal import Decimal

from ayumi.document.attainment_result import (
    HUNDRED,
    RULE_TEXTS,
    Attainment,
    AttainmentRule,
    MeanAttainment,
    RuleMean,
    mean_attainment,
)
from ayumi.document.measures import (
    Actual,
    ActualStatus,
    Baseline,
    Direction,
    Indicator,
    MissingReason,
    TargetKind,
    YearTarget,
)
from ayumi.ground.japanese_text import fold
from ayumi.ground.wording import join_sentences, say, say_year

__all__ = [
    "RULE_TEXTS",
    "Attainment",
    "AttainmentRule",
    "MeanAttainment",
    "RuleMean",
    "actual_of",
    "attainment",
    "baseline_of",
    "mean_attainment",
    "target_of",
]

MISSING_TEXTS: dict[MissingReason, str] = {
    MissingReason.NOT_PUBLISHED: "実績値が未公表のため、計算できません。",
    MissingReason.BEING_COUNTED: "実績値を集計しているところのため、計算できません。",
    MissingReason.NOT_APPLICABLE: "この年度は該当がないため、計算できません。",
    MissingReason.NOT_SURVEYED: "この年度は調査を行っていないため、計算できません。",
    MissingReason.BEFORE_FIRST_SURVEY: "初回の調査より前の年度のため、計算できません。",
}


def attainment(indicator: Indicator, fiscal_year: int) -> Attainment:
    """Return how far ``indicator`` has come in ``fiscal_year`` by the rule of its kind of target."""
    if indicator.target_kind is TargetKind.PER_GROUP:
        return _every_group(indicator, fiscal_year)
    return _one_group(indicator, fiscal_year, "")


def actual_of(indicator: Indicator, fiscal_year: int, group: str = "") -> Actual | None:
    """Return the actual that counts: final before estimate, and among corrections the latest day.

    A final that carries no value (集計中) gives way to an estimate that does. None where nothing is
    entered for the year.
    """
    latest: dict[ActualStatus, Actual] = {}
    for actual in indicator.actuals:
        if (actual.fiscal_year, actual.group) != (fiscal_year, group):
            continue
        before = latest.get(actual.status)
        # An entry without a day is older than any with one; of two of a day the later entered wins.
        if before is None or before.as_of is None or (actual.as_of and actual.as_of >= before.as_of):
            latest[actual.status] = actual
    found = [latest[status] for status in (ActualStatus.FINAL, ActualStatus.ESTIMATE) if status in latest]
    usable = [actual for actual in found if actual.missing is None and _says_something(actual)]
    return next(iter(usable or found), None)


def target_of(indicator: Indicator, fiscal_year: int, group: str = "") -> YearTarget | None:
    """Return the target of the year, or else the next later one, or else None.

    Many plans print one target for the last year only; what an earlier year has come is then measured
    against that. An annual target holds for its own year alone.
    """
    own = [target for target in indicator.targets if target.group == group]
    if indicator.target_kind is TargetKind.ANNUAL:
        own = [target for target in own if target.fiscal_year == fiscal_year]
    later = [target for target in own if target.fiscal_year >= fiscal_year]
    return min(later, key=lambda target: target.fiscal_year, default=None)


def baseline_of(indicator: Indicator, group: str = "") -> Baseline | None:
    """Return the latest baseline of the group that has a value or a text."""
    own = [each for each in indicator.baselines if each.group == group and _says_something(each)]
    return max(own, key=lambda baseline: baseline.fiscal_year, default=None)


def _says_something(entry: Actual | YearTarget | Baseline) -> bool:
    return entry.value is not None or bool(entry.text.strip())


_RULES: dict[TargetKind, AttainmentRule] = {
    TargetKind.LEVEL: AttainmentRule.LEVEL_FROM_BASELINE,
    TargetKind.PER_GROUP: AttainmentRule.LEVEL_FROM_BASELINE,
    TargetKind.ANNUAL: AttainmentRule.ANNUAL_RATIO,
    TargetKind.CUMULATIVE: AttainmentRule.CUMULATIVE_RATIO,
    TargetKind.MILESTONE: AttainmentRule.MILESTONE,
    TargetKind.DIRECTION_ONLY: AttainmentRule.AGAINST_BASELINE,
    TargetKind.MAINTAIN: AttainmentRule.MAINTAINED,
}


@dataclass(frozen=True, slots=True)
class _Case:
    """What the rules look at: one group of one indicator in one fiscal year."""

    fiscal_year: int
    kind: TargetKind
    higher: bool
    actual: Actual | None
    target: YearTarget | None
    baseline: Baseline | None

    def result(
        self,
        rule: AttainmentRule,
        reason: str = "",
        percent: Decimal | None = None,
        reached: bool | None = None,
    ) -> Attainment:
        return Attainment(
            self.fiscal_year, rule, percent, reached, reason, self.actual, self.target, self.baseline
        )

    def meets(self, actual: Decimal, bound: Decimal) -> bool:
        return actual >= bound if self.higher else actual <= bound


def _one_group(indicator: Indicator, fiscal_year: int, group: str) -> Attainment:
    case = _Case(
        fiscal_year=fiscal_year,
        kind=indicator.target_kind,
        higher=indicator.direction is Direction.HIGHER,
        actual=actual_of(indicator, fiscal_year, group),
        target=target_of(indicator, fiscal_year, group),
        baseline=baseline_of(indicator, group),
    )
    rule, actual = _RULES[case.kind], case.actual
    year = say_year(fiscal_year)
    if actual is None or (actual.missing is None and not _says_something(actual)):
        return case.result(rule, say("{year}の実績値が登録されていないため、計算できません。", year=year))
    if actual.missing is not None:
        return case.result(rule, say(MISSING_TEXTS[actual.missing]))
    if case.kind is TargetKind.MILESTONE:
        return _milestone(case, actual)
    if actual.value is None:
        return case.result(rule, say("実績値が数値ではないため、計算できません。"))
    if case.kind is TargetKind.DIRECTION_ONLY:
        return _against_baseline(case, actual.value)
    if case.kind is TargetKind.MAINTAIN:
        return _maintained(case, actual.value)
    if case.target is None:
        reason = say("{year}に対応する目標値が登録されていないため、計算できません。", year=year)
        return case.result(rule, reason)
    if case.target.value is None:
        return case.result(rule, say("目標が数値ではないため、計算できません。"))
    if case.kind in (TargetKind.ANNUAL, TargetKind.CUMULATIVE):
        return _ratio(case, rule, actual.value, case.target.value)
    return _level(case, actual.value, case.target.value)


def _level(case: _Case, actual: Decimal, target: Decimal) -> Attainment:
    """(actual − baseline) / (target − baseline); the same quotient serves both directions."""
    baseline = None if case.baseline is None else case.baseline.value
    reached = case.meets(actual, target)
    if baseline is None and case.higher:
        return _ratio(case, AttainmentRule.LEVEL_RATIO, actual, target)
    if baseline is None:
        reason = say("現状値が登録されていないため、低いほど良い指標の達成率を計算できません。")
        return case.result(AttainmentRule.LEVEL_HELD, reason, reached=reached)
    if target == baseline:
        reason = say("目標値が現状値と同じため、達成率ではなく達成・未達成で示します。")
        return case.result(AttainmentRule.LEVEL_HELD, reason, reached=reached)
    if case.meets(baseline, target):
        reason = say("現状値がすでに目標値に達しているため、達成率ではなく達成・未達成で示します。")
        return case.result(AttainmentRule.LEVEL_HELD, reason, reached=reached)
    percent = (actual - baseline) * HUNDRED / (target - baseline)
    return case.result(AttainmentRule.LEVEL_FROM_BASELINE, percent=percent, reached=reached)


def _ratio(case: _Case, rule: AttainmentRule, actual: Decimal, target: Decimal) -> Attainment:
    """actual / target, or target / actual where lower is better; a total is the printed running total.

    Actuals of a cumulative target are entered as printed, as the running total to date (75人(累計)),
    so nothing is added up here.
    """
    reached = case.meets(actual, target)
    part, whole = (actual, target) if case.higher else (target, actual)
    if whole == 0:
        name = say("目標値") if case.higher else say("実績値")
        reason = say("{name}が0のため、達成率ではなく達成・未達成で示します。", name=name)
        return case.result(rule, reason, reached=reached)
    if part < 0 or whole < 0:
        reason = say("負の値を含むため、達成率ではなく達成・未達成で示します。")
        return case.result(rule, reason, reached=reached)
    return case.result(rule, percent=part * HUNDRED / whole, reached=reached)


def _milestone(case: _Case, actual: Actual) -> Attainment:
    rule, target = AttainmentRule.MILESTONE, case.target
    if target is None or not _says_something(target):
        return case.result(rule, say("目標とする段階が登録されていないため、判定できません。"))
    if target.value is not None and actual.value is not None:
        reached = case.meets(actual.value, target.value)
    else:
        reached = bool(target.text.strip()) and fold(actual.text) == fold(target.text)
    return case.result(rule, say("段階で示す目標のため、達成・未達成で示します。"), reached=reached)


def _against_baseline(case: _Case, actual: Decimal) -> Attainment:
    rule = AttainmentRule.AGAINST_BASELINE
    if case.baseline is None or case.baseline.value is None:
        return case.result(rule, say("現状値が登録されていないため、判定できません。"))
    base = case.baseline.value
    reached = actual > base if case.higher else actual < base
    return case.result(rule, say("方向だけを示す目標のため、達成・未達成で示します。"), reached=reached)


def _maintained(case: _Case, actual: Decimal) -> Attainment:
    rule = AttainmentRule.MAINTAINED
    bounds = [
        entry.value for entry in (case.target, case.baseline) if entry is not None and entry.value is not None
    ]
    if not bounds:
        return case.result(rule, say("目標値も現状値も登録されていないため、判定できません。"))
    reached = case.meets(actual, bounds[0])
    return case.result(rule, say("維持する目標のため、達成・未達成で示します。"), reached=reached)


def _every_group(indicator: Indicator, fiscal_year: int) -> Attainment:
    rule = AttainmentRule.EVERY_GROUP
    names = tuple(dict.fromkeys(target.group for target in indicator.targets))
    if not names:
        return Attainment(
            fiscal_year, rule, reason=say("区分ごとの目標値が登録されていないため、計算できません。")
        )
    groups = tuple((name, _one_group(indicator, fiscal_year, name)) for name in names)
    unknown = [
        say("{name}：{reason}", name=name, reason=part.reason)
        for name, part in groups
        if part.reached is None
    ]
    if any(part.reached is False for _, part in groups):
        reached: bool | None = False
    else:
        reached = None if unknown else True
    reason = join_sentences(unknown) or say("区分ごとの目標のため、達成率は区分ごとに示します。")
    return Attainment(fiscal_year, rule, None, reached, reason, groups=groups)
