"""What a measure can only be asked beside the others: identical texts, newer sources, the usual rate.

Made once for a whole plan by hashing, so that every rule stays linear in the number of measures.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from statistics import median
from typing import NamedTuple

from ayumi.ground.fiscal_year import years_in
from ayumi.ground.japanese_text import fold
from ayumi.rounds.rules.challenges.facts import Facts

LONG_ENOUGH = 12
"""A shorter text is a phrase that many sheets share honestly (例年どおり実施した)."""
TEXTS = 16_384
"""How many texts and sources are remembered with their keys: making them takes longest, and each sheet is
compared with all of its round."""
ENOUGH_RATES = 5
"""Fewer measures with hours and personnel cost make no usual rate."""
_YEAR = re.compile(
    r"(?:令和|平成|昭和|大正|明治|[rhstm])(?:元|\d{1,3})(?:\(\d{4}\))?(?:年度|年)?"
    r"|(?<!\d)(?:18|19|20|21)\d{2}(?!\d)(?:年度|年)?"
)


class Said(NamedTuple):
    """A text of a measure of the plan: the measure's id and printed name."""

    item_id: str
    name: str
    text: str


@dataclass(frozen=True)
class Neighbours:
    """Lookups over all measures of a plan. ``texts`` are keyed by what identical texts have in common."""

    texts: Mapping[str, tuple[Said, ...]] = field(default_factory=dict)
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
    facts = list(every)
    return neighbours_from(
        (Said(each.item_id, each.name, text) for each in facts for text in each.texts.values()),
        (source for each in facts for source in _sources_of(each)),
        ((year, cost.hours, cost.personnel) for each in facts for year, cost in each.costs.items()),
    )


def neighbours_from(
    said: Iterable[Said],
    sources: Iterable[str],
    work: Iterable[tuple[int, Decimal | None, Decimal | None]],
) -> Neighbours:
    """Return the lookups over what a plan's measures say; ``work`` is year, hours, personnel cost."""
    texts: dict[str, list[Said]] = defaultdict(list)
    for each in said:
        if key := text_key(each.text):
            texts[key].append(each)
    newest: dict[str, tuple[int, str]] = {}
    for source in sources:
        key, year = source_key(source)
        if key and year is not None and (year, source) > newest.get(key, (0, "")):
            newest[key] = (year, source)
    rates: dict[int, list[Decimal]] = defaultdict(list)
    for at, hours, personnel in work:
        if hours and personnel:
            rates[at].append(personnel / hours)
    usual = {at: median(found) for at, found in rates.items() if len(found) >= ENOUGH_RATES}
    return Neighbours({key: tuple(found) for key, found in texts.items()}, newest, usual)


@lru_cache(maxsize=TEXTS)
def text_key(text: str) -> str:
    """Return what two texts have in common when they say the same; empty for a text too short to tell."""
    if len(text) < LONG_ENOUGH:
        return ""
    key = fold(text)
    return key if len(key) >= LONG_ENOUGH else ""


def _sources_of(facts: Facts) -> set[str]:
    found = {series.indicator.source for series in facts.series}
    return found | {actual.source for series in facts.series for actual in series.actuals.values()}


@lru_cache(maxsize=TEXTS)
def source_key(source: str) -> tuple[str, int | None]:
    """Return a source without its year, and the year: 令和5年度 住民意識調査 → (住民意識調査, 2023)."""
    years = years_in(source) if source.strip() else None
    if not years:
        return "", None
    return _YEAR.sub("", fold(source)).replace("()", ""), max(years)
