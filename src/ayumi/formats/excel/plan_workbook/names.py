"""Which thing a name stands for: levels, divisions, measures and indicators by what a row shows of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from ayumi.formats.excel.acceptance import NotAccepted
from ayumi.ground.japanese_text import fold

Label = tuple[str, ...]
"""What is shown of a thing: (name,), (number, title) or (number, title, indicator)."""

LEVEL, DIVISION, ITEM, INDICATOR = "level", "division", "item", "indicator"
PARTS = {LEVEL: 1, DIVISION: 1, ITEM: 2, INDICATOR: 3}
"""How many parts a label of each kind has."""
SHEETS = {LEVEL: "段階・体系", DIVISION: "所管課", ITEM: "施策", INDICATOR: "指標"}
"""The sheet on which each kind of thing is entered."""


@dataclass(slots=True)
class Names:
    """The labels by kind and id: as they are now, and as they were when the workbook was written."""

    written: Mapping[str, Mapping[str, Label]]
    current: Mapping[str, Mapping[str, Label]]
    living: frozenset[str] = frozenset()
    """Divisions that exist today: of two of one name the living one is meant."""
    _folded: dict[tuple[str, bool], list[tuple[str, Label]]] = field(default_factory=dict)

    def written_name(self, what: str, key: str) -> str | None:
        """Return how the thing was called in one cell when the workbook was written."""
        label = self.written.get(what, {}).get(key)
        return None if label is None else one_cell(label)

    def is_gone(self, what: str, key: str) -> bool:
        """Whether the thing was there when the workbook was written and is no more."""
        return key in self.written.get(what, {}) and key not in self.current.get(what, {})

    def find(self, what: str, typed: str) -> str:
        """Return the id of the one thing called so in one cell. Raises NotAccepted."""
        key = fold(typed)
        for written in (False, True):
            labels = self._labels(what, written)
            found = [each for each, label in labels if fold("".join(label)) == key] or [
                each for each, label in labels if key in label
            ]
            if found:
                return self._one(what, found, typed)
        raise self._unknown(what, typed)

    def find_label(self, what: str, typed: Label) -> str:
        """Return the id of the one thing that agrees with every filled part. Raises NotAccepted."""
        parts = [(place, fold(part)) for place, part in enumerate(typed) if part.strip()]
        if not parts:
            raise NotAccepted(
                self.some(what), "どの施策・指標の行か分かりません。番号と名称を入力してください。"
            )
        for written in (False, True):
            labels = self._labels(what, written)
            found = [each for each, label in labels if all(label[place] == part for place, part in parts)]
            if found:
                return self._one(what, found, one_cell(typed))
        raise self._unknown(what, one_cell(typed))

    def some(self, what: str) -> str:
        """Return in words what is accepted."""
        return f"シート「{SHEETS[what]}」にある名称"

    def _labels(self, what: str, written: bool) -> list[tuple[str, Label]]:
        known = self._folded.get((what, written))
        if known is None:
            current = self.current.get(what, {})
            source = self.written.get(what, {}) if written else current
            known = [(each, tuple(map(fold, label))) for each, label in source.items() if each in current]
            self._folded[what, written] = known
        return known

    def _one(self, what: str, found: list[str], typed: str) -> str:
        living = [each for each in found if each in self.living]
        several = living if len(living) == 1 else found
        if len(several) > 1:
            raise NotAccepted(
                self.some(what),
                f"「{typed}」はシート「{SHEETS[what]}」に{len(several)}件あり、どれか決められません。"
                "番号と名称の両方を入力するか、名称を分けてください。",
            )
        return several[0]

    def _unknown(self, what: str, typed: str) -> NotAccepted:
        shown = [one_cell(label) for label in self.current.get(what, {}).values()]
        near = get_close_matches(typed, shown, n=3, cutoff=0.4)
        sheet = SHEETS[what]
        if near:
            listed = "、".join(near)
            reason = (
                f"「{typed}」はシート「{sheet}」にありません。近い名称: {listed}。"
                f"名称を直すか、新しいものは先にシート「{sheet}」へ加えてください。"
            )
        else:
            reason = (
                f"「{typed}」はシート「{sheet}」にありません。"
                f"名称を直すか、新しいものは先にシート「{sheet}」へ加えてください。"
            )
        return NotAccepted(self.some(what), reason)


def one_cell(label: Label) -> str:
    """Return a label as it is shown in one cell: 1-1 窓口の改善."""
    return " ".join(part for part in label if part)
