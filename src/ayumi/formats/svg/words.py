"""Measuring, wrapping and escaping text for figures, without a font at hand.

Widths are upper bounds: a Latin mark is counted as wide as it is in BIZ UDPGothic Bold (up to one em),
so a text never leaves the room that was measured for it, whatever font a reader has.
"""

from functools import lru_cache
from itertools import pairwise

from ayumi.ground.japanese_text import display_width

_WIDE_LATIN = frozenset("MWmw%@#&QOGUDNH+<=>~")
_NEVER_FIRST = frozenset(
    "、。，．・：；！？）」』】〕〉》ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ,.:;!?)]}%％〜～"
)
_NEVER_LAST = frozenset("（「『【〔〈《([{")
ELLIPSIS = "…"


def clean(text: str) -> str:
    """Return ``text`` on one line without the marks that XML 1.0 forbids."""
    return " ".join("".join(mark for mark in text if _allowed(ord(mark))).split())


def _allowed(code: int) -> bool:
    return (
        code in (9, 10, 13)
        or 0x20 <= code < 0x7F
        or 0xA0 <= code <= 0xD7FF
        or 0xE000 <= code <= 0xFFFD
        or 0x10000 <= code <= 0x10FFFF
    )


def escape(text: str) -> str:
    """Return ``text`` fit for XML content and for attributes in double quotes."""
    for mark, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        text = text.replace(mark, entity)
    return text


def text_width(text: str, size: float) -> float:
    """Return an upper bound of the width of ``text`` at ``size``, in the same unit."""
    full = sum(map(_is_full, text))
    return size * (full + 0.8 * (len(text) - full))


@lru_cache(maxsize=4096)
def _is_full(mark: str) -> bool:
    """Tell whether ``mark`` is one em wide. Remembered: a figure of 200 measures asks a million times."""
    return display_width(mark) == 2 or mark in _WIDE_LATIN


def wrap(text: str, width: float, size: float, max_lines: int = 3) -> tuple[str, ...]:
    """Break ``text`` into at most ``max_lines`` lines of ``width``; what does not fit ends in an ellipsis.

    Breaks stand where Japanese typesetting allows them (禁則) and not inside a Latin or kana word or a
    number, unless that alone is wider than a line. The lines are made about equally long, so that no
    single mark is left over on the last one.
    """
    text = clean(text)
    lines = _greedy(text, width, size, max_lines)
    expected = all(_natural(before[-1], after[0]) for before, after in pairwise(lines))
    if expected or lines[-1].endswith(ELLIPSIS):
        return lines
    narrower = width - size / 2
    while narrower >= width / 2:
        tighter = _greedy(text, narrower, size, max_lines + 1)
        if len(tighter) != len(lines) or _breaks_a_word(text, tighter):
            break
        lines, narrower = tighter, narrower - size / 2
    return lines


def _breaks_a_word(text: str, lines: tuple[str, ...]) -> bool:
    end = 0
    for line in lines[:-1]:
        end = text.index(line, end) + len(line)
        if not _may_break(text[end - 1], text[end]):
            return True
    return False


def _greedy(text: str, width: float, size: float, max_lines: int) -> tuple[str, ...]:
    rest = text
    lines: list[str] = []
    while rest:
        length = _fitting(rest, width, size)
        if len(lines) == max_lines - 1 and length < len(rest):
            lines.append(_shortened(rest, width, size))
            break
        lines.append(rest[:length].rstrip())
        rest = rest[length:].lstrip()
    return tuple(lines)


def _fitting(text: str, width: float, size: float) -> int:
    """Return how many marks of ``text`` to put on the line, at least one."""
    longest, full = 1, int(_is_full(text[0]))
    while longest < len(text):
        full += _is_full(text[longest])
        if size * (full + 0.8 * (longest + 1 - full)) > width:
            break
        longest += 1
    if longest == len(text):
        return longest
    possible = [length for length in range(longest, 0, -1) if _may_break(text[length - 1], text[length])]
    allowed = [length for length in possible if length > longest // 2] or possible
    natural = [length for length in allowed if _natural(text[length - 1], text[length])]
    between = [length for length in allowed if not _one_word(text[length - 1], text[length])]
    return next(iter(natural or between or allowed), longest)


def _may_break(before: str, after: str) -> bool:
    if after in _NEVER_FIRST or before in _NEVER_LAST:
        return False
    if before.isdigit() and after in "年月日次期第件人回":
        return False
    return before == " " or after == " " or display_width(before) == 2 or display_width(after) == 2


def _natural(before: str, after: str) -> bool:
    """A break the eye expects: before an opening bracket, after a mark of punctuation."""
    return after in _NEVER_LAST or before in "、。・／）」』 "


def _one_word(before: str, after: str) -> bool:
    """Katakana runs are words, and hiragana most likely ends the word or phrase before it."""
    return "ぁ" <= after <= "ゖ" or ("ァ" <= before <= "ー" and "ァ" <= after <= "ー")


def _shortened(text: str, width: float, size: float) -> str:
    while text and text_width(text + ELLIPSIS, size) > width:
        text = text[:-1]
    return text.rstrip() + ELLIPSIS
