"""Periods: of the plan beside the plans around it, of the schedule and of the money."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from statistics import median

from ayumi.document.checks.finding import Finding, Place, Rule, Severity, each_or_all, place_of, year_words
from ayumi.document.checks.steps import BEGINNINGS, ENDINGS, RUNNING, step_of
from ayumi.document.checks.view import View
from ayumi.document.measures import Item, ScheduleStep
from ayumi.document.plan import PlanPeriod, RelatedPlanRelation
from ayumi.document.words import FUNDING_SOURCE
from ayumi.ground.wording import say, to_say

NO_PERIOD = Rule(
    "period.missing",
    Severity.WARNING,
    to_say("計画期間がない"),
    to_say("計画期間が登録されていません。"),
    to_say("初年度と最終年度を登録してください。目標や工程の年度を確かめられるようになります。"),
)
OUTSIDE_UPPER = Rule(
    "period.outside_upper",
    Severity.WARNING,
    to_say("上位計画の期間からのはみ出し"),
    to_say("計画期間（{own}）が、上位計画「{title}」の期間（{upper}）に収まっていません。"),
    to_say("期間の登録を確かめ、意図したものなら、上位計画の改定時の見直しを本文に書いてください。"),
)
PREVIOUS_GAP = Rule(
    "period.previous_gap",
    Severity.NOTE,
    to_say("前計画との期間の空きや重なり"),
    to_say("前計画「{title}」は{last}までで、この計画は{first}からです。"),
    to_say("前計画の翌年度から始まるか、期間の登録を確かめてください。"),
)
STEP_OUTSIDE = Rule(
    "schedule.outside_period",
    Severity.WARNING,
    to_say("計画期間外の工程"),
    to_say("{year}の工程「{step}」が、計画期間（{own}）の外にあります。"),
    to_say("年度を直すか、この工程を除いてください。"),
)
STEP_UNKNOWN = Rule(
    "schedule.step_unknown",
    Severity.NOTE,
    to_say("見慣れない工程"),
    to_say("{year}の工程「{step}」が、工程の段階の表にありません。"),
    to_say("検討・準備・試行・導入・運用・拡充などの段階を選び、詳しい内容は説明に書いてください。"),
)
AFTER_END = Rule(
    "schedule.after_end",
    Severity.WARNING,
    to_say("完了後の工程"),
    to_say("「{end}」（{end_year}）の後に、{year}の工程「{step}」があります。"),
    to_say("完了の年度か、その後の工程を直してください。"),
)
BACKWARD = Rule(
    "schedule.backward",
    Severity.NOTE,
    to_say("後戻りする工程"),
    to_say("「{before}」（{before_year}）の後に、{year}の「{step}」があります。"),
    to_say("年度の取り違えでないか確かめてください。見直しのためなら、その段階を「見直し」にしてください。"),
)
NO_SCHEDULE = Rule(
    "schedule.none",
    Severity.NOTE,
    to_say("工程のない施策"),
    to_say("年度ごとの工程がありません。"),
    to_say("計画期間の各年度に行うことを登録してください。"),
)
MONEY_OUTSIDE = Rule(
    "budget.outside_period",
    Severity.WARNING,
    to_say("計画期間外の事業費"),
    to_say("{year}の事業費が、計画期間（{own}）の外にあります。"),
    to_say("年度を直すか、この事業費を除いてください。"),
)
MONEY_NEGATIVE = Rule(
    "budget.negative",
    Severity.ERROR,
    to_say("負の事業費"),
    to_say("{year}の{source}が{amount}千円と、負の値です。"),
    to_say("事業費の見込みは0以上の値で入力してください。"),
)
MONEY_ZERO = Rule(
    "budget.total_zero",
    Severity.WARNING,
    to_say("合計が0の事業費"),
    to_say("事業費の行がありますが、全年度の合計が{total}千円です。"),
    to_say("金額を入力してください。予算を伴わない施策なら事業費の行を除いてください。"),
)
MONEY_TWICE = Rule(
    "budget.source_twice",
    Severity.WARNING,
    to_say("同じ財源の重複"),
    to_say("{year}の{source}が{count}行あります。"),
    to_say("二重に数えていないか確かめ、一行にまとめてください。"),
)
MONEY_THOUSANDFOLD = Rule(
    "budget.thousandfold",
    Severity.NOTE,
    to_say("桁違いの事業費"),
    to_say("{year}の合計が{amount}千円で、この計画の中央値（{middle}千円）の千倍以上です。"),
    to_say("円のまま入力していないか確かめてください。事業費の単位は千円です。"),
)
RULES = (
    NO_PERIOD,
    OUTSIDE_UPPER,
    PREVIOUS_GAP,
    STEP_OUTSIDE,
    STEP_UNKNOWN,
    AFTER_END,
    BACKWARD,
    NO_SCHEDULE,
    MONEY_OUTSIDE,
    MONEY_NEGATIVE,
    MONEY_ZERO,
    MONEY_TWICE,
    MONEY_THOUSANDFOLD,
)
_ENOUGH = 10
"""Below so many yearly sums a median says nothing."""


def findings(view: View) -> Iterator[Finding]:
    """Yield what is wrong with periods, schedules and money."""
    yield from _plan(view)
    missing = [place_of(item) for item in view.measures if not item.schedule]
    yield from each_or_all(NO_SCHEDULE, missing, len(view.measures))
    for item in view.document.items:
        yield from _schedule(view, item)
        yield from _money(view, item)
    yield from _thousandfold(view)


def _plan(view: View) -> Iterator[Finding]:
    own = view.document.plan.period
    if own is None:
        yield NO_PERIOD.at(Place())
        return
    for related in view.document.related_plans:
        other, place = related.period, Place(where=related.title)
        if other is None:
            continue
        outside = own.first_fiscal_year < other.first_fiscal_year or (
            own.last_fiscal_year > other.last_fiscal_year
        )
        if related.relation is RelatedPlanRelation.UPPER and outside:
            yield OUTSIDE_UPPER.at(place, own=_span(own), title=related.title, upper=_span(other))
        follows = other.last_fiscal_year + 1 == own.first_fiscal_year
        if related.relation is RelatedPlanRelation.PREVIOUS and not follows:
            last, first = year_words(other.last_fiscal_year), year_words(own.first_fiscal_year)
            yield PREVIOUS_GAP.at(place, title=related.title, last=last, first=first)


def _span(period: PlanPeriod) -> str:
    first, last = year_words(period.first_fiscal_year), year_words(period.last_fiscal_year)
    return say("{first}〜{last}", first=first, last=last)


def _is_outside(view: View, year: int) -> bool:
    return view.years is not None and not view.years[0] <= year <= view.years[1]


def _schedule(view: View, item: Item) -> Iterator[Finding]:
    period = view.document.plan.period
    before: tuple[str, int] | None = None
    for step in sorted(item.schedule, key=lambda each: each.fiscal_year):
        name = step_of(step.step)
        if period and _is_outside(view, step.fiscal_year):
            yield _of_step(STEP_OUTSIDE, item, step, own=_span(period))
        if name is None:
            yield _of_step(STEP_UNKNOWN, item, step)
            continue
        if before and before[1] < step.fiscal_year:
            if before[0] in ENDINGS and name not in ENDINGS:
                yield _of_step(AFTER_END, item, step, end=before[0], end_year=year_words(before[1]))
            elif before[0] in RUNNING and name in BEGINNINGS:
                yield _of_step(BACKWARD, item, step, before=before[0], before_year=year_words(before[1]))
        before = (name, step.fiscal_year)


def _of_step(rule: Rule, item: Item, step: ScheduleStep, **values: str) -> Finding:
    year = year_words(step.fiscal_year)
    return rule.at(place_of(item, year=step.fiscal_year), year=year, step=step.step.strip(), **values)


def _money(view: View, item: Item) -> Iterator[Finding]:
    period = view.document.plan.period
    for year in dict.fromkeys(budget.fiscal_year for budget in item.budgets):
        if period and _is_outside(view, year):
            place = place_of(item, year=year)
            yield MONEY_OUTSIDE.at(place, year=year_words(year), own=_span(period))
    for budget in item.budgets:
        if budget.thousand_yen < 0:
            yield MONEY_NEGATIVE.at(
                place_of(item, year=budget.fiscal_year),
                year=year_words(budget.fiscal_year),
                source=say(FUNDING_SOURCE[budget.source]),
                amount=f"{budget.thousand_yen:,}",
            )
    rows = Counter((budget.fiscal_year, budget.source) for budget in item.budgets)
    for (year, source), count in rows.items():
        if count > 1:
            values = {"year": year_words(year), "source": say(FUNDING_SOURCE[source]), "count": count}
            yield MONEY_TWICE.at(place_of(item, year=year), **values)
    total = sum(budget.thousand_yen for budget in item.budgets)
    if item.budgets and total <= 0:
        yield MONEY_ZERO.at(place_of(item), total=f"{total:,}")


def _thousandfold(view: View) -> Iterator[Finding]:
    sums: dict[tuple[str, int], int] = defaultdict(int)
    for item in view.measures:
        for budget in item.budgets:
            sums[item.id, budget.fiscal_year] += budget.thousand_yen
    positive = [amount for amount in sums.values() if amount > 0]
    if len(positive) < _ENOUGH:
        return
    middle = median(positive)
    for (item_id, year), amount in sums.items():
        if amount >= 1000 * middle:
            values = {"amount": f"{amount:,}", "middle": f"{middle:,.0f}", "year": year_words(year)}
            yield MONEY_THOUSANDFOLD.at(place_of(view.items[item_id], year=year), **values)
