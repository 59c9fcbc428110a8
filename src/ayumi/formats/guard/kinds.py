"""The kinds of files people bring, told by their content; the extension only parts Markdown from text."""

from enum import StrEnum
from pathlib import PurePath


class FormatKind(StrEnum):
    """A kind of file. Which of them are read is decided by the table of readers, not here."""

    MARKDOWN = "markdown"
    PLAINTEXT = "plaintext"
    WORD = "word"
    PDF = "pdf"
    WORKBOOK = "workbook"
    CSV = "csv"
    BINARY_WORKBOOK = "binary_workbook"
    OLD_WORD = "old_word"
    OLD_WORKBOOK = "old_workbook"
    OLD_PRESENTATION = "old_presentation"
    ICHITARO = "ichitaro"
    LOCKED_OFFICE = "locked_office"
    OLD_OFFICE = "old_office"
    PRESENTATION = "presentation"
    OPEN_DOCUMENT = "open_document"
    RICH_TEXT = "rich_text"
    IMAGE = "image"
    ARCHIVE = "archive"
    PROGRAM = "program"
    WEB_PAGE = "web_page"
    DATA = "data"
    UNKNOWN = "unknown"


JAPANESE_NAMES: dict[FormatKind, str] = {
    FormatKind.MARKDOWN: "Markdown",
    FormatKind.PLAINTEXT: "テキスト",
    FormatKind.WORD: "Word 文書",
    FormatKind.PDF: "PDF",
    FormatKind.WORKBOOK: "Excel ブック",
    FormatKind.CSV: "CSV のデータファイル",
    FormatKind.BINARY_WORKBOOK: "バイナリ形式の Excel ブック（.xlsb）",
    FormatKind.OLD_WORD: "古い形式の Word 文書（.doc）",
    FormatKind.OLD_WORKBOOK: "古い形式の Excel ブック（.xls）",
    FormatKind.OLD_PRESENTATION: "古い形式の PowerPoint 資料（.ppt）",
    FormatKind.ICHITARO: "一太郎の文書（.jtd）",
    FormatKind.LOCKED_OFFICE: "パスワードで保護された Office 文書",
    FormatKind.OLD_OFFICE: "古い形式の Office 文書",
    FormatKind.PRESENTATION: "PowerPoint 資料（.pptx）",
    FormatKind.OPEN_DOCUMENT: "OpenDocument 文書（.odt・.ods など）",
    FormatKind.RICH_TEXT: "リッチテキスト（.rtf）",
    FormatKind.IMAGE: "画像",
    FormatKind.ARCHIVE: "圧縮ファイル",
    FormatKind.PROGRAM: "実行ファイル",
    FormatKind.WEB_PAGE: "ウェブページ（HTML）",
    FormatKind.DATA: "データファイル（CSV・XML・JSON など）",
    FormatKind.UNKNOWN: "種類の分からないファイル",
}
"""What each kind is called in a message."""

EXTENSIONS: dict[FormatKind, str] = {
    FormatKind.MARKDOWN: ".md",
    FormatKind.PLAINTEXT: ".txt",
    FormatKind.WORD: ".docx",
    FormatKind.PDF: ".pdf",
    FormatKind.WORKBOOK: ".xlsx",
    FormatKind.CSV: ".csv",
}
"""The usual extension of each kind that a reader may exist for."""

_MAGIC: tuple[tuple[bytes, FormatKind], ...] = (
    (b"{\\rtf", FormatKind.RICH_TEXT),
    (b"\xff\xd8\xff", FormatKind.IMAGE),
    (b"\x89PNG\r\n\x1a\n", FormatKind.IMAGE),
    (b"GIF8", FormatKind.IMAGE),
    (b"II*\x00", FormatKind.IMAGE),
    (b"MM\x00*", FormatKind.IMAGE),
    (b"7z\xbc\xaf\x27\x1c", FormatKind.ARCHIVE),
    (b"Rar!\x1a\x07", FormatKind.ARCHIVE),
    (b"\x1f\x8b\x08", FormatKind.ARCHIVE),
    (b"\x7fELF", FormatKind.PROGRAM),
)
_HEAD = 8192
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS: tuple[tuple[str, FormatKind], ...] = (
    ("EncryptedPackage", FormatKind.LOCKED_OFFICE),
    ("WordDocument", FormatKind.OLD_WORD),
    ("Workbook", FormatKind.OLD_WORKBOOK),
    ("PowerPoint Document", FormatKind.OLD_PRESENTATION),
    ("DocumentText", FormatKind.ICHITARO),
)
_MARKDOWN_EXTENSIONS = frozenset({".md", ".markdown"})
_CSV_EXTENSIONS = frozenset({".csv", ".tsv"})
_DATA_EXTENSIONS = frozenset({".json", ".xml", ".yaml", ".yml", ".svg", ".css", ".js"})


def is_zip(content: bytes) -> bool:
    """Whether the bytes begin as a ZIP package does (also an empty or a split one)."""
    return content[:4] in (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")


def kind_of_package(members: frozenset[str], mimetype: bytes) -> FormatKind:
    """Return the kind of a ZIP package from its member names and its ``mimetype`` member."""
    if mimetype.startswith(b"application/vnd.oasis.opendocument"):
        return FormatKind.OPEN_DOCUMENT
    if "[Content_Types].xml" in members:
        if "xl/workbook.bin" in members:
            return FormatKind.BINARY_WORKBOOK
        for folder, kind in (
            ("word/", FormatKind.WORD),
            ("xl/", FormatKind.WORKBOOK),
            ("ppt/", FormatKind.PRESENTATION),
        ):
            if any(member.startswith(folder) for member in members):
                return kind
    return FormatKind.ARCHIVE


def kind_of_content(content: bytes, file: str) -> FormatKind:
    """Return the kind of a file that is no ZIP package, from its bytes (and for text, its name)."""
    head = content[:_HEAD]
    if content.startswith(_OLE):
        return _kind_of_ole(content)
    if b"%PDF-" in head[:1024]:  # ISO 32000-1, Annex H: readers accept the header in the first 1,024 bytes
        return FormatKind.PDF
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return FormatKind.IMAGE
    if head[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif"):
        return FormatKind.IMAGE
    if not _is_text(head):
        return _kind_of_binary(head, file)
    return _kind_of_text(head, file)


def _kind_of_ole(content: bytes) -> FormatKind:
    # The directory of a compound file names its streams in UTF-16LE.
    for stream, kind in _OLE_STREAMS:
        if stream.encode("utf-16-le") in content:
            return kind
    return FormatKind.OLD_OFFICE


def _kind_of_binary(head: bytes, file: str) -> FormatKind:
    # Two letters each, so asked only once the file is known not to be text.
    if head.startswith(b"MZ"):
        return FormatKind.PROGRAM
    if head.startswith(b"BM"):
        return FormatKind.IMAGE
    # A broken export has control characters in it; the reader of CSV names the cell where they stand.
    return FormatKind.CSV if PurePath(file).suffix.lower() in _CSV_EXTENSIONS else FormatKind.UNKNOWN


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True  # UTF-16 with its mark: text, though full of zero bytes
    # ESC stays allowed: ISO-2022-JP mail text is made of it.
    return not any(mark < 32 and mark not in (9, 10, 12, 13, 26, 27) for mark in head)


def _kind_of_text(head: bytes, file: str) -> FormatKind:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:200].lower()
    if start.startswith((b"<!doctype html", b"<html")) or (start.startswith(b"<?xml") and b"<html" in start):
        return FormatKind.WEB_PAGE
    extension = PurePath(file).suffix.lower()
    if extension in (".html", ".htm"):
        return FormatKind.WEB_PAGE
    if extension in _CSV_EXTENSIONS and not start.startswith(b"<?xml"):
        return FormatKind.CSV
    if start.startswith(b"<?xml") or extension in _DATA_EXTENSIONS:
        return FormatKind.DATA
    return FormatKind.MARKDOWN if extension in _MARKDOWN_EXTENSIONS else FormatKind.PLAINTEXT
