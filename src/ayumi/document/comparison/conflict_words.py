"""A conflict in words: what it is about, what stood there, and what each side made of it."""

from dataclasses import dataclass

from ayumi.document.comparison.changes import Change, Comparison, Subject
from ayumi.document.comparison.compare import compare
from ayumi.document.comparison.conflicts import Conflict, ConflictKind
from ayumi.document.comparison.merge import Merge
from ayumi.document.comparison.rows import Path
from ayumi.document.comparison.texts import Piece, compare_texts
from ayumi.ground.wording import say


@dataclass(frozen=True, slots=True)
class ToldConflict:
    """A conflict as a person is asked about it."""

    id: str
    kind: ConflictKind
    subject: Subject
    label: str
    base: str
    mine: str
    theirs: str
    mine_pieces: tuple[Piece, ...]
    theirs_pieces: tuple[Piece, ...]


def tell_conflicts(merged: Merge) -> tuple[ToldConflict, ...]:
    """Return every conflict of a merge in words, in its order."""
    if not merged.conflicts:
        return ()
    sides = compare(merged.base, merged.mine), compare(merged.base, merged.theirs)
    return tuple(_told(conflict, sides) for conflict in merged.conflicts)


def _told(conflict: Conflict, sides: tuple[Comparison, Comparison]) -> ToldConflict:
    path = tuple(step for step in conflict.path if step != "")
    own = [_within(comparison, path) for comparison in sides]
    exact = [next((change for change in changes if change.path == path), None) for changes in own]
    first = exact[0] or exact[1] or next((change for changes in own for change in changes), None)
    base = next((change.old for change in exact if change is not None), "")
    mine, theirs = (_after(conflict, side, exact[side], own[side], base) for side in (0, 1))
    return ToldConflict(
        id=conflict.id,
        kind=conflict.kind,
        subject=first.subject if first else Subject("plan", say("計画の基本情報")),
        label=say("並び順") if conflict.kind is ConflictKind.ORDER else (first.label if first else ""),
        base=base,
        mine=mine,
        theirs=theirs,
        mine_pieces=compare_texts(base, mine) if exact[0] else compare_texts(mine, mine),
        theirs_pieces=compare_texts(base, theirs) if exact[1] else compare_texts(theirs, theirs),
    )


def _within(comparison: Comparison, path: Path) -> list[Change]:
    return [change for change in comparison.changes if change.path[: len(path)] == path]


def _after(conflict: Conflict, side: int, exact: Change | None, own: list[Change], base: str) -> str:
    """Say what one side made of it: the text it wrote, its removal, or all that it changed within."""
    value = (conflict.mine, conflict.theirs)[side]
    if value is None and conflict.kind is not ConflictKind.BOTH_CHANGED:
        return say("（削除）")
    if conflict.kind is ConflictKind.ORDER:
        moves = [change for change in own if change.kind.value == "moved"]
        return "\n".join(
            say("{label}: {text}", label=change.subject.name, text=change.new) for change in moves
        )
    if exact is not None:
        return exact.new or say("（空欄）")
    if own:
        return "\n".join(say("{label}: {text}", label=change.label, text=change.new) for change in own)
    if conflict.kind is ConflictKind.BOTH_CHANGED:
        return base or say("（空欄）")
    return say("この項目を使う別の項目があるため、残します。")
