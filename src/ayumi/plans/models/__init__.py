"""Stored shape of the room: one table per part of the plan document."""

from ayumi.plans.models.indicator import Actual, Baseline, Indicator, Target
from ayumi.plans.models.item import Budget, Contribution, Item, Level, Link, ScheduleStep
from ayumi.plans.models.plan import EvidenceSource, GlossaryTerm, Plan, Purpose, RelatedPlan, Revision
from ayumi.plans.models.text import Chapter, Figure, Section

__all__ = [
    "Actual",
    "Baseline",
    "Budget",
    "Chapter",
    "Contribution",
    "EvidenceSource",
    "Figure",
    "GlossaryTerm",
    "Indicator",
    "Item",
    "Level",
    "Link",
    "Plan",
    "Purpose",
    "RelatedPlan",
    "Revision",
    "ScheduleStep",
    "Section",
    "Target",
]
