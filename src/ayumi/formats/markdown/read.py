"""Reads Markdown into blocks: headings with their level, paragraphs, table rows."""

from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ayumi.document.reading import Block, BlockKind, CannotRead, Refused, SourceText
from ayumi.formats.markdown.html_leftovers import inline_text, plain_lines
from ayumi.ground.decoding import ACCEPTED_ENCODINGS, EmptyText, UndecodableText, decode
from ayumi.ground.japanese_text import join_lines

_ACCEPTED = f"Markdown（.md、文字コードは {ACCEPTED_ENCODINGS}）"
_DEEPEST = 100
"""The parser gives up silently below its own limit, so ours is asked for and said."""
_PARSER = (
    MarkdownIt("commonmark", {"maxNesting": _DEEPEST})
    .enable("table")
    # [注]: … is a note to a reader of Japanese, not the address of a link.
    .disable("reference")
)


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
    tokens = _PARSER.parse(text)
    if any(token.level >= _DEEPEST - 1 for token in tokens):
        reason = "引用や箇条書きの入れ子が深すぎます。入れ子を浅くして保存し直してください。"
        raise _cannot_read(file, f"{_DEEPEST}段以上の入れ子", reason)
    blocks = tuple(_blocks(tokens))
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
            for offset, plain in plain_lines(token.content):
                yield _block(BlockKind.PARAGRAPH, plain, _line(token) + offset)
        elif token.type in ("fence", "code_block") and token.content.strip():
            yield _block(BlockKind.PARAGRAPH, token.content.strip(), _line(token))


def _paragraph(token: Token, level: int) -> Iterator[Block]:
    lines = [line for line in _lines(token) if line]
    if level:
        text = " ".join(lines)
        if text:
            yield _block(BlockKind.HEADING, text, _line(token), level)
        return
    text = join_lines(lines)
    if text:
        yield _block(BlockKind.PARAGRAPH, text, _line(token))


def _lines(token: Token) -> list[str]:
    return [line.strip() for line in inline_text(token.children or []).split("\n")]


def _line(token: Token) -> int:
    return token.map[0] if token.map else 0


def _block(kind: BlockKind, text: str, line: int, level: int = 0) -> Block:
    return Block(kind=kind, text=text, place=f"行 {line + 1}", level=level)
