"""The tree of a plan out of its flat, printed order."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Node = TypeVar("Node")
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Branch(Generic[Node]):
    """A node with everything below it, in printed order."""

    node: Node
    children: tuple["Branch[Node]", ...]


def grow(
    nodes: Iterable[Node], *, key: Callable[[Node], Key], parent: Callable[[Node], Key | None]
) -> tuple[Branch[Node], ...]:
    """Return the top branches. A node whose parent is not among ``nodes`` stands at the top."""
    flat = list(nodes)
    known = {key(node) for node in flat}
    below: dict[Key | None, list[Node]] = defaultdict(list)
    for node in flat:
        above = parent(node)
        below[above if above in known else None].append(node)

    def branch(node: Node) -> Branch[Node]:
        return Branch(node, tuple(branch(child) for child in below[key(node)]))

    return tuple(branch(node) for node in below[None])


def ancestors(parents: dict[Key, Key | None], of: Key) -> Sequence[Key]:
    """Return the keys above ``of``, the top first. ``parents`` maps each key to its parent."""
    above: list[Key] = []
    current = parents.get(of)
    while current is not None:
        above.append(current)
        current = parents.get(current)
    return above[::-1]


def with_ancestors(parents: dict[Key, Key | None], found: Iterable[Key]) -> set[Key]:
    """Return ``found`` and everything above it, so that a search keeps its place in the tree."""
    kept: set[Key] = set()
    for key in found:
        current: Key | None = key
        while current is not None and current not in kept:
            kept.add(current)
            current = parents.get(current)
    return kept
