"""What stays under its own heading, and how its cells are written."""

import re

from ayumi.importing.rules.mapping.cells import DASHES, one_year
from ayumi.importing.rules.mapping.fields import Form
from ayumi.importing.rules.mapping.seen_columns import SeenColumn

_CODE = re.compile(r"[0-9A-Za-z\-‐－()（）.]{1,12}(?:\n[0-9A-Za-z\-‐－()（）.]{1,12})*")
_YEAR_WORDS = ("始期", "終期", "開始", "終了", "年度", "期間", "着手", "完了")
_CODE_WORDS = ("番号", "コード", "ID", "科目", "会計", "款", "整理")
_MARKS = frozenset("○◯〇●◎×✕")


def form_of(column: SeenColumn) -> Form:
    """Return how the cells of a column are written, from all of them together."""
    seen = column.profile
    words = [word for word in seen.words if word not in DASHES]
    if not words:
        return Form.NUMBER if seen.numbers else Form.TEXT
    if all(word in _MARKS for word in words):
        return Form.FLAG
    if any(word in column.rest for word in _YEAR_WORDS) and _share(words, _is_year) >= 0.5:
        return Form.YEAR
    codes = _share(words, lambda word: _CODE.fullmatch(word) is not None)
    if codes >= 0.5 and (seen.leading_zeros or any(word in column.rest for word in _CODE_WORDS)):
        return Form.CODE
    return Form.NUMBER if seen.numbers > 4 * seen.texts else Form.TEXT


def _is_year(word: str) -> bool:
    return len(word) <= 20 and one_year(word) is not None


def _share(words: list[str], holds: "object") -> float:
    return sum(bool(holds(word)) for word in words) / len(words) if callable(holds) else 0.0
