"""What changes and conflicts are called on the pages of plan workbooks."""

from django.utils.translation import gettext_lazy as _

from ayumi.document.comparison import ChangeKind, ConflictKind

CHANGE_KIND = {
    ChangeKind.ADDED: _("追加"),
    ChangeKind.REMOVED: _("削除"),
    ChangeKind.CHANGED: _("変更"),
    ChangeKind.MOVED: _("移動"),
    ChangeKind.RENUMBERED: _("番号の変更"),
}
CONFLICT_KIND = {
    ConflictKind.BOTH_CHANGED: _("計画ブックとここの両方で、違う内容に変わっています。"),
    ConflictKind.BOTH_ADDED: _("計画ブックとここの両方で、違う内容が加えられています。"),
    ConflictKind.REMOVED_BY_MINE: _(
        "計画ブックでは削除されていますが、書き出した後にここで変更されたか、新しい項目に使われています。"
    ),
    ConflictKind.REMOVED_BY_THEIRS: _(
        "計画ブックでは変更されたか新しい項目に使われていますが、書き出した後にここで削除されました。"
    ),
    ConflictKind.ORDER: _("計画ブックとここの両方で、並び順が違う順に変わっています。"),
}
