"""計画の構成 (図1-3): the chapters as cards, with arrows from each to those that use its result."""

from dataclasses import dataclass

from ayumi.document.plan import Chapter
from ayumi.document.plan_document import PlanDocument
from ayumi.formats.svg.cards import Card, card_lines
from ayumi.formats.svg.drawing import (
    BLUE,
    FONT_FAMILY,
    GREY,
    INK,
    WHITE,
    Drawing,
    Figure,
    Lettering,
    Look,
    Piece,
    arrow,
    finish,
)
from ayumi.formats.svg.words import clean
from ayumi.ground.wording import bracketed, join_sentences, listed, named, say

MARGIN = 12.0
CARD_GAP = 14.0
LANE = 7.0
CHANNEL = 9.0
CHANNEL_ROOM = 90.0
MOST_SECTIONS = 6
ROOMY = 250.0
"""From this width on the sections of a card stand in one run."""

Edge = tuple[int, int]
"""Positions of the chapter that is used and of the one that uses it."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A chapter's card with its row and its place."""

    row: int
    x: float
    y: float
    card: Card
    height: float


def structure_figure(
    document: PlanDocument, *, id_prefix: str, narrow: bool = False, font_family: str = FONT_FAMILY
) -> Figure:
    """Draw the chapters of the book and which builds on which."""
    look = Look(id_prefix, narrow, font_family)
    drawing = structure_drawing(document, narrow)
    return finish(drawing, look, say("計画の構成"), structure_alternative(document))


def structure_alternative(document: PlanDocument) -> str:
    """Say the whole figure in words."""
    sentences = [say("計画の各章の構成と関係を示す図です。")]
    for chapter in document.chapters:
        sections = listed([clean(section.title) for section in chapter.sections])
        uses = listed([chapter_name(number) for number in chapter.builds_on])
        name = named(chapter_name(chapter.number), clean(chapter.title))
        name += bracketed(sections) if sections else ""
        if uses:
            sentences.append(say("{chapter}は{others}の結果を用います。", chapter=name, others=uses))
        else:
            sentences.append(say("{chapter}があります。", chapter=name))
    return join_sentences(sentences)


def chapter_name(number: str) -> str:
    """第1章 for a bare number; a number that is printed with words stays as it is."""
    number = clean(number)
    return say("第{number}章", number=number) if number.isdigit() else number


def structure_drawing(document: PlanDocument, narrow: bool = False) -> Drawing:
    """Lay the figure out in rows: a chapter stands below every earlier chapter it builds on.

    An arrow to the next row runs through the gap between; a longer one runs down a channel at the
    right, so that no arrow crosses a card.
    """
    width = 360.0 if narrow else 720.0
    edges = edges_of(document.chapters)
    rows = _rows(document.chapters, edges, 1 if narrow else 3)
    row_of = {index: row for row, members in enumerate(rows) for index in members}
    long = [edge for edge in edges if row_of[edge[1]] - row_of[edge[0]] > 1]
    sources = {source: lane for lane, source in enumerate(dict.fromkeys(source for source, _ in long))}
    pitch = min(CHANNEL, CHANNEL_ROOM / (len(sources) + 1))
    right = width - MARGIN - (pitch * (len(sources) + 1) if sources else 0)
    gaps = [_gap(edges, row_of, row) for row in range(len(rows))]
    placed, bottom = _place(document.chapters, rows, gaps, right)
    piece = Piece()
    for source, target in edges:
        channel = right + pitch * (sources[source] + 1) if (source, target) in long else None
        piece += _edge(placed, edges, (source, target), channel)
    for place in placed.values():
        piece += place.card.draw(place.x, place.y, place.height)
    return Drawing(width, bottom + MARGIN, piece)


def edges_of(chapters: tuple[Chapter, ...]) -> tuple[Edge, ...]:
    """Return the arrows: from an earlier chapter to a later one that builds on it, each once."""
    position = {chapter.number: index for index, chapter in reversed(list(enumerate(chapters)))}
    edges = [
        (position[number], index)
        for index, chapter in enumerate(chapters)
        for number in dict.fromkeys(chapter.builds_on)
        if number in position and position[number] < index
    ]
    return tuple(sorted(edges))


def _rows(chapters: tuple[Chapter, ...], edges: tuple[Edge, ...], most: int) -> list[list[int]]:
    """Layer the chapters by their longest way from a start, a layer broken into rows of ``most``."""
    layer = [0] * len(chapters)
    for index in range(len(chapters)):
        layer[index] = max((layer[source] + 1 for source, target in edges if target == index), default=0)
    rows = []
    for depth in sorted(set(layer)):
        members = [index for index in range(len(chapters)) if layer[index] == depth]
        rows += [members[start : start + most] for start in range(0, len(members), most)]
    return rows


def _gap(edges: tuple[Edge, ...], row_of: dict[int, int], row: int) -> float:
    """Room below ``row`` for a lane per chapter that sends an arrow out or takes a long one in."""
    lanes = len(_lanes_of(edges, row_of, row))
    return CARD_GAP + 12 + LANE * lanes if lanes else CARD_GAP


def _lanes_of(edges: tuple[Edge, ...], row_of: dict[int, int], row: int) -> list[int]:
    """The chapters whose arrows run sideways in the gap below ``row``, in order of their lanes."""
    leaving = [source for source, _ in edges if row_of[source] == row]
    arriving = [source for source, target in edges if row_of[target] == row + 1]
    return list(dict.fromkeys(leaving + arriving))


def _place(
    chapters: tuple[Chapter, ...], rows: list[list[int]], gaps: list[float], right: float
) -> tuple[dict[int, Placed], float]:
    placed: dict[int, Placed] = {}
    y = MARGIN
    for row, members in enumerate(rows):
        room = (right - MARGIN - CARD_GAP * (len(members) - 1)) / len(members)
        cards = [_card(chapters[index], min(room, 420)) for index in members]
        height = max(card.height for card in cards)
        taken = sum(card.width for card in cards) + CARD_GAP * (len(cards) - 1)
        x = MARGIN + (right - MARGIN - taken) / 2
        for index, card in zip(members, cards, strict=True):
            placed[index] = Placed(row, x, y, card, height)
            x += card.width + CARD_GAP
        y += height + gaps[row]
    return placed, y - (gaps[-1] if gaps else 0)


def _card(chapter: Chapter, width: float) -> Card:
    tag = Lettering(size=12, colour=BLUE, bold=True)
    title = Lettering(size=15, colour=INK, bold=True)
    small = Lettering(size=12, colour=GREY)
    lines = card_lines(width, (chapter_name(chapter.number), tag), (chapter.title, title))
    if width > ROOMY:
        lines += card_lines(width, (say("／").join(section.title for section in chapter.sections), small))
        return Card(width, lines, fill=WHITE, stroke=BLUE, centred=False)
    shown = chapter.sections[:MOST_SECTIONS]
    lines += card_lines(
        width, *((say("・{title}", title=section.title), small) for section in shown), max_lines=2
    )
    if len(chapter.sections) > len(shown):
        lines += card_lines(width, (say("ほか{number}節", number=len(chapter.sections) - len(shown)), small))
    return Card(width, lines, fill=WHITE, stroke=BLUE, centred=False)


def _edge(placed: dict[int, Placed], edges: tuple[Edge, ...], edge: Edge, channel: float | None) -> Piece:
    source, target = placed[edge[0]], placed[edge[1]]
    row_of = {index: place.row for index, place in placed.items()}
    start_x = source.x + source.card.width / 2
    end_x = _port(target, edges, edge)
    bottom = source.y + source.height
    first = bottom + 6 + LANE * _lanes_of(edges, row_of, source.row).index(edge[0])
    if channel is None and abs(start_x - end_x) < 1:
        return arrow(((start_x, bottom), (start_x, target.y)))
    if channel is None:
        return arrow(((start_x, bottom), (start_x, first), (end_x, first), (end_x, target.y)))
    above = next(place for place in placed.values() if place.row == target.row - 1)
    lane = _lanes_of(edges, row_of, target.row - 1).index(edge[0])
    last = (
        max(place.y + place.height for place in placed.values() if place.row == above.row) + 6 + LANE * lane
    )
    return arrow(
        (
            (start_x, bottom),
            (start_x, first),
            (channel, first),
            (channel, last),
            (end_x, last),
            (end_x, target.y),
        )
    )


def _port(target: Placed, edges: tuple[Edge, ...], edge: Edge) -> float:
    """Where the arrow enters the top of its card: one point where few enter, else spread."""
    entering = [source for source, goal in edges if goal == edge[1]]
    share = (entering.index(edge[0]) + 1) / (len(entering) + 1)
    return target.x + target.card.width * share
