"""A plan document as rows with natural keys: what comparing and merging look at.

Every part of a document that stands in a list gets the key by which people know it (an item its id, a
year's target its year), never its place in the list. Both the comparison and the merge then work on
rows alone, so a field added to the document is compared and merged without a word here.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Any, get_args, get_origin

from ayumi.document.base import Part
from ayumi.document.measures import (
    Actual,
    Baseline,
    Budget,
    Cost,
    Indicator,
    Item,
    Judgement,
    Level,
    Link,
    Remark,
    ScheduleStep,
    Workload,
    YearTarget,
)
from ayumi.document.plan import (
    Chapter,
    DivisionName,
    EvidenceSource,
    Figure,
    GlossaryTerm,
    PlanPeriod,
    RelatedPlan,
    Section,
)
from ayumi.document.plan_document import PlanDocument

Key = tuple[str, ...]
"""A row's natural key as texts; a second row of the same key carries its number behind it."""
Path = tuple[str | Key, ...]
"""The way to a row or a field: table, key, table, key, …, field."""

KEYS: dict[type[Part], tuple[str, ...]] = {
    Item: ("id",),
    Indicator: ("id",),
    Level: ("id",),
    DivisionName: ("id",),
    Chapter: ("number",),
    Section: ("number",),
    Figure: ("number",),
    GlossaryTerm: ("term",),
    RelatedPlan: ("title",),
    EvidenceSource: ("name",),
    ScheduleStep: ("fiscal_year",),
    Baseline: ("fiscal_year", "group"),
    YearTarget: ("fiscal_year", "group"),
    Actual: ("fiscal_year", "status", "group"),
    Budget: ("fiscal_year", "source"),
    Cost: ("fiscal_year", "basis", "source"),
    Workload: ("fiscal_year", "basis"),
    Judgement: ("fiscal_year", "stage", "subject"),
    Remark: ("heading",),
    Link: ("kind", "plan_title", "target_label"),
}
"""By which fields a row of a list is known among the others."""

WHOLE: frozenset[type[Part]] = frozenset(
    {ScheduleStep, Baseline, YearTarget, Actual, Budget, Cost, Workload, Judgement, Remark, Link}
)
"""Rows that are one fact: a value and the reason for its absence are never taken from two people."""

SINGLE_VALUES: frozenset[type[Part]] = frozenset({PlanPeriod})
"""Parts that are one value: a first year of the one and a last year of the other are no period."""

SETS = frozenset({(Item, "contributing_division_ids")})
"""Lists of texts of which each stands for itself; other lists of texts are running text."""
ONLY: Key = ()
"""The key of a part of which there is at most one: the sheet of an item, the head of the plan."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A row that is one fact. Equal where it prints the same: 57 and 57.0 are different facts."""

    printed: tuple[object, ...]
    part: Part = field(compare=False)


@dataclass(frozen=True, slots=True)
class Row:
    """A part of the document: its plain values, and its lists as rows in order by their keys.

    ``kind`` is None for a text of a set. A row of ``WHOLE`` has one value, under the name "".
    """

    kind: type[Part] | None
    values: dict[str, Any]
    tables: "dict[str, dict[Key, Row]]"


@cache
def tables_of(kind: type[Part]) -> dict[str, bool]:
    """Return the fields that become tables, and whether one is a list (else a single part)."""
    tables = {}
    for name, about in kind.model_fields.items():
        inner = [each for each in (about.annotation, *get_args(about.annotation)) if isinstance(each, type)]
        parts = [each for each in inner if issubclass(each, Part) and each not in SINGLE_VALUES]
        if parts or (kind, name) in SETS:
            tables[name] = get_origin(about.annotation) is tuple
    return tables


def to_row(part: Part) -> Row:
    """Return a document, or a part of one, as a row."""
    kind = type(part)
    if kind in WHOLE:
        return Row(kind, {"": Whole(_printed(part), part)}, {})
    tables = tables_of(kind)
    values = {name: getattr(part, name) for name in kind.model_fields if name not in tables}
    return Row(
        kind,
        values,
        {name: _rows(getattr(part, name), is_list) for name, is_list in tables.items()},
    )


def to_part(row: Row) -> Any:
    """Return the part that ``row`` was made of, or what was merged. Raises ValueError for none."""
    if row.kind is None or row.kind in WHOLE:
        return row.values[""].part if row.kind is not None else row.values[""]
    parts: dict[str, Any] = {}
    for name, is_list in tables_of(row.kind).items():
        rows = tuple(to_part(each) for each in row.tables[name].values())
        parts[name] = rows if is_list else (rows[0] if rows else None)
    return row.kind(**row.values, **parts)


def document_of(row: Row) -> PlanDocument:
    """Return the document of which ``row`` is the root."""
    document = to_part(row)
    if not isinstance(document, PlanDocument):
        raise TypeError("not the row of a document")
    return document


def key_of(part: Part | str) -> Key:
    """Return the natural key of a row of a list."""
    if isinstance(part, str):
        return (part,)
    return tuple(str(getattr(part, name)) for name in KEYS[type(part)])


def _rows(value: Any, is_list: bool) -> dict[Key, Row]:
    if not is_list:
        return {} if value is None else {ONLY: to_row(value)}
    return dict(zip(_numbered(key_of(each) for each in value), map(_entry, value), strict=True))


def _entry(part: Part | str) -> Row:
    return Row(None, {"": part}, {}) if isinstance(part, str) else to_row(part)


def _numbered(keys: Iterable[Key]) -> list[Key]:
    """Give the second row of a key, and every further one, a number of its own."""
    seen: dict[Key, int] = {}
    numbered = []
    for key in keys:
        seen[key] = seen.get(key, 0) + 1
        numbered.append(key if seen[key] == 1 else (*key, f"#{seen[key]}"))
    return numbered


def _printed(part: Part) -> tuple[object, ...]:
    values = (getattr(part, name) for name in type(part).model_fields)
    return tuple(str(value) if isinstance(value, Decimal) else value for value in values)
