"""The scales to choose from: presets and the city's own, and how last year would fall on them."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from ayumi.ground.wording import say
from ayumi.plans.models import Item, Plan
from ayumi.plans.queries.item_values import indicators_by_item
from ayumi.rounds.models import RatingScale
from ayumi.rounds.rules.presets import Preset, ladders, presets
from ayumi.rounds.rules.scales import Scale, ScaleSubject, propose
from ayumi.rounds.rules.yardsticks import YARDSTICK_TEXTS, IndicatorYear, indicator_year
from ayumi.rounds.scale_words import SCALE_RULES, SCALE_SUBJECTS, SENSES

NOTHING_PROPOSED = ""


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step as a page shows it: what it means and from which figure it is proposed."""

    word: str
    meaning: str
    limit: str
    kind: str
    is_good: bool


@dataclass(frozen=True, slots=True)
class ScaleCard:
    """A scale in the list. ``choice`` names it in addresses: ``preset:<id>`` or ``own:<id>``."""

    choice: str
    name: str
    subject: str
    words: tuple[str, ...]
    practice: str
    is_retired: bool
    preset_id: str
    scale_id: UUID | None


@dataclass(frozen=True, slots=True)
class SubjectScales:
    """The scales of one subject. Those of two subjects are never put side by side."""

    name: str
    own: tuple[ScaleCard, ...]
    presets: tuple[ScaleCard, ...]


@dataclass(frozen=True, slots=True)
class ScalesPage:
    """Every scale by subject, and the ladders of schedule steps."""

    subjects: tuple[SubjectScales, ...]
    ladders: tuple[tuple[str, tuple[str, ...], str], ...]


@dataclass(frozen=True, slots=True)
class ScalePage:
    """One scale with its steps."""

    card: ScaleCard
    is_ordered: bool
    rule: str
    yardstick: str
    yearly_share: str
    no_change_within: str
    note: str
    steps: tuple[StepLine, ...]
    version: int
    edited_by: str
    can_preview: bool


@dataclass(frozen=True, slots=True)
class FallLine:
    """How many measures fall into a step; an empty word is where nothing is proposed."""

    word: str
    count: int
    percent: int
    """Share of all measures, rounded down, for the bar alone."""


@dataclass(frozen=True, slots=True)
class Fall:
    """Where the measures of a year would fall on one scale."""

    name: str
    practice: str
    rule: str
    lines: tuple[FallLine, ...]


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """A plan's year on a scale and, to look at but not to compare, on another one."""

    choices: tuple[tuple[str, str], ...]
    plans: tuple[tuple[str, str], ...]
    years: tuple[int, ...]
    choice: str
    other: str
    plan_id: str
    year: int | None
    measures: int
    falls: tuple[Fall, ...]


def scales_page() -> ScalesPage:
    """Return every scale: 1 query."""
    own = [card_of_own(each) for each in RatingScale.objects.all()]
    came = [card_of_preset(each) for each in presets()]
    return ScalesPage(
        subjects=tuple(
            SubjectScales(
                name=str(name),
                own=tuple(each for each in own if each.subject == str(name)),
                presets=tuple(each for each in came if each.subject == str(name)),
            )
            for name in SCALE_SUBJECTS.values()
        ),
        ladders=tuple((each.name, each.words, each.note) for each in ladders()),
    )


def card_of_preset(each: Preset) -> ScaleCard:
    """Return a preset's card; no query."""
    return _card(each.scale, f"preset:{each.id}", each.practice, each.id, None)


def card_of_own(row: RatingScale) -> ScaleCard:
    """Return the card of a scale of the city's own, given its row; no query."""
    scale = Scale.from_stored(row.scale)
    began = next((each.practice for each in presets() if each.id == row.preset), "")
    return _card(scale, f"own:{row.pk}", began, row.preset, row)


def _card(scale: Scale, choice: str, practice: str, preset_id: str, row: RatingScale | None) -> ScaleCard:
    return ScaleCard(
        choice=choice,
        name=scale.name,
        subject=str(SCALE_SUBJECTS[scale.subject]),
        words=tuple(step.word for step in scale.steps),
        practice=practice,
        is_retired=row.is_retired if row else False,
        preset_id=preset_id,
        scale_id=row.pk if row else None,
    )


def scale_page(card: ScaleCard, scale: Scale, row: RatingScale | None = None) -> ScalePage:
    """Return the page of one scale; no query."""
    return ScalePage(
        card=card,
        is_ordered=scale.is_ordered,
        rule=str(SCALE_RULES[scale.rule]),
        yardstick=say(YARDSTICK_TEXTS[scale.yardstick]),
        yearly_share="" if scale.yearly_share is None else f"{scale.yearly_share:f}",
        no_change_within="" if scale.no_change_within is None else f"{scale.no_change_within:f}",
        note=scale.note,
        steps=tuple(_step_line(scale, place) for place in range(len(scale.steps))),
        version=row.version if row else 0,
        edited_by=row.edited_by_name if row else "",
        can_preview=scale.subject is ScaleSubject.ACHIEVEMENT,
    )


def _step_line(scale: Scale, place: int) -> StepLine:
    step = scale.steps[place]
    limit = ""
    if step.at_least is not None:
        words = say("{value}を超える") if step.is_above else say("{value}以上")
        limit = words.format(value=f"{step.at_least:f}")
        if step.yardstick is not None and step.yardstick is not scale.yardstick:
            limit = say("{what}が{limit}", what=say(YARDSTICK_TEXTS[step.yardstick]), limit=limit)
    kind = ""
    if step.is_missing:
        kind = say("評価できない（順位に数えない）")
    elif step.is_apart:
        kind = say("段階とは別に数える")
    elif step.sense is not None:
        kind = str(SENSES[step.sense])
    elif step.is_late:
        kind = say("遅れを表す（理由が必要）")
    return StepLine(step.word, step.meaning, limit, kind, step.is_good)


def preview_page(choice: str, other: str, plan_id: UUID | None, year: int | None) -> PreviewPage:
    """Return how a plan's year would fall on one or two scales of achievement: at most 5 queries."""
    named = {card.choice: (card, scale) for card, scale in _achievement_scales()}
    plans = list(Plan.objects.order_by("title"))
    plan = next((each for each in plans if each.pk == plan_id), None)
    years = _years_of(plan)
    year = year if year in years else (years[-1] if years else None)
    falls: tuple[Fall, ...] = ()
    measures = 0
    chosen = [named[each] for each in dict.fromkeys((choice, other)) if each in named]
    if plan is not None and year is not None and chosen:
        indicators = indicators_by_item(plan.pk)
        own = Item.objects.filter(plan=plan, has_sheet=True, cross_listed_from=None)
        ids = own.values_list("pk", flat=True)
        results = [
            [indicator_year(each, year, plan.first_fiscal_year) for each in indicators.get(pk, ())]
            for pk in ids
        ]
        measures = len(results)
        falls = tuple(_fall(card, scale, results) for card, scale in chosen)
    return PreviewPage(
        choices=tuple((card.choice, card.name) for card, _scale in named.values()),
        plans=tuple((str(each.pk), each.title) for each in plans),
        years=years,
        choice=choice if choice in named else "",
        other=other if other in named else "",
        plan_id=str(plan.pk) if plan else "",
        year=year,
        measures=measures,
        falls=falls,
    )


def _achievement_scales() -> list[tuple[ScaleCard, Scale]]:
    own = [(card_of_own(row), Scale.from_stored(row.scale)) for row in RatingScale.objects.all()]
    every = [*own, *((card_of_preset(each), each.scale) for each in presets())]
    return [(card, scale) for card, scale in every if scale.subject is ScaleSubject.ACHIEVEMENT]


def _years_of(plan: Plan | None) -> tuple[int, ...]:
    if plan is None or plan.first_fiscal_year is None or plan.last_fiscal_year is None:
        return ()
    return tuple(range(plan.first_fiscal_year, plan.last_fiscal_year + 1))


def _fall(card: ScaleCard, scale: Scale, results: list[list[IndicatorYear]]) -> Fall:
    counts = Counter(propose(scale, each).word for each in results)
    words = [step.word for step in scale.steps] + [NOTHING_PROPOSED]
    total = len(results) or 1
    lines = (FallLine(word, counts[word], 100 * counts[word] // total) for word in words)
    shown = tuple(line for line in lines if line.word or line.count)
    return Fall(card.name, card.practice, str(SCALE_RULES[scale.rule]), shown)
