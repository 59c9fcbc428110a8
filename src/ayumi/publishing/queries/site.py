"""The public pages: everything is read from the frozen document of an edition."""

from dataclasses import dataclass
from functools import lru_cache

from ayumi.document.measures import Item
from ayumi.document.plan_document import PlanDocument
from ayumi.plans.queries.overview import DrawnFigure, drawn_figures
from ayumi.plans.queries.reading import ChapterText, chapter_text
from ayumi.plans.queries.sheet import IndicatorCard, indicator_cards, sheet_texts
from ayumi.plans.rules.marked_text import Paragraphs
from ayumi.plans.rules.tree import Branch, grow
from ayumi.plans.rules.year_tables import BudgetTable, budget_table, schedule_table
from ayumi.publishing.models import Edition
from ayumi.publishing.queries.books import EditionRow, edition_row
from ayumi.publishing.queries.evaluations import EvaluationRow, evaluation_rows
from ayumi.tenancy.models import Municipality


@dataclass(frozen=True, slots=True)
class SitePage:
    """A municipality and what it published."""

    code: str
    name: str
    editions: tuple[EditionRow, ...]
    evaluations: tuple[EvaluationRow, ...]


@dataclass(frozen=True, slots=True)
class EditionPage:
    """A published plan: figures, purposes and the whole tree."""

    code: str
    edition: EditionRow
    document: PlanDocument
    sha256: str
    figures: tuple[DrawnFigure, ...]
    branches: tuple[Branch[Item], ...]
    chapters: tuple[ChapterText, ...]


@dataclass(frozen=True, slots=True)
class PublishedMeasure:
    """A published measure sheet."""

    code: str
    edition: EditionRow
    document: PlanDocument
    item: Item
    division: str
    texts: tuple[tuple[str, Paragraphs], ...]
    indicators: tuple[IndicatorCard, ...]
    schedule: tuple
    budget: BudgetTable | None


def site_page(municipality: Municipality) -> SitePage:
    """Return what a municipality published, in its scope: 2 queries."""
    editions = Edition.objects.filter(withdrawn_at=None)
    rows = tuple(edition_row(each) for each in editions)
    return SitePage(municipality.code, municipality.name, rows, evaluation_rows())


def edition_page(code: str, edition: Edition) -> EditionPage:
    """Return a published plan, given its edition with its job; no query."""
    document = document_of(edition)
    return EditionPage(
        code=code,
        edition=edition_row(edition),
        document=document,
        sha256=edition.job.sha256,
        figures=drawn_figures(document),
        branches=grow(document.items, key=lambda item: item.id, parent=lambda item: item.parent_id),
        chapters=_chapters(document),
    )


def measure_page(code: str, edition: Edition, item_id: str) -> PublishedMeasure | None:
    """Return a published measure, or None where the edition has none of that id; no query."""
    document = document_of(edition)
    item = next((item for item in document.measures if item.id == item_id), None)
    if item is None:
        return None
    names = {division.id: division.name for division in document.divisions}
    years = document.plan.period.fiscal_years if document.plan.period else ()
    return PublishedMeasure(
        code=code,
        edition=edition_row(edition),
        document=document,
        item=item,
        division=names.get(item.division_id or "", ""),
        texts=sheet_texts(item.sheet, _definitions(document)),
        indicators=indicator_cards(item.indicators),
        schedule=schedule_table(item.schedule, years),
        budget=budget_table(item.budgets),
    )


def _definitions(document: PlanDocument) -> dict[str, str]:
    return {term.term: term.definition for term in document.glossary if term.definition}


def _chapters(document: PlanDocument) -> tuple[ChapterText, ...]:
    definitions = _definitions(document)
    titles = {figure.number: figure.title for figure in document.figures}
    return tuple(
        chapter_text(chapter, chapter.sections, definitions, titles) for chapter in document.chapters
    )


def document_of(edition: Edition) -> PlanDocument:
    """Return the frozen document of an edition."""
    return _document(edition.job.document)


@lru_cache(maxsize=8)
def _document(text: str) -> PlanDocument:
    """Return the document of its JSON, remembered: reading it is four fifths of a public page.

    The text itself is the key, so nothing goes stale and no municipality is given another's.
    """
    return PlanDocument.model_validate_json(text)
