"""The figures of a book, drawn from its document."""

from collections.abc import Callable

from ayumi.document.plan_document import PlanDocument
from ayumi.formats.svg.alignment import alignment_figure
from ayumi.formats.svg.drawing import Figure
from ayumi.formats.svg.measure_tree import measure_tree_figure
from ayumi.formats.svg.period import period_figure
from ayumi.formats.svg.structure import structure_figure
from ayumi.formats.typst.figures import BookFigure, BookFigures

PRINT_FONT = "BIZ UDGothic"

_DRAWN_AS: tuple[tuple[tuple[str, ...], Callable[..., Figure], str], ...] = (
    (("位置",), alignment_figure, "図1-1"),
    (("期間",), period_figure, "図1-2"),
    (("構成", "関係性", "章"), structure_figure, "図1-3"),
)
"""Words in a figure's printed title → the drawing that shows it → the number it has in most plans."""


def figures_of(document: PlanDocument) -> BookFigures:
    """Return every figure the book can draw, under the number the plan itself prints it with.

    A plan that prints no figure of a kind gets it under the usual number, so nothing is left out.
    """
    by_number = {}
    for index, (words, draw, usual) in enumerate(_DRAWN_AS):
        drawn = draw(document, id_prefix=f"figure-{index + 1}", font_family=PRINT_FONT)
        number, title = _printed(document, words, usual, drawn.text)
        by_number[number] = BookFigure(drawn.svg, title, drawn.alternative)
    trees = measure_tree_figure(document, id_prefix="tree", font_family=PRINT_FONT)
    return BookFigures(by_number, tuple(BookFigure(tree.svg, tree.text, tree.alternative) for tree in trees))


def _printed(document: PlanDocument, words: tuple[str, ...], usual: str, title: str) -> tuple[str, str]:
    for figure in document.figures:
        if any(word in figure.title for word in words):
            return figure.number, figure.title
    return usual, title
