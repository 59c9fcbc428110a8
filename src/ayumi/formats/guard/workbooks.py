"""Looks into an Excel workbook before any parser does: its parts by name, then every byte as a stream."""

import re
from collections import Counter
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from ayumi.formats.guard.packages import DAMAGES, RATIO_FREE, RATIO_LIMIT, BadPackage, check_parts, damaged

PARTS_LIMIT = 1_500
"""Seven parts (sheet, comments, printer …) for each of 200 sheets, and the workbook's own."""
UNPACKED_LIMIT = 60 * 1024 * 1024

_CHUNK = 256 * 1024
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_LONGEST_DECLARATION = len(b"<!DOCTYPE") - 1
_XML = (".xml", ".rels", ".vml")
_CUSTOM = "customXml/"
"""What document systems put into a file, at times in UTF-16; no reader of cells opens it."""
_PICTURES = "xl/media/"
"""Pictures, SVG with its usual DOCTYPE among them; no reader of cells opens them."""
_CONTENT_TYPES = "[Content_Types].xml"

_MACRO = (
    "マクロ",
    "マクロを含む Excel ブックは受け付けていません。Excel で開き、「名前を付けて保存」で"
    "「Excel ブック（*.xlsx）」を選んで保存し直してください。",
)
_CONTROLS = (
    "ActiveX コントロール",
    "ActiveX コントロールを含む Excel ブックは受け付けていません。"
    "Excel で開いてコントロールを削除し、保存し直してください。",
)
_CONNECTIONS = (
    "外部データへの接続",
    "外部データへの接続を含む Excel ブックは受け付けていません。Excel の「データ」＞「クエリと接続」で"
    "接続を削除し、保存し直してください。",
)
_FORBIDDEN: tuple[tuple[re.Pattern[str], tuple[str, str]], ...] = (
    (re.compile(r"vbaproject|vbadata|/macrosheets/|/dialogsheets/"), _MACRO),
    (re.compile(r"/activex/"), _CONTROLS),
    (re.compile(r"connections\.xml$|/querytables/|/model/|/customdata/"), _CONNECTIONS),
    (
        re.compile("/externallinks/"),
        (
            "ほかのブックへのリンク",
            "ほかのブックへのリンクを含む Excel ブックは受け付けていません。Excel の「データ」＞"
            "「リンクの編集」（「ブックのリンク」）でリンクを解除し、保存し直してください。",
        ),
    ),
    (
        re.compile("/embeddings/|oleobject"),
        (
            "埋め込まれたファイル（オブジェクト）",
            "ほかのファイルを埋め込んだ Excel ブックは受け付けていません。Excel で開いて"
            "埋め込まれたオブジェクトを削除し、保存し直してください。",
        ),
    ),
    (
        re.compile("customui"),
        (
            "画面を変える設定（customUI）",
            "Excel の画面を変える設定を含むブックは受け付けていません。新しいブックにシートをコピーし、"
            "保存し直してください。",
        ),
    ),
)
"""Part names in small letters → what it is, and why and how it is refused."""


def check_workbook(package: ZipFile, size: int) -> None:
    """Raise ``BadPackage`` where a workbook of ``size`` bytes carries more than cells, or is made to hurt.

    Links of cells to pages outside are everyday and never followed, so they pass.
    """
    members = package.infolist()
    _check_names([member.filename for member in members])
    unpacked = sum(member.file_size for member in members)
    if unpacked > UNPACKED_LIMIT:
        raise _too_large(unpacked)
    if any(member.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for member in members):
        raise BadPackage("特殊な圧縮方式", "Excel が使わない方式で圧縮されているため、開きません。")
    streamed = 0
    for member in members:
        streamed += _streamed(package, member)
        if streamed > UNPACKED_LIMIT or (streamed > RATIO_FREE and streamed > RATIO_LIMIT * size):
            raise _too_large(streamed)
    check_parts(package)


def _check_names(names: list[str]) -> None:
    if len(names) > PARTS_LIMIT:
        raise BadPackage(
            f"部品 {len(names):,}個", f"中の部品が {PARTS_LIMIT:,}個を超えているため、開きません。"
        )
    twice = [name for name, times in Counter(name.lower() for name in names).items() if times > 1]
    if twice:
        raise BadPackage("同じ名前の部品", "中に同じ名前の部品が二つあり、どちらが正しいか分かりません。")
    for pattern, (found, reason) in _FORBIDDEN:
        if any(pattern.search(name.lower()) for name in names):
            raise BadPackage(found, reason, says_what_to_do=True)


def _streamed(package: ZipFile, member: ZipInfo) -> int:
    """Return how many bytes the part really has, having looked at all of them."""
    name, read, tail = member.filename, 0, b""
    xml = name.lower().endswith(_XML) and not name.startswith(_CUSTOM)
    try:
        with package.open(member) as part:
            while chunk := part.read(_CHUNK):
                read += len(chunk)
                _check_piece(tail + chunk, name, xml)
                tail = chunk[-_LONGEST_DECLARATION:]
    except DAMAGES as damage:
        raise damaged() from damage
    return read


def _check_piece(piece: bytes, name: str, xml: bool) -> None:
    if not name.startswith(_PICTURES) and _DECLARATION.search(piece):
        raise BadPackage(
            "XML の宣言（DOCTYPE・ENTITY）", "Excel が書かない宣言が中にあり、安全に開けません。"
        )
    if xml and b"\x00" in piece:  # UTF-16 would hide a declaration from the search above
        raise BadPackage("UTF-8 ではない XML", "中の XML の文字コードが UTF-8 ではないため、開きません。")
    if name == _CONTENT_TYPES and b"macroEnabled" in piece:
        raise BadPackage(*_MACRO, says_what_to_do=True)


def _too_large(unpacked: int) -> BadPackage:
    return BadPackage(
        f"展開後の大きさ {unpacked / 1024 / 1024:,.0f} MB",
        f"展開すると大きくなりすぎるため、開きません（上限 {UNPACKED_LIMIT // 1024 // 1024} MB）。"
        "不要なシート、行、列を削除するか、ファイルを分けて保存してください。",
        says_what_to_do=True,
    )
