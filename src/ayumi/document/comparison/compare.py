"""Comparing two plan documents row by row: the base of previews and of 新旧対照表."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ayumi.document.comparison.changes import Change, ChangeKind, Comparison, Subject
from ayumi.document.comparison.facts import fact_words, row_name
from ayumi.document.comparison.order import moved_keys
from ayumi.document.comparison.rows import ONLY, Key, Path, Row, Whole, to_part, to_row
from ayumi.document.comparison.words import Names, field_word, value_words
from ayumi.document.measures import Indicator
from ayumi.document.plan_document import PlanDocument
from ayumi.ground.wording import say, to_say

SUBJECTS = {
    "municipality": to_say("計画の基本情報"),
    "plan": to_say("計画の基本情報"),
    "revision": to_say("計画の基本情報"),
    "purposes": to_say("目的"),
    "related_plans": to_say("関連計画"),
    "evidence_sources": to_say("現状分析の根拠"),
    "chapters": to_say("本文"),
    "figures": to_say("図"),
    "glossary": to_say("用語集"),
    "divisions": to_say("組織"),
    "levels": to_say("階層"),
    "items": to_say("施策体系"),
}
"""The parts of a document that changes are listed under; items and chapters stand under their own names."""
SINGLE_PARTS = {"sheet": to_say("施策個票"), "yearly_evaluation": to_say("年度ごとの評価")}
"""Parts that an item or a plan has or has not."""
NAMED_ALONE = frozenset({"items", "chapters"})
Sides = tuple[Row | None, Row | None]


def compare(old: PlanDocument, new: PlanDocument) -> Comparison:
    """Return every difference; none for documents of which each prints what the other prints.

    Items, indicators, levels and divisions are the same by their id, never by their number.
    """
    return Comparison(tuple(_Walk(Names(old), Names(new)).document(to_row(old), to_row(new))))


@dataclass(frozen=True)
class _Place:
    """Where the walk is: the way there, what it belongs to, and what stands above in words."""

    path: Path
    subject: Subject
    labels: tuple[str, ...] = ()
    units: tuple[str, str] = ("", "")

    def named(self, *labels: str) -> str:
        return say("｜").join((*self.labels, *labels))


class _Walk:
    def __init__(self, old: Names, new: Names) -> None:
        self.old, self.new = old, new

    def document(self, old: Row, new: Row) -> Iterator[Change]:
        for name in type_order(new):
            place = _Place((name,), Subject(_subject_id(name), say(SUBJECTS[name])))
            if name in new.values:
                yield from self.value(place, name, new.kind, (old.values[name], new.values[name]))
            else:
                yield from self.table(place, name, old.tables[name], new.tables[name])

    def row(self, place: _Place, old: Row, new: Row) -> Iterator[Change]:
        if old.kind is Indicator:
            place = replace(place, units=(old.values["unit"], new.values["unit"]))
        for name in new.values:
            inner = replace(place, path=(*place.path, name) if name else place.path)
            yield from self.value(inner, name, new.kind, (old.values[name], new.values[name]))
        for name in new.tables:
            inner = replace(place, path=(*place.path, name))
            yield from self.table(inner, name, old.tables[name], new.tables[name])

    def value(self, place: _Place, name: str, kind: Any, pair: tuple[Any, Any]) -> Iterator[Change]:
        if pair[0] == pair[1]:
            return
        label = place.named(field_word(kind, name)) if name else place.named()
        yield Change(
            _kind_of(place.path),
            place.path,
            place.subject,
            label,
            *_told_apart(
                (self._printed(place, name, pair[0], 0), self._printed(place, name, pair[1], 1)), pair
            ),
        )

    def table(self, place: _Place, name: str, old: dict[Key, Row], new: dict[Key, Row]) -> Iterator[Change]:
        for key in _in_order(list(old), list(new)):
            before, after = old.get(key), new.get(key)
            if before == after:
                continue
            inner = self._place_of(place, name, key, (before, after))
            if before is not None and after is not None:
                yield from self.row(inner, before, after)
            else:
                yield self._come_or_gone(inner, name, (before, after))
        yield from self._moves(place, name, old, new)

    def _place_of(self, place: _Place, name: str, key: Key, rows: Sides) -> _Place:
        row = rows[1] if rows[1] is not None else rows[0]
        path = (*place.path, key)
        if key == ONLY or row is None:
            return replace(place, path=path)
        label = self._row_label(name, row)
        if name in NAMED_ALONE and len(path) == 2:
            item_id = key[0] if name == "items" else None
            return replace(place, path=path, subject=Subject("/".join((name, *key)), label, item_id))
        return replace(place, path=path, labels=(*place.labels, label))

    def _row_label(self, name: str, row: Row) -> str:
        if row.kind is None:
            return say("関係課") if name == "contributing_division_ids" else field_word(Indicator, name)
        return row_name(_head_of(row))

    def _come_or_gone(self, place: _Place, name: str, rows: Sides) -> Change:
        kind = ChangeKind.ADDED if rows[0] is None else ChangeKind.REMOVED
        texts = [
            "" if row is None else "\n".join(self._told(place, row, side)) for side, row in enumerate(rows)
        ]
        label = place.named(say(SINGLE_PARTS[name])) if name in SINGLE_PARTS else place.named()
        return Change(kind, place.path, place.subject, label or say("全体"), texts[0], texts[1])

    def _told(self, place: _Place, row: Row, side: int) -> Iterator[str]:
        """Yield a line for everything a row says."""
        if row.kind is Indicator:
            place = replace(place, units=(row.values["unit"], row.values["unit"]))
        for name, value in row.values.items():
            text = self._printed(place, name, value, side)
            if text and name != "id" and row.kind is not None:
                label = field_word(row.kind, name) if name else ""
                yield say("{label}: {text}", label=label, text=text) if label else text
            elif text and row.kind is None:
                yield text
        for name, table in row.tables.items():
            for key, inner in table.items():
                lines = list(self._told(place, inner, side))
                if key == ONLY:
                    yield from lines
                else:
                    yield say(
                        "{label}: {text}", label=self._row_label(name, inner), text=say("、").join(lines)
                    )

    def _printed(self, place: _Place, name: str, value: Any, side: int) -> str:
        names = self.new if side else self.old
        if isinstance(value, Whole):
            return fact_words(value.part, place.units[side])
        return names.name(value) if not name else value_words(name, value, names)

    def _moves(self, place: _Place, name: str, old: dict[Key, Row], new: dict[Key, Row]) -> Iterator[Change]:
        moved = _moved_items(old, new) if place.path == ("items",) else moved_keys(list(old), list(new))
        for key in (key for key in new if key in moved):
            inner = self._place_of(place, name, key, (old[key], new[key]))
            texts = self._where(name, key, (old, new), moved)
            yield Change(ChangeKind.MOVED, inner.path, inner.subject, inner.named(say("並び順")), *texts)

    def _where(
        self, name: str, key: Key, sides: tuple[dict[Key, Row], dict[Key, Row]], moved: set[Key]
    ) -> tuple[str, str]:
        """Say behind what a row stood and stands.

        Where the row before it moved along with it that would be the same twice: then also behind which of
        those that stayed, at last of any parent. Relative to them every moved row stands elsewhere.
        """
        near = [self._behind(name, _before(key, rows, set()), rows) for rows in sides]
        if near[0] != near[1]:
            return near[0], near[1]
        for is_sibling in (True, False):
            stayed = [_before(key, rows, moved, is_sibling=is_sibling) for rows in sides]
            if stayed[0] != stayed[1]:
                break
        far = [self._behind(name, before, rows) for before, rows in zip(stayed, sides, strict=True)]
        if far[0] == far[1]:  # two rows of one name
            far = [f"{text} {list(rows).index(key) + 1}" for text, rows in zip(far, sides, strict=True)]
        said = [say("{near}（動いていないものでは{far}）", near=near[0], far=text) for text in far]
        return said[0], said[1]

    def _behind(self, name: str, before: Key | None, rows: dict[Key, Row]) -> str:
        if before is None:
            return say("先頭")
        return say("{name}の次", name=self._row_label(name, rows[before]))


def type_order(root: Row) -> list[str]:
    """Return the parts of a document in the order in which their changes are listed."""
    return [name for name in SUBJECTS if name in root.values or name in root.tables]


def _subject_id(name: str) -> str:
    return "plan" if name in {"municipality", "plan", "revision"} else name


def _kind_of(path: Path) -> ChangeKind:
    if len(path) == 3 and path[0] == "items":
        return {"number": ChangeKind.RENUMBERED, "parent_id": ChangeKind.MOVED}.get(
            str(path[2]), ChangeKind.CHANGED
        )
    return ChangeKind.CHANGED


def _told_apart(texts: tuple[str, str], values: tuple[Any, Any]) -> tuple[str, str]:
    """Return the texts; with everything the values hold where they would read the same."""
    if texts[0] != texts[1]:
        return texts
    return str(getattr(values[0], "printed", values[0])), str(getattr(values[1], "printed", values[1]))


def _head_of(row: Row) -> Any:
    """Return the part a row was made of, as far as its name needs it."""
    if row.kind is None or "" in row.values:
        return to_part(row)
    return row.kind.model_construct(**row.values)


def _in_order(old: Sequence[Key], new: Sequence[Key]) -> list[Key]:
    """Return every key in the order of ``new``, removed ones where they stood."""
    rank: list[Key] = list(new)
    present = set(new)
    before: Key | None = None
    for key in old:
        if key not in present:
            rank.insert(0 if before is None else rank.index(before) + 1, key)
        before = key
    return rank


def _moved_items(old: dict[Key, Row], new: dict[Key, Row]) -> set[Key]:
    """Return the items that stand elsewhere among the children of the same parent.

    Where only the children of different parents stand in another order to one another, those.
    """
    groups: dict[Any, tuple[list[Key], list[Key]]] = {}
    for key in old.keys() & new.keys():
        if old[key].values["parent_id"] == new[key].values["parent_id"]:
            groups.setdefault(new[key].values["parent_id"], ([], []))
    for side, rows in enumerate((old, new)):
        for key, row in rows.items():
            parent = row.values["parent_id"]
            other = (new, old)[side].get(key)
            if other is not None and other.values["parent_id"] == parent:
                groups[parent][side].append(key)
    moved: set[Key] = set()
    for before, after in groups.values():
        moved |= moved_keys(before, after)
    if moved or sum(len(before) for before, _after in groups.values()) < len(old.keys() & new.keys()):
        return moved
    return moved_keys(list(old), list(new))


def _before(key: Key, rows: dict[Key, Row], left_out: set[Key], *, is_sibling: bool = True) -> Key | None:
    """Return the last row before another that is not left out; of items one under the same parent."""
    order, parent = list(rows), rows[key].values.get("parent_id")
    for each in reversed(order[: order.index(key)]):
        if each not in left_out and (not is_sibling or rows[each].values.get("parent_id") == parent):
            return each
    return None
