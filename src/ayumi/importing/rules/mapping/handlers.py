"""For each field, what a cell of it does to the measure. A handler returns None where the cell was taken."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ayumi.document.source_workbook import CellValue
from ayumi.importing.rules.mapping import cells
from ayumi.importing.rules.mapping.cells import Blank, Refusal
from ayumi.importing.rules.mapping.column_profile import ColumnProfile
from ayumi.importing.rules.mapping.fields import SHEET_TEXTS, Field, Form, MoneyUnit
from ayumi.importing.rules.mapping.mapping import Column, Mapping
from ayumi.importing.rules.mapping.measure import MeasureDraft

Handler = Callable[[CellValue, MeasureDraft], Blank | Refusal | None]

MONEY_FACTOR = {
    MoneyUnit.YEN: Decimal("0.001"),
    MoneyUnit.THOUSAND: None,
    MoneyUnit.MILLION: Decimal(1000),
}
"""What a figure is multiplied with to be thousand yen; None leaves it as it stands."""
LONGEST_NAME = 300
LONGEST_NUMBER = 40
LONGEST_DIVISION = 100
LONGEST_STEP = 50


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a handler must know beside the cell: the mapping, the year of the table, its own column."""

    mapping: Mapping
    table_year: int | None
    column: Column
    slot: int
    profile: ColumnProfile

    @property
    def year(self) -> int | None:
        """The fiscal year of the column's block."""
        block = self.column.block
        return None if block is None else self.mapping.blocks[block - 1].year(self.table_year)

    @property
    def basis(self) -> str:
        """How firm the figures of the column are."""
        if self.column.basis is not None:
            return self.column.basis.value
        return self.mapping.blocks[self.column.block - 1].basis.value if self.column.block else "final"


def _plain_words(longest: int | None, put: Callable[[MeasureDraft, str], None]) -> Handler:
    def handle(value: CellValue, draft: MeasureDraft) -> Blank | Refusal | None:
        found = cells.words(value, longest)
        if isinstance(found, str):
            put(draft, found)
            return None
        return found

    return handle


def sheet_text(around: Surroundings) -> Handler:
    """A text of the measure sheet."""
    name = around.column.field.value

    def put(draft: MeasureDraft, text: str) -> None:
        draft.texts[name] = text

    return _plain_words(None, put)


def title(around: Surroundings) -> Handler:
    """The measure's name."""

    def put(draft: MeasureDraft, text: str) -> None:
        draft.title = text

    return _plain_words(LONGEST_NAME, put)


def number(around: Surroundings) -> Handler:
    """The printed number, as text with its zeros."""
    zeros = around.profile.has_lost_zeros

    def handle(value: CellValue, draft: MeasureDraft) -> Blank | Refusal | None:
        found = cells.code(value, zeros=zeros, rule="id.number")
        if not isinstance(found, str):
            return found
        if len(found) > LONGEST_NUMBER:
            return Refusal("text.long")
        draft.number = found
        return None

    return handle


def division(around: Surroundings) -> Handler:
    """The division in charge."""

    def put(draft: MeasureDraft, text: str) -> None:
        draft.division = " ".join(text.split())

    return _plain_words(LONGEST_DIVISION, put)


def contributing(around: Surroundings) -> Handler:
    """Divisions that take part, one under another or between commas."""

    def handle(value: CellValue, draft: MeasureDraft) -> Blank | Refusal | None:
        found = cells.words(value)
        if not isinstance(found, str):
            return found
        names = [part.strip() for part in found.replace("、", "\n").replace("，", "\n").splitlines()]
        if any(len(name) > LONGEST_DIVISION for name in names):
            return Refusal("text.long")
        draft.contributing.extend(name for name in names if name)
        return None

    return handle


def status(around: Surroundings) -> Handler:
    """新規・継続・拡充."""

    def handle(value: CellValue, draft: MeasureDraft) -> Blank | Refusal | None:
        found = cells.status(value)
        if isinstance(found, (Blank, Refusal)):
            return found
        draft.status = found.value
        return None

    return handle


def priority(around: Surroundings) -> Handler:
    """A mark that the measure is a priority."""

    def handle(value: CellValue, draft: MeasureDraft) -> Blank | Refusal | None:
        found = cells.flag(value)
        if isinstance(found, (Blank, Refusal)):
            return found
        draft.priority = True
        return None

    return handle


def fiscal_year(around: Surroundings) -> Handler:
    """The year of the table: read once for all rows, and in every row it must be that one."""
    expected = around.table_year

    def handle(value: CellValue, draft: MeasureDraft) -> Blank | Refusal | None:
        found = cells.table_year(value)
        if isinstance(found, (Blank, Refusal)):
            return found
        return None if found == expected else Refusal("year.differs")

    return handle


def level_code(around: Surroundings) -> Handler:
    """The code of a level, or one digit of it."""
    level, place = around.column.level or 1, around.column.digit
    zeros = around.profile.leading_zeros

    def handle(value: CellValue, draft: MeasureDraft) -> Blank | Refusal | None:
        found = cells.digit(value) if place else cells.code(value, zeros=zeros)
        if not isinstance(found, str):
            return found
        if len(found) > LONGEST_NUMBER:
            return Refusal("text.long")
        draft.codes.setdefault(level, {})[place or 1] = found
        return None

    return handle


def level_name(around: Surroundings) -> Handler:
    """The name of an item above the measures."""
    level = around.column.level or 1

    def put(draft: MeasureDraft, text: str) -> None:
        draft.names[level] = " ".join(text.split())

    return _plain_words(LONGEST_NAME, put)


def judgement(around: Surroundings) -> Handler:
    """A word of a scale."""
    place = (around.column.stage, around.column.subject)
    choices = frozenset(around.column.choices)
    numbers = around.profile.mostly_numbers

    def handle(value: CellValue, draft: MeasureDraft) -> Blank | Refusal | None:
        found = cells.choice(value, choices, numbers=numbers)
        if not isinstance(found, str):
            return found
        draft.judgements.setdefault(place, {})["value"] = found
        return None

    return handle


def judgement_reason(around: Surroundings) -> Handler:
    """Why it was judged so."""
    place = (around.column.stage, around.column.subject)

    def put(draft: MeasureDraft, text: str) -> None:
        draft.judgements.setdefault(place, {})["reason"] = text

    return _plain_words(None, put)


def link(around: Surroundings) -> Handler:
    """A mark, or the place in words, in another plan."""
    plan = around.column.plan

    def handle(value: CellValue, draft: MeasureDraft) -> Blank | Refusal | None:
        found = cells.flag(value)
        label: Any = plan
        if isinstance(found, Blank):
            return found
        if isinstance(found, Refusal):
            label = cells.words(value, LONGEST_NAME)
            if not isinstance(label, str):
                return label
        draft.links.append({"kind": "contributes_to", "plan_title": plan, "target_label": label})
        return None

    return handle


def remark(around: Surroundings) -> Handler:
    """What no field is for, under its own heading."""
    column = around.column
    heading = (column.heading or column.at)[:LONGEST_NAME]
    zeros = around.profile.leading_zeros
    readers: dict[Form, Callable[[CellValue], Any]] = {
        Form.TEXT: cells.words,
        Form.NUMBER: cells.number,
        Form.CODE: lambda value: cells.code(value, zeros=zeros),
        Form.YEAR: cells.year,
        Form.FLAG: cells.flag,
    }
    read = readers[column.form or Form.TEXT]

    def handle(value: CellValue, draft: MeasureDraft) -> Blank | Refusal | None:
        found = read(value)
        if isinstance(found, (Blank, Refusal)):
            return found
        if isinstance(found, cells.Words):
            return Refusal("number.composite")
        text = "○" if found is True else found if isinstance(found, str) else cells.shown(found)
        draft.remarks.append({"heading": heading, "text": text})
        return None

    return handle


TEXT_HANDLERS: dict[Field, Callable[[Surroundings], Handler]] = {
    Field.NUMBER: number,
    Field.TITLE: title,
    Field.STATUS: status,
    Field.PRIORITY: priority,
    Field.DIVISION: division,
    Field.CONTRIBUTING: contributing,
    Field.FISCAL_YEAR: fiscal_year,
    Field.LEVEL_CODE: level_code,
    Field.LEVEL_NAME: level_name,
    Field.JUDGEMENT: judgement,
    Field.JUDGEMENT_REASON: judgement_reason,
    Field.LINK: link,
    Field.REMARK: remark,
    **dict.fromkeys(SHEET_TEXTS, sheet_text),
}
