"""The public pages of the yearly evaluation: everything is read from the frozen document of its results."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from uuid import UUID

from django.db.models import Q

from ayumi.document.attainment_result import RULE_TEXTS
from ayumi.document.measures import Actual
from ayumi.document.words import FUNDING_SOURCE, percent_text
from ayumi.ground.wording import say
from ayumi.plans.models import Plan
from ayumi.plans.queries.sheet import IndicatorCard, indicator_cards
from ayumi.rounds.models import Erratum, EvaluationEdition, Report
from ayumi.rounds.queries.merging import printed
from ayumi.rounds.rules.evaluation import (
    AxisCounts,
    EvaluationDocument,
    GoalResult,
    IndicatorResult,
    MeasureResult,
)
from ayumi.rounds.rules.rollup_rule import ROLLUP_TEXTS


@dataclass(frozen=True, slots=True)
class EvaluationRow:
    """Published results, public or withdrawn."""

    id: UUID
    title: str
    published_at: datetime
    published_by: str
    withdrawn_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True)
class ErratumNote:
    """A correction beside what was published; it names nobody."""

    item_id: str
    measure: str
    label: str
    before: str
    after: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ShareLine:
    """A word, how many measures have it, and which share of all that is, as printed."""

    word: str
    count: int
    share: str


@dataclass(frozen=True, slots=True)
class PublicAxis:
    """One axis of the plan or of a goal; ``good`` is the share of good ratings, empty where there is none."""

    name: str
    lines: tuple[ShareLine, ...]
    total: int
    good: str


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal with its word, how it came about, and the measures that stand directly under it."""

    result: GoalResult
    label: str
    axes: tuple[PublicAxis, ...]
    share: str
    measures: tuple[MeasureResult, ...]


@dataclass(frozen=True, slots=True)
class EvaluationPage:
    """The results of a year."""

    code: str
    id: UUID
    title: str
    published_at: datetime
    document: EvaluationDocument
    rule_text: str
    whole: GoalLine
    goals: tuple[GoalLine, ...]
    loose: tuple[MeasureResult, ...]
    """Measures that stand under no goal."""
    errata: tuple[ErratumNote, ...]
    sha256: str
    audit_sequence: int
    audit_hash: str


@dataclass(frozen=True, slots=True)
class IndicatorNote:
    """How far an indicator came in the year, with the rule printed."""

    card: IndicatorCard
    result: IndicatorResult
    percent: str
    rule: str
    actuals: tuple[Actual, ...]
    """The actuals of the year, 見込 and 確定, with their day and source."""


@dataclass(frozen=True, slots=True)
class MeasurePage:
    """One measure in the results of a year."""

    code: str
    id: UUID
    title: str
    document: EvaluationDocument
    measure: MeasureResult
    place: str
    indicators: tuple[IndicatorNote, ...]
    costs: tuple[tuple[str, Decimal], ...]
    project: Decimal | None
    """Their sum, None where fewer than two sources are stated."""
    errata: tuple[ErratumNote, ...]


def evaluation_rows() -> tuple[EvaluationRow, ...]:
    """Return the results that a municipality shows, in its scope, the latest year first: 1 query."""
    public = EvaluationEdition.objects.filter(withdrawn_at=None).defer("document")
    return tuple(_row(each) for each in public)


def evaluations_of(plan: Plan) -> tuple[EvaluationRow, ...]:
    """Return all published results of a plan, the withdrawn ones too: 1 query."""
    return tuple(_row(each) for each in EvaluationEdition.objects.filter(round__plan=plan).defer("document"))


def evaluation_page(code: str, edition: EvaluationEdition) -> EvaluationPage:
    """Return the results of a year, given by their gate: 2 queries."""
    document = document_of(edition)
    below: dict[str | None, list[MeasureResult]] = defaultdict(list)
    known = {goal.id for goal in document.goals}
    for measure in document.measures:
        below[measure.parent_id if measure.parent_id in known else None].append(measure)
    whole, *goals = document.goals
    return EvaluationPage(
        code=code,
        id=edition.pk,
        title=edition.title,
        published_at=edition.published_at,
        document=document,
        rule_text=say(ROLLUP_TEXTS[document.rollup_rule.kind]),
        whole=_goal_line(whole, ()),
        goals=tuple(_goal_line(goal, below[goal.id]) for goal in goals),
        loose=tuple(below[None]),
        errata=errata_of(edition),
        sha256=edition.sha256,
        audit_sequence=edition.audit_sequence,
        audit_hash=edition.audit_hash,
    )


def evaluated_measure(code: str, edition: EvaluationEdition, item_id: UUID) -> MeasurePage | None:
    """Return one measure of the results, None where they have none of that id: 2 queries."""
    document = document_of(edition)
    measure = document.measure(str(item_id))
    if measure is None:
        return None
    cards = indicator_cards(each.indicator for each in measure.indicators)
    year = document.fiscal_year
    return MeasurePage(
        code=code,
        id=edition.pk,
        title=edition.title,
        document=document,
        measure=measure,
        place=_place(document, measure.parent_id),
        indicators=tuple(
            _indicator_note(card, each, year) for card, each in zip(cards, measure.indicators, strict=True)
        ),
        costs=tuple((say(FUNDING_SOURCE[each.source]), each.thousand_yen) for each in measure.costs),
        project=sum(each.thousand_yen for each in measure.costs) if len(measure.costs) > 1 else None,
        errata=tuple(each for each in errata_of(edition) if each.item_id == measure.id),
    )


def errata_of(edition: EvaluationEdition) -> tuple[ErratumNote, ...]:
    """Return what was corrected of these results, the oldest first: 2 queries.

    A measure that is reported in another plan's evaluation (連動) has the corrections made there. Measures
    are called as they were on the day of publication.
    """
    held = edition.round_id
    mirrored = Report.objects.filter(round_id=held).exclude(mirrors=None)
    items = dict(mirrored.values_list("mirrors_id", "item_id"))
    rows = Erratum.objects.filter(Q(report__round_id=held) | Q(report__in=list(items)))
    names = {each.id: f"{each.number} {each.title}".strip() for each in document_of(edition).measures}
    found = []
    for row in rows.select_related("report"):
        item_id = str(items.get(row.report_id, row.report.item_id))
        before, after = (printed(row.field, text) for text in (row.before, row.after))
        corrected = (row.label, before, after, row.reason, row.at)
        found.append(ErratumNote(item_id, names.get(item_id, ""), *corrected))
    return tuple(found)


def document_of(edition: EvaluationEdition) -> EvaluationDocument:
    """Return the frozen document of published results."""
    return _document(edition.document)


@lru_cache(maxsize=8)
def _document(text: str) -> EvaluationDocument:
    # The text itself is the key, so nothing goes stale and no municipality is given another's.
    return EvaluationDocument.model_validate_json(text)


def _row(each: EvaluationEdition) -> EvaluationRow:
    who = each.published_by
    return EvaluationRow(each.pk, each.title, each.published_at, who, each.withdrawn_at, each.version)


def _goal_line(goal: GoalResult, measures: list[MeasureResult] | tuple[MeasureResult, ...]) -> GoalLine:
    return GoalLine(
        result=goal,
        label=f"{goal.number} {goal.title}".strip(),
        axes=(
            public_axis(say("達成の状況"), goal.achievement),
            public_axis(say("工程の進み具合"), goal.schedule),
            public_axis(say("次年度の方向性"), goal.direction),
        ),
        share=percent_text(goal.percent),
        measures=tuple(measures),
    )


def public_axis(name: str, axis: AxisCounts) -> PublicAxis:
    """Return an axis with counts and shares as printed: of all measures, the unrated ones among them."""
    counts = [(each.word, each.count) for each in axis.counts if each.count]
    counts += [
        (word, count)
        for word, count in ((say("未評価"), axis.unrated), (say("別の尺度"), axis.other_scale))
        if count
    ]
    lines = tuple(ShareLine(word, count, _percent(count, axis.total)) for word, count in counts)
    good = ""
    if axis.ranked and axis.good:
        told = {"percent": _percent(axis.good, axis.ranked), "good": axis.good, "ranked": axis.ranked}
        good = say("{percent}％（{good}／{ranked}）", **told)
    return PublicAxis(name, lines, axis.total, good)


def _percent(count: int, total: int) -> str:
    return percent_text(Decimal(100) * count / total if total else None)


def _place(document: EvaluationDocument, parent_id: str | None) -> str:
    """Return the way down to a measure, from the top goal."""
    every = {goal.id: goal for goal in document.goals if goal.id}
    way = []
    while parent_id in every:
        goal = every.pop(parent_id)
        way.append(f"{goal.number} {goal.title}".strip())
        parent_id = goal.parent_id
    return " ＞ ".join(reversed(way))


def _indicator_note(card: IndicatorCard, result: IndicatorResult, year: int) -> IndicatorNote:
    actuals = tuple(each for each in result.indicator.actuals if each.fiscal_year == year)
    return IndicatorNote(card, result, percent_text(result.percent), say(RULE_TEXTS[result.rule]), actuals)
