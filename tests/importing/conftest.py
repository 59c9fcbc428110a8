"""A municipality with an open round, for the tests of its workbooks."""

from collections.abc import Iterator

import pytest

from ayumi.rounds.models import Round
from ayumi.tenancy.scope import municipality_scope
from tests.people import City, build_city
from tests.rounds.rounds import opened


@pytest.fixture
def city() -> Iterator[City]:
    """A municipality with a plan of four measures and a person for every role."""
    made = build_city(with_round=False)
    with municipality_scope(made.municipality.pk):
        yield made


@pytest.fixture
def held(city: City) -> Round:
    """An open round of the city's plan."""
    return opened(city)
