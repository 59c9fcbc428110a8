"""The sources that were replaced, with how many indicators still rest on them, and the sources in use."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from ayumi.ground.japanese_text import fold
from ayumi.plans.models import Actual, Indicator
from ayumi.rounds.models import SupersededSource


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source that was replaced. ``indicators`` name it as theirs, ``actuals`` rest on it."""

    id: UUID
    name: str
    since: date
    replaced_by: str
    added_by: str
    indicators: int
    actuals: int


@dataclass(frozen=True, slots=True)
class SourcesPage:
    """The list, and the sources of the city's plans to choose from."""

    lines: tuple[SourceLine, ...]
    in_use: tuple[str, ...]


def sources_page() -> SourcesPage:
    """Return the list of replaced sources: 3 queries at any size.

    A source is the same however its letters are written (Ｒ６ is R6), as the challenges compare it.
    """
    rows = list(SupersededSource.objects.all())
    indicators, actuals = _in_use(Indicator.objects.all()), _in_use(Actual.objects.all())
    lines = tuple(
        SourceLine(
            row.pk,
            row.name,
            row.since,
            row.replaced_by,
            row.added_by_name,
            _number(indicators, row.name),
            _number(actuals, row.name),
        )
        for row in rows
    )
    listed = {fold(row.name) for row in rows}
    return SourcesPage(
        lines, tuple(sorted(name for name in indicators | actuals if fold(name) not in listed))
    )


def _in_use(rows: QuerySet[Any]) -> Counter[str]:
    """Return source → how many rows name it: 1 query."""
    return Counter(rows.exclude(source="").order_by().values_list("source", flat=True))


def _number(in_use: Counter[str], name: str) -> int:
    folded = fold(name)
    return sum(number for each, number in in_use.items() if fold(each) == folded)
