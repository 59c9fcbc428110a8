"""The overview of a plan: what it is for, what it stands on, its figures and its size."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext

from ayumi.document.plan import EvidenceSource, RelatedPlan, SourceSide, YearlyEvaluation
from ayumi.document.plan_document import PlanDocument
from ayumi.document.words import SOURCE_SIDE
from ayumi.formats.svg.alignment import alignment_figure
from ayumi.formats.svg.drawing import Figure
from ayumi.formats.svg.period import period_figure
from ayumi.formats.svg.structure import structure_figure
from ayumi.plans.models import Indicator, Item, Plan
from ayumi.plans.queries.document import load_figures_document
from ayumi.plans.queries.plan_list import PlanHeading, heading_of
from ayumi.plans.words import word


@dataclass(frozen=True, slots=True)
class DrawnFigure:
    """A figure in both widths, under its printed number where the plan's text gives one."""

    number: str
    wide: Figure
    narrow: Figure


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many of what the plan holds; repeat entries are never counted."""

    measures: int
    priority_measures: int
    divisions: int
    indicators: int


@dataclass(frozen=True, slots=True)
class OverviewPage:
    """The overview."""

    plan: PlanHeading
    municipality: str
    evaluation: YearlyEvaluation | None
    purposes: tuple[str, ...]
    evidence: tuple[tuple[str, tuple[EvidenceSource, ...]], ...]
    related_plans: tuple[RelatedPlan, ...]
    figures: tuple[DrawnFigure, ...]
    sizes: Sizes


def overview_page(plan: Plan) -> OverviewPage:
    """Return the overview of a plan, given its row: 8 queries."""
    document = load_figures_document(plan)
    evidence = (
        (
            word(SOURCE_SIDE, side),
            tuple(source for source in document.evidence_sources if source.side is side),
        )
        for side in SourceSide
    )
    return OverviewPage(
        plan=heading_of(plan),
        municipality=plan.municipality_name,
        evaluation=document.plan.yearly_evaluation,
        purposes=document.purposes,
        evidence=tuple(row for row in evidence if row[1]),
        related_plans=document.related_plans,
        figures=drawn_figures(document),
        sizes=_sizes(plan),
    )


def drawn_figures(document: PlanDocument) -> tuple[DrawnFigure, ...]:
    """Return the three figures of a plan in both widths; no query."""
    drawings = (
        (gettext("図1-1"), "alignment", alignment_figure),
        (gettext("図1-2"), "period", period_figure),
        (gettext("図1-3"), "structure", structure_figure),
    )
    return tuple(
        DrawnFigure(
            number,
            draw(document, id_prefix=f"{name}-wide"),
            draw(document, id_prefix=f"{name}-narrow", narrow=True),
        )
        for number, name, draw in drawings
    )


def _sizes(plan: Plan) -> Sizes:
    measures = Q(has_sheet=True, cross_listed_from=None)
    counts = Item.objects.filter(measures, plan=plan).aggregate(
        measures=Count("id"),
        priority=Count("id", filter=Q(priority=True)),
        divisions=Count("division", distinct=True),
    )
    return Sizes(
        measures=counts["measures"],
        priority_measures=counts["priority"],
        divisions=counts["divisions"],
        indicators=Indicator.objects.filter(plan=plan).count(),
    )
