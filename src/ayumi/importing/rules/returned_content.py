"""What is kept of a workbook that came back: what differs from what was given out, and what was refused."""

from uuid import UUID

from pydantic import Field

from ayumi.document.base import Part
from ayumi.document.reading import Refused


class ReturnedReport(Part):
    """The sheet of one report: fields that differ from what was given out, and where each stands."""

    fields: dict[str, str] = Field(default_factory=dict)
    places: dict[str, str] = Field(default_factory=dict)


class ReturnedContent(Part):
    """A whole workbook. ``left_out`` are the reports whose sheet did not come back."""

    reports: dict[UUID, ReturnedReport] = Field(default_factory=dict)
    refused: tuple[Refused, ...] = ()
    left_out: tuple[UUID, ...] = ()
