"""Stored shape of the room: one table per part of the plan document."""

from ayumi.plans.models.indicator import Actual, Baseline, Indicator, Target
from ayumi.plans.models.item import (
    Budget,
    Contribution,
    Cost,
    Item,
    Judgement,
    Level,
    Link,
    Remark,
    ScheduleStep,
    Workload,
)
from ayumi.plans.models.plan import EvidenceSource, GlossaryTerm, Plan, Purpose, RelatedPlan, Revision
from ayumi.plans.models.text import Chapter, Figure, Section

__all__ = [
    "Actual",
    "Baseline",
    "Budget",
    "Chapter",
    "Contribution",
    "Cost",
    "EvidenceSource",
    "Figure",
    "GlossaryTerm",
    "Indicator",
    "Item",
    "Judgement",
    "Level",
    "Link",
    "Plan",
    "Purpose",
    "RelatedPlan",
    "Remark",
    "Revision",
    "ScheduleStep",
    "Section",
    "Target",
    "Workload",
]
