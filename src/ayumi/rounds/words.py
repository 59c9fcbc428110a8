"""What the room's values are called on pages, in the reader's language."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ayumi.ground.wording import say_year
from ayumi.rounds.models import ReportForm, Round, RoundState
from ayumi.rounds.rules.scales import ScaleRule
from ayumi.rounds.rules.stages import RoundKind, StageKind

ROUND_KIND = {RoundKind.ANNUAL: _("年度評価"), RoundKind.MID_YEAR: _("年度途中の確認")}
STAGE_KIND = {
    StageKind.SELF_ASSESSMENT: _("所管課の自己評価"),
    StageKind.HEAD: _("所属長の確認"),
    StageKind.PLAN_OFFICE: _("事務局の確認"),
    StageKind.COMMITTEE: _("推進本部の評価"),
    StageKind.EXTERNAL_REVIEW: _("外部評価"),
}
MOVE_WORDS = {
    "report.submitted": _("提出"),
    "report.approved": _("承認"),
    "report.returned": _("差戻し"),
    "report.recalled": _("取戻し"),
}
SCALE_RULE = {
    ScaleRule.NONE: _("指標と取組を総合的に判断します（機械的な評価案はありません）。"),
    ScaleRule.LOWEST: _("もっとも低い指標の達成率で評価案を出します。"),
    ScaleRule.MEAN: _("指標の達成率（それぞれ100％まで）の平均で評価案を出します。"),
    ScaleRule.SHARE_REACHED: _("目標に到達した指標の割合で評価案を出します。"),
}
SHEET_LABELS = {
    "done": _("取組の実績"),
    "reason": _("遅れや差異の理由"),
    "issues": _("課題"),
    "next_steps": _("今後の取組"),
    "deviation": _("計画との差異"),
    "schedule_reached": _("到達した工程"),
    "schedule_rating": _("工程の進み具合"),
    "basis": _("金額・時間の確からしさ"),
    "national_grant_thousand_yen": _("国庫支出金（千円）"),
    "prefectural_grant_thousand_yen": _("都道府県支出金（千円）"),
    "local_bond_thousand_yen": _("地方債（千円）"),
    "other_thousand_yen": _("その他の財源（千円）"),
    "general_revenue_thousand_yen": _("一般財源（千円）"),
    "project_thousand_yen": _("事業費計（千円）"),
    "personnel_thousand_yen": _("人件費（千円）"),
    "total_thousand_yen": _("総コスト（千円）"),
    "staff": _("従事した人数（人）"),
    "hours": _("延べ業務時間（時間）"),
    "rating-achievement": _("評価（達成状況）"),
    "rating-direction": _("次年度の方向性"),
}
PART_LABELS = {
    "entry": _("実績値"),
    "missing": _("値がない理由"),
    "status": _("見込・確定"),
    "as_of": _("いつ時点の値か"),
    "source": _("出典"),
}
HELP = {
    "done": _("この年度に行ったことと、その結果を書きます。"),
    "reason": _("工程や目標に遅れ・差異があるときに書きます。"),
    "issues": _("ないときは「特になし」と書きます。"),
    "next_steps": _("次の年度に行うことを書きます。"),
    "project_thousand_yen": _("上の財源の合計です。書かなければ、合計を事業費とします。"),
    "total_thousand_yen": _("事業費と人件費の合計です。書かなくてもかまいません。"),
    "deviation": _("計画の文章と違うことをしたとき、何をなぜ変えたかを書きます。計画の文章は変わりません。"),
}


def round_name(held: Round) -> str:
    """令和6年度 年度評価."""
    return f"{say_year(held.fiscal_year)} {gettext(str(ROUND_KIND[RoundKind(held.kind)]))}"


def round_state(held: Round) -> str:
    """Where a round stands, in words."""
    return str(RoundState(held.state).label)


def form_word(form: str) -> str:
    """通常 or 簡易."""
    return str(ReportForm(form).label)
