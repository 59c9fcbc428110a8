"""The measures of a plan document: tree, sheets, indicators, targets, schedules, budgets.

Beside the plan's own words a measure carries facts as a city's evaluation sheets give them (field study
§1.2, §2.3): costs, staff hours, judgements and remarks. They never replace what the plan promises.
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from pydantic import Field

from ayumi.document.base import Identifier, Part


class Level(Part):
    """One rung of the city's own ladder, e.g. 基本目標 > 基本方針 > 施策 > 取組. Rank one is the top."""

    id: Identifier
    name: str
    rank: int = Field(ge=1)


class IndicatorKind(StrEnum):
    """What an indicator counts."""

    OUTPUT = "output"
    OUTCOME = "outcome"
    POPULATION = "population"


class Direction(StrEnum):
    """Which way is better."""

    HIGHER = "higher"
    LOWER = "lower"


class TargetKind(StrEnum):
    """How a target is meant (field study §1.4); each kind has its own attainment rule."""

    LEVEL = "level"
    ANNUAL = "annual"
    CUMULATIVE = "cumulative"
    MILESTONE = "milestone"
    DIRECTION_ONLY = "direction_only"
    MAINTAIN = "maintain"
    PER_GROUP = "per_group"


class ActualStatus(StrEnum):
    """見込 or 確定: both are kept, an estimate is never overwritten."""

    ESTIMATE = "estimate"
    FINAL = "final"


class MissingReason(StrEnum):
    """Why an actual has no value; a missing value is never zero."""

    NOT_PUBLISHED = "not_published"
    BEING_COUNTED = "being_counted"
    NOT_APPLICABLE = "not_applicable"
    NOT_SURVEYED = "not_surveyed"
    BEFORE_FIRST_SURVEY = "before_first_survey"


class YearTarget(Part):
    """The target of one fiscal year; a text where the target is a milestone or per group."""

    fiscal_year: int
    value: Decimal | None = None
    text: str = ""
    group: str = ""


class Actual(Part):
    """What was reached in a fiscal year, as of a day, estimated or final."""

    fiscal_year: int
    status: ActualStatus
    value: Decimal | None = None
    text: str = ""
    group: str = ""
    missing: MissingReason | None = None
    as_of: date | None = None
    source: str = ""


class Baseline(Part):
    """The value the target starts from and the fiscal year it was measured in."""

    fiscal_year: int
    value: Decimal | None = None
    text: str = ""
    group: str = ""


class Indicator(Part):
    """An indicator of a measure with its yearly targets and actuals."""

    id: Identifier
    name: str
    kind: IndicatorKind
    unit: str = ""
    direction: Direction = Direction.HIGHER
    target_kind: TargetKind
    source: str = ""
    known_when: str = ""
    """When the value becomes known, e.g. 毎年11月頃."""
    reason: str = ""
    baselines: tuple[Baseline, ...] = ()
    targets: tuple[YearTarget, ...] = ()
    actuals: tuple[Actual, ...] = ()


class ScheduleStep(Part):
    """What the plan promises for one fiscal year: a step of the ladder and the plan's own words."""

    fiscal_year: int
    step: str
    text: str = ""


class FundingSource(StrEnum):
    """財源内訳."""

    NATIONAL_GRANT = "national_grant"
    PREFECTURAL_GRANT = "prefectural_grant"
    LOCAL_BOND = "local_bond"
    OTHER = "other"
    GENERAL_REVENUE = "general_revenue"


class Budget(Part):
    """One fiscal year's planned money from one source, in thousand yen (千円)."""

    fiscal_year: int
    source: FundingSource
    thousand_yen: int


class Basis(StrEnum):
    """How firm a figure is: 予算・計画, 見込 or 決算・確定. Figures of different firmness are never added."""

    PLANNED = "planned"
    ESTIMATE = "estimate"
    FINAL = "final"


class Cost(Part):
    """Money of one fiscal year from one source, in thousand yen (千円); zero is an amount, not a gap."""

    fiscal_year: int
    basis: Basis
    source: FundingSource
    thousand_yen: Decimal


class Workload(Part):
    """The work of the city's own staff in one fiscal year.

    ``staff`` is the number of people (人), ``hours`` their hours together (延べ業務時間), and
    ``personnel_thousand_yen`` the personnel cost that the sheet derives from them. None is not stated.
    """

    fiscal_year: int
    basis: Basis
    staff: Decimal | None = Field(default=None, ge=0)
    hours: Decimal | None = Field(default=None, ge=0)
    personnel_thousand_yen: Decimal | None = None


class Judgement(Part):
    """One judgement: in which fiscal year, at which stage (担当課, 課長等), about what, which value, why.

    ``value`` is the word of the city's own scale. Words of two scales are never compared.
    """

    fiscal_year: int
    stage: str = ""
    subject: str
    value: str
    reason: str = ""


class Remark(Part):
    """A text of the city's sheet that no field of ours is for, under the city's own heading."""

    heading: str
    text: str


class ItemStatus(StrEnum):
    """区分 of a measure against the previous plan."""

    NEW = "new"
    CONTINUING = "continuing"
    EXPANDED = "expanded"


class LinkKind(StrEnum):
    """What an item is to the thing it points at."""

    IMPLEMENTS = "implements"
    COVERS = "covers"
    RESPONDS_TO = "responds_to"
    ALIGNED_WITH = "aligned_with"
    CONTRIBUTES_TO = "contributes_to"
    SAME_AS = "same_as"


class Link(Part):
    """A typed link from an item to an item of another plan, by plan title and printed place."""

    kind: LinkKind
    plan_title: str
    target_id: Identifier | None = None
    """The item's stable id where that plan stands in the house; None where it does not."""
    target_label: str


class Sheet(Part):
    """The text of a measure sheet (施策個票)."""

    purpose: str = ""
    target_group: str = ""
    current_state: str = ""
    description: str = ""
    outlook: str = ""
    legal_basis: str = ""


class Item(Part):
    """A node of the tree. ``id`` is stable; ``number`` is what is printed and never a key.

    A cross-listed item (再掲) names its original and carries nothing of its own, so it is never
    counted twice.
    """

    id: Identifier
    level_id: Identifier
    parent_id: Identifier | None = None
    number: str
    title: str
    cross_listed_from: Identifier | None = None
    status: ItemStatus | None = None
    priority: bool = False
    division_id: Identifier | None = None
    contributing_division_ids: tuple[Identifier, ...] = ()
    sheet: Sheet | None = None
    indicators: tuple[Indicator, ...] = ()
    schedule: tuple[ScheduleStep, ...] = ()
    budgets: tuple[Budget, ...] = ()
    costs: tuple[Cost, ...] = ()
    workloads: tuple[Workload, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    remarks: tuple[Remark, ...] = ()
    links: tuple[Link, ...] = ()

    @property
    def is_measure(self) -> bool:
        """True for an item that has its own sheet and is not a repeat entry."""
        return self.sheet is not None and self.cross_listed_from is None
