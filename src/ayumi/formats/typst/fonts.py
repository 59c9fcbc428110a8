"""The fonts of the book: which must be there, and which characters they can print.

PDF/A forbids a character without a glyph, and a plan may hold any character, so text is checked
against the fonts' own tables before it is set. What no font has is printed as 〓, the mark that
Japanese printers have always put in the place of a missing type, and is reported.
"""

import struct
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import typst

NEEDED_FAMILIES = ("BIZ UDMincho", "BIZ UDPMincho", "BIZ UDGothic", "BIZ UDPGothic", "Noto Serif JP")
GETA = "〓"
_PRIVATE_OR_BROKEN = {"Co", "Cs", "Cn", "Cc"}


class FontsMissing(Exception):
    """The font folder lacks a family the book needs; the message says which and what to do."""


@dataclass(frozen=True, slots=True)
class BookFonts:
    """The fonts of one folder and every code point that at least one of them can print.

    ``ordinary`` are the characters that go through unchanged; nearly every text is made of them alone.
    """

    fonts: typst.Fonts
    code_points: frozenset[int]
    ordinary: frozenset[str]

    def printable(self, text: str, missing: set[str]) -> str:
        """Return ``text`` with every character that cannot be printed as 〓; adds those to ``missing``.

        Line ends become one kind, tabs a space, other control characters vanish.
        """
        if self.ordinary.issuperset(text):
            return text
        return "".join(self._printable_character(mark, missing) for mark in text.replace("\r\n", "\n"))

    def _printable_character(self, mark: str, missing: set[str]) -> str:
        if mark in "\n\r":
            return "\n"
        if mark == "\t":
            return " "
        category = unicodedata.category(mark)
        if category == "Cc":
            return ""
        if is_variation_selector(mark) or category == "Cf":
            return mark if is_variation_selector(mark) else ""
        if category in _PRIVATE_OR_BROKEN or ord(mark) not in self.code_points:
            missing.add(mark)
            return GETA
        return mark


def is_variation_selector(mark: str) -> bool:
    """Say whether ``mark`` chooses a form of the character before it (異体字セレクタ)."""
    return 0xFE00 <= ord(mark) <= 0xFE0F or 0xE0100 <= ord(mark) <= 0xE01EF


@lru_cache(maxsize=4)
def load_fonts(font_folder: Path) -> BookFonts:
    """Load the TTF files of ``font_folder`` and no others. Raises FontsMissing."""
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(font_folder)]
    )
    families = set(fonts.families())
    absent = [family for family in NEEDED_FAMILIES if family not in families]
    if absent:
        raise FontsMissing(
            f"計画書の組版に必要な書体（{'、'.join(absent)}）が {font_folder} にありません。"
            "TTF形式の書体ファイルを置くか、導入手順の「書体の準備」を実行してください。"
        )
    covered: set[int] = set()
    for path in sorted(font_folder.glob("*.ttf")):
        covered.update(code_points_of(path.read_bytes()))
    unusual = _PRIVATE_OR_BROKEN | {"Cf"}
    marks = (chr(code) for code in covered if not is_variation_selector(chr(code)))
    ordinary = frozenset(mark for mark in marks if unicodedata.category(mark) not in unusual)
    return BookFonts(fonts=fonts, code_points=frozenset(covered), ordinary=ordinary)


def code_points_of(font: bytes) -> set[int]:
    """Return the code points a TrueType font maps to a glyph (OpenType table ``cmap``, forms 4 and 12)."""
    table_count = struct.unpack_from(">H", font, 4)[0]
    for index in range(table_count):
        tag, _checksum, offset, _length = struct.unpack_from(">4sLLL", font, 12 + 16 * index)
        if tag == b"cmap":
            return set(_mapped(font, offset))
    return set()


def _mapped(font: bytes, cmap: int) -> Iterator[int]:
    for index in range(struct.unpack_from(">H", font, cmap + 2)[0]):
        _platform, _encoding, offset = struct.unpack_from(">HHL", font, cmap + 4 + 8 * index)
        form = struct.unpack_from(">H", font, cmap + offset)[0]
        if form == 4:
            yield from _mapped_in_segments(font, cmap + offset)
        elif form == 12:
            yield from _mapped_in_groups(font, cmap + offset)


def _mapped_in_segments(font: bytes, at: int) -> Iterator[int]:
    doubled = struct.unpack_from(">H", font, at + 6)[0]
    count = doubled // 2
    ends = struct.unpack_from(f">{count}H", font, at + 14)
    starts = struct.unpack_from(f">{count}H", font, at + 16 + doubled)
    for start, end in zip(starts, ends, strict=True):
        if start != 0xFFFF:
            yield from range(start, end + 1)


def _mapped_in_groups(font: bytes, at: int) -> Iterator[int]:
    for index in range(struct.unpack_from(">L", font, at + 12)[0]):
        start, end, _glyph = struct.unpack_from(">LLL", font, at + 16 + 12 * index)
        yield from range(start, end + 1)
