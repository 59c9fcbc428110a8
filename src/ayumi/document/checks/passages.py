"""Every text of a document with the place where it stands."""

from collections.abc import Iterator

from ayumi.document.checks.finding import Place, place_of
from ayumi.document.measures import Item
from ayumi.document.plan import Chapter
from ayumi.document.plan_document import PlanDocument
from ayumi.document.words import chapter_label

SHEET_FIELDS = ("purpose", "target_group", "current_state", "description", "outlook", "legal_basis")
Passage = tuple[Item | Chapter | None, str]


def passages(document: PlanDocument) -> Iterator[Passage]:
    """Yield everything that a reader of the plan book reads as prose, with what it belongs to."""
    for text in document.purposes:
        yield None, text
    for chapter in document.chapters:
        for text in _of_chapter(chapter):
            yield chapter, text
    for item in document.items:
        for text in _of_item(item):
            if text:
                yield item, text


def place_in(source: Item | Chapter | None) -> Place:
    """Return the place of a passage's item or chapter; nothing for a purpose of the plan."""
    if isinstance(source, Item):
        return place_of(source)
    return Place(where=chapter_name(source) if source else "")


def chapter_name(chapter: Chapter) -> str:
    """Return a chapter's number and title as they are printed."""
    return f"{chapter_label(chapter.number)} {chapter.title}".strip()


def _of_item(item: Item) -> Iterator[str]:
    yield item.title
    if item.sheet is not None:
        for name in SHEET_FIELDS:
            yield getattr(item.sheet, name)
    for indicator in item.indicators:
        yield indicator.name
        yield indicator.reason
    for step in item.schedule:
        yield step.text


def _of_chapter(chapter: Chapter) -> Iterator[str]:
    yield chapter.title
    yield from chapter.paragraphs
    for section in chapter.sections:
        yield section.title
        yield from section.paragraphs
