"""What the parts of a scale are called."""

from django.utils.translation import gettext_lazy as _

from ayumi.rounds.rules.scales import ScaleRule, ScaleSubject, Sense

SCALE_SUBJECTS = {
    ScaleSubject.ACHIEVEMENT: _("達成の状況"),
    ScaleSubject.SCHEDULE: _("工程の進み具合"),
    ScaleSubject.DIRECTION: _("次年度の方向性"),
    ScaleSubject.VALIDITY: _("妥当性"),
}
SCALE_RULES = {
    ScaleRule.NONE: _("計算しない（人が判断し、理由を書く）"),
    ScaleRule.LOWEST: _("最も低い指標による"),
    ScaleRule.MEAN: _("指標の平均による（一つの指標は100％を上限とする）"),
    ScaleRule.SHARE_REACHED: _("目標に達した指標の割合による"),
}
SENSES = {
    Sense.CONTINUE: _("続ける"),
    Sense.EXPAND: _("広げる"),
    Sense.IMPROVE: _("手段を変える"),
    Sense.REVIEW: _("目的から見直す"),
    Sense.REDUCE: _("狭める"),
    Sense.MERGE: _("ほかと一つにする"),
    Sense.TRANSFER: _("ほかへ移す"),
    Sense.SUSPEND: _("一時止める"),
    Sense.CANCEL: _("途中で止める"),
    Sense.ABOLISH: _("達しないままやめる"),
    Sense.COMPLETE: _("達したので終える"),
}
STEP_KINDS = {
    "ranked": _("評価の段階"),
    "missing": _("評価できない"),
    "apart": _("別に数える（完了・中止など）"),
}
