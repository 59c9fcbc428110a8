"""Looks into a ZIP package (.docx, .xlsx) before any parser does, without unpacking it."""

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile

MEMBERS_LIMIT = 3_000
UNPACKED_LIMIT = 300 * 1024 * 1024
RATIO_LIMIT = 200
RATIO_FREE = 10 * 1024 * 1024
"""Below this unpacked size the ratio is not asked: a short text of blanks packs very well."""
RELATIONSHIPS_LIMIT = 2 * 1024 * 1024

_END = b"PK\x05\x06"
_END_SIZE = 22
_COMMENT_LIMIT = 65_535
_DIRECTORY_LIMIT = MEMBERS_LIMIT * 600
_RELATIONSHIP = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
DAMAGES = (BadZipFile, OSError, ValueError, EOFError, NotImplementedError, RuntimeError, zlib.error)


class BadPackage(Exception):
    """A package that must not reach a parser: ``found`` and ``reason`` in Japanese.

    ``says_what_to_do`` tells that the reason ends with the remedy.
    """

    def __init__(self, found: str, reason: str, says_what_to_do: bool = False) -> None:
        super().__init__(reason)
        self.found = found
        self.reason = reason
        self.says_what_to_do = says_what_to_do


def open_package(content: bytes) -> ZipFile:
    """Open the package, or raise ``BadPackage`` where it is damaged, too large or unsafe to unpack."""
    _check_directory(content)
    try:
        package = ZipFile(BytesIO(content))
    except DAMAGES as damage:
        raise damaged() from damage
    members = package.infolist()
    if len(members) > MEMBERS_LIMIT:
        raise BadPackage(
            f"部品 {len(members):,}個", f"中の部品が {MEMBERS_LIMIT:,}個を超えているため、開きません。"
        )
    for member in members:
        if member.flag_bits & 0x1:
            raise BadPackage("暗号化された部品", "中の部品が暗号化されているため、読み取れません。")
        if _leaves_the_folder(member.orig_filename):
            raise BadPackage(
                "フォルダの外を指す部品名", "中の部品の名前がフォルダの外を指しており、安全に開けません。"
            )
    unpacked = sum(member.file_size for member in members)
    if unpacked > UNPACKED_LIMIT or (unpacked > RATIO_FREE and unpacked > RATIO_LIMIT * len(content)):
        raise BadPackage(
            f"展開後の大きさ {unpacked / 1024 / 1024:,.0f} MB",
            "展開すると異常に大きくなるファイルのため、安全のため開きません。",
        )
    return package


def check_parts(package: ZipFile) -> None:
    """Raise ``BadPackage`` where an Office package carries macros, controls or a linked outside object."""
    for name in package.namelist():
        lowered = name.lower()
        if lowered.endswith("vbaproject.bin") or lowered.endswith("vbadata.xml"):
            raise BadPackage("マクロ（vbaProject.bin）", "マクロを含むファイルは受け付けていません。")
        if "/activex/" in lowered:
            raise BadPackage(
                "ActiveX コントロール", "ActiveX コントロールを含むファイルは受け付けていません。"
            )
    for relationship in _relationships(package):
        # Outside hyperlinks and templates are everyday and never followed; a linked object is not.
        if b'"External"' in relationship and b"/oleObject" in relationship:
            raise BadPackage(
                "外部のファイルへのリンク（OLE オブジェクト）",
                "外部のファイルにリンクしたオブジェクトを含むファイルは受け付けていません。",
            )


def mimetype_of(package: ZipFile) -> bytes:
    """Return the start of the ``mimetype`` member of an OpenDocument package, empty for any other."""
    if "mimetype" not in package.namelist():
        return b""
    try:
        with package.open("mimetype") as member:
            return member.read(100)
    except DAMAGES as damage:
        raise damaged() from damage


def _check_directory(content: bytes) -> None:
    # zipfile builds every entry before one can count them, so the directory's size is asked first.
    tail = content[-(_END_SIZE + _COMMENT_LIMIT) :]
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_SIZE:
        raise damaged()
    size = int.from_bytes(tail[at + 12 : at + 16], "little")
    if size > _DIRECTORY_LIMIT or tail[max(at - 20, 0) : at].startswith(b"PK\x06\x07"):
        raise BadPackage(
            "非常に多くの部品", f"中の部品が {MEMBERS_LIMIT:,}個を超えるおそれがあるため、開きません。"
        )


def _leaves_the_folder(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or re.match(r"[A-Za-z]:", name) is not None


def _relationships(package: ZipFile) -> Iterator[bytes]:
    for member in package.infolist():
        if not member.filename.lower().endswith(".rels"):
            continue
        if member.file_size > RELATIONSHIPS_LIMIT:
            raise BadPackage(
                f"関連付けの部品 {member.file_size:,}バイト", "中の関連付けが異常に大きいため、開きません。"
            )
        try:
            yield from _RELATIONSHIP.findall(package.read(member))
        except DAMAGES as damage:
            raise damaged() from damage


def damaged() -> BadPackage:
    """Return what is raised for a package that cannot be opened."""
    return BadPackage("壊れたファイル", "ファイルが壊れているか、途中で切れているため、開けません。")
