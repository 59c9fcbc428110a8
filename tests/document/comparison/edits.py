"""What people do to a plan: edits drawn by hypothesis, after each of which the document is valid."""

from collections.abc import Callable
from decimal import Decimal
from uuid import UUID, uuid5

from hypothesis import strategies as st

from ayumi.document.measures import Item, Level, YearTarget
from ayumi.document.plan import DivisionName, GlossaryTerm
from ayumi.document.plan_document import PlanDocument
from tests.documents import NAMESPACE, sample_document

BASE = sample_document(measures=3, seed="merge")
WORDS = ("赤", "青", "白")
Edit = tuple[str, int, int]
"""Which edit, where, and with what."""


def edited(document: PlanDocument, edits: list[Edit]) -> PlanDocument:
    """Return the document after the edits, each of them valid on what it finds."""
    for name, place, choice in edits:
        document = EDITS[name](document, place, choice)
    return PlanDocument.model_validate(document.model_dump())


def _with_item(document: PlanDocument, place: int, **changes: object) -> PlanDocument:
    items = list(document.items)
    if not items:
        return document
    place %= len(items)
    items[place] = items[place].model_copy(update=changes)
    return document.model_copy(update={"items": tuple(items)})


def _item(document: PlanDocument, place: int) -> Item:
    return document.items[place % len(document.items)]


def title(document: PlanDocument, place: int, choice: int) -> PlanDocument:
    return _with_item(document, place, title=WORDS[choice % 3])


def number(document: PlanDocument, place: int, choice: int) -> PlanDocument:
    return _with_item(document, place, number=WORDS[choice % 3])


def purpose(document: PlanDocument, place: int, choice: int) -> PlanDocument:
    if not document.items or _item(document, place).sheet is None:
        return document
    sheet = _item(document, place).sheet.model_copy(update={"purpose": WORDS[choice % 3]})
    return _with_item(document, place, sheet=sheet if choice < 8 else None)


def division(document: PlanDocument, place: int, choice: int) -> PlanDocument:
    ids = [each.id for each in document.divisions]
    chosen = ids[choice % len(ids)] if ids and choice % 4 else None
    contributing = tuple(ids[: choice % 3])
    return _with_item(document, place, division_id=chosen, contributing_division_ids=contributing)


def new_division(document: PlanDocument, place: int, choice: int) -> PlanDocument:
    made = DivisionName(id=_new("division", choice % 3), name=f"新しい課{choice % 3}")
    if made.id in {each.id for each in document.divisions}:
        return document
    document = document.model_copy(update={"divisions": (*document.divisions, made)})
    return _with_item(document, place, division_id=made.id)


def fewer_divisions(document: PlanDocument, place: int, choice: int) -> PlanDocument:
    used = {each for item in document.items for each in (item.division_id, *item.contributing_division_ids)}
    left = tuple(each for each in document.divisions if each.id in used)
    return document.model_copy(update={"divisions": left})


def levels(document: PlanDocument, place: int, choice: int) -> PlanDocument:
    used = {item.level_id for item in document.items}
    left = tuple(each for each in document.levels if each.id in used)
    made = Level(id=_new("level", choice % 2), name="事業", rank=5)
    known = {each.id for each in left}
    return document.model_copy(
        update={"levels": (*left, made) if choice % 3 and made.id not in known else left}
    )


def on_level(document: PlanDocument, place: int, choice: int) -> PlanDocument:
    if not document.items:
        return document
    return _with_item(document, place, level_id=document.levels[choice % len(document.levels)].id)


def target(document: PlanDocument, place: int, choice: int) -> PlanDocument:
    if not document.items or not _item(document, place).indicators:
        return document
    indicators = list(_item(document, place).indicators)
    rows = list(indicators[0].targets)
    change = YearTarget(fiscal_year=2023 + choice % 6, value=Decimal(choice).quantize(Decimal("0.1")))
    rows = [row for row in rows if row.fiscal_year != change.fiscal_year] + ([change] if choice % 3 else [])
    indicators[0] = indicators[0].model_copy(update={"targets": tuple(rows)})
    return _with_item(document, place, indicators=tuple(indicators if choice != 7 else indicators[1:]))


def term(document: PlanDocument, place: int, choice: int) -> PlanDocument:
    terms = [each for each in document.glossary if each.term != f"語{place % 3}"]
    if choice % 3:
        made = GlossaryTerm(term=f"語{place % 3}", definition=WORDS[choice % 3])
        terms.insert(choice % (len(terms) + 1), made)
    return document.model_copy(update={"glossary": tuple(terms)})


def paragraph(document: PlanDocument, place: int, choice: int) -> PlanDocument:
    texts = [*document.purposes, "", ""]
    texts[place % len(texts)] = WORDS[choice % 3]
    return document.model_copy(update={"purposes": tuple(text for text in texts if text)})


def head(document: PlanDocument, place: int, choice: int) -> PlanDocument:
    evaluation = document.plan.yearly_evaluation if choice % 2 else None
    plan = document.plan.model_copy(update={"title": WORDS[choice % 3], "yearly_evaluation": evaluation})
    return document.model_copy(update={"plan": plan})


def _below(document: PlanDocument, item_id: str) -> set[str]:
    below = {item_id}
    for item in document.items:
        if item.parent_id in below:
            below.add(item.id)
    return below


def remove(document: PlanDocument, place: int, choice: int) -> PlanDocument:
    if not document.items:
        return document
    gone = _below(document, _item(document, place).id)
    while True:
        more = {each.id for each in document.items if {each.cross_listed_from, each.parent_id} & gone}
        if more <= gone:
            break
        gone |= more
    left = tuple(item for item in document.items if item.id not in gone)
    return document.model_copy(update={"items": left})


def add(document: PlanDocument, place: int, choice: int) -> PlanDocument:
    made_id = _new("item", choice)
    if not document.levels or any(item.id == made_id for item in document.items):
        return document
    parent = _item(document, place) if document.items and choice % 4 else None
    made = Item(
        id=made_id,
        level_id=document.levels[0].id,
        parent_id=parent.id if parent else None,
        number="新",
        title=f"新しい施策{choice}",
        cross_listed_from=parent.id if parent and choice % 4 == 1 else None,
    )
    items = list(document.items)
    items.insert(items.index(parent) + 1 if parent else 0, made)
    return document.model_copy(update={"items": tuple(items)})


def move(document: PlanDocument, place: int, choice: int) -> PlanDocument:
    """Put an item with all below it under another one, or to the top, and behind everything else."""
    if not document.items:
        return document
    moving = _below(document, _item(document, place).id)
    others = [item for item in document.items if item.id not in moving]
    parent = others[choice % len(others)].id if others and choice % 5 else None
    mover = _item(document, place).id
    moved = [
        item.model_copy(update={"parent_id": parent}) if item.id == mover else item
        for item in document.items
        if item.id in moving
    ]
    return document.model_copy(update={"items": (*others, *moved)})


def _new(kind: str, choice: int) -> str:
    return str(uuid5(UUID(str(NAMESPACE)), f"edit/{kind}/{choice}"))


EDITS: dict[str, Callable[[PlanDocument, int, int], PlanDocument]] = {
    each.__name__: each
    for each in (
        *(title, number, purpose, division, new_division, fewer_divisions, levels, on_level),
        *(target, term, paragraph, head, remove, add, move),
    )
}
ONE_EDIT = st.tuples(st.sampled_from(sorted(EDITS)), st.integers(0, 12), st.integers(0, 11))
EDITED = st.lists(ONE_EDIT, max_size=6).map(lambda edits: edited(BASE, edits))
"""Documents that somebody made of ``BASE``."""
