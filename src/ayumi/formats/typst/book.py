"""The plan book (計画書) as a PDF of print quality."""

from collections.abc import Callable
from pathlib import Path

import typst

from ayumi.document.plan_document import PlanDocument
from ayumi.formats.typst.book_data import book_data
from ayumi.formats.typst.figures import BookFigures
from ayumi.formats.typst.finish import finish_pdf
from ayumi.formats.typst.fonts import load_fonts
from ayumi.formats.typst.setting import (
    STANDARDS,
    TEMPLATES,
    CannotSet,
    as_input,
    missing_note,
    printable,
    timestamp_of,
)

Progress = Callable[[str, int], None]
"""Told the stage in Japanese and how much is done in percent."""


def make_book(
    document: PlanDocument,
    *,
    font_folder: Path,
    figures: BookFigures,
    progress: Progress | None = None,
) -> bytes:
    """Return the book of ``document`` as PDF/UA-1 and PDF/A-2a, the same bytes for the same input.

    ``font_folder`` holds the TTF files of ``fonts.NEEDED_FAMILIES``. Raises FontsMissing without
    them and CannotSet when the book cannot be set, e.g. because a figure is not an SVG.
    """
    tell = progress or _tell_nobody
    tell("内容の整理", 5)
    fonts = load_fonts(font_folder)
    missing: set[str] = set()
    data = printable(book_data(document, figures), fonts, missing)
    data["missing"] = missing_note(missing)
    tell("組版", 15)
    compiler = typst.Compiler(root=str(TEMPLATES), font_paths=fonts.fonts)
    try:
        pdf = compiler.compile(
            input=str(TEMPLATES / "book.typ"),
            sys_inputs=as_input(data),
            pdf_standards=STANDARDS,
            timestamp=timestamp_of(document),
        )
    except typst.TypstError as error:
        raise CannotSet(error.message) from error
    tell("仕上げ", 85)
    if not isinstance(pdf, bytes):
        raise CannotSet("出力がありません")
    finished = finish_pdf(pdf)
    tell("完了", 100)
    return finished


def _tell_nobody(_stage: str, _percent: int) -> None:
    """Take no notice of progress."""
