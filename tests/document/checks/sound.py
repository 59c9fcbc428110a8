"""A plan without any finding, and ways to break one thing of it."""

from collections.abc import Callable, Iterable
from typing import Any

from ayumi.document.checks import Finding, check
from ayumi.document.measures import Indicator, Item, Sheet, TargetKind
from ayumi.document.plan import GlossaryTerm
from ayumi.document.plan_document import PlanDocument
from tests.documents import sample_document

Change = Callable[[PlanDocument], PlanDocument]
Case = tuple[str, Change, Change]
"""A rule's id, a change that it finds, and one near to it that it lets pass."""
OTHER_ID = "00000000-0000-7000-8000-00000000000f"
GROUP_ID = "00000000-0000-7000-8000-000000000010"
LONG = "窓口に来なければ手続ができず、開庁時間に来られない市民から改善を求める声が寄せられています。"


def sound_document() -> PlanDocument:
    """Return the fictional plan of four measures, put right where its sample has something to find."""
    document = sample_document(measures=4)
    related = tuple(
        plan.model_copy(update={"covered": False, "linked": False}) for plan in document.related_plans
    )
    glossary = tuple(
        GlossaryTerm(term=term.term, definition=term.definition or "作業の自動化。")
        for term in document.glossary
    )
    items = _with_second_group(tuple(_with_units(item) for item in document.items))
    purposes = ("RPAとオープンデータ(*)で事務を効率化します。", "図１－２のとおり進めます。")
    update = {"related_plans": related, "glossary": glossary, "items": items, "purposes": purposes}
    return document.model_copy(update=update)


def _with_units(item: Item) -> Item:
    indicators = tuple(
        indicator.model_copy(update={"unit": "点"})
        if indicator.target_kind is TargetKind.DIRECTION_ONLY
        else indicator
        for indicator in item.indicators
    )
    return item.model_copy(update={"indicators": indicators})


def _with_second_group(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Put the repeat entry, which stands last, under a second group."""
    first = next(item for item in items if item.number == "施策1")
    second = first.model_copy(update={"id": GROUP_ID, "number": "施策2", "title": "施策その2"})
    repeat = items[-1].model_copy(update={"parent_id": GROUP_ID})
    return (*items[:-1], second, repeat)


def rules_of(document: PlanDocument, **around: Any) -> set[str]:
    """Return the ids of the rules that find something."""
    return {finding.rule_id for finding in check(document, **around)}


def found(document: PlanDocument, rule_id: str, **around: Any) -> list[Finding]:
    """Return the findings of one rule."""
    return [finding for finding in check(document, **around) if finding.rule_id == rule_id]


def measure(index: int, **update: Any) -> Change:
    """Return a change of the measure at ``index``."""

    def change(document: PlanDocument) -> PlanDocument:
        target = document.measures[index]
        return with_items(document, lambda item: item.model_copy(update=update) if item is target else item)

    return change


def item(number: str, /, **update: Any) -> Change:
    """Return a change of the item with the printed number ``number``."""

    def change(document: PlanDocument) -> PlanDocument:
        return with_items(
            document, lambda item: item.model_copy(update=update) if item.number == number else item
        )

    return change


def indicator(kind: TargetKind, **update: Any) -> Change:
    """Return a change of the first indicator with a target of ``kind``."""

    def change(document: PlanDocument) -> PlanDocument:
        first = next(each for each in indicators_of(document) if each.target_kind is kind)

        def changed(item: Item) -> Item:
            indicators = tuple(
                each.model_copy(update=update) if each is first else each for each in item.indicators
            )
            return item.model_copy(update={"indicators": indicators})

        return with_items(document, changed)

    return change


def sheet(index: int, **texts: str) -> Change:
    """Return a change of the texts of the measure at ``index``."""

    def change(document: PlanDocument) -> PlanDocument:
        own = document.measures[index].sheet or Sheet()
        return measure(index, sheet=own.model_copy(update=texts))(document)

    return change


def plan(**update: Any) -> Change:
    """Return a change of the document's own fields."""
    return lambda document: document.model_copy(update=update)


def head(**update: Any) -> Change:
    """Return a change of the plan's head."""
    return lambda document: document.model_copy(update={"plan": document.plan.model_copy(update=update)})


def all_of(*changes: Change) -> Change:
    """Return several changes as one."""

    def change(document: PlanDocument) -> PlanDocument:
        for each in changes:
            document = each(document)
        return document

    return change


def same(document: PlanDocument) -> PlanDocument:
    """Change nothing."""
    return document


def with_items(document: PlanDocument, changed: Callable[[Item], Item]) -> PlanDocument:
    """Return the document with every item changed."""
    return document.model_copy(update={"items": tuple(changed(each) for each in document.items)})


def indicators_of(document: PlanDocument) -> Iterable[Indicator]:
    """Yield every indicator."""
    return (indicator for item in document.items for indicator in item.indicators)
