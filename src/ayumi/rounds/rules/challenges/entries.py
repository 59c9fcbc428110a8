"""Single values: their years, days, sources and gaps, and the baselines that they are measured from."""

from collections.abc import Iterator

from ayumi.document.attainment import baseline_of
from ayumi.document.checks.finding import day_words, number_words, year_words
from ayumi.document.measures import Actual, ActualStatus, Direction, TargetKind
from ayumi.document.words import actual_text
from ayumi.ground.fiscal_year import FiscalYear
from ayumi.ground.japanese_text import fold
from ayumi.ground.wording import to_say
from ayumi.rounds.rules.challenges.challenge import Challenge, ChallengeRule, Evidence, shown
from ayumi.rounds.rules.challenges.facts import Facts, Series
from ayumi.rounds.rules.challenges.neighbours import Neighbours

MISSING = ChallengeRule(
    "value.missing_now",
    to_say("前年度はあった実績値がない"),
    to_say("指標「{name}」の{year}の実績値も、値がない理由もありません。前年度は{before}{unit}でした。"),
    to_say("実績値を入れるか、値がない理由（未公表・集計中・該当なし・調査なしなど）を選んでください。"),
    "values",
)
BEYOND_PLAN = ChallengeRule(
    "value.beyond_plan",
    to_say("計画期間より後の実績値"),
    to_say("指標「{name}」に、計画の最終年度（{last}）より後の{year}の実績値があります。"),
    to_say("年度の取り違えがないか確かめてください。計画の後も続けて数えるときは、その旨を書いてください。"),
    "values",
)
FUTURE_FINAL = ChallengeRule(
    "value.future_final",
    to_say("まだ終わっていない年度の確定値"),
    to_say("指標「{name}」の{year}の実績値が確定になっていますが、評価する年度は{judged}です。"),
    to_say("年度を確かめ、見込みのときは「見込」に直してください。"),
    "values",
)
BASELINE_LATE = ChallengeRule(
    "value.baseline_late",
    to_say("計画の開始より後の現状値"),
    to_say("指標「{name}」の現状値は{year}の値で、計画の初年度（{first}）より後に測っています。"),
    to_say("計画の策定時に分かっていた値に直すか、後の値を使う理由を一文で書いてください。"),
    "values",
)
MET_AT_BASELINE = ChallengeRule(
    "value.target_met_at_baseline",
    to_say("初めから達している目標"),
    to_say("指標「{name}」は、現状値{baseline}{unit}がすでに目標値{target}{unit}に達しています。"),
    to_say("目標値を見直すか、この目標値にした理由を一文で書いてください。"),
    "values",
)
AS_OF_EARLY = ChallengeRule(
    "value.as_of_before_year",
    to_say("年度が始まる前の時点の値"),
    to_say("指標「{name}」の{year}の実績値は{day}時点の値で、その年度が始まる前です。"),
    to_say("時点の日付か年度を直してください。前の年度の値を使うときは、その理由を書いてください。"),
    "values",
)
NEVER_FINAL = ChallengeRule(
    "value.never_final",
    to_say("確定していない前年度以前の見込"),
    to_say("指標「{name}」の{year}の実績値{value}{unit}は、見込のまま確定していません。"),
    to_say("確定した値を入れてください。まだ確定しないときは、いつ分かるかを一文で書いてください。"),
    "values",
)
SUPERSEDED = ChallengeRule(
    "value.superseded_source",
    to_say("古い出典"),
    to_say(
        "指標「{name}」の出典「{source}」より新しいもの「{newest}」が、この計画のほかの指標で使われています。"
    ),
    to_say("新しい出典の値に改めてください。古いものを使うときは、その理由を一文で書いてください。"),
    "values",
)
REPLACED = ChallengeRule(
    "value.replaced_source",
    to_say("差し替えられた出典"),
    to_say("指標「{name}」の出典「{source}」は、公表した側が訂正し、差し替えています。"),
    to_say("訂正後の値を確かめ、必要なら入れ直してください。"),
    "values",
)
PAST_CHANGED = ChallengeRule(
    "value.past_changed",
    to_say("過去の確定値の変更"),
    to_say("指標「{name}」の{year}の確定値が、{before}から{value}に変わっています。"),
    to_say("前に公表した値を変える理由（集計の誤り、出典の訂正など）を一文で書いてください。"),
    "values",
)
RULES = (
    MISSING,
    BEYOND_PLAN,
    FUTURE_FINAL,
    BASELINE_LATE,
    MET_AT_BASELINE,
    AS_OF_EARLY,
    NEVER_FINAL,
    SUPERSEDED,
    REPLACED,
    PAST_CHANGED,
)
ACTUAL = to_say("実績値")
_WITH_WAY = (TargetKind.LEVEL, TargetKind.PER_GROUP, TargetKind.DIRECTION_ONLY)


def challenges(facts: Facts, neighbours: Neighbours) -> Iterator[Challenge]:
    """Yield what is to be asked of single values of a measure."""
    for series in facts.series:
        yield from _missing(facts, series)
        for year, actual in series.actuals.items():
            yield from _year_of(facts, series, year, actual)
        yield from _baseline(facts, series)
        yield from _source(facts, series, neighbours)
        yield from _past(facts, series)


def _missing(facts: Facts, series: Series) -> Iterator[Challenge]:
    own, actual, before = series.indicator, series.actuals.get(facts.year), series.value(facts.year - 1)
    says_nothing = actual is None or (actual.missing is None and actual.value is None and not actual.text)
    if says_nothing and before is not None:
        evidence = (Evidence(ACTUAL, number_words(before), facts.year - 1),)
        told = {"name": own.name, "unit": own.unit, "before": number_words(before)}
        yield MISSING.on(facts.item_id, evidence, own.id, year=year_words(facts.year), **told)


def _year_of(facts: Facts, series: Series, year: int, actual: Actual) -> Iterator[Challenge]:
    own, last = series.indicator, facts.frame.last_year
    is_early = actual.as_of is not None and FiscalYear.containing(actual.as_of).year < year
    is_usual = year == facts.year or (year < facts.year and actual.status is ActualStatus.FINAL)
    if is_usual and not is_early and (last is None or year <= last):
        return
    evidence = (Evidence(ACTUAL, actual_text(actual), year),)
    told: dict[str, object] = {"name": own.name, "year": year_words(year), "unit": own.unit}
    # A revision with more years must not ask of each of them what the first already answers.
    place = f"{own.id}:{year}"
    if last is not None and year > last:
        yield BEYOND_PLAN.on(facts.item_id, evidence, place, last=year_words(last), **told)
    elif year > facts.year and _is_ahead(facts, year) and _is_final(actual):
        yield FUTURE_FINAL.on(facts.item_id, evidence, place, judged=year_words(facts.year), **told)
    if is_early and actual.as_of is not None:
        day = Evidence(to_say("時点"), actual.as_of.isoformat(), year)
        yield AS_OF_EARLY.on(facts.item_id, (*evidence, day), place, day=day_words(actual.as_of), **told)
    if year < facts.year and actual.status is ActualStatus.ESTIMATE and actual.value is not None:
        yield NEVER_FINAL.on(facts.item_id, evidence, place, value=number_words(actual.value), **told)


def _is_ahead(facts: Facts, year: int) -> bool:
    """Tell whether a year is not over; a round looked at years later sees the values that came since."""
    today = facts.frame.today
    return today is None or FiscalYear(year).last_day >= today


def _is_final(actual: Actual) -> bool:
    return actual.status is ActualStatus.FINAL and actual.value is not None


def _baseline(facts: Facts, series: Series) -> Iterator[Challenge]:
    own, first = series.indicator, facts.frame.first_year
    baseline = baseline_of(own)
    if baseline is None:
        return
    stated = baseline.text if baseline.value is None else number_words(baseline.value)
    at = Evidence(to_say("現状値"), stated, baseline.fiscal_year)
    if first is not None and baseline.fiscal_year > first:
        told = {"name": own.name, "year": year_words(baseline.fiscal_year), "first": year_words(first)}
        yield BASELINE_LATE.on(facts.item_id, (at,), own.id, **told)
    numeric = [each for each in own.targets if each.value is not None and not each.group]
    final = max(numeric, key=lambda each: each.fiscal_year, default=None)
    if final is None or final.value is None or baseline.value is None or own.target_kind not in _WITH_WAY:
        return
    higher = own.direction is Direction.HIGHER
    if baseline.value >= final.value if higher else baseline.value <= final.value:
        target = Evidence(to_say("目標値"), number_words(final.value), final.fiscal_year)
        told = {"name": own.name, "unit": own.unit, "target": target.value, "baseline": at.value}
        yield MET_AT_BASELINE.on(facts.item_id, (at, target), own.id, **told)


def _source(facts: Facts, series: Series, neighbours: Neighbours) -> Iterator[Challenge]:
    own, actual = series.indicator, series.actuals.get(facts.year)
    source = (actual.source if actual else "") or own.source
    if not source.strip():
        return
    told = {"name": own.name, "source": shown(source)}
    evidence = (Evidence(to_say("出典"), source),)
    instead = facts.frame.superseded_sources.get(fold(source))
    if instead is not None:
        known = (Evidence(to_say("差し替えた後の出典"), instead),) if instead else ()
        yield REPLACED.on(facts.item_id, (*evidence, *known), own.id, **told)
    newest = neighbours.newer_source(source)
    if newest:
        newer = Evidence(to_say("新しい出典"), newest)
        yield SUPERSEDED.on(facts.item_id, (*evidence, newer), own.id, newest=shown(newest), **told)


def _past(facts: Facts, series: Series) -> Iterator[Challenge]:
    own = series.indicator
    for year in sorted(series.reported):
        before, now = series.before.get(year), series.actuals.get(year)
        if year >= facts.year or before is None or now is None or before.status is ActualStatus.ESTIMATE:
            continue
        if before.value is None or before.value == now.value:
            continue
        values = actual_text(before), actual_text(now)
        evidence = (
            Evidence(to_say("前の値"), values[0], year),
            Evidence(to_say("新しい値"), values[1], year),
        )
        told = {"name": own.name, "year": year_words(year), "before": values[0], "value": values[1]}
        yield PAST_CHANGED.on(facts.item_id, evidence, f"{own.id}:{year}", **told)
