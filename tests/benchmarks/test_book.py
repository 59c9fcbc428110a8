"""The plan book and one sheet, beside WeasyPrint setting the same words as pages."""

from html import escape

import pytest
from django.conf import settings
from pypdfium2 import PdfDocument
from weasyprint import HTML

from ayumi.document.measures import Item
from ayumi.document.plan_document import PlanDocument
from ayumi.formats.typst.book import make_book
from ayumi.formats.typst.sheet import SheetPreview
from ayumi.publishing.rules.figures import figures_of
from tests.benchmarks.measuring import cpu_seconds, show
from tests.documents import sample_document

pytestmark = pytest.mark.benchmark
FONTS = settings.AYUMI_FONT_FOLDER
STYLE = "@page{size:A4;margin:20mm}section{break-before:page}td,th{border:1px solid #999;padding:2pt}"


def page_of(item: Item) -> str:
    """Return a measure as plain HTML: the same texts and tables as our sheet."""
    assert item.sheet is not None
    texts = (item.sheet.purpose, item.sheet.current_state, item.sheet.description, item.sheet.outlook)
    rows = "".join(_rows(item))
    steps = "".join(f"<td>{step.fiscal_year} {escape(step.step)}</td>" for step in item.schedule)
    money = "".join(f"<td>{budget.fiscal_year} {budget.thousand_yen:,}</td>" for budget in item.budgets)
    return (
        f"<section><h2>{escape(item.number)} {escape(item.title)}</h2>"
        + "".join(f"<p>{escape(text)}</p>" for text in texts)
        + f"<table>{rows}</table><table><tr>{steps}</tr></table><table><tr>{money}</tr></table></section>"
    )


def _rows(item: Item) -> list[str]:
    rows = []
    for indicator in item.indicators:
        for name, entries in (("目標", indicator.targets), ("実績", indicator.actuals)):
            values = "".join(
                f"<td>{entry.value if entry.value is not None else entry.text}</td>" for entry in entries
            )
            rows.append(f"<tr><th>{escape(indicator.name)}</th><td>{name}</td>{values}</tr>")
    return rows


def by_weasyprint(document: PlanDocument, items: tuple[Item, ...]) -> bytes:
    body = "".join(page_of(item) for item in items)
    html = f'<html lang="ja"><head><title>{escape(document.plan.title)}</title><style>{STYLE}</style></head>'
    return HTML(string=f"{html}<body>{body}</body></html>").write_pdf(pdf_variant="pdf/ua-1")


def test_book_of_200_measures() -> None:
    document = sample_document(measures=200)
    figures = figures_of(document)
    book = make_book(document, font_folder=FONTS, figures=figures)
    ours = cpu_seconds(lambda: make_book(document, font_folder=FONTS, figures=figures))
    theirs = cpu_seconds(lambda: by_weasyprint(document, document.measures), rounds=1)
    show(f"plan book, 200 measures, {len(PdfDocument(book))} pages", ours, 4.0, ("WeasyPrint", theirs))


def test_one_sheet_warm() -> None:
    document = sample_document(measures=200)
    item = document.measures[7]
    preview = SheetPreview(font_folder=FONTS)
    preview.sheet_svg(document, item.id)
    theirs = cpu_seconds(lambda: by_weasyprint(document, (item,)))
    svg = cpu_seconds(lambda: preview.sheet_svg(document, item.id), rounds=9)
    show("one measure sheet as SVG, warm", svg, 0.03, ("WeasyPrint's PDF", theirs))
    pdf = cpu_seconds(lambda: preview.sheet_pdf(document, item.id), rounds=9)
    show("one measure sheet as PDF, warm", pdf, 0.03, ("WeasyPrint's PDF", theirs))
