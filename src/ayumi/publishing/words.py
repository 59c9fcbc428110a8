"""What the making of a book says while it works, for the catalogue: the worker speaks Japanese."""

from django.utils.translation import gettext_noop as _

from ayumi.shell.wording import in_readers_language

STAGES = (_("内容の整理"), _("組版"), _("仕上げ"), _("完了"))

PROBLEMS = (
    _("計画書を作成中に問題が発生しました。もう一度作成し、続く場合は管理者にご連絡ください。"),
    _(
        "計画書の組版に必要な書体（{0}）が {1} にありません。"
        "TTF形式の書体ファイルを置くか、導入手順の「書体の準備」を実行してください。"
    ),
    _(
        "計画書を組版できませんでした。図のSVGと計画の内容をご確認のうえ、もう一度お試しください。"
        "（組版の記録：{0}）"
    ),
)


def said(text: str) -> str:
    """Return what the worker said, in the language of the request."""
    return in_readers_language(text, PROBLEMS)
