"""What rows and fields are called in a comparison, and how their values are printed.

The words are those of the measure sheet and the plan book, so that a table of changes (新旧対照表) reads
like the plan itself.
"""

from datetime import date
from enum import StrEnum
from typing import Any

from ayumi.document.base import Part
from ayumi.document.checks.finding import day_words
from ayumi.document.measures import Indicator, Item, Level
from ayumi.document.plan import (
    Chapter,
    DivisionName,
    EvidenceSource,
    Figure,
    GlossaryTerm,
    MunicipalityName,
    PlanHead,
    PlanPeriod,
    RelatedPlan,
    RevisionHead,
    Section,
    YearlyEvaluation,
)
from ayumi.document.plan_document import PlanDocument
from ayumi.document.words import (
    DIRECTION,
    INDICATOR_KIND,
    ITEM_STATUS,
    PLAN_KIND,
    RELATION,
    SOURCE_SIDE,
    TARGET_KIND,
    number_text,
    period_text,
)
from ayumi.ground.wording import listed, say, to_say

FIELDS: dict[type[Part], dict[str, str]] = {
    PlanDocument: {"purposes": to_say("目的")},
    MunicipalityName: {"name": to_say("自治体名"), "code": to_say("団体コード")},
    PlanHead: {
        "title": to_say("計画名"),
        "edition": to_say("第何次か"),
        "kind": to_say("種別"),
        "period": to_say("計画期間"),
    },
    YearlyEvaluation: {
        "text": to_say("年度ごとの評価"),
        "method_described_in": to_say("評価の方法の記載箇所"),
    },
    RevisionHead: {
        "number": to_say("版"),
        "reason": to_say("改訂の理由"),
        "effective_date": to_say("施行日"),
        "decided_by": to_say("決定した組織"),
    },
    RelatedPlan: {
        "title": to_say("名称"),
        "relation": to_say("この計画との関係"),
        "kind": to_say("種別"),
        "established": to_say("策定年月"),
        "period": to_say("計画期間"),
        "principles": to_say("基本理念"),
        "covered": to_say("網羅"),
        "linked": to_say("連動"),
    },
    EvidenceSource: {"name": to_say("名称"), "side": to_say("区分"), "asks": to_say("設問")},
    Chapter: {
        "number": to_say("番号"),
        "title": to_say("表題"),
        "paragraphs": to_say("本文"),
        "builds_on": to_say("前提となる章"),
    },
    Section: {
        "number": to_say("番号"),
        "title": to_say("表題"),
        "paragraphs": to_say("本文"),
        "figures": to_say("図の番号"),
    },
    Figure: {"number": to_say("番号"), "title": to_say("表題")},
    GlossaryTerm: {
        "term": to_say("用語"),
        "definition": to_say("説明"),
        "reading": to_say("読み"),
        "occurrences": to_say("注釈の数"),
    },
    DivisionName: {
        "name": to_say("名称"),
        "valid_from": to_say("設置日"),
        "valid_to": to_say("廃止日"),
        "successors": to_say("引き継いだ組織"),
    },
    Level: {"name": to_say("名称"), "rank": to_say("段")},
    Item: {
        "number": to_say("番号"),
        "title": to_say("名称"),
        "level_id": to_say("階層"),
        "parent_id": to_say("上位の項目"),
        "cross_listed_from": to_say("再掲元"),
        "status": to_say("区分"),
        "priority": to_say("重点"),
        "division_id": to_say("所管課"),
    },
    Indicator: {
        "name": to_say("名称"),
        "kind": to_say("種類"),
        "unit": to_say("単位"),
        "direction": to_say("良い方向"),
        "target_kind": to_say("目標の種類"),
        "source": to_say("出典"),
        "known_when": to_say("判明時期"),
        "reason": to_say("設定の理由"),
    },
}
"""What each field is called. The texts of a sheet are in ``SHEET_FIELDS``."""

SHEET_FIELDS = {
    "purpose": to_say("目的"),
    "target_group": to_say("対象"),
    "current_state": to_say("現状と課題"),
    "description": to_say("取組内容"),
    "outlook": to_say("今後の展開"),
    "legal_basis": to_say("根拠法令等"),
}


IDS = frozenset({"level_id", "parent_id", "cross_listed_from", "division_id"})
"""Fields that hold an id, printed by the name it stands for."""


def field_word(kind: type[Part], name: str) -> str:
    """Return what a field is called; its own name for one that has no word yet."""
    table = SHEET_FIELDS if name in SHEET_FIELDS else FIELDS.get(kind, {})
    return say(table[name]) if name in table else name


class Names:
    """What the ids of a document stand for."""

    def __init__(self, document: PlanDocument) -> None:
        self._names: dict[str, str] = {each.id: each.name for each in document.divisions}
        self._names |= {level.id: level.name for level in document.levels}
        self._names |= {item.id: f"{item.number} {item.title}".strip() for item in document.items}

    def name(self, identifier: str) -> str:
        """Return the name of a division, level or item; the id itself for an unknown one."""
        return self._names.get(identifier, identifier)


def value_words(name: str, value: Any, names: Names) -> str:
    """Print the value of field ``name``; nothing for one that is absent."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return say("はい") if value else say("いいえ")
    if isinstance(value, StrEnum):
        return enumeration_word(value)
    if isinstance(value, PlanPeriod):
        return period_text(value)
    if isinstance(value, date):
        return day_words(value)
    if isinstance(value, int):
        return number_text(value)
    if isinstance(value, tuple):
        known = [names.name(text) for text in value]
        return listed(known) if name in {"successors", "builds_on", "figures"} else "\n".join(known)
    return names.name(str(value)) if name in IDS else str(value)


def enumeration_word(value: StrEnum) -> str:
    """Return the word of a value of any enumeration of the document."""
    for table in (PLAN_KIND, DIRECTION, ITEM_STATUS, INDICATOR_KIND, TARGET_KIND, RELATION, SOURCE_SIDE):
        for each, word in table.items():
            if each is value:
                return say(word)
    return value.value
