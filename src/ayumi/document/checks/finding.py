"""What a check says: the rule, the place, a sentence with the values in it, the remedy and the edits."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ayumi.document.measures import Indicator, Item
from ayumi.document.words import number_text
from ayumi.ground.era import era_year
from ayumi.ground.wording import say, say_year


class Severity(StrEnum):
    """How much a finding weighs, the gravest first."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Field(StrEnum):
    """What an edit may change; nothing else of a document is ever touched by a fix."""

    NUMBER = "number"
    TITLE = "title"
    DIVISION = "division_id"
    CONTRIBUTING = "contributing"
    UNIT = "unit"


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """One field of one item, or for a unit of one indicator, from ``before`` to ``after``.

    A contributing division is named by its id; an empty ``after`` takes it out of the list.
    """

    field: Field
    id: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding stands: an item, an indicator of it, a fiscal year, or something named ``where``."""

    item_id: str | None = None
    item: str = ""
    indicator_id: str | None = None
    indicator: str = ""
    fiscal_year: int | None = None
    where: str = ""

    @property
    def text(self) -> str:
        """The place in one line, in the reader's language."""
        year = "" if self.fiscal_year is None else year_words(self.fiscal_year)
        parts = (self.where, self.item, self.indicator, year)
        return say("｜").join(part for part in parts if part) or say("計画全体")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the consistency check; the texts are messages, said when a finding is made."""

    id: str
    severity: Severity
    title: str
    sentence: str
    remedy: str

    def at(self, place: Place, /, **values: object) -> "Finding":
        """Return a finding of this rule at ``place``, its sentence with the values in it."""
        sentence, remedy = say(self.sentence, **values), say(self.remedy, **values)
        return Finding(self.id, self.severity, sentence, remedy, place)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at. ``edits`` put it right where nothing has to be guessed, else are empty."""

    rule_id: str
    severity: Severity
    sentence: str
    remedy: str
    place: Place
    edits: tuple[Edit, ...] = ()

    def put_right_by(self, *edits: Edit) -> "Finding":
        """Return the same finding with the edits that put it right."""
        return replace(self, edits=edits)


def place_of(item: Item, indicator: Indicator | None = None, year: int | None = None) -> Place:
    """Return the place of an item, of an indicator of it and of a fiscal year."""
    return Place(
        item_id=item.id,
        item=item_name(item),
        indicator_id=indicator.id if indicator else None,
        indicator=indicator.name.strip() if indicator else "",
        fiscal_year=year,
    )


def each_or_all(rule: Rule, places: Sequence[Place], number: int) -> Iterator[Finding]:
    """Yield a finding for each place, or one for the plan where all of its ``number`` places lack it."""
    yield from map(rule.at, (Place(),) if number > 1 and len(places) == number else places)


def item_name(item: Item) -> str:
    """Return the printed number and the title of an item."""
    return f"{item.number} {item.title}".strip() or item.id


def year_words(year: int) -> str:
    """Say a fiscal year; one before the eras that are known stays a number."""
    return say_year(year) if year >= 1868 else str(year)


def day_words(day: date) -> str:
    """Say a day; one before the eras that are known stays a number."""
    if day.year < 1868:
        return day.isoformat()
    parts = {"era": era_year(day.year), "year": day.year, "month": day.month, "day": day.day}
    return say("{era}年{month}月{day}日", **parts)


def number_words(value: Decimal) -> str:
    """Print a number; one with a monstrous exponent as it was written, not digit by digit."""
    return number_text(value) if abs(value.adjusted()) < 40 else str(value)


def fingerprint(edits: Iterable[Edit]) -> str:
    """Return a short SHA-256 of some edits, whatever their order and however often each stands."""
    plain = [[edit.field.value, edit.id, edit.before, edit.after] for edit in sorted(set(edits))]
    return hashlib.sha256(json.dumps(plain, ensure_ascii=False).encode()).hexdigest()[:32]
