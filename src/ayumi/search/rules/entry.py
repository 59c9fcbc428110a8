"""An entry: one object that can be found, with its texts as they are shown."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from ayumi.search.rules.folding import BREAK, searchable

Texts = tuple[tuple[str, str], ...]
"""(label, text) pairs; the label is a Japanese message that the page translates, empty for none."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One object to be found.

    ``owner_id`` is what is indexed anew as a whole (an item with its indicators; a plan with its text).
    ``place`` and ``label`` say where it stands and are not searched; ``anchor`` is a place in its page.
    """

    kind: str
    object_id: UUID
    owner_id: UUID
    plan_id: UUID | None
    place: str
    title: str
    label: str = ""
    anchor: str = ""
    texts: Texts = field(default=())
    position: int = 0

    @property
    def folded_title(self) -> str:
        """The title as it is compared."""
        return searchable(self.title)

    @property
    def folded(self) -> str:
        """Title and texts as they are compared, one run each."""
        said = (self.title, *(text for _label, text in self.texts))
        return BREAK.join(dict.fromkeys(searchable(text) for text in said))


@dataclass(frozen=True, slots=True)
class EntryKind:
    """A kind of entry: what it is called, and the address of an object without its anchor."""

    code: str
    words: Any
    """Its name, translated when shown."""
    address: Callable[[UUID, UUID | None], str]
    """(object_id, plan_id) → address."""


def written(*texts: tuple[str, str | None]) -> Texts:
    """Return the (label, text) pairs that say something."""
    return tuple((label, text) for label, text in texts if text and text.strip())
