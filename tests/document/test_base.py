"""A part that was stored as JSON: read as it was written, and validated once."""

import pytest
from pydantic import ValidationError

from ayumi.document.base import Part

pytestmark = pytest.mark.sqlite_alone


class Named(Part):
    """A part with one field."""

    name: str


class Counted(Part):
    """Another part of the same shape."""

    name: str


def test_the_same_json_is_read_once() -> None:
    stored = {"name": "評価"}
    assert Named.from_stored(stored) == Named.model_validate(stored)
    assert Named.from_stored(stored) is Named.from_stored({"name": "評価"})


def test_json_that_changed_is_another_part() -> None:
    stored = {"name": "評価"}
    before = Named.from_stored(stored)
    stored["name"] = "方向性"
    assert Named.from_stored(stored).name == "方向性"
    assert before.name == "評価"


def test_two_kinds_are_never_taken_for_one_another() -> None:
    assert type(Counted.from_stored({"name": "評価"})) is Counted
    assert type(Named.from_stored({"name": "評価"})) is Named


def test_what_does_not_fit_is_refused_each_time() -> None:
    for _time in range(2):
        with pytest.raises(ValidationError):
            Named.from_stored({"title": "評価"})
