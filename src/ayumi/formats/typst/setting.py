"""Setting JSON with a template: what the whole book and the single sheet have in common."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import typst

from ayumi.document.plan_document import PlanDocument
from ayumi.formats.typst.fonts import GETA, BookFonts

TEMPLATES = Path(__file__).parent / "templates"
STANDARDS: "list[typst.PDFStandard]" = ["ua-1", "a-2a"]
"""PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2), both at once."""
UNDATED = date(2000, 1, 1)
"""The timestamp of a plan that says nowhere when it holds; a fixed day keeps the bytes the same."""


class CannotSet(Exception):
    """The book could not be set; the message says why in Japanese."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            "計画書を組版できませんでした。図のSVGと計画の内容をご確認のうえ、もう一度お試しください。"
            f"（組版の記録：{reason}）"
        )


def timestamp_of(document: PlanDocument) -> datetime:
    """Return the day the PDF carries: when the revision takes effect, else when the plan begins."""
    day = document.revision.effective_date
    if day is None and document.plan.period is not None:
        day = date(document.plan.period.first_fiscal_year, 4, 1)
    return datetime.combine(day or UNDATED, datetime.min.time(), tzinfo=UTC)


def printable(data: Any, fonts: BookFonts, missing: set[str]) -> Any:
    """Return ``data`` with every text limited to what the fonts can print (see ``BookFonts``)."""
    if isinstance(data, str):
        return fonts.printable(data, missing)
    if isinstance(data, dict):
        return {key: printable(value, fonts, missing) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [printable(value, fonts, missing) for value in data]
    return data


def missing_note(missing: set[str]) -> str:
    """Say in one sentence which characters stand as 〓; nothing where none do."""
    if not missing:
        return ""
    codes = "、".join(f"U+{ord(mark):04X}" for mark in sorted(missing))
    return f"「{GETA}」は、この計画書の書体にない文字（{codes}）を表します。"


def as_input(data: Any) -> dict[str, str]:
    """Return ``data`` as the one input of a template; it enters as data, never as markup."""
    return {"data": json.dumps(data, ensure_ascii=False, separators=(",", ":"))}
