"""The items above the measures: one for each code, or for each name where there is no code."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from ayumi.ground.identifier import new_identifier
from ayumi.ground.japanese_text import fold
from ayumi.importing.rules.mapping.measure import MeasureDraft, Plain
from ayumi.importing.rules.mapping.result import Finding

_MOST_PLACES = 5


@dataclass(slots=True)
class Node:
    """An item of one level with the names that were found for it."""

    id: str
    level: int
    code: str
    names: Counter[str] = field(default_factory=Counter)
    records: dict[str, list[int]] = field(default_factory=dict)
    children: dict[tuple[bool, str], "Node"] = field(default_factory=dict)
    measures: list[MeasureDraft] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name found most often; of two as frequent the one found first."""
        return self.names.most_common(1)[0][0] if self.names else self.code


class Hierarchy:
    """The whole tree of a table. Levels count from 1 at the top; the measures hang below the last."""

    def __init__(self, levels: tuple[str, ...]) -> None:
        self._levels = levels
        self._root = Node("", 0, "")
        self._incomplete: list[int] = []

    def add(self, draft: MeasureDraft) -> None:
        """Hang a measure under the items that its row names."""
        node = self._root
        complete = True
        for level in range(1, len(self._levels)):
            code, name = draft.code_of(level), draft.names.get(level, "")
            if not code and not name:
                complete = False
                continue
            node = self._child(node, level, code, name)
            if name:
                node.names[name] += 1
                node.records.setdefault(name, []).append(draft.record)
        if not complete:
            self._incomplete.append(draft.record)
        node.measures.append(draft)

    def _child(self, node: Node, level: int, code: str, name: str) -> Node:
        place = (bool(code), code or fold(name))
        child = node.children.get(place)
        if child is None:
            child = node.children[place] = Node(str(new_identifier()), level, code)
        return child

    def walk(
        self, node: Node | None = None, parent: Node | None = None
    ) -> Iterator[tuple[Node, Node | None]]:
        """Yield every node with its parent, parents first; with codes in their order, else as in the file."""
        if node is not None:
            yield node, parent
        above = node or self._root
        children = list(above.children.values())
        if all(child.code for child in children):
            children.sort(key=lambda child: (len(child.code), child.code))
        for child in children:
            yield from self.walk(child, node)

    @property
    def unplaced(self) -> list[MeasureDraft]:
        """The measures under no item at all."""
        return self._root.measures

    def findings(self) -> Iterator[Finding]:
        """Yield codes with two names, names with two codes and measures without a full line above them."""
        for node, _parent in self.walk():
            if len(node.names) > 1:
                yield Finding(rule="level.two_names", place=self._place(node), words=_names(node))
        for node in (self._root, *(each for each, _parent in self.walk())):
            codes: dict[str, list[str]] = {}
            for child in node.children.values():
                if child.code and child.names:
                    codes.setdefault(child.name, []).append(child.code)
            for name, several in codes.items():
                if len(several) > 1:
                    yield Finding(rule="level.two_codes", place=name, words="、".join(several))
        if self._incomplete:
            yield Finding(
                rule="level.missing",
                place=f"{len(self._incomplete)}施策",
                words="、".join(f"{record + 1}番目" for record in self._incomplete[:_MOST_PLACES]),
            )

    def _place(self, node: Node) -> str:
        level = self._levels[node.level - 1]
        return f"{level} {node.code}" if node.code else f"{level}「{node.name}」"


def _names(node: Node) -> str:
    """Name every name with its number: most frequent first."""
    return "、".join(f"「{name}」{count}施策" for name, count in node.names.most_common())


def item_of(node: Node, parent: Node | None, level_ids: list[str]) -> Plain:
    """Return a node as the dictionary of an Item."""
    return {
        "id": node.id,
        "level_id": level_ids[node.level - 1],
        "parent_id": parent.id if parent is not None else None,
        "number": node.code,
        "title": node.name,
    }
