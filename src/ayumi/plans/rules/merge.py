"""Merging two people's edits of the same sheet, field by field."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FieldMerge:
    """One field of both edits. ``proposal`` is what the merge form shows first."""

    name: str
    base: str
    theirs: str
    mine: str

    @property
    def is_conflict(self) -> bool:
        """Both changed the field, and not to the same text."""
        return self.base not in (self.theirs, self.mine) and self.theirs != self.mine

    @property
    def proposal(self) -> str:
        """Theirs where only they changed it; mine otherwise, for the person to settle."""
        return self.theirs if self.mine == self.base else self.mine


def merge_fields(
    base: dict[str, str], theirs: dict[str, str], mine: dict[str, str]
) -> tuple[FieldMerge, ...]:
    """Return every field of ``mine`` that anybody changed, in its order. Nothing is decided here."""
    merges = (FieldMerge(name, base[name], theirs[name], mine[name]) for name in mine)
    return tuple(merge for merge in merges if merge.theirs != merge.base or merge.mine != merge.base)
