"""Which columns are judgements: few words again and again under a heading that judges, then the reason."""

from ayumi.importing.rules.mapping.headings import SEPARATOR, bare
from ayumi.importing.rules.mapping.seen_columns import SeenColumn

_JUDGING = [
    "妥当性",
    "余地",
    "影響",
    "整合性",
    "方向性",
    "評価",
    "判定",
    "達成度",
    "達成状況",
    "進捗度",
    "進捗状況",
    "期待成果",
    "有効性",
    "効率性",
    "必要性",
    "公平性",
    "緊急性",
    "優先度",
    "順調度",
    "ランク",
    "成果の状況",
    "改善の方向",
    "今後の方向",
]
_REASONS = ("か?", "?", "理由", "コメント", "説明", "総括", "根拠", "意見", "所見", "備考")
_STAGES = (
    ("課長", "課長等"),
    ("部長", "部長等"),
    ("1次評価", "一次評価"),
    ("一次評価", "一次評価"),
    ("2次評価", "二次評価"),
    ("二次評価", "二次評価"),
    ("内部評価", "内部評価"),
    ("外部評価", "外部評価"),
    ("事務局", "事務局"),
)
OWN_STAGE = "担当課"
_MOST_CHOICES = 10
_LONGEST_CHOICE = 40
_FEW_ROWS = 5


def is_judgement(column: SeenColumn) -> str | None:
    """Return the word of the heading that judges, where the cells are choices; None for no judgement."""
    word = next((each for each in _JUDGING if each in column.rest), None)
    seen = column.profile
    if word is None or column.is_empty:
        return None
    if seen.mostly_numbers:
        return word if "評価" in word or "度" in word or "ランク" in word else None
    few_rows = seen.texts <= _FEW_ROWS
    choices = seen.distinct <= _MOST_CHOICES and (few_rows or seen.distinct * 2 <= seen.texts)
    return word if choices and seen.longest <= _LONGEST_CHOICE else None


def is_reason(column: SeenColumn) -> str | None:
    """Return the word that makes the column the reason of the judgement just before it."""
    if column.profile.mostly_numbers:
        return None
    return next((each for each in _REASONS if each in column.rest), None)


def stage_of(column: SeenColumn) -> str:
    """Return who judges."""
    return next((stage for word, stage in _STAGES if word in column.rest), OWN_STAGE)


def subject_of(column: SeenColumn) -> str:
    """Return what is judged: the heading without numbers and without who judges."""
    text = column.rest.replace(SEPARATOR, " ")
    for word in ("課長等意見", "課長意見", "部長意見"):
        text = text.removeprefix(word).strip()
    return bare(text)[:200] or column.at
