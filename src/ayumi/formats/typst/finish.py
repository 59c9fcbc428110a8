"""The last touches to a PDF: row headers, small files, the same bytes every time."""

import tempfile
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name

ROW_HOLDERS = frozenset({"/Table", "/TBody"})
CONTAINERS = frozenset({"/Document", "/Part", "/Sect", "/Art", "/Div", "/NonStruct", "/Table", "/TBody"})
"""What can stand above a table's rows; nothing else is walked, which halves the time."""
SMALL = 1_000_000
"""Bytes. A larger PDF is read from a file: asking Python for every object's bytes costs a third more."""


def finish_pdf(pdf: bytes) -> bytes:
    """Return ``pdf`` with row headers marked, object streams, and an id made from its content.

    Typst marks the head of a table but not the head of a row, so the first cell of every body row
    becomes TH with Scope=Row (ISO 32000-1, 14.8.5.7), which a screen reader speaks with each value.
    """
    if len(pdf) < SMALL:
        return _finished(BytesIO(pdf))
    with tempfile.NamedTemporaryFile(prefix="ayumi-book-", suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        return _finished(file.name)


def _finished(source: str | BytesIO) -> bytes:
    with pikepdf.open(source) as document:
        _mark_row_headers(document)
        finished = BytesIO()
        document.save(
            finished,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
            deterministic_id=True,
        )
    return finished.getvalue()


def _mark_row_headers(document: pikepdf.Pdf) -> int:
    """Mark the first cell of each body row; returns how many were marked."""
    marked = 0
    waiting = [document.Root.StructTreeRoot] if "/StructTreeRoot" in document.Root else []
    while waiting:
        element = waiting.pop()
        holds_rows = str(element.get("/S")) in ROW_HOLDERS
        for child in _children(element):
            kind = str(child.get("/S"))
            if kind == "/TR":
                marked += holds_rows and _mark_first_cell(child)
            elif kind in CONTAINERS:
                waiting.append(child)
    return marked


def _mark_first_cell(row: pikepdf.Object) -> bool:
    kids = row.get("/K")
    cell = kids[0] if isinstance(kids, Array) and len(kids) else kids
    if not isinstance(cell, Dictionary) or cell.get("/S") != Name.TD:
        return False
    cell.S = Name.TH
    scope = Dictionary(O=Name.Table, Scope=Name.Row)
    attributes = cell.get("/A")
    if attributes is None:
        cell.A = scope
    else:
        others = list(attributes) if isinstance(attributes, Array) else [attributes]
        cell.A = Array([*others, scope])
    return True


def _children(element: pikepdf.Object) -> list[pikepdf.Object]:
    kids = element.get("/K")
    if kids is None:
        return []
    return [kid for kid in (kids if isinstance(kids, Array) else [kids]) if isinstance(kid, Dictionary)]
