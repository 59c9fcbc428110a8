"""What a measure can only be asked beside the others: identical texts, newer sources, the usual rate.

Made once for a whole plan by hashing, so that every rule stays linear in the number of measures.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from statistics import median

from ayumi.ground.fiscal_year import years_in
from ayumi.ground.japanese_text import fold
from ayumi.rounds.rules.challenges.facts import Facts

LONG_ENOUGH = 12
"""A shorter text is a phrase that many sheets share honestly (例年どおり実施した)."""
_YEAR = re.compile(
    r"(?:令和|平成|昭和|大正|明治|[rhstm])(?:元|\d{1,3})(?:\(\d{4}\))?(?:年度|年)?"
    r"|(?<!\d)(?:18|19|20|21)\d{2}(?!\d)(?:年度|年)?"
)


@dataclass(frozen=True)
class Neighbours:
    """Lookups over all measures of a plan. ``texts`` are keyed by the folded text."""

    texts: Mapping[str, tuple[tuple[Facts, str], ...]] = field(default_factory=dict)
    sources: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    rates: Mapping[int, Decimal] = field(default_factory=dict)
    """Year → the usual personnel cost of an hour (thousand yen): the median over the measures."""

    def newer_source(self, source: str) -> str:
        """Return a later year's edition of the same source used elsewhere, empty where there is none."""
        key, year = source_key(source)
        if not key or year is None:
            return ""
        newest, text = self.sources.get(key, (year, ""))
        return text if newest > year else ""


def neighbours_of(every: Iterable[Facts]) -> Neighbours:
    """Return the lookups over all facts of a plan; the time is linear in their number."""
    texts: dict[str, list[tuple[Facts, str]]] = defaultdict(list)
    sources: dict[str, tuple[int, str]] = {}
    rates: dict[int, list[Decimal]] = defaultdict(list)
    for facts in every:
        for name, text in facts.texts.items():
            key = text_key(text)
            if key:
                texts[key].append((facts, name))
        for source in sources_of(facts):
            key, year = source_key(source)
            if key and year is not None and year > sources.get(key, (0, ""))[0]:
                sources[key] = (year, source)
        for year, cost in facts.costs.items():
            if cost.hours and cost.personnel:
                rates[year].append(cost.personnel / cost.hours)
    usual = {year: median(found) for year, found in rates.items() if len(found) >= 5}
    return Neighbours({key: tuple(found) for key, found in texts.items()}, sources, usual)


def text_key(text: str) -> str:
    """Return what two texts have in common when they say the same; empty for a text too short to tell."""
    if len(text) < LONG_ENOUGH:
        return ""
    key = fold(text)
    return key if len(key) >= LONG_ENOUGH else ""


def sources_of(facts: Facts) -> set[str]:
    """Return the sources that the measure's indicators and this year's values name."""
    found = {series.indicator.source for series in facts.series}
    found |= {actual.source for series in facts.series for actual in series.actuals.values()}
    return {source for source in found if source.strip()}


def source_key(source: str) -> tuple[str, int | None]:
    """Return a source without its year, and the year: 令和5年度 住民意識調査 → (住民意識調査, 2023)."""
    years = years_in(source)
    if not years:
        return "", None
    return _YEAR.sub("", fold(source)).replace("()", ""), max(years)
