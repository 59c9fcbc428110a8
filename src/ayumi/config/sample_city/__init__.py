"""The sample city ひばり野市（架空の市）, invented so that every page has something to show."""

from ayumi.config.sample_city.comprehensive_plan import comprehensive_plan
from ayumi.config.sample_city.ict_plan import ict_plan
from ayumi.document.plan_document import PlanDocument

__all__ = ["documents"]


def documents() -> tuple[PlanDocument, ...]:
    """Return the city's plans, the same bytes every time."""
    return (comprehensive_plan(), ict_plan())
