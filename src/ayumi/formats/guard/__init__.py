"""The gate before any parser: size, kind by content, and what a package carries inside."""

from collections.abc import Collection
from pathlib import Path

from ayumi.document.reading import CannotRead, Refused
from ayumi.formats.guard.kinds import (
    EXTENSIONS,
    JAPANESE_NAMES,
    FormatKind,
    is_zip,
    kind_of_content,
    kind_of_package,
)
from ayumi.formats.guard.packages import BadPackage, check_parts, mimetype_of, open_package
from ayumi.formats.guard.workbooks import check_workbook

__all__ = [
    "SIZE_LIMIT",
    "SPREADSHEET_KINDS",
    "SPREADSHEET_SIZE_LIMIT",
    "TEXT_KINDS",
    "FormatKind",
    "accepted_words",
    "guard",
]

SIZE_LIMIT = 50 * 1024 * 1024
"""The largest file taken in, in bytes."""

SPREADSHEET_SIZE_LIMIT = 10 * 1024 * 1024
"""The largest spreadsheet taken in, in bytes."""

TEXT_KINDS = frozenset({FormatKind.MARKDOWN, FormatKind.PLAINTEXT, FormatKind.WORD, FormatKind.PDF})
"""The kinds a plan text may come in."""

SPREADSHEET_KINDS = frozenset({FormatKind.WORKBOOK, FormatKind.CSV})
"""The kinds a spreadsheet may come in."""

_PLACE = "ファイル全体"
_REMEDIES: dict[FormatKind, str] = {
    FormatKind.OLD_WORD: "Word で開き、「.docx」形式で保存し直してください。",
    FormatKind.ICHITARO: "一太郎で開き、Word 形式（.docx）または PDF で保存し直してください。",
    FormatKind.LOCKED_OFFICE: "Office で開いてパスワードを外し、保存し直してください。",
    FormatKind.OLD_OFFICE: "元のソフトで開き、「.docx」形式または PDF で保存し直してください。",
    FormatKind.OPEN_DOCUMENT: "元のソフトで開き、「.docx」形式または PDF で保存し直してください。",
    FormatKind.RICH_TEXT: "Word で開き、「.docx」形式で保存し直してください。",
    FormatKind.WEB_PAGE: "ブラウザで開き、PDF として保存し直してください。",
    FormatKind.IMAGE: "文字を読み取る処理（OCR）を行った PDF か、元の文書ファイルをご用意ください。",
    FormatKind.ARCHIVE: "圧縮を解いて、中の文書ファイルを一つずつお選びください。",
}
_REMEDY = "元のソフトで開いて保存し直すか、PDF でご用意ください。"
_REMEDY_OF_SPREADSHEETS = "Excel で開き、「.xlsx」形式で保存し直してください。"
_AS_WORKBOOK = "Excel で開き、「名前を付けて保存」で「Excel ブック（*.xlsx）」を選んで保存し直してください。"
_SPREADSHEET_REMEDIES: dict[FormatKind, str] = {
    FormatKind.OLD_WORKBOOK: _AS_WORKBOOK,
    FormatKind.BINARY_WORKBOOK: _AS_WORKBOOK,
    FormatKind.WEB_PAGE: _AS_WORKBOOK,
    FormatKind.OLD_OFFICE: _AS_WORKBOOK,
    FormatKind.OPEN_DOCUMENT: "元のソフトで開き、Excel 形式（.xlsx）で保存し直してください。",
    FormatKind.LOCKED_OFFICE: "Excel で開き、「ファイル」＞「情報」＞「ブックの保護」＞"
    "「パスワードを使用して暗号化」でパスワードを消して、保存し直してください。",
    FormatKind.ARCHIVE: "圧縮を解いて、中の Excel ブック（.xlsx）を一つずつお選びください。",
}


def guard(content: bytes | Path, file: str, accepted: Collection[FormatKind] = TEXT_KINDS) -> FormatKind:
    """Return the kind of the file, or raise ``CannotRead`` before any parser sees it.

    ``content`` is the bytes or where they lie (a too large file is then never read into memory);
    ``file`` is the name the person gave it; ``accepted`` are the kinds that have a reader.
    """
    size = content.stat().st_size if isinstance(content, Path) else len(content)
    spreadsheet = SPREADSHEET_KINDS.issuperset(accepted)
    _check_size(size, file, accepted, spreadsheet)
    held = content.read_bytes() if isinstance(content, Path) else content
    try:
        kind = _kind_of(held, file, accepted)
    except BadPackage as bad:
        remedy = "" if bad.says_what_to_do else _REMEDY_OF_SPREADSHEETS if spreadsheet else _REMEDY
        raise _cannot_read(file, bad.found, bad.reason + remedy, accepted) from bad
    if kind not in accepted:
        remedies = _SPREADSHEET_REMEDIES if spreadsheet else _REMEDIES
        remedy = remedies.get(kind, f"{accepted_words(accepted)}でご用意ください。")
        reason = f"このファイルは{JAPANESE_NAMES[kind]}で、ここでは読み取れません。{remedy}"
        raise _cannot_read(file, JAPANESE_NAMES[kind], reason, accepted)
    return kind


def accepted_words(accepted: Collection[FormatKind]) -> str:
    """Name the accepted kinds in Japanese with their extensions: Markdown（.md）、…のいずれか."""
    words = [
        f"{JAPANESE_NAMES[kind]}（{extension}）" for kind, extension in EXTENSIONS.items() if kind in accepted
    ]
    return "、".join(words) + ("のいずれか" if len(words) > 1 else "")


def _check_size(size: int, file: str, accepted: Collection[FormatKind], spreadsheet: bool) -> None:
    if size == 0:
        reason = "ファイルの中身が空です。選んだファイルをお確かめください。"
        raise _cannot_read(file, "0バイト", reason, accepted)
    if size > (SPREADSHEET_SIZE_LIMIT if spreadsheet else SIZE_LIMIT):
        limit = (SPREADSHEET_SIZE_LIMIT if spreadsheet else SIZE_LIMIT) // 1024 // 1024
        reason = (
            f"ファイルが大きすぎます（上限 {limit} MB）。画像を圧縮するか、章ごとに分けてご用意ください。"
        )
        if spreadsheet:
            reason = (
                f"ファイルが大きすぎます（上限 {limit} MB）。"
                "画像と不要なシートを削除するか、ファイルを分けて保存してください。"
            )
        raise _cannot_read(file, f"{size / 1024 / 1024:,.1f} MB", reason, accepted)


def _kind_of(content: bytes, file: str, accepted: Collection[FormatKind]) -> FormatKind:
    if not is_zip(content):
        return kind_of_content(content, file)
    with open_package(content) as package:
        kind = kind_of_package(frozenset(package.namelist()), mimetype_of(package))
        # A kind that is refused anyway is better refused by its name than by its parts.
        if kind in accepted and kind is FormatKind.WORKBOOK:
            check_workbook(package, len(content))
        elif kind in accepted:
            check_parts(package)
    return kind


def _cannot_read(file: str, found: str, reason: str, accepted: Collection[FormatKind]) -> CannotRead:
    return CannotRead(
        Refused(file=file, place=_PLACE, found=found, accepted=accepted_words(accepted), reason=reason)
    )
