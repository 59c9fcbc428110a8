"""Comparing two plan documents, and merging what two people made of the same one."""

from ayumi.document.comparison.changes import Change, ChangeKind, Comparison, Subject, SubjectChanges
from ayumi.document.comparison.compare import compare
from ayumi.document.comparison.conflict_words import ToldConflict, tell_conflicts
from ayumi.document.comparison.conflicts import Choices, Conflict, ConflictKind, Side
from ayumi.document.comparison.merge import Merge, Undecided, merge, resolve

__all__ = [
    "Change",
    "ChangeKind",
    "Choices",
    "Comparison",
    "Conflict",
    "ConflictKind",
    "Merge",
    "Side",
    "Subject",
    "SubjectChanges",
    "ToldConflict",
    "Undecided",
    "compare",
    "merge",
    "resolve",
    "tell_conflicts",
]
