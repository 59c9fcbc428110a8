"""Files that are no plan text, each with the words a person is told."""

from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document

from tests.typst_pages import compiled

XXE = (
    '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY stolen SYSTEM "file:///etc/passwd">]>'
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    "<w:p><w:r><w:t>計画&stolen;</w:t></w:r></w:p></w:body></w:document>"
)
PAYLOAD = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{ 7|add:7 }}{% now 'Y' %}"


def word(parts: dict[str, bytes] | None = None) -> bytes:
    """Return a small .docx in which ``parts`` replace or join the usual ones."""
    plain, held = BytesIO(), BytesIO()
    document = Document()
    document.add_paragraph("計画の文です。")
    document.save(plain)
    with ZipFile(plain) as source, ZipFile(held, "w", ZIP_DEFLATED) as target:
        members = {name: source.read(name) for name in source.namelist()} | (parts or {})
        for name, content in members.items():
            target.writestr(name, content)
    return held.getvalue()


def package(parts: dict[str, bytes]) -> bytes:
    """Return ``parts`` as a ZIP package."""
    held = BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return held.getvalue()


def encrypted() -> bytes:
    """Return a .docx whose members claim to be encrypted, as a locked ZIP does."""
    content = bytearray(word())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + place] |= 1
            at = content.find(mark, at + 4)
    return bytes(content)


def scanned() -> bytes:
    """Return a PDF that is a picture only."""
    drawn = "#set page(width: 8cm, height: 8cm, margin: 1cm)\n#rect(width: 100%, height: 100%)"
    return compiled(
        "#set page(margin: 0pt)\n#image(bytes(json(bytes(sys.inputs.data))), width: 100%)",
        list(compiled(drawn, form="png")),
    )


BAD_FILES: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "wrong encoding": ("計画.md", lambda: "第1章　計画".encode("utf-16-le"), "ここでは読み取れません"),
    "unknown encoding": ("計画.txt", lambda: b"\x80\x81\xff plan \xfe\x8d", "文字コードを判別できません"),
    "empty": ("計画.md", lambda: b"", "空です"),
    "blank": ("計画.txt", "　\n\n".encode, "文字がありません"),
    "scanned": ("計画.pdf", scanned, "スキャン画像"),
    "poem": ("詩.md", "# 春\n\n山のあなたの空遠く\n".encode, "計画の文書として読み取れません"),
    "program": ("計画.docx", lambda: b"MZ\x90\x00\x03\x00" + bytes(200), "実行ファイル"),
    "workbook": (
        "計画.docx",
        lambda: package({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}),
        "Excel で開けるか",
    ),
    "encrypted zip": ("計画.docx", encrypted, "暗号化"),
    "bomb": ("計画.docx", lambda: word({"word/media/a.bin": bytes(60 << 20)}), "展開すると異常に大きくなる"),
    "bomb of text": (
        "計画.docx",
        lambda: word({"word/document.xml": b"<a>" * 3_000_000}),
        "壊れているか|時間またはメモリ|計画の文書として読み取れません",
    ),
    "traversal": ("計画.docx", lambda: word({"../../../tmp/ayumi-escaped": b"x"}), "フォルダの外"),
    "macro": ("計画.docx", lambda: word({"word/vbaProject.bin": b"x"}), "マクロ"),
    "outside entity": (
        "計画.docx",
        lambda: word({"word/document.xml": XXE.encode()}),
        "読み取れません|壊れて",
    ),
    "archive": ("計画.zip", lambda: package({"計画.md": b"#"}), "圧縮ファイル"),
    "cut": ("計画.docx", lambda: word()[:2000], "壊れている"),
    "web page": ("計画.md", lambda: b"<!doctype html><html><script>alert(1)</script>", "ウェブページ"),
}
"""What it is → its name, its bytes, and what is said of it (a pattern)."""
