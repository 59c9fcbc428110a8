"""The two municipalities, built once for all the tests of a file; whatever a test changes is undone."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import transaction

from tests.people import City, build_city, build_neighbour, session_of, texts_only_in


@dataclass(frozen=True, slots=True)
class Cast:
    """Both municipalities and a session for every person of theirs."""

    city: City
    neighbour: City
    sessions: dict[str, str]
    neighbours_session: str
    """Of the neighbour's plan office, which may do the most there."""
    city_texts: frozenset[str]
    neighbour_texts: frozenset[str]
    """What only the one wrote, to be looked for in what the other reads."""


@pytest.fixture(scope="module")
def cast(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[Cast]:
    """Build the cast in a transaction around all tests of the file."""
    with django_db_blocker.unblock(), transaction.atomic():
        city, neighbour = build_city(), build_neighbour()
        sessions = {name: session_of(person) for name, person in city.people.items()}
        yield Cast(
            city,
            neighbour,
            sessions,
            neighbours_session=session_of(neighbour.person("plan_office")),
            city_texts=texts_only_in(city, neighbour),
            neighbour_texts=texts_only_in(neighbour, city),
        )
        transaction.set_rollback(True)
