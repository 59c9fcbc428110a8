"""What a cell of the grid accepts, and the one way in which each value is written.

A value is a text here, as a spreadsheet has it. The same value always is the same text, so that two
people's edits can be compared. A blank means that nothing is written there; a dash is never a number.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from enum import StrEnum

from ayumi.document.measures import TargetKind
from ayumi.ground.japanese_text import fold
from ayumi.ground.wording import listed, quoted, say

LONGEST_TEXT = 10_000
LONGEST_LINE = 300
LONGEST_STEP = 50
_DASHES = "-‐‑‒–—―−ー－ｰ─"
_ONLY_DASHES = re.compile(f"[{_DASHES}]+")
_NUMBER = re.compile(r"[+-]?(\d{1,15}|\d{1,3}(,\d{3}){1,4})(\.\d{1,6})?")
_NEAREST = 3
_SHOWN_CHOICES = 6


class CellKind(StrEnum):
    """How a cell is filled in."""

    TEXT = "text"
    LINE = "line"
    CHOICE = "choice"
    MONEY = "money"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class CellRule:
    """What a cell accepts. ``choices`` are pairs of what may be typed and the value it means."""

    kind: CellKind
    required: bool = False
    longest: int = LONGEST_LINE
    choices: tuple[tuple[str, str], ...] = ()
    unit: str = ""
    takes_dash: bool = True


class CellRefused(Exception):
    """The text is none of what the cell accepts; the message says what is."""


def read_cell(rule: CellRule, text: str) -> str:
    """Return the value of ``text`` as it is always written. Raises CellRefused."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").strip()
    if not text:
        if rule.required:
            raise CellRefused(say("空欄にはできません。"))
        return ""
    if rule.kind is CellKind.CHOICE:
        return _choice(rule.choices, text)
    if rule.kind is CellKind.MONEY:
        return _money(text)
    if rule.kind is CellKind.NUMBER:
        return _number(text, rule.unit)
    return _words(rule, text)


def takes_words(target_kind: str) -> bool:
    """Tell whether the targets of an indicator of this kind are words rather than numbers."""
    return target_kind in (TargetKind.MILESTONE, TargetKind.DIRECTION_ONLY)


def money_text(thousand_yen: int) -> str:
    """Write an amount in thousand yen: 1200 → 1,200."""
    return f"{thousand_yen:,}"


def money_value(text: str) -> int:
    """Return the amount of a text that ``read_cell`` returned."""
    return int(text.replace(",", ""))


def number_cell_text(value: str | None, text: str) -> str:
    """Write a yearly value of the database: the number with its own decimals, or else its words."""
    if value is None:
        return text
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    return f"{number:,f}" if number.is_finite() else value


def _words(rule: CellRule, text: str) -> str:
    if rule.kind is CellKind.LINE and "\n" in text:
        raise CellRefused(say("1行で入力してください。"))
    if not rule.takes_dash and _ONLY_DASHES.fullmatch(text):
        raise CellRefused(
            say(
                "「{text}」だけは入力できません。決めていないときは空欄にしてください。",
                text=_shortened(text),
            )
        )
    if len(text) > rule.longest:
        raise CellRefused(
            say(
                "{longest}字までで入力してください（いま{length}字）。",
                longest=f"{rule.longest:,}",
                length=f"{len(text):,}",
            )
        )
    return text


def _choice(choices: Iterable[tuple[str, str]], text: str) -> str:
    choices = tuple(choices)
    for word, value in choices:
        if text in (word, value):
            return value
    wanted = fold(text)
    found = {value for word, value in choices if fold(word) == wanted}
    if len(found) == 1:
        return found.pop()
    raise CellRefused(_accepted(choices, text))


def _accepted(choices: tuple[tuple[str, str], ...], text: str) -> str:
    words = list(dict.fromkeys(word for word, _ in choices if word))
    if len(words) <= _SHOWN_CHOICES:
        near = words
    else:
        by_key = {fold(word): word for word in words}
        near = [by_key[key] for key in get_close_matches(fold(text), by_key, n=_NEAREST, cutoff=0.3)]
    found = quoted(_shortened(text))
    if not near:
        return say("{found}は選べません。登録されている名前を入力するか、空欄にしてください。", found=found)
    if near == words:
        return say(
            "{found}は選べません。{words}のどれかを入力するか、空欄にしてください。",
            found=found,
            words=listed(near),
        )
    return say("{found}は登録されていません。近い名前: {words}", found=found, words=listed(near))


def _money(text: str) -> str:
    plain = _plain(text).removesuffix("千円")
    if _ONLY_DASHES.fullmatch(plain):
        raise CellRefused(
            say(
                "「{text}」は金額ではありません。0円の見込みは0、見込みのないときは空欄にしてください。",
                text=_shortened(text),
            )
        )
    if not _NUMBER.fullmatch(plain):
        raise CellRefused(
            say(
                "{found}は金額として読み取れません。1,200のような数（千円）を入力してください。",
                found=quoted(_shortened(text)),
            )
        )
    value = Decimal(plain.replace(",", ""))
    if value != value.to_integral_value():
        raise CellRefused(say("千円未満は入力できません。千円の単位に丸めた数を入力してください。"))
    if value < 0:
        raise CellRefused(say("0以上の数を入力してください。"))
    return money_text(int(value))


def _number(text: str, unit: str) -> str:
    plain = _plain(text)
    if _ONLY_DASHES.fullmatch(plain):
        raise CellRefused(
            say(
                "「{text}」は数ではありません。目標が0なら0、目標のない年度は空欄にしてください。",
                text=_shortened(text),
            )
        )
    if unit and plain.endswith(_plain(unit)):
        plain = plain.removesuffix(_plain(unit))
    if not _NUMBER.fullmatch(plain):
        raise CellRefused(
            say(
                "{found}は数として読み取れません。57.0や1,200のように、数だけを入力してください。",
                found=quoted(_shortened(text)),
            )
        )
    value = Decimal(plain.replace(",", ""))
    return f"{value if value else abs(value):,f}"


def _plain(text: str) -> str:
    """Half-width, without spaces, one minus sign."""
    return "".join(unicodedata.normalize("NFKC", text).replace("−", "-").split())


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 30 else f"{line[:30]}…"
