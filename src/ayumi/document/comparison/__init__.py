"""Comparing two plan documents, and merging what two people made of the same one."""

from ayumi.document.comparison.conflicts import Choices, Conflict, ConflictKind, Side
from ayumi.document.comparison.merge import Merge, Undecided, merge, resolve

__all__ = ["Choices", "Conflict", "ConflictKind", "Merge", "Side", "Undecided", "merge", "resolve"]
