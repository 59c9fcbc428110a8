"""A confirmed reading as a plan document, and as the plain keys that ``ayumi read --json`` writes."""

from typing import Any

from ayumi.document.plan import GlossaryTerm, MunicipalityName
from ayumi.document.plan_document import PlanDocument
from ayumi.document.reading import ReadResult
from ayumi.ground.identifier import new_identifier


def to_plan_document(result: ReadResult, *, identifier: str | None = None) -> PlanDocument:
    """Return the plan document of a reading; ``identifier`` fixes its id.

    Raises ValueError, in Japanese, where the plan has no title.
    """
    if result.plan is None:
        raise ValueError("計画の名称が見つからないため、計画として登録できません。")
    return PlanDocument(
        id=identifier or str(new_identifier()),
        municipality=result.municipality or MunicipalityName(name=""),
        plan=result.plan,
        purposes=result.purposes,
        related_plans=result.related_plans,
        evidence_sources=result.evidence_sources,
        chapters=result.chapters,
        figures=result.figures,
        glossary=tuple(
            GlossaryTerm(term=term.term, definition=term.definition, occurrences=len(term.occurrences))
            for term in result.glossary
        ),
    )


def to_plain(result: ReadResult) -> dict[str, Any]:
    """Return the reading in the keys documented in the manual, ready for ``json.dumps``."""
    return result.model_dump(mode="json")
