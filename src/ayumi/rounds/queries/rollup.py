"""How a round stands by goal: the tree with what the measures under each item come to."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from ayumi.document.attainment import attainment
from ayumi.document.attainment_result import RULE_TEXTS
from ayumi.document.words import number_text
from ayumi.ground.rounding import round_half_up
from ayumi.ground.wording import say
from ayumi.plans.models import Item
from ayumi.plans.queries.item_values import indicators_by_item
from ayumi.rounds.gates import stages_of
from ayumi.rounds.models import Report, Round
from ayumi.rounds.models.report_rows import ReportRows, report_rows
from ayumi.rounds.models.reported_indicators import with_reported
from ayumi.rounds.queries.heading import RoundHeading, round_heading
from ayumi.rounds.rules.presets import rollup_rules
from ayumi.rounds.rules.rollup import Axes, Distribution, Judged, Node, Rolled, roll_up, verdict
from ayumi.rounds.rules.rollup_rule import ROLLUP_TEXTS, RollupRule
from ayumi.rounds.rules.scales import Scale, ScaleSubject


@dataclass(frozen=True, slots=True)
class WordCount:
    """A word of a scale and how many measures have it."""

    word: str
    count: int
    is_good: bool


@dataclass(frozen=True, slots=True)
class AxisLine:
    """One axis of an item: its distribution, and how many are not in it."""

    counts: tuple[WordCount, ...]
    unrated: int
    other_scale: int
    total: int
    good: str
    """The share of good ratings as printed with its fraction, empty where there is none."""


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A mean and a median of one attainment rule, as printed."""

    rule: str
    mean: str
    median: str
    computed: int
    capped: int


@dataclass(frozen=True, slots=True)
class RollupLine:
    """An item of the tree above the measures, or the whole plan."""

    id: UUID | None
    label: str
    level: str
    depth: int
    measures: int
    repeats: int
    achievement: AxisLine
    schedule: AxisLine
    direction: AxisLine
    figures: tuple[FigureLine, ...]
    judged: int
    judged_reached: int
    not_computable: int
    word: str
    share: str
    needs_judgement: bool


@dataclass(frozen=True, slots=True)
class RollupPage:
    """The tree with what stands under every item, by the rule ``rule_id``."""

    round: RoundHeading
    rules: tuple[tuple[str, str], ...]
    rule_id: str
    rule_name: str
    rule_text: str
    rule_steps: tuple[tuple[str, str], ...]
    lines: tuple[RollupLine, ...]


def rollup_page(held: Round, rule_id: str) -> RollupPage:
    """Return how a round stands by goal, given by its gate: 5 queries."""
    rules = rollup_rules()
    rule = next((each for each in rules if each.id == rule_id), rules[0])
    items = list(Item.objects.filter(plan_id=held.plan_id).select_related("level").order_by("position"))
    nodes = [
        Node(
            str(item.pk),
            str(item.parent_id) if item.parent_id else None,
            item.has_sheet and item.cross_listed_from_id is None,
            str(item.cross_listed_from_id) if item.cross_listed_from_id else None,
        )
        for item in items
    ]
    axes = Axes(
        Scale.model_validate(held.achievement_scale),
        Scale.model_validate(held.schedule_scale),
        Scale.model_validate(held.direction_scale),
    )
    rolled, whole = roll_up(nodes, _judged(held), axes)
    depths = _depths(items)
    lines = [_line(None, whole, rule, 0)]
    lines += [
        _line(item, rolled[str(item.pk)], rule, depths[item.pk])
        for item in items
        if not item.has_sheet and item.cross_listed_from_id is None and str(item.pk) in rolled
    ]
    return RollupPage(
        round=round_heading(held),
        rules=tuple((each.id, each.name) for each in rules),
        rule_id=rule.id,
        rule_name=rule.name,
        rule_text=say(ROLLUP_TEXTS[rule.kind]),
        rule_steps=tuple((step.word, f"{step.at_least:f}") for step in rule.steps),
        lines=tuple(lines),
    )


def _judged(held: Round) -> dict[str, Judged]:
    """Return item → how it stands in the round: 4 queries."""
    reports = list(Report.objects.filter(round=held).select_related("mirrors__round"))
    sources = {report.pk: report.mirrors or report for report in reports}
    rows = report_rows(sources.values())
    indicators = indicators_by_item(Q(plan_id=held.plan_id))
    found: dict[str, Judged] = {}
    for report in reports:
        source = sources[report.pk]
        origin = held if report.mirrors is None else source.round
        own = rows[source.pk]
        results = tuple(
            attainment(with_reported(each, own.values), held.fiscal_year)
            for each in indicators.get(report.item_id, ())
        )
        found[str(report.item_id)] = Judged(
            achievement=_last_word(own, origin, ScaleSubject.ACHIEVEMENT),
            schedule=source.schedule_rating,
            direction=_last_word(own, origin, ScaleSubject.DIRECTION),
            attainments=results,
            # A scale edited between two openings is another scale, even under the same name.
            is_other_scale=origin.achievement_scale != held.achievement_scale,
            counts_as=str(source.pk),
        )
    return found


def _last_word(rows: ReportRows, held: Round, subject: ScaleSubject) -> str:
    """Return the rating of the last stage that gave one."""
    latest = rows.latest_ratings()
    given = [latest.get((stage.kind.value, subject.value)) for stage in stages_of(held).stages]
    return next((each.value for each in reversed(given) if each is not None), "")


def _depths(items: list[Item]) -> dict[UUID, int]:
    depths: dict[UUID, int] = defaultdict(lambda: 1)
    for item in items:
        if item.parent_id is not None:
            depths[item.pk] = depths[item.parent_id] + 1
    return depths


def _line(item: Item | None, rolled: Rolled, rule: RollupRule, depth: int) -> RollupLine:
    given = verdict(rule, rolled)
    medians = {each.rule: each for each in rolled.medians}
    return RollupLine(
        id=item.pk if item else None,
        label=f"{item.number} {item.title}".strip() if item else _("計画全体"),
        level=item.level.name if item else "",
        depth=depth,
        measures=rolled.measures,
        repeats=rolled.repeats,
        achievement=_axis(rolled.achievement),
        schedule=_axis(rolled.schedule),
        direction=_axis(rolled.direction),
        figures=tuple(
            FigureLine(
                rule=say(RULE_TEXTS[each.rule]),
                mean=number_text(each.printed),
                median=number_text(round_half_up(medians[each.rule].percent, 1)),
                computed=each.computed,
                capped=each.capped,
            )
            for each in rolled.means.means
        ),
        judged=rolled.means.judged,
        judged_reached=rolled.means.judged_reached,
        not_computable=rolled.means.not_computable,
        word=given.word,
        share="" if given.percent is None else number_text(round_half_up(given.percent, 1)),
        needs_judgement=given.needs_judgement,
    )


def _axis(found: Distribution) -> AxisLine:
    good = {step.word for step in found.scale.steps if step.is_good}
    percent = found.good_percent
    said = ""
    if percent is not None:
        told = {"percent": number_text(round_half_up(percent, 1)), "good": found.good, "ranked": found.ranked}
        said = say("{percent}％（{good}／{ranked}）", **told)
    return AxisLine(
        counts=tuple(WordCount(word, count, word in good) for word, count in found.counts),
        unrated=found.unrated,
        other_scale=found.other_scale,
        total=found.total,
        good=said,
    )


def rollup_table(value: RollupPage) -> Iterator[list[str]]:
    """Yield the heading and one row for every item of the page; no query."""
    words = [[each.word for each in axis.counts] for axis in _axes(value.lines[0])]
    names = (_("達成の状況"), _("工程の進み具合"), _("次年度の方向性"))
    outside = (_("未評価"), _("別の尺度"))
    axes = [f"{name}：{word}" for name, own in zip(names, words, strict=True) for word in (*own, *outside)]
    figures = [_("計算できない指標"), _("規則"), _("規則による評価")]
    yield [_("階層"), _("項目"), _("施策数"), _("再掲・連動"), *axes, _("良い評価の割合"), *figures]
    for line in value.lines:
        counts = [
            str(number)
            for axis in _axes(line)
            for number in (*(each.count for each in axis.counts), axis.unrated, axis.other_scale)
        ]
        head = [line.level, line.label, str(line.measures), str(line.repeats)]
        told = line.word or (_("判断と理由が必要") if line.needs_judgement else "")
        yield [*head, *counts, line.achievement.good, str(line.not_computable), value.rule_name, told]


def _axes(line: RollupLine) -> tuple[AxisLine, AxisLine, AxisLine]:
    return line.achievement, line.schedule, line.direction
