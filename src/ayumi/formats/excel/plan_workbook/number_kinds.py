"""Kinds of columns for numbers with their own decimals, and for numbers that words may stand for."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from ayumi.document.source_workbook import CellError, CellValue
from ayumi.formats.excel.acceptance import NotAccepted
from ayumi.formats.excel.cell_text import shown_text
from ayumi.formats.excel.numbers import excel_number, is_dash, parse_number, same_digits
from ayumi.formats.excel.plan_workbook.kinds import Kind
from ayumi.formats.excel.plan_workbook.names import Names


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
            return (None, cell.replace("\r\n", "\n").replace("\r", "\n")) if number is None else (number, "")
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
