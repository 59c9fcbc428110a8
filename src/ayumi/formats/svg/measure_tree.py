"""施策体系図: the measure tree, one or more figures per top item so that each fits a page."""

from collections.abc import Iterator

from ayumi.document.measures import Item, Level
from ayumi.document.plan_document import PlanDocument
from ayumi.formats.svg.cards import Card, card_lines
from ayumi.formats.svg.drawing import (
    BLUE,
    DEEP_BLUE,
    FONT_FAMILY,
    GREY,
    INK,
    PALE,
    WHITE,
    Drawing,
    Figure,
    Lettering,
    Look,
    Piece,
    finish,
    lines_of_text,
    path,
    wrapped,
)
from ayumi.formats.svg.words import clean
from ayumi.ground.wording import join_sentences, listed, named, quoted, say

MARGIN = 12.0
COLUMN_GAP = 26.0
ROW_GAP = 6.0
INDENT = 16.0
LAST_WEIGHT = 1.7
PAGE_HEIGHT = 960.0
"""At 720 wide this is the text area of an A4 page in portrait with room for a caption."""

Path = tuple[Item, ...]
"""An item with all its ancestors, from the top item down."""


def measure_tree_figure(
    document: PlanDocument,
    *,
    id_prefix: str,
    narrow: bool = False,
    font_family: str = FONT_FAMILY,
) -> tuple[Figure, ...]:
    """Draw the tree of every top item; a tall tree goes on in further figures marked 続き.

    A cross-listed item is dashed and marked 再掲. Ids are ``id_prefix`` with the figure's position.
    """
    figures = []
    shown: set[str] = set()
    for index, paths in enumerate(pages_of(document, narrow)):
        look = Look(f"{id_prefix}-{index + 1}", narrow, font_family)
        top = paths[0][0]
        again = say("（続き）") if top.id in shown else ""
        shown.add(top.id)
        title = say("施策体系図 {item}", item=f"{top.number} {top.title}{again}")
        drawing = measure_tree_drawing(document.levels, paths, narrow)
        figures.append(finish(drawing, look, title, _alternative(document.levels, paths)))
    return tuple(figures)


def pages_of(document: PlanDocument, narrow: bool = False) -> tuple[tuple[Path, ...], ...]:
    """Break the tree into runs of leaves with their ancestors, each run low enough for a page.

    A screen scrolls, so the narrow form has one run per top item.
    """
    children: dict[str | None, list[Item]] = {}
    for item in document.items:
        children.setdefault(item.parent_id, []).append(item)
    pages: list[tuple[Path, ...]] = []
    for top in children.get(None, []):
        leaves = tuple(_paths(children, (top,)))
        pages += [leaves] if narrow else _runs(document.levels, leaves)
    return tuple(pages)


def _runs(levels: tuple[Level, ...], leaves: tuple[Path, ...]) -> list[tuple[Path, ...]]:
    runs: list[tuple[Path, ...]] = []
    run: tuple[Path, ...] = ()
    for leaf in leaves:
        if run and measure_tree_drawing(levels, (*run, leaf)).height > PAGE_HEIGHT:
            runs.append(run)
            run = ()
        run = (*run, leaf)
    return [*runs, run]


def _paths(children: dict[str | None, list[Item]], above: Path) -> Iterator[Path]:
    below = children.get(above[-1].id, [])
    if not below:
        yield above
    for child in below:
        yield from _paths(children, (*above, child))


def measure_tree_drawing(levels: tuple[Level, ...], paths: tuple[Path, ...], narrow: bool = False) -> Drawing:
    """Lay out one figure: levels as columns from left to right, or as an indented list when narrow."""
    if narrow:
        return _indented(levels, paths)
    columns = _columns(levels, paths)
    places = _places(columns)
    head = Lettering(size=12, colour=GREY, bold=True)
    headings = [wrapped(level.name, places[level.id][1], head, 2) for level in columns]
    piece, y = Piece(), MARGIN
    for level, lines in zip(columns, headings, strict=True):
        piece += lines_of_text(lines, places[level.id][0], y, head)
    y += max(len(lines) for lines in headings) * head.line + 4
    drawn, bottom = _branch(paths, 0, places, y)
    return Drawing(720, bottom + MARGIN, piece + drawn)


def _columns(levels: tuple[Level, ...], paths: tuple[Path, ...]) -> list[Level]:
    used = {item.level_id for branch in paths for item in branch}
    return sorted((level for level in levels if level.id in used), key=lambda level: level.rank)


def _places(columns: list[Level]) -> dict[str, tuple[float, float]]:
    """Give each level its left edge and width; the last is the widest, as titles grow downward."""
    room = 720 - 2 * MARGIN - COLUMN_GAP * (len(columns) - 1)
    weights = [1.0] * (len(columns) - 1) + [LAST_WEIGHT]
    places, x = {}, MARGIN
    for level, weight in zip(columns, weights, strict=True):
        width = room * weight / sum(weights)
        places[level.id] = (x, width)
        x += width + COLUMN_GAP
    return places


def _branch(
    paths: tuple[Path, ...], depth: int, places: dict[str, tuple[float, float]], top: float
) -> tuple[Piece, float]:
    """Draw the item at ``depth`` of these paths with all below it; return the piece and its bottom."""
    item = paths[0][depth]
    x, room = places[item.level_id]
    card = _card(item, room, depth)
    piece, y = Piece(), top
    trunk = x + room + COLUMN_GAP / 2
    joints = []
    for group in _grouped(paths, depth + 1):
        child = group[0][depth + 1]
        drawn, bottom = _branch(group, depth + 1, places, y)
        left, width = places[child.level_id]
        middle = y + _card(child, width, depth + 1).height / 2
        if left > trunk:
            joints.append(middle)
            piece += path(((trunk, middle), (left, middle)), stroke=GREY)
        piece += drawn
        y = bottom + ROW_GAP
    if joints:
        start = top + card.height / 2
        piece += path(((x + room, start), (trunk, start)), stroke=GREY)
        piece += path(((trunk, min(start, *joints)), (trunk, max(start, *joints))), stroke=GREY)
    return piece + card.draw(x, top), max(top + card.height, y - ROW_GAP)


def _grouped(paths: tuple[Path, ...], depth: int) -> list[tuple[Path, ...]]:
    """Group the paths that reach ``depth`` by their item there, in order."""
    groups: dict[str, list[Path]] = {}
    for branch in paths:
        if len(branch) > depth:
            groups.setdefault(branch[depth].id, []).append(branch)
    return [tuple(group) for group in groups.values()]


def item_words(item: Item) -> str:
    """The number and title of an item, with 再掲 and 重点 where they hold."""
    marks = (say("【再掲】") if item.cross_listed_from else "") + (say("【重点】") if item.priority else "")
    return clean(f"{item.number} {marks}{item.title}")


def _card(item: Item, width: float, depth: int) -> Card:
    colours = {0: (BLUE, DEEP_BLUE, WHITE), 1: (PALE, GREY, INK)}
    fill, stroke, ink = colours.get(depth, (WHITE, GREY, INK))
    lettering = Lettering(size=13, colour=ink, bold=depth < 2)
    lines = card_lines(width, (item_words(item), lettering), max_lines=4)
    return Card(width, lines, fill, stroke, dashed=item.cross_listed_from is not None)


def _indented(levels: tuple[Level, ...], paths: tuple[Path, ...]) -> Drawing:
    names = {level.id: level.name for level in levels}
    lettering = Lettering(size=12, colour=GREY)
    piece, y = Piece(), MARGIN
    before: Path = ()
    for branch in paths:
        for depth, item in enumerate(branch):
            if item.id in {shown.id for shown in before[: depth + 1]}:
                continue
            left = MARGIN + INDENT * min(depth, 6)
            room = 360 - MARGIN - left
            if depth == 0 or len(before) <= depth or before[depth].parent_id != item.parent_id:
                lines = wrapped(names[item.level_id], room, lettering, 1)
                piece += lines_of_text(lines, left, y, lettering)
                y += lettering.line + 1
            card = _card(item, room, depth)
            piece += card.draw(left, y)
            y += card.height + ROW_GAP
        before = branch
    return Drawing(360, y - ROW_GAP + MARGIN, piece)


def _alternative(levels: tuple[Level, ...], paths: tuple[Path, ...]) -> str:
    names = {level.id: clean(level.name) for level in levels}
    sentences = [say("施策の体系を示す図です。")]
    for depth_group in _grouped(paths, 0):
        sentences.append(_in_words(depth_group, 0, names))
    return join_sentences(sentences)


def _in_words(paths: tuple[Path, ...], depth: int, names: dict[str, str]) -> str:
    item = paths[0][depth]
    own = named(names[item.level_id], item_words(item))
    groups = _grouped(paths, depth + 1)
    if not groups:
        return say("{words}。", words=own)
    children = listed([quoted(item_words(group[0][depth + 1])) for group in groups])
    sentences = [say("{item}の下に{children}があります。", item=own, children=children)]
    sentences += [_in_words(group, depth + 1, names) for group in groups if _grouped(group, depth + 2)]
    return join_sentences(sentences)
