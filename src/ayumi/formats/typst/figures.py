"""The figures a book is given: drawn elsewhere as SVG, placed here by their number."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class BookFigure:
    """One figure: its SVG, its title, and the text that says the same to a person who cannot see it."""

    svg: str
    title: str
    alternative: str


@dataclass(frozen=True, slots=True)
class BookFigures:
    """The figures of a book by their printed number (図1-1), and the pages of the measure tree."""

    by_number: Mapping[str, BookFigure] = field(default_factory=dict)
    measure_trees: tuple[BookFigure, ...] = ()
