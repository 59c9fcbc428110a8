"""The columns of the older form, from their table; the block of a year stands there once."""

from collections.abc import Iterator
from dataclasses import dataclass

from ayumi.config.sample_city.tables import Row, rows

YEARS = (2021, 2022, 2023, 2024)
"""The fiscal years of the blocks. No heading says so."""
SOURCES = ("national", "prefectural", "bond", "general")
BLOCK = (*SOURCES, "sum", "hours", "personnel", "total", "activity")


@dataclass(frozen=True, slots=True)
class LegacyColumn:
    """A column: its key, its three rows of headings (empty where merged from above), its width."""

    key: str
    headings: tuple[str, str, str]
    width: float


def columns() -> tuple[LegacyColumn, ...]:
    """Return the columns from the left; those of a year have its place in their key: ``general 0`` …"""
    return tuple(_columns())


def _columns() -> Iterator[LegacyColumn]:
    table = rows("legacy_columns")
    of_a_year = [row for row in table if row["key"] in BLOCK]
    for row in table:
        if row["key"] == BLOCK[0]:
            for place in range(len(YEARS)):
                yield from (_column(each, f"{each['key']} {place}") for each in of_a_year)
        elif row["key"] not in BLOCK:
            yield _column(row, row["key"])


def _column(row: Row, key: str) -> LegacyColumn:
    section, group, heading = (row[name].replace("|", "\n") for name in ("section", "group", "heading"))
    return LegacyColumn(key, (section, group, heading), float(row["width"]))
