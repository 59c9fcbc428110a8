"""Reads Markdown into blocks: headings with their level, paragraphs, table rows."""

import html
import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ayumi.document.reading import Block, BlockKind, CannotRead, Refused, SourceText
from ayumi.ground.decoding import ACCEPTED_ENCODINGS, EmptyText, UndecodableText, decode

_TAG = re.compile(r"<(/?)\s*([A-Za-z][A-Za-z0-9]*)[^>]*>")
_READING_TAGS = frozenset({"rt", "rp"})
_ACCEPTED = f"Markdown（.md、文字コードは {ACCEPTED_ENCODINGS}）"


def read(content: bytes, file: str) -> SourceText:
    """Return the blocks of the file, each with its line (行 12).

    HTML leftovers lose their tags; of ruby only the base text stays; a glossary mark stays as (*).
    Raises CannotRead for another encoding and for a file without text.
    """
    try:
        text = decode(content)
    except EmptyText as problem:
        reason = "ファイルに文字がありません。中身をお確かめください。"
        raise _cannot_read(file, "文字のないファイル", reason) from problem
    except UndecodableText as problem:
        reason = "文字コードを判別できません。UTF-8 で保存し直してください。"
        raise _cannot_read(file, "判別できない文字コード", reason) from problem
    blocks = tuple(_blocks(MarkdownIt("commonmark").enable("table").parse(text)))
    if not blocks:
        raise _cannot_read(file, "文字のないファイル", "ファイルに文字がありません。中身をお確かめください。")
    return SourceText(file=file, blocks=blocks)


def _cannot_read(file: str, found: str, reason: str) -> CannotRead:
    return CannotRead(
        Refused(file=file, place="ファイル全体", found=found, accepted=_ACCEPTED, reason=reason)
    )


def _blocks(tokens: list[Token]) -> Iterator[Block]:
    level, row_line = 0, 0
    cells: list[str] | None = None
    for token in tokens:
        if token.type == "heading_open":
            level = int(token.tag[1:])
        elif token.type == "heading_close":
            level = 0
        elif token.type == "tr_open":
            cells, row_line = [], (token.map or [row_line])[0]
        elif token.type == "tr_close":
            yield _block(BlockKind.TABLE_ROW, "\t".join(cells or []), row_line)
            cells = None
        elif token.type == "inline" and cells is not None:
            cells.append(" ".join(_lines(token)))
        elif token.type == "inline":
            yield from _paragraph(token, level)
        elif token.type == "html_block":
            plain = _without_tags(token.content).strip()
            if plain:
                yield _block(BlockKind.PARAGRAPH, plain, _line(token))
        elif token.type in ("fence", "code_block") and token.content.strip():
            yield _block(BlockKind.PARAGRAPH, token.content.strip(), _line(token))


def _paragraph(token: Token, level: int) -> Iterator[Block]:
    lines = [line for line in _lines(token) if line]
    if level:
        text = " ".join(lines)
        if text:
            yield _block(BlockKind.HEADING, text, _line(token), level)
        return
    text = _joined(lines)
    if text:
        yield _block(BlockKind.PARAGRAPH, text, _line(token))


def _joined(lines: list[str]) -> str:
    """Join soft-broken lines: Japanese without a space, words of Latin letters with one."""
    text = ""
    for line in lines:
        space = " " if text and text[-1].isascii() and line[0].isascii() else ""
        text += space + line
    return text


def _lines(token: Token) -> list[str]:
    """Return the plain lines of an inline token; readings of ruby are left out."""
    text, hidden = "", 0
    for child in token.children or []:
        if child.type == "html_inline":
            tag = _TAG.match(child.content)
            if tag and tag.group(2).lower() in _READING_TAGS:
                hidden += -1 if tag.group(1) else 1
            elif tag and tag.group(2).lower() == "br":
                text += "\n"
        elif child.type in ("softbreak", "hardbreak"):
            text += "\n"
        elif hidden <= 0:
            text += child.content
    return [line.strip() for line in text.split("\n")]


def _without_tags(source: str) -> str:
    source = re.sub(r"<(rt|rp|script|style)\b.*?</\1\s*>", "", source, flags=re.DOTALL | re.IGNORECASE)
    return html.unescape(_TAG.sub("", source))


def _line(token: Token) -> int:
    return token.map[0] if token.map else 0


def _block(kind: BlockKind, text: str, line: int, level: int = 0) -> Block:
    return Block(kind=kind, text=text, place=f"行 {line + 1}", level=level)
