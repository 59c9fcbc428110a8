"""The lower half of the alignment figure: this plan and its neighbours, side by side or one below another."""

from collections.abc import Callable

from ayumi.document.plan import RelatedPlan, RelatedPlanRelation
from ayumi.document.plan_document import PlanDocument
from ayumi.formats.svg.cards import SMALL, TITLE, Card, card_lines, period_words
from ayumi.formats.svg.drawing import GREY, Lettering, Piece, arrow, lines_of_text, path, wrapped
from ayumi.ground.wording import say

MARGIN = 12.0
COLUMN = 172.0
GAP = 80.0
BETWEEN = 10.0
RAIL = 22.0

_LEFT = (RelatedPlanRelation.NATIONAL, RelatedPlanRelation.PREFECTURAL, RelatedPlanRelation.PREVIOUS)
_TAGS: dict[RelatedPlanRelation, str] = {
    RelatedPlanRelation.PARALLEL: "並列の個別計画",
    RelatedPlanRelation.PREVIOUS: "前計画",
    RelatedPlanRelation.NATIONAL: "国の計画",
    RelatedPlanRelation.PREFECTURAL: "都道府県の計画",
}
_LABELS: dict[RelatedPlanRelation, str] = {
    RelatedPlanRelation.PREVIOUS: "評価・継承",
    RelatedPlanRelation.NATIONAL: "整合",
    RelatedPlanRelation.PREFECTURAL: "参照",
}

ThisPlan = Callable[[float], Card]
"""Makes the card of this plan for a width."""


def arrow_label(plan: RelatedPlan) -> str:
    """Return the word on the arrow between this plan and ``plan``."""
    if plan.relation is not RelatedPlanRelation.PARALLEL:
        return say(_LABELS[plan.relation])
    if plan.covered and plan.linked:
        return say("網羅・連動")
    return say("網羅") if plan.covered else say("連動") if plan.linked else say("並列")


def _neighbours(document: PlanDocument, relations: tuple[RelatedPlanRelation, ...]) -> list[RelatedPlan]:
    return [plan for relation in relations for plan in document.related_plans if plan.relation is relation]


def _card(plan: RelatedPlan, width: float) -> Card:
    period = period_words(plan.period) if plan.period else ""
    lines = card_lines(width, (say(_TAGS[plan.relation]), SMALL), (plan.title, TITLE), (period, SMALL))
    return Card(width, lines, dashed=plan.relation is RelatedPlanRelation.PREVIOUS)


def side_columns(document: PlanDocument, this_plan: ThisPlan, top: float) -> tuple[Piece, float]:
    """Place outside and previous plans left, parallel plans right; return the piece and its bottom."""
    left = [_card(plan, COLUMN) for plan in _neighbours(document, _LEFT)]
    right = [_card(plan, COLUMN) for plan in _neighbours(document, (RelatedPlanRelation.PARALLEL,))]
    start = MARGIN + (COLUMN + GAP if left else 0)
    end = 720 - MARGIN - (COLUMN + GAP if right else 0)
    centre = this_plan(end - start)
    height = max(centre.height, _stack_height(left), _stack_height(right), 96)
    piece = centre.draw(start, top, height)
    labels = [arrow_label(plan) for plan in _neighbours(document, _LEFT)]
    for card, label, y in zip(left, labels, _tops(left, top, height), strict=True):
        piece += card.draw(MARGIN, y)
        middle = y + card.height / 2
        piece += arrow(((MARGIN + COLUMN + 3, middle), (start - 3, middle)))
        piece += _label(label, start - GAP / 2, middle - 20)
    labels = [arrow_label(plan) for plan in _neighbours(document, (RelatedPlanRelation.PARALLEL,))]
    for card, label, y in zip(right, labels, _tops(right, top, height), strict=True):
        piece += card.draw(end + GAP, y)
        middle = y + card.height / 2
        piece += arrow(((end + 3, middle), (end + GAP - 3, middle)), both_ways=True)
        piece += _label(label, end + GAP / 2, middle - 20)
    return piece, top + height


def _label(text: str, x: float, y: float) -> Piece:
    lettering = Lettering(size=12, anchor="middle")
    lines = wrapped(text, GAP - 2, lettering, 2)
    return lines_of_text(lines, x, y - (len(lines) - 1) * lettering.line, lettering)


def _stack_height(cards: list[Card]) -> float:
    return sum(card.height for card in cards) + BETWEEN * max(len(cards) - 1, 0)


def _tops(cards: list[Card], top: float, height: float) -> list[float]:
    """Spread the cards evenly over ``height``."""
    spare = (height - _stack_height(cards)) / (len(cards) + 1)
    tops, y = [], top + spare
    for card in cards:
        tops.append(y)
        y += card.height + BETWEEN + spare
    return tops


def narrow_groups(document: PlanDocument, this_plan: ThisPlan, top: float) -> tuple[Piece, float]:
    """Place everything below this plan, each joined to a rail that leads up to it."""
    relations = (RelatedPlanRelation.PARALLEL, *_LEFT)
    centre = this_plan(360 - 2 * MARGIN)
    piece = centre.draw(MARGIN, top)
    rail_x, left = MARGIN + 10, MARGIN + 10 + RAIL
    y = top + centre.height + BETWEEN
    last = top + centre.height
    for plan in _neighbours(document, relations):
        label = Lettering(size=12)
        piece += lines_of_text((arrow_label(plan),), left, y, label)
        y += label.line + 2
        card = _card(plan, 360 - left - MARGIN)
        piece += card.draw(left, y)
        last = y + card.height / 2
        if plan.relation is RelatedPlanRelation.PARALLEL:
            piece += arrow(((rail_x, last), (left - 2, last)))
        else:
            piece += path(((rail_x, last), (left, last)), stroke=GREY, stroke_width="1.5")
        y += card.height + BETWEEN
    if last > top + centre.height:
        piece += arrow(((rail_x, last), (rail_x, top + centre.height + 2)))
    return piece, max(y - BETWEEN, top + centre.height)
