"""Which indicator a column belongs to, and what of it the column says."""

import re
from dataclasses import dataclass

from ayumi.document.measures import IndicatorKind
from ayumi.importing.rules.mapping.fields import Field
from ayumi.importing.rules.mapping.seen_columns import SeenColumn

_KINDS = (
    ("活動指標", IndicatorKind.OUTPUT),
    ("アウトプット指標", IndicatorKind.OUTPUT),
    ("アウトプット", IndicatorKind.OUTPUT),
    ("対象指標", IndicatorKind.POPULATION),
    ("成果指標", IndicatorKind.OUTCOME),
    ("アウトカム指標", IndicatorKind.OUTCOME),
    ("アウトカム", IndicatorKind.OUTCOME),
    ("重要業績評価指標", IndicatorKind.OUTCOME),
    ("数値目標", IndicatorKind.OUTCOME),
    ("評価指標", IndicatorKind.OUTCOME),
    ("達成指標", IndicatorKind.OUTCOME),
    ("指標", IndicatorKind.OUTCOME),
    ("KPI", IndicatorKind.OUTCOME),
)
_LONG_BRACKET = re.compile(r"[(][^()]{7,}[)]")
_SLOT = re.compile(r"^\s*[(]?([ア-ン]|[0-9]{1,2}|[A-Za-z])[)]?(?=$|[\s:.(/、])\s*[:.]?\s*")
_PARTS = (
    (("単位",), Field.INDICATOR_UNIT),
    (("基準値", "現状値", "当初値", "策定時", "現況値", "基準"), Field.BASELINE),
    (("出典", "データ", "参照元"), Field.INDICATOR_SOURCE),
    (("把握時期", "公表時期"), Field.INDICATOR_KNOWN_WHEN),
    (("理由", "考え方", "根拠", "説明", "算出", "定義"), Field.INDICATOR_REASON),
    (("達成率", "達成度", "進捗率", "判定", "評価"), Field.REMARK),
    (("目標", "計画", "実績", "見込", "確定"), Field.INDICATOR_VALUE),
    (("名称", "指標名", "名", "項目", "内容"), Field.INDICATOR_NAME),
)
_VALUE_WORDS = ("目標値", "実績値", "目標", "実績", "現状値", "基準値", "単位", "見込値", "達成率")


@dataclass(frozen=True, slots=True)
class OfIndicator:
    """Where a column leads; the word that told so stands in ``word``."""

    slot: str
    kind: IndicatorKind
    field: Field
    word: str


def of_indicator(column: SeenColumn, standing: OfIndicator | None, *, yearly: bool) -> OfIndicator | None:
    """Return what of an indicator the column is.

    ``standing`` is the name found last to its left: a heading that only says 単位 or 目標値 belongs to it.
    ``yearly``: the column belongs to a fiscal year.
    """
    text = _LONG_BRACKET.sub(" ", column.rest)
    found = next(((word, kind) for word, kind in _KINDS if word in text), None)
    if found is None:
        return _continued(column, standing)
    word, kind = found
    behind = text[text.index(word) + len(word) :].lstrip("名" if text.endswith("名") else "")
    behind = behind.lstrip(" /")
    slot = _SLOT.match(behind)
    rest = (behind[slot.end() :] if slot else behind).strip(" /:()")
    name = f"{word} {slot.group(1)}" if slot else word
    if not slot and standing is not None and standing.slot.startswith(word):
        name = standing.slot
    field = _part(rest)
    if field is None:
        # The bare word is the name above a column of words and the value above a column of numbers.
        values = yearly or column.profile.mostly_numbers
        field = Field.INDICATOR_VALUE if rest == "" and values else Field.INDICATOR_NAME
        if rest and field is Field.INDICATOR_NAME:
            return None
    return OfIndicator(name, kind, field, word)


def _continued(column: SeenColumn, standing: OfIndicator | None) -> OfIndicator | None:
    if standing is None:
        return None
    if column.leaf == "単位":
        return OfIndicator(standing.slot, standing.kind, Field.INDICATOR_UNIT, "単位")
    word = next((each for each in _VALUE_WORDS if each in column.rest), None)
    if word is None or len(column.short) > 12:
        return None
    field = _part(word)
    return OfIndicator(standing.slot, standing.kind, field, word) if field is not None else None


def _part(text: str) -> Field | None:
    return next((field for words, field in _PARTS if any(word in text for word in words)), None)
