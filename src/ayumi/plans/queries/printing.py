"""A measure sheet as it will be printed."""

from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from django.conf import settings

from ayumi.formats.typst.sheet import SheetPreview
from ayumi.plans.models import Item
from ayumi.plans.queries.document import load_sheet_document
from ayumi.plans.queries.plan_list import PlanHeading, heading_of


@dataclass(frozen=True, slots=True)
class PrintPage:
    """The pages of the sheet as images that the browser shows and prints."""

    plan: PlanHeading
    id: UUID
    number: str
    title: str
    images: tuple[str, ...]


def print_page(item: Item) -> PrintPage:
    """Return the sheet of an item as SVG images, given its row: 7 queries."""
    drawn = _preview().sheet_svg(load_sheet_document(item), str(item.id))
    images = tuple(f"data:image/svg+xml;base64,{b64encode(each.encode()).decode()}" for each in drawn)
    return PrintPage(heading_of(item.plan), item.id, item.number, item.title, images)


def sheet_pdf(item: Item) -> bytes:
    """Return the sheet of an item as PDF, given its row."""
    return _preview().sheet_pdf(load_sheet_document(item), str(item.id))


@cache
def _preview() -> SheetPreview:
    """Keep one compiler warm per process."""
    return SheetPreview(font_folder=settings.AYUMI_FONT_FOLDER)
