"""The words of a plan: its chapters, its glossary and the plans it names."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from ayumi.document.plan import Chapter as ChapterValue
from ayumi.document.plan import RelatedPlanRelation
from ayumi.document.plan import Section as SectionValue
from ayumi.document.words import RELATION
from ayumi.ground.japanese_text import fold
from ayumi.plans.models import Chapter, Figure, GlossaryTerm, Link, Plan, RelatedPlan, Section
from ayumi.plans.queries.plan_list import PlanHeading, heading_of
from ayumi.plans.rules.marked_text import Paragraphs, mark_terms
from ayumi.plans.words import word


@dataclass(frozen=True, slots=True)
class SectionText:
    """A section ready to print: paragraphs in segments, figures by number and title."""

    number: str
    title: str
    paragraphs: Paragraphs
    figures: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ChapterText:
    """A chapter ready to print."""

    number: str
    title: str
    paragraphs: Paragraphs
    sections: tuple[SectionText, ...]


@dataclass(frozen=True, slots=True)
class TextPage:
    """The plan's chapters."""

    plan: PlanHeading
    chapters: tuple[ChapterText, ...]


@dataclass(frozen=True, slots=True)
class TermRow:
    """A glossary term; ``definition`` is None where the plan gives none; ``place`` is its own, from 1."""

    place: int
    term: str
    reading: str
    definition: str | None
    occurrences: int


@dataclass(frozen=True, slots=True)
class GlossaryPage:
    """The glossary in reading order."""

    plan: PlanHeading
    terms: tuple[TermRow, ...]
    undefined: int


@dataclass(frozen=True, slots=True)
class RelatedPlanRow:
    """A plan this one names; ``standing_id`` where it stands in the house; its links from here."""

    title: str
    relation: str
    established: str
    first_fiscal_year: int | None
    last_fiscal_year: int | None
    principles: tuple[str, ...]
    covered: bool
    linked: bool
    standing_id: UUID | None
    links: int


@dataclass(frozen=True, slots=True)
class RelatedPage:
    """The plans around this one."""

    plan: PlanHeading
    rows: tuple[RelatedPlanRow, ...]


def definitions_of(plan: Plan) -> dict[str, str]:
    """Return what the plan's terms mean, for those that it defines: 1 query."""
    defined = GlossaryTerm.objects.filter(plan=plan).exclude(definition=None)
    return dict(defined.values_list("term", "definition"))


def text_page(plan: Plan) -> TextPage:
    """Return the chapters of a plan, given its row: 4 queries. A term is explained once a chapter."""
    of_plan = {"plan": plan}
    definitions = definitions_of(plan)
    titles = dict(Figure.objects.filter(**of_plan).values_list("number", "title"))
    sections = list(Section.objects.filter(**of_plan))
    chapters = (
        chapter_text(
            chapter,
            [section for section in sections if section.chapter_id == chapter.id],
            definitions,
            titles,
        )
        for chapter in Chapter.objects.filter(**of_plan)
    )
    return TextPage(heading_of(plan), tuple(chapters))


def chapter_text(
    chapter: Chapter | ChapterValue,
    sections: Iterable[Section | SectionValue],
    definitions: dict[str, str],
    titles: dict[str, str],
) -> ChapterText:
    """Return a chapter, stored or of a document, ready to print; each term is explained once in it.

    ``definitions`` are by term, ``titles`` those of the figures by number.
    """
    seen: set[str] = set()

    def marked(paragraphs: Iterable[str]) -> Paragraphs:
        return tuple(mark_terms(text, definitions, seen=seen) for text in paragraphs)

    introduction = marked(chapter.paragraphs)
    own = tuple(
        SectionText(
            section.number,
            section.title,
            marked(section.paragraphs),
            tuple((number, titles.get(number, "")) for number in section.figures),
        )
        for section in sections
    )
    return ChapterText(chapter.number, chapter.title, introduction, own)


def glossary_page(plan: Plan) -> GlossaryPage:
    """Return the glossary in the order of the readings (50音), given the plan's row: 1 query."""
    rows = GlossaryTerm.objects.filter(plan=plan)
    terms = sorted(
        (TermRow(row.position + 1, row.term, row.reading, row.definition, row.occurrences) for row in rows),
        key=lambda term: (fold(term.reading or term.term), term.term),
    )
    return GlossaryPage(heading_of(plan), tuple(terms), sum(term.definition is None for term in terms))


def related_page(plan: Plan) -> RelatedPage:
    """Return the plans around this one, given its row: 3 queries."""
    standing = {fold(title): key for key, title in Plan.objects.values_list("id", "title")}
    links: dict[str, int] = {}
    for title in Link.objects.filter(plan=plan).values_list("plan_title", flat=True):
        links[fold(title)] = links.get(fold(title), 0) + 1
    rows = tuple(
        RelatedPlanRow(
            title=row.title,
            relation=word(RELATION, RelatedPlanRelation(row.relation)),
            established=row.established or "",
            first_fiscal_year=row.first_fiscal_year,
            last_fiscal_year=row.last_fiscal_year,
            principles=tuple(row.principles),
            covered=row.covered,
            linked=row.linked,
            standing_id=standing.get(fold(row.title)),
            links=links.get(fold(row.title), 0),
        )
        for row in RelatedPlan.objects.filter(plan=plan)
    )
    return RelatedPage(heading_of(plan), rows)
