"""The sources that were replaced, with how many indicators still rest on them, and the sources in use."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from uuid import UUID

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
    """Return the list of replaced sources: 3 queries at any size."""
    rows = list(SupersededSource.objects.all())
    indicators = Counter(Indicator.objects.exclude(source="").order_by().values_list("source", flat=True))
    actuals = Counter(Actual.objects.exclude(source="").order_by().values_list("source", flat=True))
    lines = tuple(
        SourceLine(
            row.pk,
            row.name,
            row.since,
            row.replaced_by,
            row.added_by_name,
            indicators[row.name],
            actuals[row.name],
        )
        for row in rows
    )
    return SourcesPage(lines, tuple(sorted((indicators | actuals).keys() - {row.name for row in rows})))
