"""Several files out of what was uploaded: single ones as they are, those of a ZIP one by one."""

import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from ayumi.document.reading import Refused
from ayumi.formats.guard import SPREADSHEET_SIZE_LIMIT

FILES_LIMIT = 100
"""Files of one upload, those inside of ZIPs counted one by one."""
UNPACKED_LIMIT = 200 * 1024 * 1024
"""Bytes of all of them together."""
_WORKBOOK_PART = "[Content_Types].xml"
_LEFT_BEHIND = ("__MACOSX/", ".DS_Store", "Thumbs.db", "~$")
"""What systems put into a ZIP by themselves, and the mark of a workbook that is open."""
_CHUNK = 256 * 1024

Unpacked = tuple[Path, str] | Refused


def unpack(files: Iterable[tuple[Path, str]], folder: Path) -> Iterator[Unpacked]:
    """Yield the place and name of every file, those of ZIPs unpacked into ``folder``, or why it is refused.

    Never more than ``FILES_LIMIT``; what is beyond is refused in one. Nothing of a ZIP is opened but to copy
    it, each up to the size a workbook may have.
    """
    for count, unpacked in enumerate(_every(files, folder), 1):
        if count > FILES_LIMIT:
            yield _refused(
                "アップロード全体",
                f"{FILES_LIMIT}件を超えるファイル",
                f"一度に読み取れるファイルは{FILES_LIMIT}件までです。何回かに分けて読み取ってください。",
            )
            return
        yield unpacked


def _every(files: Iterable[tuple[Path, str]], folder: Path) -> Iterator[Unpacked]:
    left = UNPACKED_LIMIT
    for place, name in files:
        try:
            with zipfile.ZipFile(place) as package:
                members = [each for each in package.infolist() if not each.is_dir()]
                if any(each.filename == _WORKBOOK_PART for each in members):
                    yield place, name
                    continue
                for number, member in enumerate(each for each in members if not _is_left_behind(each)):
                    own = PurePosixPath(_readable(member)).name or name
                    copied = folder / f"{place.name}-{number}"
                    refused = _copy(package, member, copied, (own, left))
                    yield refused or (copied, own)
                    left -= 0 if refused else copied.stat().st_size
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            yield place, name  # The gate says what is wrong with it.


def _copy(
    package: zipfile.ZipFile, member: zipfile.ZipInfo, to: Path, what: tuple[str, int]
) -> Refused | None:
    """Copy a file out of a ZIP; what it says of its own size is not believed."""
    name, left = what
    if member.flag_bits & 1:
        return _refused(name, "暗号化されたファイル", "ZIPのパスワードを外して、もう一度お選びください。")
    limit, size = min(SPREADSHEET_SIZE_LIMIT, left), 0
    try:
        with package.open(member) as content, to.open("wb") as copied:
            while piece := content.read(_CHUNK):
                size += len(piece)
                if size > limit:
                    return _refused(
                        name,
                        "大きすぎるファイル",
                        f"一つのファイルは{SPREADSHEET_SIZE_LIMIT // 1024 // 1024} MBまで、"
                        f"全体で{UNPACKED_LIMIT // 1024 // 1024} MBまでです。分けて読み取ってください。",
                    )
                copied.write(piece)
    except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, NotImplementedError, zlib.error):
        return _refused(name, "壊れたファイル", "ZIPの中のこのファイルが壊れています。作り直してください。")
    return None


def _is_left_behind(member: zipfile.ZipInfo) -> bool:
    name = PurePosixPath(member.filename).name
    return member.filename.startswith(_LEFT_BEHIND[0]) or name.startswith(_LEFT_BEHIND[1:])


def _readable(member: zipfile.ZipInfo) -> str:
    """Return the member's name; Windows writes Japanese ones in its own code page and does not say so."""
    if member.flag_bits & 0x800:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("cp932")
    except UnicodeError:
        return member.filename


def _refused(file: str, found: str, reason: str) -> Refused:
    return Refused(
        file=file, place="ファイル全体", found=found, accepted="Excel ブック（.xlsx）", reason=reason
    )
