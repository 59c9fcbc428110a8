"""Walks the paragraphs and tables of WordprocessingML in document order and gives their plain text.

python-docx's own ``.text`` loses the base text of ruby, so the walk is our own (ISO/IEC 29500-1, 17.3).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MARKS = {_W + "tab": "\t", _W + "ptab": "\t", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "-"}
_SKIPPED = frozenset(
    _W + name
    for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "rt", "txbxContent", "sdtPr")
) | {_FALLBACK}
# What a block-level wrapper holds is walked as if the wrapper were not there.
_WRAPPERS = frozenset(_W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))
_GLOSSARY_MARK = re.compile(r"[(（]?[*＊※]\d*[)）]?")
_WIDE_MARK = re.compile(r"[(（][*＊][)）]")


@dataclass(frozen=True)
class Table:
    """A table as rows of cell texts; a merged cell leaves empty cells, so columns stay in line."""

    rows: tuple[tuple[str, ...], ...]


def blocks_of(container: Any) -> Iterator[Any]:
    """Yield the ``w:p`` and ``w:tbl`` elements of a body, cell or text box in document order."""
    for element in container.iterchildren():
        if element.tag in (_W + "p", _W + "tbl"):
            yield element
        elif element.tag in _WRAPPERS:
            yield from blocks_of(element)


def is_table(element: Any) -> bool:
    """Whether a block element is a table."""
    return bool(element.tag == _W + "tbl")


def text_of(paragraph: Any) -> str:
    """Return a paragraph's text as a reader sees it; a raised glossary mark becomes ``(*)``."""
    text = ""
    for raised, pieces in groupby(_pieces(paragraph, False), key=lambda piece: piece[1]):
        part = "".join(piece for piece, _ in pieces)
        follows = text != "" and not text[-1].isspace()
        text += "(*)" if raised and follows and _GLOSSARY_MARK.fullmatch(part.strip()) else part
    return _WIDE_MARK.sub("(*)", text).strip()


def text_boxes_of(paragraph: Any) -> Iterator[Any]:
    """Yield the contents of the text boxes anchored in a paragraph, each once."""
    for box in paragraph.iter(_W + "txbxContent"):
        ancestors = {ancestor.tag for ancestor in box.iterancestors()}
        # Word writes each box twice: for itself, and as a fallback for old readers.
        if _FALLBACK not in ancestors and not ancestors & {_W + "del", _W + "moveFrom"}:
            yield box


def table_of(element: Any) -> Table:
    """Return the cells of a ``w:tbl``; a deleted row is left out."""
    rows = []
    for row in _children(element, "tr"):
        if row.find(f"{_W}trPr/{_W}del") is None:
            rows.append(tuple(cell for found in _children(row, "tc") for cell in _cells(found)))
    return Table(tuple(rows))


def _children(element: Any, name: str) -> Iterator[Any]:
    for child in element.iterchildren():
        if child.tag == _W + name:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _children(child, name)


def _cells(cell: Any) -> list[str]:
    span = cell.find(f"{_W}tcPr/{_W}gridSpan")
    width = int(span.get(_W + "val", "1")) if span is not None else 1
    # 63 is the most columns Word allows; a larger span is a broken file, not a wider table.
    return [_cell_text(cell)] + [""] * (min(width, 63) - 1)


def _cell_text(cell: Any) -> str:
    lines = []
    for block in blocks_of(cell):
        if is_table(block):
            lines += [" ".join(filter(None, row)) for row in table_of(block).rows]
        else:
            lines.append(text_of(block).replace("\t", " "))
    return "\n".join(line for line in lines if line)


def _pieces(element: Any, raised: bool) -> Iterator[tuple[str, bool]]:
    for child in element.iterchildren():
        if child.tag == _W + "t":
            yield child.text or "", raised
        elif child.tag in _MARKS:
            yield _MARKS[child.tag], raised
        elif child.tag == _W + "r":
            if not _is_hidden(child):
                yield from _pieces(child, _is_raised(child))
        elif isinstance(child.tag, str) and child.tag not in _SKIPPED:
            yield from _pieces(child, raised)


def _is_raised(run: Any) -> bool:
    align = run.find(f"{_W}rPr/{_W}vertAlign")
    if align is not None:
        return bool(align.get(_W + "val") == "superscript")
    position = run.find(f"{_W}rPr/{_W}position")
    return position is not None and not str(position.get(_W + "val", "0")).startswith(("-", "0"))


def _is_hidden(run: Any) -> bool:
    vanish = run.find(f"{_W}rPr/{_W}vanish")
    return vanish is not None and vanish.get(_W + "val", "true") not in ("0", "false", "off")
