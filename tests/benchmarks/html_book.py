"""The words of a plan's sheets as plain HTML pages in the book's own font, for WeasyPrint to set."""

from collections.abc import Sequence
from html import escape

from django.conf import settings
from weasyprint import HTML

from ayumi.document.measures import Item
from ayumi.document.plan_document import PlanDocument

FONT = settings.AYUMI_FONT_FOLDER / "BIZUDGothic-Regular.ttf"
STYLE = (
    f"@font-face{{font-family:Book;src:url({FONT.as_uri()})}}"
    "@page{size:A4;margin:20mm}body{font:9pt Book}section{break-before:page}"
    "td,th{border:1px solid #999;padding:2pt}"
)


def by_weasyprint(document: PlanDocument, items: Sequence[Item]) -> bytes:
    """Set the sheets of ``items`` as PDF/UA-1, one page or more each."""
    body = "".join(page_of(item) for item in items)
    html = f'<html lang="ja"><head><title>{escape(document.plan.title)}</title><style>{STYLE}</style></head>'
    return HTML(string=f"{html}<body>{body}</body></html>").write_pdf(pdf_variant="pdf/ua-1")


def page_of(item: Item) -> str:
    """Return a measure as plain HTML: the same texts and tables as our sheet."""
    assert item.sheet is not None
    texts = (item.sheet.purpose, item.sheet.current_state, item.sheet.description, item.sheet.outlook)
    steps = "".join(f"<td>{step.fiscal_year} {escape(step.step)}</td>" for step in item.schedule)
    money = "".join(f"<td>{budget.fiscal_year} {budget.thousand_yen:,}</td>" for budget in item.budgets)
    return (
        f"<section><h2>{escape(item.number)} {escape(item.title)}</h2>"
        + "".join(f"<p>{escape(text)}</p>" for text in texts)
        + f"<table>{_rows(item)}</table>"
        + f"<table><tr>{steps}</tr></table><table><tr>{money}</tr></table></section>"
    )


def _rows(item: Item) -> str:
    rows = ""
    for indicator in item.indicators:
        for name, entries in (("目標", indicator.targets), ("実績", indicator.actuals)):
            values = "".join(
                f"<td>{entry.value if entry.value is not None else entry.text}</td>" for entry in entries
            )
            rows += f"<tr><th>{escape(indicator.name)}</th><td>{name}</td>{values}</tr>"
    return rows
