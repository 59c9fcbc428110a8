"""What two people changed to different things, and what a person chose."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ayumi.document.comparison.rows import Path


class Side(StrEnum):
    """Whose change: that of the document put back, or what stands by now."""

    MINE = "mine"
    THEIRS = "theirs"


class ConflictKind(StrEnum):
    """How two changes contradict each other."""

    BOTH_CHANGED = "both_changed"
    BOTH_ADDED = "both_added"
    REMOVED_BY_MINE = "removed_by_mine"
    """Mine removed what theirs changed, or still needs for something new."""
    REMOVED_BY_THEIRS = "removed_by_theirs"
    ORDER = "order"
    """Both moved the same rows, to different places."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """One contradiction. A value is a field's value, a ``Row``, for ORDER the keys, and None where absent."""

    path: Path
    kind: ConflictKind
    base: Any
    mine: Any
    theirs: Any

    @property
    def id(self) -> str:
        """The same for the same contradiction: where it is and how, as 16 hexadecimal digits."""
        return hashlib.sha256(repr((self.path, self.kind.value)).encode("utf-8")).hexdigest()[:16]


Choices = Mapping[str, Side]
"""A conflict's ``id`` → whose change is to stand."""


class Decisions:
    """The choices of a person while two documents are merged, and every conflict that was met."""

    def __init__(self, choices: Choices) -> None:
        self.choices = choices
        self.conflicts: dict[str, Conflict] = {}

    def ask(self, conflict: Conflict) -> Side | None:
        """Note the conflict and return whose change was chosen, None where nobody chose yet."""
        self.conflicts[conflict.id] = conflict
        return self.choices.get(conflict.id)

    def settle(self, conflict: Conflict) -> Any:
        """Note the conflict and return the value that was chosen.

        Until then: theirs, which stands, or mine where theirs removed it, so that nothing is missing.
        """
        choice = self.ask(conflict) or (Side.MINE if conflict.theirs is None else Side.THEIRS)
        return conflict.mine if choice is Side.MINE else conflict.theirs

    def is_asked(self, path: Path) -> bool:
        """Tell whether a conflict at this place was met."""
        return any(conflict.path == path for conflict in self.conflicts.values())
