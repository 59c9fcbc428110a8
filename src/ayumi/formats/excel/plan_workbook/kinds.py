"""What may stand in a column: how a value is shown in a cell and how a cell is read.

A cell often cannot hold all of a value (Excel knows no 57.0, no empty text beside an empty cell, no control
character). Then the value itself travels in the hidden column ``original`` of its row, and it counts as long
as the cell still shows what was written.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ayumi.document.source_workbook import CellValue
from ayumi.formats.excel.acceptance import NotAccepted, found_words
from ayumi.formats.excel.cell_text import shown_text, text_of
from ayumi.formats.excel.plan_workbook.names import Names
from ayumi.ground.japanese_text import fold


@dataclass(frozen=True, slots=True)
class Kind:
    """The plain text kind and the pattern of the others. An empty cell is the empty text."""

    @property
    def splits(self) -> bool:
        """Whether a text too long for one cell may go on in a further column."""
        return True

    def choices(self) -> tuple[str, ...]:
        """Return the words to choose from, or none where anything may be typed."""
        return ()

    def show(self, value: Any, names: Names) -> CellValue:
        """Return what the cell shows; ``names`` are those in force when the workbook was written."""
        return shown_text(value) or None

    def parse(self, cell: CellValue, names: Names) -> Any:
        """Return the value of a cell. Raises NotAccepted."""
        return text_of(cell) or ""

    def loses(self, value: Any, cell: CellValue, names: Names) -> bool:
        """Whether a cell read back would give another value, so that the value itself must travel along."""
        return bool((cell or "") != value)

    def pack(self, value: Any) -> Any:
        """Return the value itself as JSON holds it."""
        return value

    def unpack(self, packed: Any) -> Any:
        """Return the value that ``pack`` packed. Raises ValueError or TypeError for anything else."""
        if packed is not None and not isinstance(packed, str):
            raise TypeError
        return packed

    def gone(self, value: Any, names: Names) -> str | None:
        """Return the id of a thing that was there when the workbook was written and is no more."""
        return None

    def like(self, value: Any, original: Any) -> Any:
        """Return a changed value in the form of the original one."""
        return value


@dataclass(frozen=True, slots=True)
class OptionalText(Kind):
    """A text or None; an empty cell is None."""

    def show(self, value: Any, names: Names) -> CellValue:
        """Return the text."""
        return None if value is None else shown_text(value) or None

    def loses(self, value: Any, cell: CellValue, names: Names) -> bool:
        """Whether the text is not shown as it is; the empty text is not None."""
        return bool(cell != value)

    def parse(self, cell: CellValue, names: Names) -> Any:
        """Return the text or None."""
        return text_of(cell)


@dataclass(frozen=True, slots=True)
class Lines(Kind):
    """Several texts, one to a line of the cell; empty lines are none."""

    def show(self, value: Any, names: Names) -> CellValue:
        """Return the texts as lines."""
        return shown_text("\n".join(value)) or None

    def loses(self, value: Any, cell: CellValue, names: Names) -> bool:
        """Whether the lines would be parted otherwise."""
        return bool(self.parse(cell, names) != value)

    def parse(self, cell: CellValue, names: Names) -> Any:
        """Return the lines that hold something."""
        return tuple(line for line in (text_of(cell) or "").split("\n") if line.strip())

    def pack(self, value: Any) -> Any:
        """Return a list."""
        return list(value)

    def unpack(self, packed: Any) -> Any:
        """Return a tuple of texts."""
        if not isinstance(packed, list) or not all(isinstance(text, str) for text in packed):
            raise TypeError
        return tuple(packed)


@dataclass(frozen=True, slots=True)
class Choice(Kind):
    """One of a few words; an empty cell is ``blank``, or refused where a word is required."""

    words: Mapping[Any, str] | None = None
    required: bool = True
    blank: StrEnum | None = None

    @property
    def splits(self) -> bool:
        """A choice is short."""
        return False

    def choices(self) -> tuple[str, ...]:
        """Return the words."""
        return tuple((self.words or {}).values())

    def show(self, value: Any, names: Names) -> CellValue:
        """Return the word."""
        return None if value is None else (self.words or {})[value]

    def loses(self, value: Any, cell: CellValue, names: Names) -> bool:
        """Never where the table names every value, but for none where the blank cell means another."""
        return value is None and self.blank is not None

    def parse(self, cell: CellValue, names: Names) -> Any:
        """Return the value whose word stands there."""
        accepted = "、".join(self.choices())
        if cell is None or (isinstance(cell, str) and not cell.strip()):
            if self.required:
                raise NotAccepted(accepted, "空欄です。一覧から選んでください。")
            return self.blank
        for value, word in (self.words or {}).items():
            if cell == word:
                return value
        typed = fold(found_words(cell))
        for value, word in (self.words or {}).items():
            if typed in (fold(word), value.value):
                return value
        raise NotAccepted(accepted, "一覧にない言葉です。一覧から選んでください。")
