"""A confirmed reading as a plan document, and as the plain keys that ``ayumi read --json`` writes."""

from collections.abc import Iterator
from typing import Any

from ayumi.document.plan import GlossaryTerm, MunicipalityName
from ayumi.document.plan_document import PlanDocument
from ayumi.document.reading import ReadResult
from ayumi.ground.identifier import new_identifier

LONGEST_NAME = 200
"""What a title may hold at most; a longer one is a paragraph taken for a heading."""


def to_plan_document(result: ReadResult, *, identifier: str | None = None) -> PlanDocument:
    """Return the plan document of a reading; ``identifier`` fixes its id.

    Raises ValueError, in Japanese, where the plan has no title or a title is too long to be one.
    """
    if result.plan is None:
        raise ValueError("計画の名称が見つからないため、計画として登録できません。")
    for kind, name in _names(result):
        if len(name) > LONGEST_NAME:
            raise ValueError(
                f"{kind}「{name[:30]}…」が{len(name):,}字あり、{LONGEST_NAME}字を超えるため登録できません。"
                "元の文書で見出しと本文を分け、もう一度読み取ってください。"
            )
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


def _names(result: ReadResult) -> Iterator[tuple[str, str]]:
    """Yield every name of the reading with what it names."""
    if result.plan is not None:
        yield "計画名", result.plan.title
    yield from (("関連計画の名称", plan.title) for plan in result.related_plans)
    for chapter in result.chapters:
        yield "章の見出し", chapter.title
        yield from (("節の見出し", section.title) for section in chapter.sections)
    yield from (("図の題名", figure.title) for figure in result.figures)
    yield from (("用語", term.term) for term in result.glossary)


def to_plain(result: ReadResult) -> dict[str, Any]:
    """Return the reading in the keys documented in the manual, ready for ``json.dumps``."""
    return result.model_dump(mode="json")
