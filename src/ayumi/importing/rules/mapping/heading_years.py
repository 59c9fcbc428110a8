"""Years in headings: R5, 令和5(2023)年度, H27, 2024, 平成33年度, and what is left when they are taken out."""

import re
import unicodedata
from dataclasses import dataclass

from ayumi.document.measures import Basis
from ayumi.importing.rules.mapping.cells import one_year

_YEAR = re.compile(
    r"(?:(?:明治|大正|昭和|平成|令和)\s*(?:元|[0-9]{1,2})|(?<![A-Za-z])[SHR]\s*(?:元|[0-9]{1,2})(?![0-9A-Za-z])"
    r"|(?<![0-9])(?:19|20|21)[0-9]{2}(?![0-9]))"
    r"\s*(?:年度|年)?\s*(?:[(]\s*(?:[0-9]{4}|[SHR]?[0-9]{1,2})\s*(?:年度|年)?\s*[)])?\s*(?:年度|年)?"
)
_EARLIEST, _LATEST = 1950, 2100
_BASES = (
    (("見込",), Basis.ESTIMATE),
    (("目標", "計画", "予算", "当初"), Basis.PLANNED),
    (("実績", "決算", "確定"), Basis.FINAL),
)


@dataclass(frozen=True, slots=True)
class HeadingYear:
    """The one year that a heading names, and the heading without it."""

    year: int
    rest: str


def heading_year(heading: str) -> HeadingYear | None:
    """Return the year of a heading, None where it names no year or several."""
    text = unicodedata.normalize("NFKC", heading)
    years = {year for match in _YEAR.finditer(text) if (year := one_year(match.group())) is not None}
    if len(years) != 1:
        return None
    year = years.pop()
    if not _EARLIEST <= year <= _LATEST:
        return None
    rest = _YEAR.sub(" ", text)
    return HeadingYear(year, " ".join(re.sub(r"[(（]\s*[)）]", " ", rest).split()))


def basis_of(heading: str) -> Basis | None:
    """Return how firm the heading says its figures are, or None."""
    return next((basis for words, basis in _BASES if any(word in heading for word in words)), None)
