"""What changed between two texts, in pieces a reader can follow."""

import difflib
import re
from dataclasses import dataclass
from enum import StrEnum


class Change(StrEnum):
    """What happened to a piece."""

    SAME = "same"
    TAKEN_OUT = "taken_out"
    PUT_IN = "put_in"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the comparison."""

    change: Change
    text: str


_PHRASE = re.compile(r"[^、。，．\s]*[、。，．\s]?")


def compare_texts(before: str, after: str) -> tuple[Piece, ...]:
    """Return the pieces in order. SAME and TAKEN_OUT joined give ``before``, SAME and PUT_IN ``after``.

    Compared by phrase (up to a comma or full stop), which reads better than by character; a changed
    phrase is then narrowed to the characters that differ at its two ends.
    """
    old, new = _phrases(before), _phrases(after)
    pieces: list[Piece] = []
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece(Change.SAME, "".join(old[i1:i2])))
        else:
            pieces += _narrowed("".join(old[i1:i2]), "".join(new[j1:j2]))
    return tuple(pieces)


def _phrases(text: str) -> list[str]:
    return [phrase for phrase in _PHRASE.findall(text) if phrase]


def _narrowed(old: str, new: str) -> list[Piece]:
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    parts = (
        Piece(Change.SAME, old[:head]),
        Piece(Change.TAKEN_OUT, old[head : len(old) - tail]),
        Piece(Change.PUT_IN, new[head : len(new) - tail]),
        Piece(Change.SAME, old[len(old) - tail :]),
    )
    return [piece for piece in parts if piece.text]
