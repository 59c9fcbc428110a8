"""Drafts: the list, and the preview of one before anything is stored."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ayumi.document.plan import RelatedPlan, RelatedPlanRelation, SourceSide
from ayumi.document.reading import Passage, ReadResult
from ayumi.document.words import RELATION, SOURCE_SIDE
from ayumi.ground.wording import listed
from ayumi.importing.models import DraftState, ImportDraft
from ayumi.importing.words import refusal_said, said
from ayumi.plans.models import Plan
from ayumi.plans.words import word

LATEST = 20


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft in the list."""

    id: UUID
    file_name: str
    person_name: str
    made_at: datetime
    state: str
    is_waiting: bool
    plan_id: UUID | None


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that was understood, and where it stands in the file."""

    text: str
    note: str
    passage: Passage | None


@dataclass(frozen=True, slots=True)
class FoundPlan:
    """A plan that the text names, with what it says of it."""

    plan: RelatedPlan
    relation: str
    passage: Passage | None


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """What was understood of a file, part by part."""

    draft: DraftRow
    size: int
    result: ReadResult
    passages: dict[str, Passage]
    purposes: tuple[Found, ...]
    related_plans: tuple[FoundPlan, ...]
    evidence: tuple[Found, ...]
    same_title: bool


def draft_rows() -> tuple[DraftRow, ...]:
    """Return the latest drafts: 1 query."""
    return tuple(
        draft_row(draft) for draft in ImportDraft.objects.defer("result", "content", "mapping")[:LATEST]
    )


def preview_page(draft: ImportDraft) -> PreviewPage:
    """Return the preview of a draft, given its row: 1 query."""
    result = _said(ReadResult.model_validate_json(draft.result))
    passages = result.passages

    def found(path: str, position: int, text: str, note: str = "") -> Found:
        return Found(text, note, passages.get(f"{path}.{position}"))

    title = result.plan.title if result.plan else ""
    return PreviewPage(
        draft=draft_row(draft),
        size=draft.size,
        result=result,
        passages={path.replace(".", "_"): passage for path, passage in passages.items()},
        purposes=tuple(found("purposes", n, text) for n, text in enumerate(result.purposes)),
        related_plans=tuple(
            FoundPlan(plan, _relation(plan.relation), passages.get(f"related_plans.{n}"))
            for n, plan in enumerate(result.related_plans)
        ),
        evidence=tuple(
            found("evidence_sources", n, source.name, _side(source.side, source.asks))
            for n, source in enumerate(result.evidence_sources)
        ),
        same_title=Plan.objects.filter(title=title).exists(),
    )


def _said(result: ReadResult) -> ReadResult:
    """Return the result with its places and refusals in the language of the request."""
    passages = {path: _placed(passage) for path, passage in result.passages.items()}
    terms = tuple(
        term.model_copy(update={"occurrences": tuple(_placed(each) for each in term.occurrences)})
        for term in result.glossary
    )
    refused = tuple(refusal_said(each) for each in result.refused)
    return result.model_copy(update={"passages": passages, "glossary": terms, "refused": refused})


def _placed(passage: Passage) -> Passage:
    return passage.model_copy(update={"place": said(passage.place)})


def draft_row(draft: ImportDraft) -> DraftRow:
    """Return a draft as a row of the list: no query."""
    state = DraftState(draft.state)
    return DraftRow(
        id=draft.pk,
        file_name=draft.file_name,
        person_name=draft.person_name,
        made_at=draft.made_at,
        state=str(state.label),
        is_waiting=state is DraftState.WAITING,
        plan_id=draft.plan_id,
    )


def _relation(relation: RelatedPlanRelation) -> str:
    return word(RELATION, relation)


def _side(side: SourceSide, asks: tuple[str, ...]) -> str:
    return listed((word(SOURCE_SIDE, side), *asks))
