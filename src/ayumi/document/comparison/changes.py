"""What differs between two plan documents, in the order of the new one, each in words."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from ayumi.document.comparison.rows import Path
from ayumi.document.comparison.texts import Piece, compare_texts


class ChangeKind(StrEnum):
    """What happened."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"
    RENUMBERED = "renumbered"


@dataclass(frozen=True, slots=True)
class Subject:
    """What a change belongs to: an item, a chapter, or a part of the plan around the tree."""

    id: str
    """The item's or chapter's place among all subjects; the same in both documents."""
    name: str
    item_id: str | None = None


@dataclass(frozen=True)
class Change:
    """One difference: where, what stood before and what stands now, as a person reads it."""

    kind: ChangeKind
    path: Path
    subject: Subject
    label: str
    """What changed of the subject, e.g. 目的 or 指標「…」令和7年度の目標."""
    old: str
    new: str

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """The passages that stayed, went and came."""
        return compare_texts(self.old, self.new)


@dataclass(frozen=True)
class SubjectChanges:
    """Everything that changed of one subject."""

    subject: Subject
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Comparison:
    """Every difference between two documents, grouped by subject in printed order."""

    changes: tuple[Change, ...]

    @cached_property
    def subjects(self) -> tuple[SubjectChanges, ...]:
        """The changes by what they belong to, in order."""
        groups: dict[str, list[Change]] = {}
        for change in self.changes:
            groups.setdefault(change.subject.id, []).append(change)
        return tuple(SubjectChanges(group[0].subject, tuple(group)) for group in groups.values())

    @cached_property
    def counts(self) -> dict[ChangeKind, int]:
        """How many changes there are of each kind that occurs."""
        return {
            kind: number
            for kind in ChangeKind
            if (number := sum(change.kind is kind for change in self.changes))
        }

    @cached_property
    def removed_item_ids(self) -> tuple[str, ...]:
        """The items that the new document has no more."""
        return tuple(
            change.subject.item_id or ""
            for change in self.changes
            if change.kind is ChangeKind.REMOVED and len(change.path) == 2 and change.path[0] == "items"
        )
