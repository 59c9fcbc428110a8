"""Japanese eras, both ways, including 元年 and years printed past an era's end."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Era:
    """One era: its names and the Western year that is its year one."""

    name: str
    letter: str
    first_year: int


ERAS: tuple[Era, ...] = (
    Era("明治", "M", 1868),
    Era("大正", "T", 1912),
    Era("昭和", "S", 1926),
    Era("平成", "H", 1989),
    Era("令和", "R", 2019),
)
"""Oldest first. A fiscal year belongs to the era that its printed form uses in
municipal books: FY1989 is 平成元年度, FY2019 is 令和元年度."""


def era_of(year: int) -> Era:
    """Return the era in which ``year`` is printed. Raises ValueError before 1868."""
    for era in reversed(ERAS):
        if year >= era.first_year:
            return era
    raise ValueError(f"no era known for the year {year}")


def western_year(era_name: str, year_of_era: int) -> int:
    """Convert 平成33 → 2021: a year past the era's end counts on, as old plans printed it.

    ``era_name`` is a name (令和) or a letter (R). Raises ValueError when unknown or below one.
    """
    if year_of_era < 1:
        raise ValueError("an era begins with its year one")
    for era in ERAS:
        if era_name in (era.name, era.letter):
            return era.first_year + year_of_era - 1
    raise ValueError(f"unknown era {era_name}")


def era_year(year: int) -> str:
    """Print a Western year as an era year: 2019 → 令和元, 2025 → 令和7."""
    era = era_of(year)
    number = year - era.first_year + 1
    return f"{era.name}{'元' if number == 1 else number}"
