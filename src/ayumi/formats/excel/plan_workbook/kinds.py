"""What may stand in a column: how a value is shown in a cell and how a cell is read.

A cell often cannot hold all of a value (Excel knows no 57.0, no empty text beside an empty cell, no control
character). Then the value itself travels in the hidden column ``original`` of its row, and it counts as long
as the cell still shows what was written.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from ayumi.document.source_workbook import CellError, CellValue
from ayumi.formats.excel.plan_workbook.names import Names
from ayumi.formats.excel.plan_workbook.numbers import excel_number, is_dash, parse_number, same_digits
from ayumi.formats.excel.plan_workbook.refusals import NotAccepted, found_words
from ayumi.ground.japanese_text import fold

_UNSHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n?")


def shown_text(text: str) -> str:
    """Return a text as a cell shows it: line ends as newlines, tabs as blanks, control characters gone."""
    return _UNSHOWN.sub("", _LINE_ENDS.sub("\n", text).replace("\t", " "))


@dataclass(frozen=True, slots=True)
class Kind:
    """The plain text kind and the pattern of the others. An empty cell is the empty text."""

    @property
    def splits(self) -> bool:
        """Whether a text too long for one cell may go on in a further column."""
        return True

    def choices(self) -> tuple[str, ...]:
        """Return the words to choose from, or none where anything may be typed."""
        return ()

    def show(self, value: Any, names: Names) -> CellValue:
        """Return what the cell shows; ``names`` are those in force when the workbook was written."""
        return shown_text(value) or None

    def parse(self, cell: CellValue, names: Names) -> Any:
        """Return the value of a cell. Raises NotAccepted."""
        return text_of(cell) or ""

    def loses(self, value: Any, cell: CellValue, names: Names) -> bool:
        """Whether a cell read back would give another value, so that the value itself must travel along."""
        return (cell or "") != value

    def pack(self, value: Any) -> Any:
        """Return the value itself as JSON holds it."""
        return value

    def unpack(self, packed: Any) -> Any:
        """Return the value that ``pack`` packed. Raises ValueError or TypeError for anything else."""
        if packed is not None and not isinstance(packed, str):
            raise TypeError
        return packed

    def gone(self, value: Any, names: Names) -> str | None:
        """Return the id of a thing that was there when the workbook was written and is no more."""
        return None

    def like(self, value: Any, original: Any) -> Any:
        """Return a changed value in the form of the original one."""
        return value


def text_of(cell: CellValue) -> str | None:
    """Return the text of a cell, None for an empty one. Raises NotAccepted for days and failed formulas."""
    if cell is None:
        return None
    if isinstance(cell, str):
        return _LINE_ENDS.sub("\n", cell)
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    if isinstance(cell, CellError):
        raise NotAccepted(
            "文字", f"数式がエラー（{cell.code}）になっています。数式を直すか、文字を入力してください。"
        )
    raise NotAccepted(
        "文字",
        "Excel が入力を日付や時刻に変えています。セルの表示形式を「文字列」にして入力し直してください。",
    )


@dataclass(frozen=True, slots=True)
class OptionalText(Kind):
    """A text or None; an empty cell is None."""

    def show(self, value: Any, names: Names) -> CellValue:
        """Return the text."""
        return None if value is None else shown_text(value) or None

    def loses(self, value: Any, cell: CellValue, names: Names) -> bool:
        """Whether the text is not shown as it is; the empty text is not None."""
        return bool(cell != value)

    def parse(self, cell: CellValue, names: Names) -> Any:
        """Return the text or None."""
        return text_of(cell)


@dataclass(frozen=True, slots=True)
class Lines(Kind):
    """Several texts, one to a line of the cell; empty lines are none."""

    def show(self, value: Any, names: Names) -> CellValue:
        """Return the texts as lines."""
        return shown_text("\n".join(value)) or None

    def loses(self, value: Any, cell: CellValue, names: Names) -> bool:
        """Whether the lines would be parted otherwise."""
        return bool(self.parse(cell, names) != value)

    def parse(self, cell: CellValue, names: Names) -> Any:
        """Return the lines that hold something."""
        return tuple(line for line in (text_of(cell) or "").split("\n") if line.strip())

    def pack(self, value: Any) -> Any:
        """Return a list."""
        return list(value)

    def unpack(self, packed: Any) -> Any:
        """Return a tuple of texts."""
        if not isinstance(packed, list) or not all(isinstance(text, str) for text in packed):
            raise TypeError
        return tuple(packed)


@dataclass(frozen=True, slots=True)
class Number(Kind):
    """A number with its own decimals, or None. A dash is a missing value."""

    whole: bool = False
    least: int | None = None
    required: bool = False

    @property
    def splits(self) -> bool:
        """A number never goes on elsewhere."""
        return False

    def show(self, value: Any, names: Names) -> CellValue:
        """Return a number where Excel holds it exactly, else a text with every digit."""
        if value is None:
            return None
        number = Decimal(value)
        held = excel_number(number)
        return str(number) if held is None else held

    def loses(self, value: Any, cell: CellValue, names: Names) -> bool:
        """Whether the cell keeps fewer decimals than the number has."""
        if value is None:
            return self.required
        read = cell if isinstance(cell, Decimal) else parse_number(str(cell))
        return read is None or not same_digits(read, Decimal(value))

    def parse(self, cell: CellValue, names: Names) -> Any:
        """Return the number or None."""
        number = number_of(cell, self._accepted())
        if number is None:
            if self.required:
                raise NotAccepted(self._accepted(), "空欄です。値を入力してください。")
            return None
        if self.whole and number != number.to_integral_value():
            raise NotAccepted(self._accepted(), "小数になっています。整数で入力してください。")
        if self.least is not None and number < self.least:
            raise NotAccepted(self._accepted(), f"{self.least}より小さい値は登録できません。")
        return int(number) if self.whole else number

    def pack(self, value: Any) -> Any:
        """Return the digits as text."""
        return None if value is None else str(value)

    def unpack(self, packed: Any) -> Any:
        """Return the number."""
        return None if packed is None else int(packed) if self.whole else Decimal(packed)

    def like(self, value: Any, original: Any) -> Any:
        """Give a changed number the decimals its cell shows: 57.0 changed to 58 is 58.0."""
        return with_decimals(value, original)

    def _accepted(self) -> str:
        words = "整数" if self.whole else "数値（全角や桁区切りのカンマも可）"
        return words if self.required else f"{words}、値がなければ空欄または「－」"


def number_of(cell: CellValue, accepted: str) -> Decimal | None:
    """Return the number of a cell, None for an empty one or a dash. Raises NotAccepted."""
    if cell is None or (isinstance(cell, Decimal) and not isinstance(cell, bool)):
        return cell
    if isinstance(cell, str):
        if not cell.strip() or is_dash(cell):
            return None
        number = parse_number(cell)
        if number is not None:
            return number
    if isinstance(cell, CellError):
        raise NotAccepted(
            accepted, f"数式がエラー（{cell.code}）になっています。数式を直すか、値を入力してください。"
        )
    if isinstance(cell, (date, datetime)):
        raise NotAccepted(
            accepted, "日付になっています。セルの表示形式を「標準」にして、値を入力し直してください。"
        )
    raise NotAccepted(accepted, "数値として読み取れません。単位や説明を付けず、数値だけを入力してください。")


def with_decimals(value: Any, original: Any) -> Any:
    """Return a number with at least as many decimals as the original had."""
    if not isinstance(value, Decimal) or not isinstance(original, Decimal):
        return value
    exponent, before = value.as_tuple().exponent, original.as_tuple().exponent
    if isinstance(exponent, int) and isinstance(before, int) and before < exponent and before < 0:
        return value + Decimal(0).scaleb(before)
    return value


@dataclass(frozen=True, slots=True)
class Figure(Kind):
    """A number or the words that stand for it (上昇, 本格導入): a pair of which one is set, or None."""

    @property
    def splits(self) -> bool:
        """Such words are short."""
        return False

    def show(self, value: Any, names: Names) -> CellValue:
        """Return the number or the words."""
        if value is None:
            return None
        number, words = value
        return shown_text(words) or None if number is None else Number().show(number, names)

    def loses(self, value: Any, cell: CellValue, names: Names) -> bool:
        """Whether the cell keeps fewer decimals; words that a cell cannot keep do not come here."""
        return value is not None and value[0] is not None and Number().loses(value[0], cell, names)

    def parse(self, cell: CellValue, names: Names) -> Any:
        """Return (number, ""), (None, words) or None."""
        accepted = "数値、または言葉で表した目標"
        if isinstance(cell, str):
            if not cell.strip() or is_dash(cell):
                return None
            number = parse_number(cell)
            return (None, _LINE_ENDS.sub("\n", cell)) if number is None else (number, "")
        if isinstance(cell, bool):
            return None, "TRUE" if cell else "FALSE"
        number = number_of(cell, accepted)
        return None if number is None else (number, "")

    def pack(self, value: Any) -> Any:
        """Return the digits; words need no copy."""
        return str(value[0])

    def unpack(self, packed: Any) -> Any:
        """Return the pair."""
        return Decimal(packed), ""

    def like(self, value: Any, original: Any) -> Any:
        """Give a changed number the decimals its cell shows."""
        return None if value is None else (with_decimals(value[0], original[0]), value[1])


@dataclass(frozen=True, slots=True)
class Choice(Kind):
    """One of a few words; an empty cell is ``blank``, or refused where a word is required."""

    words: Mapping[StrEnum, str] | None = None
    required: bool = True
    blank: StrEnum | None = None

    @property
    def splits(self) -> bool:
        """A choice is short."""
        return False

    def choices(self) -> tuple[str, ...]:
        """Return the words."""
        return tuple((self.words or {}).values())

    def show(self, value: Any, names: Names) -> CellValue:
        """Return the word."""
        return None if value is None else (self.words or {})[value]

    def loses(self, value: Any, cell: CellValue, names: Names) -> bool:
        """Never where the table names every value, but for none where the blank cell means another."""
        return value is None and self.blank is not None

    def parse(self, cell: CellValue, names: Names) -> Any:
        """Return the value whose word stands there."""
        accepted = "、".join(self.choices())
        if cell is None or (isinstance(cell, str) and not cell.strip()):
            if self.required:
                raise NotAccepted(accepted, "空欄です。一覧から選んでください。")
            return self.blank
        typed = fold(found_words(cell))
        for value, word in (self.words or {}).items():
            if typed in (fold(word), value.value):
                return value
        raise NotAccepted(accepted, "一覧にない言葉です。一覧から選んでください。")
