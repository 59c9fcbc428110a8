"""Runs to lines: raised marks kept, ruby readings dropped, the columns of a table told apart."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from ayumi.formats.pdf.glyphs import Page, Run, gap_text
from ayumi.formats.pdf.ruling import Ruling

_COLUMN_GAP = 1.8
"""A gap this wide, in em, parts two cells; justified prose never opens so far."""
_TABLE_RULES = 3
"""Two columns need three upright rules; two rules are a frame around prose."""
_NUMBER = re.compile(
    r"第?[0-9０-９一二三四五六七八九十.．]{1,6}[章節編部]?|[(（].{1,2}[)）]|[・●○◎■□◆◇▪•※①-⑳]"
)
"""A heading's number or an item's sign, set apart by a tab, is no cell."""
_KANA = re.compile(r"[\u3041-\u30ff\s]+")
_GLOSSARY_MARK = re.compile(r"[(（]?[*＊※∗]\d*[)）]?")
_WIDE_MARK = re.compile(r"[(（][*＊∗][)）]")


@dataclass(frozen=True)
class Cell:
    """A stretch of a line between two wide gaps."""

    text: str
    left: float
    right: float


@dataclass(frozen=True)
class Line:
    """One line of a page (numbered from 1); more than one cell makes it a row of a table."""

    page: int
    cells: tuple[Cell, ...]
    baseline: float
    size: float
    height: float
    """The height of the page it stands on, in points."""
    columns: tuple[float, ...] = ()
    """Where the rules of its table stand; empty outside ruled tables."""

    @property
    def text(self) -> str:
        """The cells joined by tabs."""
        return "\t".join(cell.text for cell in self.cells)

    @property
    def left(self) -> float:
        """Where the line begins, in points."""
        return self.cells[0].left

    @property
    def right(self) -> float:
        """Where the line ends, in points."""
        return self.cells[-1].right


@dataclass
class _Gathering:
    """The runs of a line while it is gathered."""

    runs: list[Run]
    raised: list[Run]

    @property
    def baseline(self) -> float:
        return self.runs[0].baseline

    @property
    def size(self) -> float:
        return self.runs[0].size


def lines_of(page: Page, number: int) -> list[Line]:
    """Return the lines of a page from its head to its foot."""
    gathered: list[_Gathering] = []
    # The large first: a small run is a mark, a reading or a line of its own only beside what is larger.
    for run in sorted((run for run in page.runs if run.text.strip()), key=lambda run: -run.size):
        home = next((line for line in gathered if _on_the_line(run, line)), None)
        if home and run.size < 0.85 * home.size and _GLOSSARY_MARK.fullmatch(run.text.strip()):
            home.raised.append(run)  # raised inside the glyph: the font's own superscript
        elif home:
            home.runs.append(run)
        elif any(_is_reading(run, line) for line in gathered):
            continue
        elif raised := next((line for line in gathered if _is_raised(run, line)), None):
            raised.raised.append(run)
        else:
            gathered.append(_Gathering([run], []))
    gathered.sort(key=lambda line: -line.baseline)
    return rows_joined([_line(line, number, page) for line in gathered], page.ruling)


def _on_the_line(run: Run, line: _Gathering) -> bool:
    return abs(run.baseline - line.baseline) <= 0.12 * line.size


def _is_reading(run: Run, line: _Gathering) -> bool:
    above = (run.baseline - line.baseline) / line.size
    if run.size > 0.65 * line.size or not 0.7 <= above <= 1.5 or not _KANA.fullmatch(run.text):
        return False
    return any(base.left - line.size < run.left and run.right < base.right + line.size for base in line.runs)


def _is_raised(run: Run, line: _Gathering) -> bool:
    above = (run.baseline - line.baseline) / line.size
    if run.size > 0.85 * line.size or not -0.4 < above < 0.75:
        return False
    near = 0.6 * line.size
    return any(
        abs(run.left - base.right) < near or abs(base.left - run.right) < near
        for base in line.runs + line.raised
    )


def _line(line: _Gathering, number: int, page: Page) -> Line:
    sizes: Counter[float] = Counter()
    for run in line.runs:
        sizes[round(run.size, 1)] += len(run.text.strip())
    size = sizes.most_common(1)[0][0]
    columns = page.ruling.columns_at(line.baseline + size / 3)
    inside = columns and columns[0] - size < min(run.left for run in line.runs) < columns[-1]
    if len(columns) < _TABLE_RULES or not inside:
        columns = ()
    cells = _ruled_cells(line, columns, size) if columns else tuple(_cells(line, size))
    return Line(number, cells, line.baseline, size, page.height, columns)


def _cells(line: _Gathering, size: float) -> Iterator[Cell]:
    marks = {id(run) for run in line.raised}
    held: Cell | None = None
    for run in sorted(line.runs + line.raised, key=lambda run: run.left):
        raised = id(run) in marks
        text = "(*)" if raised and _GLOSSARY_MARK.fullmatch(run.text.strip()) else run.text
        gap = (run.left - held.right) / size if held else 0.0
        if held and gap >= _COLUMN_GAP and not _NUMBER.fullmatch(held.text):
            yield _tidy(held)
            held = None
        if held:
            space = "" if raised else gap_text(held.text, text, gap)
            text, left, right = held.text + space + text, held.left, max(held.right, run.right)
            held = Cell(text, left, right)
        else:
            held = Cell(text, run.left, run.right)
    if held:
        yield _tidy(held)


def _tidy(cell: Cell) -> Cell:
    return Cell(_WIDE_MARK.sub("(*)", cell.text.strip()), cell.left, cell.right)


def _ruled_cells(line: _Gathering, columns: tuple[float, ...], size: float) -> tuple[Cell, ...]:
    cells = []
    for left, right in pairwise(columns):
        inside = _Gathering(
            [run for run in line.runs if left <= (run.left + run.right) / 2 < right],
            [run for run in line.raised if left <= (run.left + run.right) / 2 < right],
        )
        text = " ".join(cell.text for cell in _cells(inside, size))
        cells.append(Cell(text, left, right))
    return tuple(cells)


def rows_joined(lines: list[Line], ruling: Ruling) -> list[Line]:
    """Join the lines that stand between the same two level rules of a table into one row."""
    joined: list[Line] = []
    for line in lines:
        last = joined[-1] if joined else None
        if (
            last is None
            or not line.columns
            or line.columns != last.columns
            or ruling.parts(last.baseline, line.baseline, line.columns[0], line.columns[-1])
        ):
            joined.append(line)
        else:
            pairs = zip(last.cells, line.cells, strict=True)
            cells = tuple(replace(above, text=above.text + below.text) for above, below in pairs)
            joined[-1] = replace(last, cells=cells, baseline=line.baseline)
    return joined
