"""Scales as data: every preset against worked examples of the practice it follows, and what is refused."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from ayumi.document.attainment import attainment
from ayumi.document.measures import (
    Actual,
    ActualStatus,
    Baseline,
    Direction,
    Indicator,
    IndicatorKind,
    MissingReason,
    TargetKind,
    YearTarget,
)
from ayumi.rounds.rules.presets import Preset, ending_words, ladders, preset, presets, presets_of
from ayumi.rounds.rules.scales import Scale, ScaleRule, ScaleSubject, Sense, Step, propose
from ayumi.rounds.rules.yardsticks import Yardstick, indicator_year, measured

FIRST, YEAR, LAST = 2023, 2024, 2027
ID = "00000000-0000-4000-8000-000000000001"


def an_indicator(
    actual: str | None,
    target: str = "100",
    baseline: str | None = "0",
    *,
    kind: TargetKind = TargetKind.LEVEL,
    lower: bool = False,
    source: str = "",
    last: str | None = None,
    target_year: int = YEAR,
) -> Indicator:
    """Return an indicator with one target, one baseline of FY2022 and the actual of FY2024."""
    actuals = [Actual(fiscal_year=YEAR - 1, status=ActualStatus.FINAL, value=Decimal(last))] if last else []
    missing = MissingReason.BEING_COUNTED if actual is None else None
    value = None if actual is None else Decimal(actual)
    actuals.append(Actual(fiscal_year=YEAR, status=ActualStatus.FINAL, value=value, missing=missing))
    return Indicator(
        id=ID,
        name="利用率",
        kind=IndicatorKind.OUTCOME,
        unit="％",
        direction=Direction.LOWER if lower else Direction.HIGHER,
        target_kind=kind,
        source=source,
        baselines=() if baseline is None else (Baseline(fiscal_year=2022, value=Decimal(baseline)),),
        targets=(YearTarget(fiscal_year=target_year, value=Decimal(target)),),
        actuals=tuple(actuals),
    )


def proposed(preset_id: str, *indicators: Indicator) -> str:
    found = preset(preset_id)
    assert found is not None
    return propose(found.scale, [indicator_year(each, YEAR, FIRST) for each in indicators]).word


def test_there_are_many_presets_and_each_says_what_it_follows() -> None:
    assert len(presets()) >= 15
    assert len({each.id for each in presets()}) == len(presets())
    assert all(each.practice and each.scale.note for each in presets())
    assert {each.scale.subject for each in presets()} == set(ScaleSubject)
    assert preset("no-such-scale") is None


def test_the_same_digit_is_best_in_one_scale_and_worst_in_another() -> None:
    achievement, validity = preset("kawasaki-achievement"), preset("kawasaki-validity")
    assert achievement is not None and validity is not None
    assert achievement.scale.rank_of("1") == 0
    assert validity.scale.rank_of("1") == 4


def test_what_cannot_be_rated_is_never_the_worst() -> None:
    found = preset("hamamatsu-dx")
    assert found is not None
    assert found.scale.rank_of("D") is None
    assert found.scale.ranked[-1].word == "C"


@pytest.mark.parametrize(
    ("preset_id", "actual", "word"),
    [
        ("aichi-it", "100", "A"),
        ("aichi-it", "99.9", "B"),
        ("aichi-it", "80", "B"),
        ("aichi-it", "50", "C"),
        ("aichi-it", "49.9", "D"),
        ("aichi-it", None, "－"),
        ("manifesto", "100", "A"),
        ("manifesto", "90", "B"),
        ("manifesto", "89.9", "C"),
        ("manifesto", "79", "D"),
        ("manifesto", None, "計算できない"),
        ("reform-achievement", "100", "達成"),
        ("reform-achievement", "99", "未達成"),
        ("fukushima", "100", "達成"),
        ("fukushima", "99", "未達成"),
        ("fukushima", None, "－"),
        ("ayumi-level", "100", "達成"),
        ("ayumi-level", "80", "概ね達成"),
        ("ayumi-level", "0.1", "一部達成"),
        ("ayumi-level", "0", "未達成"),
        ("ayumi-level", None, "評価できない"),
        ("fuji", "80", "80％以上"),
        ("fuji", "79.9", "50％以上80％未満"),
        ("fuji", "20", "20％以上50％未満"),
        ("fuji", "19", "20％未満"),
        ("fuji", None, "その他"),
    ],
)
def test_a_percent_meets_its_threshold(preset_id: str, actual: str | None, word: str) -> None:
    assert proposed(preset_id, an_indicator(actual)) == word


@pytest.mark.parametrize(
    ("actual", "word"),
    [("121", "S"), ("120", "A"), ("111", "A"), ("110", "B"), ("90", "B"), ("89", "C"), (None, "－")],
)
def test_against_the_baseline_within_ten_percent(actual: str | None, word: str) -> None:
    """長与町: S above the target, A more than 10 % above the baseline, B within ±10 %, C below."""
    assert proposed("nagayo", an_indicator(actual, "120", "100")) == word


def test_against_the_baseline_where_lower_is_better() -> None:
    assert proposed("nagayo", an_indicator("85", "80", "100", lower=True)) == "A"
    assert proposed("nagayo", an_indicator("79", "80", "100", lower=True)) == "S"
    assert proposed("nagayo", an_indicator("111", "80", "100", lower=True)) == "C"


def test_a_baseline_of_zero_has_no_percent_of_change() -> None:
    assert proposed("nagayo", an_indicator("50", "120", "0")) == "－"


@pytest.mark.parametrize(
    ("actual", "word"),
    [("40", "着実に進んでいる"), ("39", "概ね進んでいる"), ("24", "概ね進んでいる"), ("23", "改善が必要")],
)
def test_twenty_percent_more_is_expected_every_year(actual: str, word: str) -> None:
    """多摩市: FY2024 is year 2 of a plan from FY2023, so 40 % of the final target is expected."""
    assert proposed("tama", an_indicator(actual, "100", "0", target_year=LAST)) == word


def test_ignoring_the_baseline_flatters_a_high_level() -> None:
    """The warning in the preset's note is true: nothing was gained, yet the ratio says 'steadily'."""
    still = an_indicator("90", "100", "90", target_year=LAST)
    assert proposed("tama", still) == "着実に進んでいる"
    assert proposed("ayumi-level", still) == "未達成"


@pytest.mark.parametrize(
    ("actual", "word"), [("41", "S"), ("40", "A"), ("32", "B"), ("31", "C"), (None, "Z")]
)
def test_a_forecast_goes_on_in_a_straight_line(actual: str | None, word: str) -> None:
    """あきる野市: two of five years since the baseline have gone, so 40 of 100 arrives exactly."""
    assert proposed("akiruno", an_indicator(actual, "100", "0", target_year=LAST)) == word


def test_a_forecast_of_a_running_total_counts_the_years_of_the_plan() -> None:
    total = an_indicator("40", "100", None, kind=TargetKind.CUMULATIVE, target_year=LAST)
    assert proposed("akiruno", total) == "A"


@pytest.mark.parametrize(
    ("actual", "source", "word"),
    [
        ("47.1", "市民意識調査", "b"),
        ("47.0", "市民意識調査", "c"),
        ("47.1", "業務統計", "c"),
        ("50", "業務統計", "b"),
        ("60", "市民意識調査", "a"),
    ],
)
def test_a_survey_moves_only_from_three_points(actual: str, source: str, word: str) -> None:
    """福岡市: |Δ| < 3 points of a survey's indicator is no change."""
    assert proposed("fukuoka-indicator", an_indicator(actual, "60", "50", source=source)) == word


def test_some_indicators_reached_is_partly() -> None:
    assert proposed("reform-achievement", an_indicator("100"), an_indicator("10")) == "一部達成"


def test_the_lowest_decides_or_the_capped_mean() -> None:
    good, bad = an_indicator("190"), an_indicator("60")
    assert proposed("aichi-it", good, bad) == "C"
    found = preset("manifesto")
    assert found is not None
    result = propose(
        found.scale, [attainment(good, YEAR), attainment(bad, YEAR), attainment(an_indicator(None), YEAR)]
    )
    assert (result.word, result.percent, result.computed, result.not_computable) == ("C", Decimal(80), 2, 1)


def test_nothing_is_proposed_by_judgement() -> None:
    assert proposed("sendai", an_indicator("100")) == ""


def test_points_from_last_year() -> None:
    result = indicator_year(an_indicator("48", last="50"), YEAR)
    assert measured(result, Yardstick.POINTS_FROM_LAST_YEAR) == -2
    lower = indicator_year(an_indicator("48", last="50", lower=True), YEAR)
    assert measured(lower, Yardstick.POINTS_FROM_LAST_YEAR) == 2


def test_directions_have_no_order_and_one_sense_each() -> None:
    for each in presets_of(ScaleSubject.DIRECTION):
        assert all(step.sense is not None for step in each.scale.steps)
        assert len({step.sense for step in each.scale.steps}) == len(each.scale.steps)
        assert all(each.scale.rank_of(step.word) is None for step in each.scale.steps)
    found = preset("ayumi-direction")
    assert found is not None
    assert {step.word: step.sense for step in found.scale.steps}["完了"] is Sense.COMPLETE
    assert {step.word: step.sense for step in found.scale.steps}["廃止"] is Sense.ABOLISH


def test_ladders_end_or_go_on() -> None:
    assert len(ladders()) >= 4
    by_id = {ladder.id: ladder for ladder in ladders()}
    assert by_id["full"].words[0] == "検討" and by_id["full"].words[-1] == "完了"
    assert not any(step.ends for step in by_id["introduction"].steps)
    assert "完了" in ending_words() and "運用" not in ending_words()


A, B = Step(word="A", at_least=Decimal(50)), Step(word="B")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"steps": (A, A)}, "同じ名前"),
        ({"steps": (A, Step(word="－", is_missing=True))}, "二つ以上"),
        (
            {"steps": (B, Step(word="C", at_least=Decimal(10)), Step(word="D", at_least=Decimal(20)))},
            "小さく",
        ),
        ({"steps": (B, Step(word="C")), "rule": ScaleRule.MEAN}, "しきい値を入れて"),
        ({"steps": (A, B), "subject": ScaleSubject.DIRECTION}, "意味"),
        ({"steps": (A, Step(word="B", sense=Sense.MERGE))}, "方向性の言葉だけ"),
        ({"steps": (A, B, Step(word="C", is_apart=True, at_least=Decimal(1)))}, "評価の段階だけ"),
    ],
)
def test_a_scale_that_cannot_work_is_refused(changes: dict[str, object], told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        Scale.model_validate({"name": "試し", "subject": ScaleSubject.ACHIEVEMENT} | changes)


@given(
    st.sampled_from([each for each in presets() if each.scale.rule is not ScaleRule.NONE]),
    st.lists(st.decimals(-500, 500, places=1), min_size=1, max_size=4),
    st.decimals(0, 300, places=1),
    st.integers(0, 3),
)
def test_a_better_value_never_lowers_the_proposal(
    chosen: Preset, values: list[Decimal], more: Decimal, at: int
) -> None:
    scale = chosen.scale
    at %= len(values)
    better = [value + more if place == at else value for place, value in enumerate(values)]

    def rank(every: list[Decimal]) -> int | None:
        made = [indicator_year(an_indicator(str(value), "100", "10"), YEAR, FIRST) for value in every]
        return scale.rank_of(propose(scale, made).word)

    before, after = rank(values), rank(better)
    assert before is not None and after is not None and after <= before
