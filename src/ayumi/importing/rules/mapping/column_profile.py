"""What the cells of a column look like together: asked where one cell alone cannot be understood."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from ayumi.document.source_workbook import CellValue


@dataclass(frozen=True, slots=True)
class ColumnProfile:
    """How many cells hold a text and a number, and whether its codes begin with 0."""

    texts: int
    numbers: int
    others: int
    """Errors, dates and truth values."""
    leading_zeros: bool
    words: tuple[str, ...]
    """The different texts, most frequent first, at most thirteen of them."""
    distinct: int
    longest: int

    @property
    def mostly_numbers(self) -> bool:
        """Whether a number is what one expects in this column."""
        return self.numbers > self.texts

    @property
    def has_lost_zeros(self) -> bool:
        """Whether a number among these codes may once have begun with 0."""
        return self.leading_zeros or self.texts > self.numbers


_MOST_WORDS = 13


def profile(values: Iterable[CellValue]) -> ColumnProfile:
    """Look at the cells of a column."""
    counts: Counter[str] = Counter()
    texts = numbers = others = 0
    for value in values:
        if isinstance(value, str):
            text = value.strip()
            if text:
                counts[text] += 1
                texts += 1
        elif isinstance(value, Decimal):
            numbers += 1
        elif value is not None:
            others += 1
    return ColumnProfile(
        texts=texts,
        numbers=numbers,
        others=others,
        leading_zeros=any(text[0] == "0" and len(text) > 1 and text[1].isdigit() for text in counts),
        words=tuple(text for text, _count in counts.most_common(_MOST_WORDS)),
        distinct=len(counts),
        longest=max(map(len, counts), default=0),
    )
