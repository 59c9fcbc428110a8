"""The fiscal year (会計年度): April of its year to March of the next."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from ayumi.ground.era import era_year, western_year

_ERA_YEAR = re.compile(r"(明治|大正|昭和|平成|令和|[MTSHR])\s*(元|[0-9]{1,3})")
_WESTERN_YEAR = re.compile(r"(?<![0-9])((?:18|19|20|21)[0-9]{2})(?![0-9])")


@dataclass(frozen=True, slots=True, order=True)
class FiscalYear:
    """One fiscal year, named by the Western year in which it begins (令和7年度 = 2025)."""

    year: int

    @property
    def first_day(self) -> date:
        """1 April of the year (地方自治法第208条)."""
        return date(self.year, 4, 1)

    @property
    def last_day(self) -> date:
        """31 March of the next year."""
        return date(self.year + 1, 3, 31)

    @property
    def japanese(self) -> str:
        """令和7年度."""
        return f"{era_year(self.year)}年度"

    @property
    def both_calendars(self) -> str:
        """令和7(2025)年度, the style in which municipal plans print a year."""
        return f"{era_year(self.year)}({self.year})年度"

    @classmethod
    def containing(cls, day: date) -> "FiscalYear":
        """Return the fiscal year in which ``day`` falls."""
        return cls(day.year if day.month >= 4 else day.year - 1)

    @classmethod
    def parse(cls, text: str) -> "FiscalYear":
        """Read R6, 令和6(2024)年度, H27, 2024, 平成31/令和元, 平成33年度.

        Raises ValueError when no year stands in the text or two different years do.
        """
        years = years_in(text)
        if not years:
            raise ValueError(f"no fiscal year in {text!r}")
        if len(years) > 1:
            raise ValueError(f"more than one fiscal year in {text!r}: {sorted(years)}")
        return cls(years.pop())


def years_in(text: str) -> set[int]:
    """Return every distinct year named in ``text``, in either calendar."""
    folded = unicodedata.normalize("NFKC", text)
    years = {
        western_year(era, 1 if number == "元" else int(number)) for era, number in _ERA_YEAR.findall(folded)
    }
    return years | {int(year) for year in _WESTERN_YEAR.findall(folded)}
