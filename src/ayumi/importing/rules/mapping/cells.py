"""What one cell says, by the rules of ``cell_rules``: never a guess, never an exception.

Every reader returns a value, or a ``Blank`` (a mark that says there is none), or a ``Refusal``.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation

from ayumi.document.measures import ItemStatus, MissingReason
from ayumi.document.source_workbook import CellError, CellValue
from ayumi.document.words import day_text, number_text
from ayumi.ground.era import ERAS
from ayumi.ground.fiscal_year import years_in

DASHES = frozenset("-－―‐–—−ー‑")
_MISSING = {
    "未公表": MissingReason.NOT_PUBLISHED,
    "非公表": MissingReason.NOT_PUBLISHED,
    "集計中": MissingReason.BEING_COUNTED,
    "該当なし": MissingReason.NOT_APPLICABLE,
    "調査なし": MissingReason.NOT_SURVEYED,
    "未調査": MissingReason.NOT_SURVEYED,
    "初回調査前": MissingReason.BEFORE_FIRST_SURVEY,
}
_NUMBER = re.compile(r"([+\-▲△]?)\s*([0-9]{1,3}(?:,[0-9]{3}){1,5}(?![0-9,])|[0-9]{1,15})(\.[0-9]{1,12})?")
_COMPOSITE = re.compile(rf"({_NUMBER.pattern})\s*[(]\s*[+\-▲△]?[0-9,.]+\s*[)]")
_CODE = re.compile(r"[^\s\0、。]{1,30}")
_MARKS = frozenset("○◯〇●◎レ✓✔☑")
_CROSSES = frozenset("×✕☓")
_STATUS = {"新規": ItemStatus.NEW, "継続": ItemStatus.CONTINUING, "拡充": ItemStatus.EXPANDED}
_LONGEST_NUMBER = 40
LONGEST_WORDS = 300
"""What the words of a scale or of an indicator's value may hold."""


@dataclass(frozen=True, slots=True)
class Blank:
    """A mark that there is no value, with the reason where the mark names one."""

    rule: str
    missing: MissingReason | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A cell that is not taken because nobody can be sure what it says."""

    rule: str


@dataclass(frozen=True, slots=True)
class Words:
    """Words or a composite where a number usually stands: the text, and the number it begins with."""

    text: str
    number: Decimal | None = None


_DASH = Blank("blank.dash")
_SPACES = Blank("blank.spaces")
_NAMED = {words: Blank("blank.words", reason) for words, reason in _MISSING.items()}


def blank(text: str) -> Blank | None:
    """Return what kind of blank mark ``text`` is, or None. ``text`` has no blanks around it."""
    if not text:
        return _SPACES
    if len(text) == 1:
        return _DASH if text in DASHES else None
    return _NAMED.get(text.strip("（）()")) if len(text) <= 8 else None


def number(value: CellValue, unit: str = "") -> Decimal | Blank | Refusal | Words:
    """Read a number; ``unit`` is the unit that may stand behind it. A ``Words`` is a composite."""
    if type(value) is Decimal:
        return value
    if not isinstance(value, str):
        return unexpected(value)
    text = value.strip()
    mark = blank(text)
    if mark is not None:
        return mark
    folded = unicodedata.normalize("NFKC", text[: _LONGEST_NUMBER + 1]).replace("−", "-").strip()
    if len(folded) > _LONGEST_NUMBER:
        return Refusal("number.unreadable")
    match = _NUMBER.match(folded)
    if match is None:
        return Refusal("number.unreadable")
    rest = folded[match.end() :].strip()
    if rest and rest != "%" and rest != unicodedata.normalize("NFKC", unit).strip():
        if _COMPOSITE.fullmatch(folded):
            return Words(text, _decimal(match))
        return Refusal("number.unreadable")
    return _decimal(match)


def value_or_words(value: CellValue, unit: str = "") -> Decimal | Blank | Refusal | Words:
    """Read the value of an indicator: a number, or words without a digit."""
    found = number(value, unit)
    if isinstance(found, Refusal) and found.rule == "number.unreadable" and isinstance(value, str):
        text = value.strip()
        if len(text) <= LONGEST_WORDS and not any(
            mark.isdigit() for mark in unicodedata.normalize("NFKC", text)
        ):
            return Refusal("text.control") if "\0" in text else Words(text)
    return found


def words(value: CellValue, longest: int | None = None) -> str | Blank | Refusal:
    """Read a text of at most ``longest`` marks. The number 0 is refused; another number is its digits."""
    if isinstance(value, str):
        text = value.strip()
        if "\0" in text:
            return Refusal("text.control")
        if longest is not None and len(text) > longest:
            return Refusal("text.long")
        return blank(text) or text
    if isinstance(value, Decimal):
        return plain(value) if value else Refusal("text.zero")
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        return day_text(day) if day.year >= ERAS[0].first_year else day.isoformat()
    return unexpected(value)


def choice(
    value: CellValue, choices: frozenset[str] = frozenset(), *, numbers: bool = False
) -> str | Blank | Refusal:
    """Read a word of a scale. A number is one only where the column is a column of ``numbers``, 0 never."""
    if isinstance(value, Decimal):
        if not numbers or not value:
            return Refusal("choice.number")
        text = plain(value)
    elif isinstance(value, str):
        text = value.strip()
        mark = blank(text)
        if mark is not None and text not in choices:
            return mark
        if len(text) > LONGEST_WORDS:
            return Refusal("text.long")
        if "\0" in text:
            return Refusal("text.control")
    else:
        return unexpected(value)
    return Refusal("choice.unknown") if choices and text not in choices else text


def code(value: CellValue, *, zeros: bool, rule: str = "code.number") -> str | Blank | Refusal:
    """Read one code, or several one under another. ``zeros``: codes of this column begin with 0."""
    if isinstance(value, Decimal):
        if zeros or not value or value != value.to_integral_value() or value < 0:
            return Refusal(rule)
        return plain(value)
    if not isinstance(value, str):
        return unexpected(value)
    text = value.strip()
    mark = blank(text)
    if mark is not None:
        return mark
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if all(_CODE.fullmatch(line) for line in lines):
        return "\n".join(lines)
    return Refusal("code.unreadable")


def digit(value: CellValue) -> str | Blank | Refusal:
    """Read one digit of a code that is split over cells; 0 is a digit here."""
    if isinstance(value, Decimal):
        return str(int(value)) if value in _TEN else Refusal("code.unreadable")
    if not isinstance(value, str):
        return unexpected(value)
    text = unicodedata.normalize("NFKC", value[:10]).strip()
    mark = blank(text)
    if mark is not None:
        return mark
    return text if len(text) == 1 and text.isascii() and text.isalnum() else Refusal("code.unreadable")


def year(value: CellValue) -> str | Blank | Refusal:
    """Read a year and keep it as it is written; a number below 1868 names no year."""
    if isinstance(value, Decimal):
        known = value == value.to_integral_value() and 1868 <= value <= 2200
        return plain(value) if known else Refusal("year.unreadable")
    if not isinstance(value, str):
        return words(value) if isinstance(value, date) else unexpected(value)
    text = value.strip()
    mark = blank(text)
    if mark is not None:
        return mark
    return text if len(text) <= 100 and one_year(text) else Refusal("year.unreadable")


def flag(value: CellValue) -> bool | Blank | Refusal:
    """Read a mark: True, or a blank."""
    if isinstance(value, bool):
        return True if value else Blank("flag.mark")
    if not isinstance(value, str):
        return Refusal("flag.unreadable") if isinstance(value, Decimal) else unexpected(value)
    text = value.strip()
    mark = blank(text)
    if mark is not None:
        return mark
    if text in _CROSSES:
        return Blank("flag.mark")
    return True if text in _MARKS else Refusal("flag.unreadable")


def status(value: CellValue) -> ItemStatus | Blank | Refusal:
    """Read 新規・継続・拡充."""
    if not isinstance(value, str):
        return Refusal("status.unreadable") if isinstance(value, Decimal) else unexpected(value)
    text = value.strip()
    mark = blank(text)
    return mark if mark is not None else _STATUS.get(text) or Refusal("status.unreadable")


def table_year(value: CellValue) -> int | Blank | Refusal:
    """Read the fiscal year of a table: 7 and R7 and 2025 are 2025. An era is left out for 令和 alone."""
    if isinstance(value, str):
        text = unicodedata.normalize("NFKC", value[:100]).strip()
        mark = blank(text)
        if mark is not None:
            return mark
        bare = text.removesuffix("年度").removesuffix("年")
        if not (bare.isascii() and bare.isdecimal()):
            return one_year(text) or Refusal("year.unreadable")
        value = Decimal(bare)
    if not isinstance(value, Decimal):
        return unexpected(value)
    if value != value.to_integral_value():
        return Refusal("year.unreadable")
    if 1 <= value <= 99:
        return 2018 + int(value)
    return int(value) if 1868 <= value <= 2200 else Refusal("year.unreadable")


def one_year(text: str) -> int | None:
    """Return the year that ``text`` names, None for no year and for several."""
    try:
        years = years_in(text)
    except ValueError:  # an era has no year 0
        return None
    return years.pop() if len(years) == 1 else None


def plain(value: Decimal) -> str:
    """Print a number as it stands in a code or a text: 62102 → 62102, 3.50 → 3.5, no separators."""
    return f"{value.normalize():f}" if value else "0"


def shown(value: CellValue) -> str:
    """Print any cell for a person, at most 200 marks of it."""
    if isinstance(value, str):
        return value if len(value) <= 200 else value[:200] + "…"
    if isinstance(value, Decimal):
        return number_text(value)
    if isinstance(value, CellError):
        return value.code
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return "" if value is None else str(value)


def unexpected(value: CellValue) -> Refusal:
    """Refuse what is neither a number nor a text."""
    if isinstance(value, CellError):
        return Refusal("error.cell")
    if isinstance(value, (bool, date, time, timedelta)):
        return Refusal("date.unexpected")
    return Refusal("number.unreadable")


def _decimal(match: "re.Match[str]") -> Decimal | Refusal:
    sign, whole, decimals = match.group(1), match.group(2), match.group(3)
    try:
        found = Decimal(whole.replace(",", "") + (decimals or ""))
    except InvalidOperation:
        return Refusal("number.unreadable")
    return -found if sign in ("-", "▲", "△") else found


_TEN = frozenset(Decimal(each) for each in range(10))
