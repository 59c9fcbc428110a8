"""The last touches to a PDF: row headers, small files, the same bytes every time."""

from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name


def finish_pdf(pdf: bytes) -> bytes:
    """Return ``pdf`` with row headers marked, object streams, and an id made from its content.

    Typst marks the head of a table but not the head of a row, so the first cell of every body row
    becomes TH with Scope=Row (ISO 32000-1, 14.8.5.7), which a screen reader speaks with each value.
    """
    with pikepdf.open(BytesIO(pdf)) as document:
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
        children = _children(element)
        if element.get("/S") in (Name.TBody, Name.Table):
            marked += sum(_mark_first_cell(row) for row in children if row.get("/S") == Name.TR)
        waiting.extend(child for child in children if child.get("/S") not in (Name.TR, Name.THead))
    return marked


def _mark_first_cell(row: pikepdf.Object) -> bool:
    cells = _children(row)
    if not cells or cells[0].get("/S") != Name.TD:
        return False
    cells[0].S = Name.TH
    scope = Dictionary(O=Name.Table, Scope=Name.Row)
    attributes = cells[0].get("/A")
    if attributes is None:
        cells[0].A = scope
    else:
        others = list(attributes) if isinstance(attributes, Array) else [attributes]
        cells[0].A = Array([*others, scope])
    return True


def _children(element: pikepdf.Object) -> list[pikepdf.Object]:
    kids = element.get("/K")
    if kids is None:
        return []
    return [kid for kid in (kids if isinstance(kids, Array) else [kids]) if isinstance(kid, Dictionary)]
