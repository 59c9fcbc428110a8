"""Which columns are the measures' own name and number, and which the items above them."""

import re
from dataclasses import dataclass

from ayumi.ground.japanese_text import fold
from ayumi.importing.rules.mapping.seen_columns import SeenColumn

_BASES = [
    "政策",
    "施策",
    "基本事業",
    "事務事業",
    "細事業",
    "事業",
    "取組",
    "取り組み",
    "取組項目",
    "取組事項",
    "具体的取組",
    "基本目標",
    "基本方針",
    "基本施策",
    "個別施策",
    "具体的施策",
    "重点目標",
    "重点施策",
    "重点プロジェクト",
    "目標",
    "方針",
    "柱",
    "施策の柱",
    "分野",
    "政策分野",
    "施策分野",
    "大項目",
    "中項目",
    "小項目",
    "項目",
    "章",
    "節",
    "大分類",
    "中分類",
    "小分類",
    "戦略",
    "基本戦略",
    "方向性",
    "施策の方向",
    "施策の方向性",
    "プロジェクト",
]
_FOLDED = frozenset(map(fold, _BASES))
_PLACES = {"千の位": 1, "百の位": 2, "十の位": 3, "一の位": 4}
_NAME = re.compile(r"^(.*?)(?:の?名称|名)?$")
_CODE = re.compile(r"^(.*?)(?:の)?(?:番号|コード|id|no\.?|整理番号|№)$")
_OWN_NUMBERS = frozenset(
    map(fold, ("番号", "コード", "ID", "整理番号", "事業整理番号", "管理番号", "No.", "№"))
)
_MOST_LEVELS = 7


@dataclass(frozen=True, slots=True)
class Digits:
    """One digit of a level's code."""

    level: int
    place: int


@dataclass(frozen=True, slots=True)
class Levels:
    """What was found: columns by number."""

    names: tuple[str, ...]
    """The levels from the top, the measures' own last."""
    title: int | None
    number: int | None
    level_names: dict[int, int]
    level_codes: dict[int, int]
    digits: dict[int, Digits]


def levels_of(columns: tuple[SeenColumn, ...]) -> Levels:
    """Return the levels of the table; the title is the name that differs most from row to row."""
    bases = {fold(base): base for base in _BASES}
    named: dict[str, SeenColumn] = {}
    for column in columns:
        base = _name_base(column, bases)
        if base is not None and base not in named and column.profile.texts:
            named[base] = column
    if not named:
        return Levels(("施策",), None, _own_number(columns, ""), {}, {}, {})
    title_base = max(named, key=lambda base: (named[base].profile.distinct, named[base].number))
    title = named.pop(title_base)
    above = sorted(named.items(), key=lambda each: each[1].number)[:_MOST_LEVELS]
    places = {base: level for level, (base, _column) in enumerate(above, start=1)}
    digits = {
        column.number: Digits(places[base], place)
        for column in columns
        if (found := _digit(column)) is not None and (base := found[0]) in places and (place := found[1])
    }
    split = {each.level for each in digits.values()}
    codes: dict[int, int] = {}
    for column in columns:
        base = _code_base(column)
        level = places.get(base or "")
        if level is not None and level not in split and level not in codes.values():
            codes[column.number] = level
    return Levels(
        names=(*(bases[base] for base, _column in above), bases[title_base]),
        title=title.number,
        number=_own_number(columns, title_base),
        level_names={column.number: places[base] for base, column in above},
        level_codes=codes,
        digits=digits,
    )


def is_level_heading(folded: str) -> bool:
    """Tell whether a folded heading names a level or its code: 施策名, 政策番号."""
    for pattern in (_NAME, _CODE):
        match = pattern.match(folded)
        if match and match.group(1) in _FOLDED and match.group(1) != folded:
            return True
    return False


def _name_base(column: SeenColumn, bases: dict[str, str]) -> str | None:
    """Return the base of a name's heading: 政策名 and 政策 → 政策."""
    for text in (column.short, column.leaf):
        match = _NAME.match(text)
        base = match.group(1) if match else text
        if base in bases:
            return base
    return None


def _code_base(column: SeenColumn) -> str | None:
    """Return the base of a code's heading; under the heading of a section its last row alone tells."""
    found = [match.group(1) for text in (column.short, column.leaf) if (match := _CODE.match(text))]
    return next((base for base in found if base in _FOLDED), found[0] if found else None)


def _digit(column: SeenColumn) -> tuple[str, int] | None:
    """Return base and place of 政策番号 十の位."""
    text = column.folded
    for suffix, place in _PLACES.items():
        if fold(suffix) in text:
            match = _CODE.match(text.replace(fold(suffix), "").strip("()/").rpartition("/")[2])
            return (match.group(1), place) if match else None
    return None


def _own_number(columns: tuple[SeenColumn, ...], title_base: str) -> int | None:
    """Return the column of the measures' own numbers: of their own base, or else a number of no base."""
    for column in columns:
        if title_base and _code_base(column) == title_base and _digit(column) is None:
            return column.number
    plain = [column for column in columns if column.short in _OWN_NUMBERS]
    return plain[0].number if plain else None
