"""Reads plain text into blocks: a heading only where its numbering says so for certain."""

import re
import unicodedata
from collections.abc import Iterator

from ayumi.document.reading import Block, BlockKind, CannotRead, Refused, SourceText
from ayumi.ground.decoding import ACCEPTED_ENCODINGS, EmptyText, UndecodableText, decode
from ayumi.ground.japanese_text import join_lines

_CHAPTER = re.compile(r"第\s*[0-9一二三四五六七八九十]+\s*章(\s|$|[^のにをはがで、。])")
_UNIT = "[年月日時分人名件回社校台円点割倍頁](?![一-龠々])|[万億%％つ個箇]|か[年月所国]"
"""4 月に… is a day or a count, 4 分野別計画 a numbered heading."""
_SECTION = re.compile(
    rf"(第\s*[0-9一二三四五六七八九十]+\s*節|[0-9]{{1,2}}\s*[.．、]\s*\D|[0-9]{{1,2}}\s+(?!{_UNIT})\D)"
)
_ITEM = re.compile(r"[(（][0-9０-９一二三四五六七八九十]{1,2}[)）]|[①-⑳・●○◎■□◆◇※]|[-*] ")
"""What begins an entry of a list, which is a paragraph of its own."""
_LONGEST_HEADING = 40
_ACCEPTED = f"テキスト（.txt、文字コードは {ACCEPTED_ENCODINGS}）"


def read(content: bytes, file: str) -> SourceText:
    """Return the blocks of the file, each with its line (行 12).

    Lines up to an empty line make a paragraph; an indented line (一字下げ) or a list entry begins a new one.
    Raises CannotRead for another encoding and for a file without text.
    """
    try:
        text = decode(content)
    except EmptyText as problem:
        reason = "ファイルに文字がありません。中身をお確かめください。"
        raise _cannot_read(file, "文字のないファイル", reason) from problem
    except UndecodableText as problem:
        reason = "文字コードを判別できません。メモ帳などで開き、UTF-8 で保存し直してください。"
        raise _cannot_read(file, "判別できない文字コード", reason) from problem
    blocks = tuple(_blocks(text))
    if not blocks:
        raise _cannot_read(file, "文字のないファイル", "ファイルに文字がありません。中身をお確かめください。")
    return SourceText(file=file, blocks=blocks)


def heading_level(line: str) -> int:
    """Return 1 for 第N章, 2 for N. or 第N節, 0 for everything that is not surely a heading."""
    folded = unicodedata.normalize("NFKC", line).strip()
    if _ITEM.match(line.strip()):  # NFKC would make ② a plain 2
        return 0
    if not folded or len(folded) > _LONGEST_HEADING or folded.endswith(("。", "、", ".", ",")):
        return 0
    if _CHAPTER.match(folded):
        return 1
    return 2 if _SECTION.match(folded) else 0


def _blocks(text: str) -> Iterator[Block]:
    waiting: list[str] = []
    begun = 0
    for number, line in enumerate(text.split("\n"), start=1):
        level = heading_level(line)
        if waiting and (level or not line.strip() or line.startswith("\u3000") or _ITEM.match(line.strip())):
            yield _block(BlockKind.PARAGRAPH, join_lines(waiting), begun)
            waiting = []
        if level:
            yield _block(BlockKind.HEADING, line.strip(), number, level)
        elif line.strip():
            begun = number if not waiting else begun
            waiting.append(line.strip())
    if waiting:
        yield _block(BlockKind.PARAGRAPH, join_lines(waiting), begun)


def _block(kind: BlockKind, text: str, line: int, level: int = 0) -> Block:
    return Block(kind=kind, text=text, place=f"行 {line}", level=level)


def _cannot_read(file: str, found: str, reason: str) -> CannotRead:
    return CannotRead(
        Refused(file=file, place="ファイル全体", found=found, accepted=_ACCEPTED, reason=reason)
    )
