"""A plan document's head and text as rows. No database is asked here."""

from collections.abc import Iterator
from uuid import UUID

from django.db.models import Model

from ayumi.document.plan import RelatedPlan as RelatedPlanValue
from ayumi.document.plan_document import PlanDocument
from ayumi.plans.models import (
    Chapter,
    EvidenceSource,
    Figure,
    GlossaryTerm,
    Level,
    Plan,
    Purpose,
    RelatedPlan,
    Section,
)


def plan_row(document: PlanDocument) -> Plan:
    """Return the plan's own row."""
    head, revision, evaluation = document.plan, document.revision, document.plan.yearly_evaluation
    return Plan(
        id=UUID(document.id),
        title=head.title,
        edition=head.edition,
        kind=head.kind.value,
        municipality_name=document.municipality.name,
        municipality_code=document.municipality.code,
        first_fiscal_year=head.period.first_fiscal_year if head.period else None,
        last_fiscal_year=head.period.last_fiscal_year if head.period else None,
        has_evaluation=evaluation is not None,
        evaluation_text=evaluation.text if evaluation else "",
        method_described_in=evaluation.method_described_in if evaluation else None,
        revision_number=revision.number,
        revision_reason=revision.reason,
        effective_date=revision.effective_date,
        decided_by=revision.decided_by,
        division_ids=[division.id for division in document.divisions],
    )


def text_rows(document: PlanDocument, plan: Plan) -> Iterator[Model]:
    """Yield the rows of everything around the tree, parents before children."""
    for position, text in enumerate(document.purposes):
        yield Purpose(plan=plan, position=position, text=text)
    for position, related in enumerate(document.related_plans):
        yield _related_row(related, plan, position)
    for position, source in enumerate(document.evidence_sources):
        yield EvidenceSource(
            plan=plan, position=position, name=source.name, side=source.side.value, asks=list(source.asks)
        )
    for position, figure in enumerate(document.figures):
        yield Figure(plan=plan, position=position, number=figure.number, title=figure.title)
    for position, term in enumerate(document.glossary):
        yield GlossaryTerm(plan=plan, position=position, **term.model_dump())
    for position, level in enumerate(document.levels):
        yield Level(id=UUID(level.id), plan=plan, position=position, name=level.name, rank=level.rank)
    yield from _chapter_rows(document, plan)


def _related_row(related: RelatedPlanValue, plan: Plan, position: int) -> RelatedPlan:
    return RelatedPlan(
        plan=plan,
        position=position,
        title=related.title,
        relation=related.relation.value,
        kind=related.kind.value,
        established=related.established,
        first_fiscal_year=related.period.first_fiscal_year if related.period else None,
        last_fiscal_year=related.period.last_fiscal_year if related.period else None,
        principles=list(related.principles),
        covered=related.covered,
        linked=related.linked,
    )


def _chapter_rows(document: PlanDocument, plan: Plan) -> Iterator[Model]:
    section_position = 0
    for position, chapter in enumerate(document.chapters):
        row = Chapter(
            plan=plan,
            position=position,
            number=chapter.number,
            title=chapter.title,
            paragraphs=list(chapter.paragraphs),
            builds_on=list(chapter.builds_on),
        )
        yield row
        for section in chapter.sections:
            yield Section(
                plan=plan,
                position=section_position,
                chapter=row,
                number=section.number,
                title=section.title,
                paragraphs=list(section.paragraphs),
                figures=list(section.figures),
            )
            section_position += 1
