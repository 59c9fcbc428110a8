"""The city in whose scope the tests of the room look."""

from collections.abc import Iterator

import pytest

from ayumi.tenancy.scope import municipality_scope
from tests.people import City, build_city


@pytest.fixture
def city() -> Iterator[City]:
    """A municipality with a plan of four measures and a person for every role."""
    made = build_city(with_round=False)
    with municipality_scope(made.municipality.pk):
        yield made
