"""What the room's values are called on pages, in the reader's language.

The Japanese words are those of ``document/words.py``, so that pages and books agree.
"""

from collections.abc import Mapping
from typing import TypeVar

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ayumi.document.checks import Severity
from ayumi.document.plan import PlanKind

Value = TypeVar("Value")

PLAN_KIND = {
    PlanKind.VISION: _("長期ビジョン"),
    PlanKind.COMPREHENSIVE: _("総合計画"),
    PlanKind.ICT: _("情報化計画"),
    PlanKind.DEPARTMENTAL: _("分野別計画"),
    PlanKind.NATIONAL: _("国の計画"),
    PlanKind.PREFECTURAL: _("都道府県の計画"),
    PlanKind.OTHER: _("その他の計画"),
}

SEVERITY = {Severity.ERROR: _("誤り"), Severity.WARNING: _("注意"), Severity.NOTE: _("確認")}

SHEET_FIELDS = {
    "purpose": _("目的"),
    "target_group": _("対象"),
    "current_state": _("現状と課題"),
    "description": _("取組内容"),
    "outlook": _("今後の展開"),
    "legal_basis": _("根拠法令等"),
}


def word(table: Mapping[Value, str], value: Value) -> str:
    """Return the word of ``value`` in the language of the request."""
    return gettext(str(table[value]))
