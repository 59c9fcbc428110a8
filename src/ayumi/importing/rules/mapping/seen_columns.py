"""A column as the proposal sees it: its heading in several readings, its year, its cells together."""

import re
import unicodedata
from dataclasses import dataclass

from ayumi.document.source_workbook import SourceSheet, column_name
from ayumi.ground.japanese_text import fold
from ayumi.importing.rules.mapping.column_profile import ColumnProfile, profile
from ayumi.importing.rules.mapping.heading_years import HeadingYear, heading_year
from ayumi.importing.rules.mapping.headings import SEPARATOR, bare, paths, width_of

_BRACKETED = re.compile(r"[(（][^()（）]*(?:[(（][^()（）]*[)）][^()（）]*)*[)）]")
_FOOTNOTE = re.compile(r"[*※].*$")


@dataclass(frozen=True, slots=True)
class SeenColumn:
    """Everything about a column that a proposal asks for."""

    number: int
    at: str
    heading: str
    """As printed, the rows of it separated."""
    rest: str
    """Without its year, bare, NFKC."""
    year: HeadingYear | None
    profile: ColumnProfile

    @property
    def folded(self) -> str:
        """The rest, folded, brackets and all."""
        return fold(self.rest)

    @property
    def short(self) -> str:
        """The rest, folded, without what stands in brackets."""
        return fold(_BRACKETED.sub("", _FOOTNOTE.sub("", self.rest)))

    @property
    def leaf(self) -> str:
        """The last row of the rest, folded, without brackets."""
        return fold(_BRACKETED.sub("", self.rest.split(SEPARATOR.strip())[-1]))

    @property
    def is_empty(self) -> bool:
        """Whether no cell below the heading holds anything."""
        return not (self.profile.texts or self.profile.numbers or self.profile.others)


def seen_columns(sheet: SourceSheet, header_rows: tuple[int, ...]) -> tuple[SeenColumn, ...]:
    """Return every column of a sheet."""
    width = width_of(sheet)
    data = sheet.rows[header_rows[-1] + 1 :] if header_rows else sheet.rows
    found = []
    for number, heading in enumerate(paths(sheet, header_rows, width)):
        year = heading_year(heading)
        rest = unicodedata.normalize("NFKC", bare(year.rest if year is not None else bare(heading)))
        if year is not None:
            rest = SEPARATOR.join(part for each in rest.split("/") if (part := bare(each.strip())))
        found.append(
            SeenColumn(
                number=number,
                at=column_name(number),
                heading=heading,
                rest=rest,
                year=year,
                profile=profile(row[number] if number < len(row) else None for row in data),
            )
        )
    return tuple(found)
