"""Numbers and days as officials type them, and which numbers Excel can hold exactly."""

import re
import unicodedata
from datetime import date
from decimal import Decimal

from ayumi.ground.era import western_year

DASHES = frozenset("-‐‑‒–—―−ー－ｰ─")
"""What stands in a cell for a missing value (field study §1.4); never a zero."""

SIGNIFICANT_DIGITS = 15
"""How many digits of a number Excel keeps."""

_NUMBER = re.compile(
    r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?(?:E[+-]?[0-9]{1,6})?", re.IGNORECASE
)
_MINUS = str.maketrans("−▲△", "---")
_ERA_DAY = re.compile(
    r"(明治|大正|昭和|平成|令和|[MTSHR])\s*(元|[0-9]{1,3})\s*(?:\([0-9]{4}\))?[年./-]([0-9]{1,2})[月./-]([0-9]{1,2})日?"
)
_DAY = re.compile(r"([0-9]{4})[年./-]([0-9]{1,2})[月./-]([0-9]{1,2})日?")


def is_dash(text: str) -> bool:
    """Whether the text is one dash of any kind, which stands for a missing value."""
    return text.strip() in DASHES


def parse_number(text: str) -> Decimal | None:
    """Return the number a text says, with its own decimals, or None: "１，２３４.50" → 1234.50, "▲5" → −5."""
    folded = unicodedata.normalize("NFKC", text).strip().translate(_MINUS)
    return Decimal(folded.replace(",", "")) if _NUMBER.fullmatch(folded) else None


def parse_day(text: str) -> date | None:
    """Return the day a text says, or None: 2024-03-31, 2024/3/31, 令和6年3月31日, R6.3.31."""
    folded = unicodedata.normalize("NFKC", text).strip()
    try:
        if found := _DAY.fullmatch(folded):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _ERA_DAY.fullmatch(folded):
            year = western_year(found[1], 1 if found[2] == "元" else int(found[2]))
            return date(year, int(found[3]), int(found[4]))
    except ValueError:
        return None
    return None


def excel_number(value: Decimal) -> Decimal | None:
    """Return what a number cell gives back for ``value``, or None where it would be another number.

    Excel keeps 15 digits and no decimals of its own (57.0 comes back as 57); huge and tiny numbers stay out.
    """
    if value == 0:
        return Decimal(0)
    if not Decimal("1E-9") <= abs(value) < Decimal("1E15"):
        return None
    shown = Decimal(f"{float(value):.{SIGNIFICANT_DIGITS}g}")
    if shown != value:
        return None
    return Decimal(int(shown)) if shown == shown.to_integral_value() else shown


def same_digits(one: Decimal, other: Decimal) -> bool:
    """Whether two numbers are printed alike: 57 and 57.0 are not."""
    return one.as_tuple() == other.as_tuple()


def decimals_of(value: Decimal) -> int:
    """Return how many decimals a number is printed with: 57.0 → 1."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
