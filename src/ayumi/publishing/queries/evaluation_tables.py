"""The results of a year as tables for a spreadsheet: open data beside the whole document as JSON."""

from collections.abc import Iterable, Iterator

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from ayumi.document.attainment_result import RULE_TEXTS
from ayumi.document.measures import Actual
from ayumi.document.words import ACTUAL_STATUS, FUNDING_SOURCE, MISSING_REASON, percent_text
from ayumi.ground.wording import say
from ayumi.publishing.queries.evaluations import ErratumNote
from ayumi.rounds.rules.evaluation import DecisionResult, EvaluationDocument, IndicatorResult, MeasureResult


def measure_table(document: EvaluationDocument) -> Iterator[list[str]]:
    """Yield the heading and one row for every measure."""
    head = [_("番号"), _("施策"), _("所管課"), _("予定の工程"), _("到達した工程"), _("工程の進み具合")]
    texts = [_("取組の実績"), _("遅れや差異の理由"), _("課題"), _("今後の取組"), _("計画との差異")]
    parts = (_("評価"), _("評価の理由"), _("次年度の方向性"), _("方向性の理由"))
    ratings = [f"{stage}：{part}" for stage in document.stages for part in parts]
    money = [say(name) for name in FUNDING_SOURCE.values()]
    work = [_("従事した人数（人）"), _("延べ業務時間（時間）")]
    yield [*head, *texts, *ratings, _("会議の決定"), _("未評価"), *money, *work]
    for measure in document.measures:
        yield [
            *(measure.number, measure.title, measure.division),
            *(measure.promised, measure.reached, measure.schedule),
            *(measure.done, measure.reason, measure.issues, measure.next_steps, measure.deviation),
            *_ratings(measure, document.stages),
            "\n".join(_decision(each) for each in measure.decisions),
            _("未評価") if measure.is_unevaluated else "",
            *_money(measure),
        ]


def indicator_table(document: EvaluationDocument) -> Iterator[list[str]]:
    """Yield the heading and one row for every actual of the year, or one where an indicator has none."""
    head = [_("番号"), _("施策"), _("指標"), _("単位"), _("区分"), _("目標"), _("実績"), _("見込・確定")]
    yield [*head, _("値がない理由"), _("いつ時点の値か"), _("出典"), _("達成率（％）"), _("計算の方法")]
    for measure in document.measures:
        for each in measure.indicators:
            own = [actual for actual in each.indicator.actuals if actual.fiscal_year == document.fiscal_year]
            for actual in own or [None]:
                yield _indicator(measure, each, actual, document.fiscal_year)


def erratum_table(errata: Iterable[ErratumNote]) -> Iterator[list[str]]:
    """Yield the heading and one row for every correction after publication."""
    yield [_("訂正日"), _("施策"), _("訂正した欄"), _("公表した内容"), _("正しい内容"), _("訂正の理由")]
    for each in errata:
        day = localtime(each.at).date().isoformat()
        yield [day, each.measure, each.label, each.before, each.after, each.reason]


def _indicator(
    measure: MeasureResult, result: IndicatorResult, actual: Actual | None, year: int
) -> list[str]:
    indicator, group = result.indicator, actual.group if actual else ""
    targets = [each for each in indicator.targets if (each.fiscal_year, each.group) == (year, group)]
    target = _value(targets[0].value, targets[0].text) if targets else ""
    known = actual is not None
    return [
        *(measure.number, measure.title, indicator.name, indicator.unit, group, target),
        _value(actual.value, actual.text) if known else "",
        say(ACTUAL_STATUS[actual.status]) if known else "",
        say(MISSING_REASON[actual.missing]) if known and actual.missing else "",
        actual.as_of.isoformat() if known and actual.as_of else "",
        (actual.source if known else "") or indicator.source,
        percent_text(result.percent).replace(",", ""),
        say(RULE_TEXTS[result.rule]),
    ]


def _value(value: object, text: str) -> str:
    return text if value is None else f"{value:f}"


def _ratings(measure: MeasureResult, stages: tuple[str, ...]) -> list[str]:
    given = {each.stage: each for each in measure.ratings}
    cells = []
    for stage in stages:
        each = given.get(stage)
        cells += (
            [each.achievement, each.achievement_reason, each.direction, each.direction_reason]
            if each
            else ["", "", "", ""]
        )
    return cells


def _decision(decision: DecisionResult) -> str:
    return "／".join(
        text
        for text in (
            f"{decision.body}（{decision.held_on.isoformat()}）",
            decision.achievement,
            decision.direction,
            decision.text,
            decision.reason,
            decision.asks,
        )
        if text
    )


def _money(measure: MeasureResult) -> list[str]:
    amounts = {each.source: f"{each.thousand_yen:f}" for each in measure.costs}
    work = measure.work
    figures = (work.staff, work.hours) if work else (None, None)
    return [
        *(amounts.get(source, "") for source in FUNDING_SOURCE),
        *("" if figure is None else f"{figure:f}" for figure in figures),
    ]
