"""Reads a Word document (.docx) into blocks of source text."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

from docx import Document
from docx.opc.exceptions import OpcError
from docx.oxml import parse_xml

from ayumi.document.reading import Block, BlockKind, CannotRead, Refused, SourceText
from ayumi.formats.word.headings import Headings
from ayumi.formats.word.walk import blocks_of, is_table, table_of, text_boxes_of, text_of

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ACCEPTED = "Word 文書（.docx）"
_FOOTNOTES = ("/footnotes", "/endnotes")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read(content: bytes, file: str) -> SourceText:
    """Return the headings, paragraphs, table rows and notes of the document in order.

    Raises ``CannotRead`` where the file is an old or locked one, is damaged, or holds no text.
    """
    document = _open(content, file)
    try:
        blocks = tuple(_Walk(Headings(document.styles.element)).blocks(document))
    except (SyntaxError, ValueError, KeyError, AttributeError) as damage:  # lxml raises SyntaxError
        raise _damaged(file) from damage
    if not blocks:
        raise _cannot_read(
            file,
            "文字のない Word 文書",
            "この Word 文書には文字がありません。本文が画像の場合は、"
            "文字を入力した文書か、文字を読み取る処理（OCR）を行った PDF をご用意ください。",
        )
    return SourceText(file=file, blocks=blocks)


class _Walk:
    """One walk through a document, counting paragraphs and tables for the places."""

    def __init__(self, headings: Headings) -> None:
        self._headings = headings
        self._paragraphs = 0
        self._tables = 0

    def blocks(self, document: Any) -> Iterator[Block]:
        for element in blocks_of(document.element.body):
            if is_table(element):
                self._tables += 1
                yield from _rows(element, f"表 {self._tables}")
            else:
                self._paragraphs += 1
                yield from self._paragraph(element)
        yield from _notes(document)

    def _paragraph(self, element: Any) -> Iterator[Block]:
        place = f"段落 {self._paragraphs}"
        text = text_of(element)
        if text and not self._headings.is_contents_line(element):
            level = self._headings.level_of(element)
            kind = BlockKind.HEADING if level else BlockKind.PARAGRAPH
            yield Block(kind=kind, text=text, place=place, level=level)
        for box in text_boxes_of(element):
            for inner in blocks_of(box):
                if is_table(inner):
                    yield from _rows(inner, f"{place} のテキストボックスの表")
                elif boxed := text_of(inner):
                    yield Block(kind=BlockKind.PARAGRAPH, text=boxed, place=f"{place} のテキストボックス")


def _rows(element: Any, place: str) -> Iterator[Block]:
    for number, row in enumerate(table_of(element).rows, start=1):
        if any(row):
            yield Block(kind=BlockKind.TABLE_ROW, text="\t".join(row), place=f"{place} 行 {number}")


def _notes(document: Any) -> Iterator[Block]:
    for relationship in document.part.rels.values():
        if relationship.is_external or not relationship.reltype.endswith(_FOOTNOTES):
            continue
        # w:type marks the separator lines, which are no notes.
        notes = [
            note
            for note in parse_xml(relationship.target_part.blob).iterchildren(_W + "footnote", _W + "endnote")
            if note.get(_W + "type") in (None, "normal")
        ]
        name = "脚注" if relationship.reltype.endswith("/footnotes") else "文末脚注"
        for number, note in enumerate(notes, start=1):
            text = "\n".join(filter(None, (text_of(element) for element in blocks_of(note))))
            if text:
                yield Block(kind=BlockKind.PARAGRAPH, text=text, place=f"{name} {number}")


def _open(content: bytes, file: str) -> Any:
    if content.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise _cannot_read(
                file,
                "パスワードで保護された Word 文書",
                "パスワードで保護されているため読み取れません。"
                "Word で開いてパスワードを外し、保存し直してください。",
            )
        raise _cannot_read(
            file,
            "古い形式の Word 文書（.doc）",
            "古い形式（.doc）のため読み取れません。Word で開き、「.docx」形式で保存し直してください。",
        )
    try:
        return Document(BytesIO(content))
    except ValueError as wrong:
        raise _cannot_read(
            file,
            "Word 文書ではないファイル",
            "中身が Word 文書（.docx）ではありません。Word で開き、「.docx」形式で保存し直してください。",
        ) from wrong
    except (BadZipFile, OpcError, SyntaxError, KeyError, OSError, EOFError, AttributeError) as damage:
        raise _damaged(file) from damage


def _damaged(file: str) -> CannotRead:
    return _cannot_read(
        file,
        "壊れた Word 文書",
        "ファイルが壊れているか、途中で切れているため開けません。"
        "Word で開けるかお確かめのうえ、「.docx」形式で保存し直してください。",
    )


def _cannot_read(file: str, found: str, reason: str) -> CannotRead:
    return CannotRead(
        Refused(file=file, place="ファイル全体", found=found, accepted=_ACCEPTED, reason=reason)
    )
