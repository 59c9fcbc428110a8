"""The gate before the parsers: kinds by content, sizes, packages."""

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ayumi.document.reading import CannotRead
from ayumi.formats.guard import SIZE_LIMIT, TEXT_KINDS, FormatKind, guard

WORD_PARTS = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def package(parts: dict[str, bytes]) -> bytes:
    """Pack the parts into ZIP bytes."""
    held = BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return held.getvalue()


@pytest.mark.parametrize(
    ("content", "file", "kind"),
    [
        ("# 計画\n".encode(), "計画.md", FormatKind.MARKDOWN),
        ("計画の本文".encode(), "計画.txt", FormatKind.PLAINTEXT),
        ("計画の本文".encode("cp932"), "計画.txt", FormatKind.PLAINTEXT),
        ("計画の本文".encode("iso-2022-jp"), "計画.txt", FormatKind.PLAINTEXT),
        ("計画の本文".encode("utf-16"), "計画.txt", FormatKind.PLAINTEXT),
        (b"BM is a text of two letters", "x.txt", FormatKind.PLAINTEXT),
        (b"%PDF-1.7\n...", "計画.txt", FormatKind.PDF),
        (package(WORD_PARTS), "計画.pdf", FormatKind.WORD),
    ],
)
def test_the_kind_is_told_by_the_content(content: bytes, file: str, kind: FormatKind) -> None:
    assert guard(content, file) is kind


@pytest.mark.parametrize(
    ("content", "file", "words"),
    [
        (package({"[Content_Types].xml": b"", "xl/workbook.xml": b""}), "計画.docx", "Excel ブック"),
        (package({"[Content_Types].xml": b"", "ppt/presentation.xml": b""}), "a.pptx", "PowerPoint 資料"),
        (package({"mimetype": b"application/vnd.oasis.opendocument.text"}), "a.odt", "OpenDocument"),
        (package({"写真/一.jpg": b"x"}), "a.zip", "圧縮ファイル"),
        (OLE + "WordDocument".encode("utf-16-le"), "a.docx", "古い形式の Word 文書"),
        (OLE + "Workbook".encode("utf-16-le"), "a.xls", "古い形式の Excel"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", "パスワードで保護"),
        (OLE + "DocumentText".encode("utf-16-le"), "a.jtd", "一太郎"),
        (OLE, "a.bin", "古い形式の Office"),
        (b"\xff\xd8\xff\xe0 jpeg", "a.pdf", "画像"),
        (b"BM\x00\x00\x00\x00", "a.bmp", "画像"),
        (b"MZ\x90\x00\x03\x00", "計画.docx", "実行ファイル"),
        (b"{\\rtf1 text}", "a.doc", "リッチテキスト"),
        (b"\n<!DOCTYPE html><html></html>", "a.txt", "ウェブページ"),
        (b"<?xml version='1.0'?><a/>", "a.xml", "データファイル"),
        (b"a,b\n1,2\n", "a.csv", "データファイル"),
        (b"\x00\x01\x02\x03", "a.txt", "種類の分からない"),
    ],
)
def test_a_kind_without_a_reader_is_named_and_refused(content: bytes, file: str, words: str) -> None:
    with pytest.raises(CannotRead) as caught:
        guard(content, file)
    refused = caught.value.refused
    assert words in refused.found and words in refused.reason
    assert refused.file == file
    for extension in (".md", ".txt", ".docx", ".pdf"):
        assert extension in refused.accepted
    assert refused.reason.endswith("ください。")


def test_an_accepted_kind_is_one_more_in_the_collection() -> None:
    workbook = package({"[Content_Types].xml": b"", "xl/workbook.xml": b""})
    assert guard(workbook, "a.xlsx", TEXT_KINDS | {FormatKind.WORKBOOK}) is FormatKind.WORKBOOK


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(CannotRead, match="空です"):
        guard(b"", "空.txt")


def test_a_huge_file_is_refused_without_being_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    huge = tmp_path / "大きい.pdf"
    with huge.open("wb") as sparse:
        sparse.truncate(200 * 1024 * 1024)
    monkeypatch.setattr(Path, "read_bytes", lambda self: pytest.fail("read into memory"))
    with pytest.raises(CannotRead, match="大きすぎます") as caught:
        guard(huge, "大きい.pdf")
    assert caught.value.refused.found == "200.0 MB"
    assert SIZE_LIMIT == 50 * 1024 * 1024


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        (WORD_PARTS | {"word/media/a.bin": bytes(60 * 1024 * 1024)}, "展開すると"),
        (WORD_PARTS | {f"word/{number}.xml": b"" for number in range(3_001)}, "3,000個"),
        (WORD_PARTS | {"../../etc/cron.d/a": b""}, "フォルダの外"),
        (WORD_PARTS | {"C:\\windows\\a": b""}, "フォルダの外"),
        (WORD_PARTS | {"word/vbaProject.bin": b""}, "マクロ"),
        (WORD_PARTS | {"word/activeX/activeX1.bin": b""}, "ActiveX"),
        (
            WORD_PARTS
            | {
                "word/_rels/document.xml.rels": b'<Relationships><Relationship Id="r1" Type="http://schemas.'
                b'openxmlformats.org/officeDocument/2006/relationships/oleObject" Target="file:///a.xlsx" '
                b'TargetMode="External"/></Relationships>'
            },
            "外部のファイル",
        ),
    ],
)
def test_an_unsafe_package_is_refused(parts: dict[str, bytes], words: str) -> None:
    with pytest.raises(CannotRead, match=words):
        guard(package(parts), "計画.docx")


def test_an_outside_hyperlink_is_everyday() -> None:
    link = b'<Relationship Id="r1" Type="x/hyperlink" Target="https://example.jp/" TargetMode="External"/>'
    assert guard(package(WORD_PARTS | {"word/_rels/document.xml.rels": link}), "a.docx") is FormatKind.WORD


@pytest.mark.parametrize("cut", [4, 30, 100])
def test_a_cut_package_is_damaged(cut: int) -> None:
    with pytest.raises(CannotRead, match="壊れている"):
        guard(package(WORD_PARTS)[:cut], "計画.docx")


@given(st.binary(min_size=1, max_size=400), st.sampled_from([b"", b"PK\x03\x04", b"%PDF-", OLE[:8]]))
def test_any_bytes_give_a_kind_or_a_refusal(content: bytes, start: bytes) -> None:
    try:
        kind = guard(start + content, "何か.md")
    except CannotRead as refusal:
        assert refusal.refused.reason
    else:
        assert kind in TEXT_KINDS
