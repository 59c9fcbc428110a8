"""The plan book and one sheet, beside WeasyPrint setting the same words as pages."""

from itertools import count

import pytest
from django.conf import settings
from pypdfium2 import PdfDocument

from ayumi.formats.typst.book import make_book
from ayumi.formats.typst.sheet import SheetPreview
from ayumi.publishing.rules.figures import figures_of
from tests.benchmarks.html_book import by_weasyprint
from tests.benchmarks.measuring import cpu_seconds, cpu_seconds_afresh, show
from tests.documents import sample_document

pytestmark = pytest.mark.benchmark
FONTS = settings.AYUMI_FONT_FOLDER


def our_book() -> str:
    """Draw the figures of a plan of 200 measures and set its book, as the worker does."""
    document = sample_document(measures=200)
    return _pages(make_book(document, font_folder=FONTS, figures=figures_of(document)))


def their_book() -> str:
    """Set the sheets of the same plan with WeasyPrint; it has no figures, lists and glossary to set."""
    document = sample_document(measures=200)
    return _pages(by_weasyprint(document, document.measures))


def _pages(pdf: bytes) -> str:
    return f"{len(PdfDocument(pdf))} pages"


def test_book_of_200_measures() -> None:
    ours, said = cpu_seconds_afresh(__name__, "our_book")
    theirs, they_said = cpu_seconds_afresh(__name__, "their_book", rounds=1)
    show(f"plan book, 200 measures, {said}", ours, 4.0, (f"WeasyPrint, {they_said}", theirs))


def test_one_sheet_warm() -> None:
    """Every round sets another sheet: a person never asks for the one that was just set."""
    document = sample_document(measures=200)
    preview = SheetPreview(font_folder=FONTS)
    numbers = count()

    def another() -> str:
        return document.measures[next(numbers)].id

    preview.sheet_pdf(document, another())
    preview.sheet_svg(document, another())
    theirs = cpu_seconds(lambda: by_weasyprint(document, document.measures[next(numbers) :][:1]))
    svg = cpu_seconds(lambda: preview.sheet_svg(document, another()), rounds=15)
    show("one measure sheet as SVG, warm", svg, 0.03, ("WeasyPrint's PDF", theirs))
    pdf = cpu_seconds(lambda: preview.sheet_pdf(document, another()), rounds=15)
    show("one measure sheet as PDF, warm", pdf, 0.03, ("WeasyPrint's PDF", theirs))
