"""Who belongs to a body on a day, and whether a meeting can decide (定足数)."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Self

from pydantic import model_validator

from ayumi.document.base import Part
from ayumi.ground.wording import to_say


class Quorum(StrEnum):
    """How many members must attend. Source: field study §2.2 (過半数 in most rules of such bodies)."""

    MAJORITY = "majority"
    """More than half."""
    HALF = "half"
    """At least half."""
    TWO_THIRDS = "two_thirds"
    """At least two thirds."""
    ALL = "all"
    NONE = "none"
    """The body's rule names none."""


QUORUM_TEXTS: dict[Quorum, str] = {
    Quorum.MAJORITY: to_say("委員の過半数の出席"),
    Quorum.HALF: to_say("委員の半数以上の出席"),
    Quorum.TWO_THIRDS: to_say("委員の3分の2以上の出席"),
    Quorum.ALL: to_say("委員全員の出席"),
    Quorum.NONE: to_say("定めなし"),
}
"""Each rule in the words that a page prints beside the count."""


class Term(Part):
    """The days of a membership, both included; None is open."""

    valid_from: date | None = None
    valid_to: date | None = None

    @model_validator(mode="after")
    def end_after_the_beginning(self) -> Self:
        """Refuse a term that ends before it begins; raises in Japanese."""
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValueError("任期の終わりは、始めの日より後にしてください。")
        return self

    def holds(self, day: date) -> bool:
        """Tell whether ``day`` lies in the term."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day <= self.valid_to)

    def overlaps(self, other: "Term") -> bool:
        """Tell whether the two terms share a day."""
        starts = max(self.valid_from or date.min, other.valid_from or date.min)
        ends = min(self.valid_to or date.max, other.valid_to or date.max)
        return starts <= ends


def needed(rule: Quorum, members: int) -> int:
    """Return how many of ``members`` must attend by the rule; never more than there are."""
    if rule is Quorum.MAJORITY:
        return min(members, members // 2 + 1)
    shares = {
        Quorum.HALF: Fraction(1, 2),
        Quorum.TWO_THIRDS: Fraction(2, 3),
        Quorum.ALL: Fraction(1),
        Quorum.NONE: Fraction(0),
    }
    # -(-a // b) rounds up: two thirds of four members are three.
    return int(-(-shares[rule] * members // 1))


class Presence(Part):
    """A member at a meeting: there, represented, or away."""

    attended: bool = False
    is_represented: bool = False


class QuorumCount(Part):
    """The count behind a quorum: members on the day, who was there, how many are needed."""

    rule: Quorum
    members: int
    attended: int
    represented: int
    counted: int
    needed: int

    @property
    def is_met(self) -> bool:
        """Tell whether the meeting can decide. A body without members never can."""
        return self.members > 0 and self.counted >= self.needed


def count_quorum(rule: Quorum, presences: Iterable[Presence], *, counts_representatives: bool) -> QuorumCount:
    """Count one presence a member. Who attended in person is not counted as represented too."""
    every = list(presences)
    attended = sum(each.attended for each in every)
    represented = sum(each.is_represented and not each.attended for each in every)
    return QuorumCount(
        rule=rule,
        members=len(every),
        attended=attended,
        represented=represented,
        counted=attended + (represented if counts_representatives else 0),
        needed=needed(rule, len(every)),
    )
