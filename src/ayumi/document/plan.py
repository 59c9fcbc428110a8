"""The head of a plan document: whose plan it is, what it is called, when it holds."""

from datetime import date
from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from ayumi.document.base import Identifier, Part


class PlanKind(StrEnum):
    """The kind of a plan. A city's own kinds are OTHER with their own title."""

    VISION = "vision"
    COMPREHENSIVE = "comprehensive"
    ICT = "ict"
    DEPARTMENTAL = "departmental"
    NATIONAL = "national"
    PREFECTURAL = "prefectural"
    OTHER = "other"


class PlanPeriod(Part):
    """First and last fiscal year, both included, as the Western year in which each begins."""

    first_fiscal_year: int = Field(ge=1868, le=2200)
    last_fiscal_year: int = Field(ge=1868, le=2200)

    @model_validator(mode="after")
    def ends_after_it_begins(self) -> Self:
        """Refuse a period that ends before it begins."""
        if self.last_fiscal_year < self.first_fiscal_year:
            raise ValueError("the period ends before it begins")
        return self

    @property
    def fiscal_years(self) -> tuple[int, ...]:
        """Every fiscal year of the period, in order."""
        return tuple(range(self.first_fiscal_year, self.last_fiscal_year + 1))


class MunicipalityName(Part):
    """A municipality by name and, where known, six-digit local government code."""

    name: str
    code: str | None = None


class YearlyEvaluation(Part):
    """Whether the plan is evaluated every fiscal year, in its own words, and where the method stands."""

    text: str
    method_described_in: str | None = None


class PlanHead(Part):
    """What stands on the cover and in the first chapter."""

    title: str
    edition: int | None = Field(default=None, ge=1)
    kind: PlanKind = PlanKind.ICT
    period: PlanPeriod | None = None
    yearly_evaluation: YearlyEvaluation | None = None


class RevisionHead(Part):
    """Which revision of the plan this is, why it was made and who decided it."""

    number: int = Field(default=1, ge=1)
    reason: str = "策定"
    effective_date: date | None = None
    decided_by: str = ""


class RelatedPlanRelation(StrEnum):
    """How another plan stands to this one."""

    UPPER = "upper"
    PARALLEL = "parallel"
    PREVIOUS = "previous"
    NATIONAL = "national"
    PREFECTURAL = "prefectural"


class RelatedPlan(Part):
    """A plan above, beside or before this one, as this plan's own text names it."""

    title: str
    relation: RelatedPlanRelation
    kind: PlanKind
    established: str | None = None
    """Year and month as YYYY-MM, or YYYY."""
    period: PlanPeriod | None = None
    principles: tuple[str, ...] = ()
    covered: bool = False
    """Its ICT measures are taken in here (網羅)."""
    linked: bool = False
    """Progress and results are kept linked (連動)."""


class SourceSide(StrEnum):
    """Where evidence for the situation analysis comes from."""

    EXTERNAL = "external"
    INTERNAL = "internal"
    CITIZENS = "citizens"


class EvidenceSource(Part):
    """A source of the situation analysis and, for a survey, what it asks."""

    name: str
    side: SourceSide
    asks: tuple[str, ...] = ()


class Section(Part):
    """A section of a chapter: its printed number, title and paragraphs."""

    number: str
    title: str
    paragraphs: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    """Numbers of the figures that stand here (図1-1)."""


class Chapter(Part):
    """A chapter of the plan book."""

    number: str
    title: str
    paragraphs: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    builds_on: tuple[str, ...] = ()
    """Numbers of the chapters whose result this one uses (図1-3)."""


class Figure(Part):
    """A figure referred to by number, e.g. 図1-1."""

    number: str
    title: str


class GlossaryTerm(Part):
    """A marked term, how often it is marked, and its definition where there is one."""

    term: str
    definition: str | None = None
    reading: str = ""
    occurrences: int = Field(default=0, ge=0)


class DivisionName(Part):
    """A division as it was called in a span of days; ``successor`` follows a reorganisation."""

    id: Identifier
    name: str
    valid_from: date | None = None
    valid_to: date | None = None
    successors: tuple[Identifier, ...] = ()
