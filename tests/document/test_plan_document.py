"""The plan document refuses what does not hang together."""

import uuid

import pytest
from pydantic import ValidationError

from ayumi.document.measures import Item, Level, Sheet
from ayumi.document.plan import MunicipalityName, PlanHead, PlanPeriod
from ayumi.document.plan_document import PlanDocument, json_schema

LEVEL = Level(id=str(uuid.UUID(int=1)), name="施策", rank=1)


def item(number: int, **values: object) -> Item:
    """Return a measure on the one level."""
    return Item(
        id=str(uuid.UUID(int=number)),
        level_id=LEVEL.id,
        number=str(number),
        title=f"施策{number}",
        sheet=Sheet(),
        **values,
    )


def document(*items: Item) -> PlanDocument:
    """Return a document with these items."""
    return PlanDocument(
        id=str(uuid.UUID(int=99)),
        municipality=MunicipalityName(name="架空の市"),
        plan=PlanHead(title="計画"),
        levels=(LEVEL,),
        items=items,
    )


def test_a_repeat_entry_is_not_counted() -> None:
    original = item(10)
    repeat = item(11, cross_listed_from=original.id)
    assert document(original, repeat).measures == (original,)


@pytest.mark.parametrize(
    ("items", "message"),
    [
        ((item(10), item(10)), "stands twice"),
        ((item(10, parent_id=str(uuid.UUID(int=77))),), "before its parent"),
        ((item(10, cross_listed_from=str(uuid.UUID(int=77))),), "unknown item"),
        ((item(10, division_id=str(uuid.UUID(int=77))),), "unknown division"),
    ],
)
def test_a_broken_reference_is_refused(items: tuple[Item, ...], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        document(*items)


def test_a_period_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValidationError, match="ends before"):
        PlanPeriod(first_fiscal_year=2025, last_fiscal_year=2021)


def test_an_unknown_field_is_an_error() -> None:
    with pytest.raises(ValidationError, match="colour"):
        PlanDocument.model_validate(document().model_dump() | {"colour": "red"})


def test_the_json_is_read_back_equal_and_the_same_bytes() -> None:
    original = document(item(10))
    again = PlanDocument.model_validate_json(original.to_json())
    assert again == original
    assert again.to_json() == original.to_json()


def test_the_schema_names_every_top_field() -> None:
    assert set(json_schema()["properties"]) == set(PlanDocument.model_fields)
