"""What the room's values are called on pages."""

from django.utils.translation import gettext_lazy as _

from ayumi.tenancy.rules import Role

ROLE_WORDS = {
    Role.ADMINISTRATOR: _("管理者"),
    Role.PLAN_OFFICE: _("計画事務局"),
    Role.DIVISION_MEMBER: _("所管課 担当者"),
    Role.DIVISION_HEAD: _("所管課 課長"),
    Role.COMMITTEE_MEMBER: _("推進本部 委員"),
    Role.EXTERNAL_REVIEWER: _("外部評価者"),
    Role.VIEWER: _("閲覧者"),
}

VERB_WORDS = {
    "plan.imported": _("計画の取り込み"),
    "plan.fixed": _("点検による修正"),
    "plan.replaced": _("計画ブックの反映"),
    "item.edited": _("施策個票の編集"),
    "item.added": _("項目の追加"),
    "item.removed": _("項目の削除"),
    "workbook.exported": _("計画ブックの書き出し"),
    "import.uploaded": _("ファイルの読み取り"),
    "import.read_again": _("施策の表の読み直し"),
    "mapping.saved": _("対応付けの保存"),
    "mapping.changed": _("対応付けの変更"),
    "mapping.deleted": _("対応付けの削除"),
    "import.discarded": _("読み取り結果の破棄"),
    "book.requested": _("計画書の作成依頼"),
    "edition.published": _("計画の公表"),
    "edition.withdrawn": _("公表の取り下げ"),
    "division.added": _("組織の追加"),
    "division.closed": _("組織の廃止"),
    "round.opened": _("評価の開始"),
    "round.closed": _("評価の締切"),
    "round.published": _("評価の公表"),
    "round.sheets_given_out": _("評価シートのブックの書き出し"),
    "round.sheets_returned": _("評価シートのブックの読み取り"),
    "report.saved": _("報告の保存"),
    "report.submitted": _("報告の提出"),
    "report.approved": _("報告の承認"),
    "report.returned": _("報告の差戻し"),
    "report.recalled": _("報告の取戻し"),
    "report.rated": _("評価の記録"),
    "report.corrected": _("公表後の訂正"),
    "sign_in.done": _("サインイン"),
    "sign_in.ended": _("サインアウト"),
    "sign_in.failed": _("サインインの失敗"),
}
