"""Kinds of columns with rules of their own: yes or no, fiscal years, days, stable ids and names of things."""

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from ayumi.document.source_workbook import CellValue
from ayumi.formats.excel.acceptance import NotAccepted
from ayumi.formats.excel.cell_text import text_of
from ayumi.formats.excel.numbers import is_dash, parse_day, parse_number
from ayumi.formats.excel.plan_workbook.kinds import Kind
from ayumi.formats.excel.plan_workbook.names import Names
from ayumi.ground.fiscal_year import FiscalYear

FIRST_YEAR, LAST_YEAR = 1868, 2200
YEAR_WORDS = "年度（令和7年度、R7、2025 など）"
DAY_WORDS = "日付（2025/4/1、令和7年4月1日、R7.4.1 など）"
_FIRST_EXCEL_DAY = date(1900, 3, 1)
"""Excel counts a day that never was, 29 February 1900, so earlier days are written as text."""
_YES_WORDS = frozenset(("○", "〇", "◯", "●", "はい", "有", "あり", "yes", "true", "1", "レ", "✓"))
_NO_WORDS = frozenset(("", "×", "✕", "いいえ", "無", "なし", "no", "false", "0"))


@dataclass(frozen=True, slots=True)
class YesNo(Kind):
    """○ or nothing."""

    @property
    def splits(self) -> bool:
        """One character."""
        return False

    def choices(self) -> tuple[str, ...]:
        """Return the one mark."""
        return ("○",)

    def show(self, value: Any, names: Names) -> CellValue:
        """Return ○ for yes."""
        return "○" if value else None

    def loses(self, value: Any, cell: CellValue, names: Names) -> bool:
        """Never."""
        return False

    def parse(self, cell: CellValue, names: Names) -> Any:
        """Return whether a yes stands there."""
        typed = unicodedata.normalize("NFKC", text_of(cell) or "").strip().lower()
        if typed in _YES_WORDS:
            return True
        if typed in _NO_WORDS or is_dash(typed):
            return False
        raise NotAccepted("○または空欄", "○でも空欄でもありません。")

    def unpack(self, packed: Any) -> Any:
        """Return the truth."""
        return bool(packed)


@dataclass(frozen=True, slots=True)
class Year(Kind):
    """A fiscal year as the Western year in which it begins, shown as 令和7(2025)年度."""

    required: bool = True

    @property
    def splits(self) -> bool:
        """A year is short."""
        return False

    def show(self, value: Any, names: Names) -> CellValue:
        """Return the year in both calendars."""
        if value is None:
            return None
        return FiscalYear(value).both_calendars if FIRST_YEAR <= value <= LAST_YEAR else str(value)

    def loses(self, value: Any, cell: CellValue, names: Names) -> bool:
        """Whether the year is none that a person would type."""
        return value is not None and not FIRST_YEAR <= value <= LAST_YEAR

    def parse(self, cell: CellValue, names: Names) -> Any:
        """Return the year in which the fiscal year begins, or None."""
        if cell is None or (isinstance(cell, str) and (not cell.strip() or is_dash(cell))):
            if self.required:
                raise NotAccepted(YEAR_WORDS, "空欄です。年度を入力してください。")
            return None
        year = parse_year(cell)
        if year is None:
            raise NotAccepted(YEAR_WORDS, "年度として読み取れません。")
        return year

    def pack(self, value: Any) -> Any:
        """Return the digits."""
        return None if value is None else str(value)

    def unpack(self, packed: Any) -> Any:
        """Return the year."""
        return None if packed is None else int(packed)


def parse_year(cell: CellValue) -> int | None:
    """Return the fiscal year of a number or of a text in any form officials write, or None."""
    number = cell if isinstance(cell, Decimal) else parse_number(cell) if isinstance(cell, str) else None
    if number is not None:
        return int(number) if FIRST_YEAR <= number <= LAST_YEAR and number == int(number) else None
    if isinstance(cell, str):
        try:
            year = FiscalYear.parse(cell).year
        except ValueError:
            return None
        return year if FIRST_YEAR <= year <= LAST_YEAR else None
    return None


@dataclass(frozen=True, slots=True)
class Day(Kind):
    """A day, or None."""

    @property
    def splits(self) -> bool:
        """A day is short."""
        return False

    def show(self, value: Any, names: Names) -> CellValue:
        """Return the day; one that Excel does not know as text."""
        day: date | None = value
        return day.isoformat() if day is not None and day < _FIRST_EXCEL_DAY else day

    def loses(self, value: Any, cell: CellValue, names: Names) -> bool:
        """Never."""
        return False

    def parse(self, cell: CellValue, names: Names) -> Any:
        """Return the day or None."""
        if cell is None or (isinstance(cell, str) and (not cell.strip() or is_dash(cell))):
            return None
        if isinstance(cell, datetime):
            return cell.date()
        if isinstance(cell, date):
            return cell
        day = parse_day(cell) if isinstance(cell, str) else None
        if day is None:
            raise NotAccepted(DAY_WORDS, "日付として読み取れません。")
        return day

    def pack(self, value: Any) -> Any:
        """Return the day of ISO 8601."""
        return None if value is None else value.isoformat()

    def unpack(self, packed: Any) -> Any:
        """Return the day."""
        return None if packed is None else date.fromisoformat(packed)


@dataclass(frozen=True, slots=True)
class Id(Kind):
    """A stable id in a hidden column, or None for a row that an official has added."""

    @property
    def splits(self) -> bool:
        """An id is short."""
        return False

    def show(self, value: Any, names: Names) -> CellValue:
        """Return the id."""
        shown: str | None = value
        return shown

    def loses(self, value: Any, cell: CellValue, names: Names) -> bool:
        """Never."""
        return False

    def parse(self, cell: CellValue, names: Names) -> Any:
        """Return the id in its canonical form, or None."""
        text = (text_of(cell) or "").strip()
        if not text:
            return None
        try:
            return str(UUID(text))
        except ValueError:
            raise NotAccepted(
                "この仕組みが書き出した ID、または空欄（新しい行）",
                "隠れた列の ID が書き換えられています。新しい行であれば空欄にしてください。",
            ) from None


@dataclass(frozen=True, slots=True)
class Name(Kind):
    """The thing of ``what`` that a name stands for, as its id; the id itself travels along."""

    what: str = ""
    required: bool = False

    @property
    def splits(self) -> bool:
        """A name is short enough."""
        return False

    def show(self, value: Any, names: Names) -> CellValue:
        """Return the name that was in force when the workbook was written, else the id."""
        return None if value is None else names.written_name(self.what, value) or value

    def gone(self, value: Any, names: Names) -> str | None:
        """Return the id where its thing was deleted since."""
        return value if value is not None and names.is_gone(self.what, value) else None

    def loses(self, value: Any, cell: CellValue, names: Names) -> bool:
        """Always where there is one: a name is no id."""
        return value is not None

    def parse(self, cell: CellValue, names: Names) -> Any:
        """Return the id of the one thing of that name."""
        typed = (text_of(cell) or "").strip()
        if not typed or (is_dash(typed) and not self.required):
            if self.required:
                raise NotAccepted(names.some(self.what), "空欄です。名称を入力してください。")
            return None
        return names.find(self.what, typed)


@dataclass(frozen=True, slots=True)
class NameList(Kind):
    """Several things by their names, one to a line or separated by 、; their ids travel along."""

    what: str = ""

    def show(self, value: Any, names: Names) -> CellValue:
        """Return the names as lines."""
        return "\n".join(names.written_name(self.what, each) or each for each in value) or None

    def gone(self, value: Any, names: Names) -> str | None:
        """Return the first id whose thing was deleted since."""
        return next((each for each in value if names.is_gone(self.what, each)), None)

    def loses(self, value: Any, cell: CellValue, names: Names) -> bool:
        """Always where there is one: names are no ids."""
        return bool(value)

    def parse(self, cell: CellValue, names: Names) -> Any:
        """Return the ids."""
        text = text_of(cell) or ""
        for mark in "、，,;；\n":
            text = text.replace(mark, "\n")
        typed = [name.strip() for name in text.split("\n")]
        return tuple(names.find(self.what, name) for name in typed if name and not is_dash(name))

    def pack(self, value: Any) -> Any:
        """Return a list of ids."""
        return list(value)

    def unpack(self, packed: Any) -> Any:
        """Return the ids."""
        return tuple(map(str, packed))
