"""Years and months as municipal texts print them."""

import re

from ayumi.document.plan import PlanPeriod
from ayumi.ground.fiscal_year import years_in

_ERA_YEAR = r"(?:明治|大正|昭和|平成|令和)\s*(?:元|[0-9]{1,2})\s*(?:[(][0-9]{4}[)])?"
_YEAR = rf"(?:{_ERA_YEAR}|(?:18|19|20|21)[0-9]{{2}})\s*(?:[(][^()]{{2,8}}[)])?"
DATE = re.compile(rf"({_YEAR})\s*年\s*(?:[(][0-9]{{4}}年?[)])?\s*(?:(1[0-2]|0?[1-9])\s*月)?")
"""A year with an optional month in NFKC text: 平成27(2015)年7月, 2015年, 令和元年12月."""
_SPAN = re.compile(rf"({_YEAR})\s*年?度?\s*(?:から|～|~|〜|-|ー|−|より)\s*({_YEAR})\s*年?度?\s*(?:まで)?")

EARLIEST = 1868
LONGEST = 100
"""A span of more years is history or a slip, not the period of a plan."""


def established_in(text: str) -> str | None:
    """Return YYYY-MM or YYYY of the first date in an NFKC text, or None."""
    match = DATE.search(text)
    if match is None:
        return None
    years = years_in(match.group(1))
    if len(years) != 1:
        return None
    year = years.pop()
    return f"{year}-{int(match.group(2)):02d}" if match.group(2) else str(year)


def period_in(text: str) -> PlanPeriod | None:
    """Return the period of the first span of two years in an NFKC text, or None.

    Each end may carry both calendars; they must agree.
    """
    for match in _SPAN.finditer(text):
        first, last = years_in(match.group(1)), years_in(match.group(2))
        if len(first) == 1 and len(last) == 1:
            begin, end = first.pop(), last.pop()
            if EARLIEST <= begin <= end <= begin + LONGEST:
                return PlanPeriod(first_fiscal_year=begin, last_fiscal_year=end)
    return None
