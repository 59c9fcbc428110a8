"""The mapping: how a table of measures that a city made for itself leads to the model.

A value a person may read and edit as YAML (``yaml_text``). It says where things stand and never executes
anything. Rows and columns are named as Excel shows them: rows from 1, columns by letters.
"""

import re
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, model_validator
from pydantic import Field as Limits

from ayumi.document.base import Part
from ayumi.document.measures import Basis, Direction, FundingSource, IndicatorKind, MissingReason, TargetKind
from ayumi.document.plan import PlanKind
from ayumi.importing.rules.mapping.fields import (
    FIELD_WORDS,
    OF_INDICATOR,
    SINGLE,
    YEARLY,
    Composite,
    Field,
    Form,
    Layout,
    LeftoverZero,
    MoneyUnit,
    NotTaken,
)

LONGEST_LINE = 200
EARLIEST, LATEST = 1868, 2200
"""The fiscal years that a plan may name."""
LONGEST_HEADING = 500
MOST_COLUMNS = 1_000
MOST_BLOCKS = 60
MOST_LEVELS = 8
MOST_LABELS = 2_000
_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,4})?")

Line = Annotated[str, Limits(max_length=LONGEST_LINE)]
Heading = Annotated[str, Limits(max_length=LONGEST_HEADING)]
LevelName = Annotated[str, Limits(min_length=1, max_length=50)]
FiscalYearNumber = Annotated[int, Limits(ge=EARLIEST, le=LATEST)]


def _address(text: str) -> str:
    if _ADDRESS.fullmatch(text) is None:
        raise ValueError(f"「{text}」は列（BT など）またはセル（C5 など）の名前ではありません。")
    return text


class Column(Part):
    """One column (``at`` is BT) or, in the layout of sheets, one cell (C5), and where it leads."""

    at: Annotated[str, AfterValidator(_address)]
    heading: Heading = ""
    field: Field
    level: Annotated[int, Limits(ge=1, le=MOST_LEVELS)] | None = None
    digit: Annotated[int, Limits(ge=1, le=9)] | None = None
    """Where the code is split over cells, which digit from the left this one holds."""
    block: Annotated[int, Limits(ge=1, le=MOST_BLOCKS)] | None = None
    basis: Basis | None = None
    """Planned, estimated or final where the column says otherwise than its block."""
    source: FundingSource | None = None
    indicator: Line = ""
    """Which indicator of the measure, e.g. 成果指標 サ."""
    kind: IndicatorKind | None = None
    subject: Line = ""
    stage: Annotated[str, Limits(max_length=100)] = ""
    choices: Annotated[tuple[Line, ...], Limits(max_length=50)] = ()
    """The words accepted; empty where any words are."""
    form: Form | None = None
    plan: Line = ""
    """For a link: the title of the plan it leads to."""
    reason: NotTaken | None = None

    @model_validator(mode="after")
    def has_what_its_field_needs(self) -> Self:
        """Refuse a column without what its field needs; raises with the column in Japanese."""
        needs = (
            (self.field in (Field.LEVEL_CODE, Field.LEVEL_NAME), self.level, "何段目か（level）"),
            (self.field in YEARLY, self.block, "年度の番号（block）"),
            (self.field is Field.COST, self.source, "財源（source）"),
            (self.field in OF_INDICATOR, self.indicator, "どの指標か（indicator）"),
            (self.field in (Field.JUDGEMENT, Field.JUDGEMENT_REASON), self.subject, "評価の観点（subject）"),
            (self.field is Field.LINK, self.plan, "計画の名称（plan）"),
        )
        for needed, value, words in needs:
            if needed and not value:
                raise ValueError(f"{self.at} の「{FIELD_WORDS[self.field]}」には、{words}が必要です。")
        return self


class Block(Part):
    """A fiscal year of the table, by itself or as a distance from the year of the table; how firm it is."""

    fiscal_year: FiscalYearNumber | None = None
    offset: Annotated[int, Limits(ge=-50, le=50)] | None = None
    basis: Basis = Basis.FINAL

    @model_validator(mode="after")
    def is_one_year(self) -> Self:
        """Refuse a block with both or neither."""
        if (self.fiscal_year is None) == (self.offset is None):
            raise ValueError("年度は、fiscal_year と offset のどちらか一つで指定してください。")
        return self

    def year(self, table_year: int | None) -> int | None:
        """Return the fiscal year; None where it hangs on the year of the table and that is unknown."""
        if self.fiscal_year is not None:
            return self.fiscal_year
        return None if table_year is None or self.offset is None else table_year + self.offset


class PlanProfile(Part):
    """The plan that is made. ``{年度}`` in the title stands for the fiscal year of the table."""

    title: Annotated[str, Limits(min_length=1, max_length=LONGEST_LINE)]
    kind: PlanKind = PlanKind.OTHER
    first_fiscal_year: FiscalYearNumber | None = None
    last_fiscal_year: FiscalYearNumber | None = None
    levels: Annotated[tuple[LevelName, ...], Limits(min_length=1, max_length=MOST_LEVELS)]
    """From the top; the last is the level of the measures themselves."""


class Mapping(Part):
    """A whole mapping; see the module."""

    version: Literal[1] = 1
    layout: Layout = Layout.ROWS
    sheet: Line = ""
    left_out: Annotated[tuple[Line, ...], Limits(max_length=200)] = ()
    """Layout of sheets: those that are no measures."""
    header_rows: Annotated[tuple[Annotated[int, Limits(ge=1, le=20_000)], ...], Limits(max_length=20)] = ()
    first_row: Annotated[int, Limits(ge=1, le=20_000)] = 1
    last_row: Annotated[int, Limits(ge=1, le=20_000)] | None = None
    """The last row that may hold a measure; None goes to the end of the sheet."""
    fiscal_year: FiscalYearNumber | None = None
    """The year of the table; None takes it from the column for it."""
    money: MoneyUnit = MoneyUnit.THOUSAND
    dash: MissingReason = MissingReason.NOT_APPLICABLE
    composite: Composite = Composite.REFUSE
    leftover_zero: LeftoverZero = LeftoverZero.REFUSE
    direction: Direction = Direction.HIGHER
    target_kind: TargetKind = TargetKind.LEVEL
    plan: PlanProfile
    blocks: Annotated[tuple[Block, ...], Limits(max_length=MOST_BLOCKS)] = ()
    labels: Annotated[dict[str, Heading], Limits(max_length=MOST_LABELS, default_factory=dict)]
    """Layout of sheets: the cells that are printed on every sheet, by address, with their words."""
    columns: Annotated[tuple[Column, ...], Limits(max_length=MOST_COLUMNS)]

    @model_validator(mode="after")
    def makes_sense(self) -> Self:
        """Refuse a mapping that says a thing twice or leads nowhere; raises with the place in Japanese."""
        _check_columns(self)
        first, last = self.plan.first_fiscal_year, self.plan.last_fiscal_year
        if first is not None and last is not None and last < first:
            raise ValueError("計画の最後の年度が、最初の年度より前になっています。")
        if self.last_row is not None and self.last_row < self.first_row:
            raise ValueError("最後の行が、最初の行より前になっています。")
        if self.layout is Layout.ROWS and any(row >= self.first_row for row in self.header_rows):
            raise ValueError("見出しの行は、最初の施策の行より上にある必要があります。")
        return self


def _check_columns(mapping: Mapping) -> None:
    seen: set[str] = set()
    single: dict[Field, str] = {}
    in_sheets = mapping.layout is Layout.SHEETS
    for column in mapping.columns:
        if column.at in seen:
            raise ValueError(f"{column.at} が二度出てきます。")
        seen.add(column.at)
        if column.at[-1].isdigit() != in_sheets:
            wanted = "セル（C5 など）" if in_sheets else "列（BT など）"
            raise ValueError(f"「{column.at}」は{wanted}の名前ではありません。")
        if column.block is not None and column.block > len(mapping.blocks):
            raise ValueError(f"{column.at} の年度の番号 {column.block} は、年度の一覧にありません。")
        if column.level is not None and column.level >= len(mapping.plan.levels):
            raise ValueError(f"{column.at} の体系の段 {column.level} は、体系の一覧にありません。")
        if column.field in SINGLE and column.field in single:
            raise ValueError(
                f"{single[column.field]} と {column.at} が、どちらも"
                f"「{FIELD_WORDS[column.field]}」になっています。一つだけにしてください。"
            )
        single.setdefault(column.field, column.at)
    if Field.TITLE not in single:
        raise ValueError("施策の名称の列がありません。どの列が施策の名称かを選んでください。")
