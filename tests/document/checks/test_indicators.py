"""Indicators, targets and baselines: what each rule finds and what it lets pass."""

from decimal import Decimal

import pytest

from ayumi.document.checks.indicators import UNIT_SPELLING
from ayumi.document.checks.units import SYNONYMS, is_known, unit_key
from ayumi.document.measures import Baseline, Direction, TargetKind, YearTarget
from tests.document.checks.sound import (
    Case,
    all_of,
    found,
    head,
    indicator,
    indicators_of,
    measure,
    rules_of,
    same,
    sound_document,
)

DOCUMENT = sound_document()
FIRST = DOCUMENT.measures[0]
LEVEL, TOTAL, GROUPS, WAY = (
    TargetKind.LEVEL,
    TargetKind.CUMULATIVE,
    TargetKind.PER_GROUP,
    TargetKind.DIRECTION_ONLY,
)


def targets(
    *values: str | None, first: int = 2023, text: str = "", group: str = ""
) -> tuple[YearTarget, ...]:
    """Return a target a year; None where a year has no number."""
    return tuple(
        YearTarget(fiscal_year=first + place, value=Decimal(value) if value else None, text=text, group=group)
        for place, value in enumerate(values)
    )


def baseline(value: str | None, year: int = 2022, text: str = "") -> tuple[Baseline, ...]:
    """Return one baseline."""
    return (Baseline(fiscal_year=year, value=Decimal(value) if value else None, text=text),)


FIVE = ("20", "30", "40", "50", "60")
ONE_GROUP_LESS = (*targets(*FIVE, group="小学校"), *targets(*FIVE[:4], group="中学校"))

INDICATORS: list[Case] = [
    ("indicator.none", measure(0, indicators=()), measure(0, indicators=FIRST.indicators[:1])),
    ("indicator.name_missing", indicator(LEVEL, name="　"), indicator(LEVEL, name="率")),
    ("indicator.name_duplicate", measure(0, indicators=(FIRST.indicators[0],) * 2), same),
    ("indicator.no_target", indicator(LEVEL, targets=()), indicator(WAY, targets=())),
    ("indicator.no_baseline", indicator(LEVEL, baselines=baseline(None, text="ほぼ5割")), same),
    ("indicator.no_baseline", indicator(GROUPS, baselines=()), indicator(TOTAL, baselines=())),
    ("indicator.no_baseline", indicator(WAY, baselines=()), indicator(TargetKind.MAINTAIN, baselines=())),
    ("indicator.no_source", indicator(LEVEL, source=" "), indicator(LEVEL, source="集計")),
    ("indicator.unit_missing", indicator(LEVEL, unit=" "), indicator(TargetKind.MILESTONE, unit="")),
    ("indicator.unit_unknown", indicator(LEVEL, unit="29（4）"), indicator(LEVEL, unit="百万円/年")),
    ("indicator.unit_spelling", indicator(LEVEL, unit="パーセント"), indicator(LEVEL, unit="ポイント")),
    ("indicator.unit_spelling", indicator(TOTAL, unit="名"), indicator(TOTAL, unit="人/年")),
]
TARGETS: list[Case] = [
    ("target.no_last_year", indicator(LEVEL, targets=targets(*FIVE[:4])), indicator(LEVEL, targets=())),
    ("target.after_plan", indicator(LEVEL, targets=targets(*FIVE, "70")), same),
    ("target.before_plan", indicator(LEVEL, targets=targets(*FIVE, "70", first=2022)), same),
    (
        "target.duplicate_year",
        indicator(LEVEL, targets=(*targets(*FIVE), *targets("60", first=2027))),
        indicator(GROUPS, targets=(*targets(*FIVE, group="小"), *targets(*FIVE, group="中"))),
    ),
    ("target.nothing", indicator(LEVEL, targets=targets(*FIVE[:4], None)), same),
    (
        "target.not_a_number",
        indicator(LEVEL, targets=targets(*FIVE[:4], None, text="9割以上")),
        indicator(WAY, targets=targets(*[None] * 5, text="上昇")),
    ),
    (
        "target.against_direction",
        indicator(LEVEL, targets=targets("20", "30", "25", "50", "60")),
        indicator(LEVEL, targets=targets("20", "30", "30", "50", "60")),
    ),
    (
        "target.against_direction",
        indicator(TOTAL, targets=targets("20", "10", "25", "50", "60"), direction=Direction.LOWER),
        indicator(TOTAL, targets=targets(*FIVE), direction=Direction.LOWER),
    ),
    (
        "target.against_direction",
        indicator(LEVEL, direction=Direction.LOWER),
        indicator(TargetKind.ANNUAL, targets=targets("9", "8", "9", "8", "9")),
    ),
    ("target.already_reached", indicator(LEVEL, baselines=baseline("60")), same),
    ("target.already_reached", indicator(LEVEL, baselines=baseline("35")), indicator(TOTAL, baselines=())),
    (
        "target.over_hundred",
        indicator(LEVEL, targets=targets(*FIVE[:4], "100.1")),
        indicator(LEVEL, targets=targets(*FIVE[:4], "100")),
    ),
    (
        "target.group_missing",
        indicator(GROUPS, targets=ONE_GROUP_LESS),
        indicator(LEVEL, targets=ONE_GROUP_LESS),
    ),
    (
        "baseline.after_start",
        indicator(LEVEL, baselines=baseline("10", 2024)),
        indicator(LEVEL, baselines=baseline("10", 2023)),
    ),
]


@pytest.mark.parametrize(("rule_id", "broken", "sound"), [*INDICATORS, *TARGETS])
def test_each_rule_finds_its_case_and_no_other(rule_id: str, broken, sound) -> None:
    assert rule_id in rules_of(broken(DOCUMENT))
    assert rule_id not in rules_of(sound(DOCUMENT))


def test_a_plan_without_a_period_has_no_years_to_miss() -> None:
    broken = all_of(head(period=None), indicator(LEVEL, targets=targets("20", first=1999)))(DOCUMENT)
    assert not {rule for rule in rules_of(broken) if rule.startswith(("target.", "baseline."))}


def test_a_year_before_the_eras_is_said_as_a_number() -> None:
    broken = indicator(LEVEL, targets=targets("20", first=12))(DOCUMENT)
    (finding,) = found(broken, "target.before_plan")
    assert finding.sentence.startswith("目標の年度（12）")


def test_a_sentence_carries_the_values() -> None:
    (finding,) = found(indicator(LEVEL, baselines=baseline("60"))(DOCUMENT), "target.already_reached")
    assert finding.sentence == "現状値 60（令和4年度）が、目標 35.0（令和9年度）にすでに達しています。"
    assert finding.place.text == "1 架空の取組1｜架空の指標1-1｜令和9年度"


@pytest.mark.parametrize("row", SYNONYMS, ids=lambda row: row[0])
def test_every_spelling_of_a_unit_is_the_same_unit(row: tuple[str, ...]) -> None:
    assert len({unit_key(spelling) for spelling in row}) == 1
    assert all(is_known(spelling) for spelling in row)


def test_no_spelling_means_two_units() -> None:
    assert len({unit_key(row[0]) for row in SYNONYMS}) == len(SYNONYMS)


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        ("%", "％", True),
        ("ｈａ", "㏊", True),
        ("件数／年間", "件/年", True),
        ("t", "ｔ", True),
        ("千トン", "t", False),
        ("人", "人/年", False),
        ("％", "ポイント", False),
        ("k㎡", "㎡", False),
    ],
)
def test_units_are_compared_by_meaning(one: str, other: str, equal: bool) -> None:
    assert (unit_key(one) == unit_key(other)) is equal


def test_the_most_used_spelling_is_offered_and_of_two_equals_the_usual_one() -> None:
    broken = indicator(LEVEL, unit="パーセント")(DOCUMENT)
    assert {edit.after for each in found(broken, UNIT_SPELLING.id) for edit in each.edits} == {"％"}
    own = [each.unit for each in indicators_of(broken) if each.unit == "％"]
    assert own and all(f"（{len(own)}指標）" in each.sentence for each in found(broken, UNIT_SPELLING.id))
