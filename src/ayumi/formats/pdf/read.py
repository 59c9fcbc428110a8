"""Reads a PDF with text in it into blocks of source text."""

from collections import Counter
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from ayumi.document.reading import Block, BlockKind, CannotRead, Refused, SourceText
from ayumi.formats.pdf.furniture import without_furniture
from ayumi.formats.pdf.glyphs import page_of
from ayumi.formats.pdf.headings import outline_of, with_levels
from ayumi.formats.pdf.lines import Line, lines_of
from ayumi.formats.pdf.paragraphs import paragraphs_of

PAGES_LIMIT = 1_000
_UNMAPPED_LIMIT = 0.3
"""Above this share of characters without a known meaning, what is read is not the text."""


def read(content: bytes, file: str) -> SourceText:
    """Return the headings, paragraphs and table rows of the PDF page by page.

    Raises ``CannotRead`` where the file is locked, damaged, too long, or holds no readable text.
    """
    document = _open(content, file)
    try:
        pages = len(document)
        if pages > PAGES_LIMIT:
            raise _cannot_read(
                file,
                f"{pages:,}頁の PDF",
                f"頁数が多すぎます（上限 {PAGES_LIMIT:,}頁）。章ごとに分けた PDF をご用意ください。",
            )
        lines = [_lines(document, index) for index in range(pages)]
        outline = outline_of(document)
    except pypdfium2.PdfiumError as damage:
        raise _damaged(file) from damage
    finally:
        document.close()
    _check_text(lines, file)
    body_size = _body_size(lines)
    paragraphs = list(paragraphs_of(without_furniture(lines, body_size)))
    if not paragraphs:
        raise _without_text(file)
    blocks = []
    for paragraph, level in with_levels(paragraphs, outline, body_size):
        kind = BlockKind.TABLE_ROW if paragraph.is_row else BlockKind.PARAGRAPH
        kind = BlockKind.HEADING if level else kind
        blocks.append(Block(kind=kind, text=paragraph.text, place=f"{paragraph.page}頁", level=level))
    return SourceText(file=file, blocks=tuple(blocks))


def _open(content: bytes, file: str) -> Any:
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as wrong:
        if getattr(wrong, "err_code", None) in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise _cannot_read(
                file,
                "パスワードで保護された PDF",
                "パスワードで保護されているため読み取れません。"
                "パスワードを外して保存し直した PDF をご用意ください。",
            ) from wrong
        raise _damaged(file) from wrong


def _lines(document: Any, index: int) -> list[Line]:
    page = document[index]
    try:
        return lines_of(page_of(page), index + 1)
    finally:
        page.close()  # else a thousand pages stay in memory


def _check_text(pages: list[list[Line]], file: str) -> None:
    text = "".join(line.text for lines in pages for line in lines)
    if not text.strip():
        raise _without_text(file)
    if text.count("\ufffd") > _UNMAPPED_LIMIT * len(text):
        raise _cannot_read(
            file,
            "文字の対応が分からない PDF",
            "この PDF は、書体の文字と実際の文字との対応が入っていないため、文章として読み取れません。"
            "元の文書から PDF を作り直すか、Word 文書（.docx）をご用意ください。",
        )


def _body_size(pages: list[list[Line]]) -> float:
    sizes: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0]


def _without_text(file: str) -> CannotRead:
    return _cannot_read(
        file,
        "文字情報のない PDF（スキャン画像）",
        "この PDF には文字情報がありません（スキャン画像）。文字を読み取る処理（OCR）を行った PDF か、"
        "元の Word 文書（.docx）などをご用意ください。",
    )


def _damaged(file: str) -> CannotRead:
    return _cannot_read(
        file,
        "壊れた PDF",
        "ファイルが壊れているか、途中で切れているため開けません。"
        "PDF を表示できるかお確かめのうえ、作り直してください。",
    )


def _cannot_read(file: str, found: str, reason: str) -> CannotRead:
    return CannotRead(
        Refused(
            file=file, place="ファイル全体", found=found, accepted="文字情報のある PDF（.pdf）", reason=reason
        )
    )
