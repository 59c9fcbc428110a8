"""The sample city ひばり野市（架空の市）, invented so that every page has something true to show.

Its neighbour みのり野町（架空の町） stands on the same installation: one sees how they are kept apart.
The texts and numbers lie as tables in ``data``; the modules here make plan documents of them.
"""

from ayumi.config.sample_city.ict_plan import ict_plan
from ayumi.config.sample_city.other_plans import (
    comprehensive_plan,
    departmental_plans,
    previous_plan,
    town_plan,
    vision,
)
from ayumi.document.plan_document import PlanDocument

__all__ = ["documents", "town_documents"]


def documents() -> tuple[PlanDocument, ...]:
    """Return the city's plans, the same bytes every time: upper plans first, the ICT plan last."""
    return (vision(), comprehensive_plan(), previous_plan(), *departmental_plans(), ict_plan())


def town_documents() -> tuple[PlanDocument, ...]:
    """Return the neighbouring town's plans."""
    return (town_plan(),)
