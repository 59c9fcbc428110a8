"""A plan with nothing in it yet: what an empty workbook is written from."""

from ayumi.document.measures import Level
from ayumi.document.plan import MunicipalityName, PlanHead
from ayumi.document.plan_document import PlanDocument
from ayumi.ground.identifier import new_identifier

LEVELS = ("基本目標", "基本方針", "施策", "取組")
"""The ladder a new plan begins with; the person renames it in the workbook."""


def empty_plan(title: str, municipality: MunicipalityName) -> PlanDocument:
    """Return a plan without items, under an id that no plan has."""
    return PlanDocument(
        id=str(new_identifier()),
        municipality=municipality,
        plan=PlanHead(title=title),
        levels=tuple(
            Level(id=str(new_identifier()), name=name, rank=rank) for rank, name in enumerate(LEVELS, 1)
        ),
    )
