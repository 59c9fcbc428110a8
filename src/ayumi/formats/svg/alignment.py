"""計画の位置付け (図1-1): the plans above, this plan, and what stands beside and before it."""

from ayumi.document.plan import PlanKind, RelatedPlan, RelatedPlanRelation
from ayumi.document.plan_document import PlanDocument
from ayumi.formats.svg.alignment_rows import narrow_groups, side_columns
from ayumi.formats.svg.cards import SMALL, TITLE, Card, card_lines, period_words
from ayumi.formats.svg.drawing import (
    BLUE,
    DEEP_BLUE,
    FONT_FAMILY,
    GREY,
    PALE,
    WHITE,
    Drawing,
    Figure,
    Lettering,
    Look,
    Piece,
    arrow,
    finish,
    lines_of_text,
)
from ayumi.formats.svg.words import clean
from ayumi.ground.wording import bracketed, join_sentences, listed, quoted, say

MARGIN = 12.0
STEP_GAP = 8.0
ARROW_ROOM = 34.0

_UPPER_ORDER = {PlanKind.VISION: 0, PlanKind.COMPREHENSIVE: 1}
_SENTENCES: dict[RelatedPlanRelation, str] = {
    RelatedPlanRelation.UPPER: "上位計画は{names}です。本計画はこれらとの整合を図ります。",
    RelatedPlanRelation.PARALLEL: "並列の個別計画は{names}です。",
    RelatedPlanRelation.PREVIOUS: "前計画は{names}です。本計画はこれを評価し、継承します。",
    RelatedPlanRelation.NATIONAL: "国の計画は{names}です。本計画はこれらと整合を図ります。",
    RelatedPlanRelation.PREFECTURAL: "都道府県の計画は{names}です。本計画はこれらを参照します。",
}


def alignment_figure(
    document: PlanDocument, *, id_prefix: str, narrow: bool = False, font_family: str = FONT_FAMILY
) -> Figure:
    """Draw how this plan stands to the others its text names; works from none to a dozen."""
    look = Look(id_prefix, narrow, font_family)
    drawing = alignment_drawing(document, narrow)
    return finish(drawing, look, say("計画の位置付け"), alignment_alternative(document))


def alignment_drawing(document: PlanDocument, narrow: bool = False) -> Drawing:
    """Lay the figure out: steps of upper plans, then this plan with its neighbours."""
    width = 360.0 if narrow else 720.0
    steps, top = _steps(_upper(document), width)
    if steps.elements:
        arrow_end = top + ARROW_ROOM
        steps += arrow(((width / 2, top + 2), (width / 2, arrow_end - 2)))
        label = Lettering(size=12, colour=GREY)
        steps += lines_of_text((say("整合"),), width / 2 + 10, top + ARROW_ROOM / 2 - 8, label)
        top = arrow_end
    if narrow:
        rest, bottom = narrow_groups(document, lambda room: _this_plan(document, room), top)
    else:
        rest, bottom = side_columns(document, lambda room: _this_plan(document, room), top)
    return Drawing(width, bottom + MARGIN, steps + rest)


def alignment_alternative(document: PlanDocument) -> str:
    """Say the whole figure in words."""
    sentences = [say("{plan}の位置付けを示す図です。", plan=clean(document.plan.title))]
    for relation, sentence in _SENTENCES.items():
        plans = _upper(document) if relation is RelatedPlanRelation.UPPER else _of(document, relation)
        if plans:
            names = listed([_in_words(plan) for plan in plans])
            sentences.append(say(sentence, names=names))
    if len(sentences) == 1:
        sentences.append(say("関連する計画の記載はありません。"))
    return join_sentences(sentences)


def _of(document: PlanDocument, relation: RelatedPlanRelation) -> tuple[RelatedPlan, ...]:
    return tuple(plan for plan in document.related_plans if plan.relation is relation)


def _upper(document: PlanDocument) -> tuple[RelatedPlan, ...]:
    upper = _of(document, RelatedPlanRelation.UPPER)
    return tuple(sorted(upper, key=lambda plan: _UPPER_ORDER.get(plan.kind, 2)))


def _in_words(plan: RelatedPlan) -> str:
    notes = []
    if plan.period:
        notes.append(period_words(plan.period))
    if plan.principles:
        principles = quoted(say("」「").join(plan.principles))
        notes.append(say("基本理念は{principles}", principles=principles))
    if plan.covered:
        notes.append(say("ICT関連の施策を本計画に網羅"))
    if plan.linked:
        notes.append(say("進捗と実績を連動"))
    return quoted(clean(plan.title)) + (bracketed(listed(notes)) if notes else "")


def _this_plan(document: PlanDocument, width: float) -> Card:
    white = Lettering(size=16, colour=WHITE, bold=True, anchor="middle")
    small = Lettering(size=12, colour=WHITE, anchor="middle")
    period = period_words(document.plan.period) if document.plan.period else ""
    lines = card_lines(width, (say("本計画"), small), (document.plan.title, white), (period, small))
    return Card(width, lines, fill=BLUE, stroke=DEEP_BLUE)


def _steps(plans: tuple[RelatedPlan, ...], width: float) -> tuple[Piece, float]:
    """Stack the upper plans from the top, each a step wider than the one above it."""
    piece, top = Piece(), MARGIN
    widest = width - 2 * MARGIN
    narrowest = widest * 0.62
    growth = (widest * 0.94 - narrowest) / max(len(plans) - 1, 1)
    for index, plan in enumerate(plans):
        room = narrowest + growth * index
        card = _upper_card(plan, room)
        piece += card.draw((width - room) / 2, top)
        top += card.height + (STEP_GAP if index < len(plans) - 1 else 0)
    return piece, top


def _upper_card(plan: RelatedPlan, width: float) -> Card:
    names = say(" ／ ").join(plan.principles)
    principles = say("基本理念：{principles}", principles=names) if names else ""
    period = period_words(plan.period) if plan.period else ""
    lines = card_lines(
        width, (say("上位計画"), SMALL), (plan.title, TITLE), (principles, SMALL), (period, SMALL)
    )
    return Card(width, lines, fill=PALE)
