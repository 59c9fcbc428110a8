"""What is handed over when a report workbook was read."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ayumi.document.reading import Refused


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """The inputs of one measure as texts by field, and where each stands, in words."""

    report_id: str
    name: str
    fields: Mapping[str, str]
    places: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ReportWorkbookReading:
    """What a workbook says. Where ``refused`` is not empty it must not be stored.

    A day is written 2026-05-31, a number as it was typed. ``given`` maps the id of every report that the
    workbook was given out with to its version then.
    """

    sheets: tuple[ReadSheet, ...] = ()
    refused: tuple[Refused, ...] = ()
    municipality_code: str | None = None
    round_id: str | None = None
    division_id: str | None = None
    export: str | None = None
    given: Mapping[str, str] = field(default_factory=dict)
