"""Members score first, then see the others: who sees what of the scores of a matter, and when.

Source: field study §2.2 (和光市: members score first). Whoever has scored sees how the others did, without
names; names are shown when the vote is closed, and the plan office sees only a count until then.
"""

from collections.abc import Iterable
from enum import StrEnum
from uuid import UUID

from ayumi.document.base import Part


class Sight(StrEnum):
    """What a reader sees of the scores."""

    NOTHING = "nothing"
    COUNT = "count"
    """How many members have scored."""
    DISTRIBUTION = "distribution"
    """How often each word was given, and the comments, without names."""
    NAMES = "names"
    """Who gave what."""


def sight(*, has_scored: bool, is_member: bool, runs_rounds: bool, is_closed: bool) -> Sight:
    """Return what a reader sees. ``is_closed`` is the vote's; afterwards others see the distribution."""
    if is_closed:
        return Sight.NAMES if is_member or runs_rounds else Sight.DISTRIBUTION
    if has_scored:
        return Sight.DISTRIBUTION
    return Sight.COUNT if is_member or runs_rounds else Sight.NOTHING


class Given(Part):
    """One member's score."""

    member_id: UUID
    value: str
    direction: str
    comment: str = ""


class Tally(Part):
    """A word of a scale and how many members gave it."""

    word: str
    count: int


def tally(words: Iterable[str], given: Iterable[str]) -> tuple[Tally, ...]:
    """Return every word of the scale in its order with its count, 0 included."""
    counts = dict.fromkeys(words, 0)
    for word in given:
        counts[word] += 1
    return tuple(Tally(word=word, count=count) for word, count in counts.items())
