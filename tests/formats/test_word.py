"""Word documents read into blocks; every document is built here with python-docx."""

from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ayumi.document.reading import Block, BlockKind, CannotRead
from ayumi.formats.word.read import read

W = nsdecls("w")


def saved(document: DocumentObject) -> bytes:
    """Return the document's bytes."""
    held = BytesIO()
    document.save(held)
    return held.getvalue()


def blocks(build: Callable[[DocumentObject], object]) -> tuple[Block, ...]:
    """Build a document and read it."""
    document = Document()
    build(document)
    return read(saved(document), "計画.docx").blocks


def texts(body: str) -> list[str]:
    """Read a document with the given raw paragraph content."""
    return [
        block.text
        for block in blocks(lambda made: made.element.body.insert(0, parse_xml(f"<w:p {W}>{body}</w:p>")))
    ]


def test_headings_paragraphs_and_tables_come_in_order() -> None:
    def build(document: DocumentObject) -> None:
        document.add_heading("サンプル計画", 0)
        document.add_heading("第1章 計画の目的", 1)
        document.add_paragraph("架空の市の計画です。")
        table = document.add_table(2, 2)
        for cell, text in zip(table._cells, ["指標", "目標", "満足度", "80%"], strict=True):
            cell.text = text
        document.add_paragraph("表のあと。")

    assert [(block.kind, block.level, block.text, block.place) for block in blocks(build)] == [
        (BlockKind.HEADING, 1, "サンプル計画", "段落 1"),
        (BlockKind.HEADING, 1, "第1章 計画の目的", "段落 2"),
        (BlockKind.PARAGRAPH, 0, "架空の市の計画です。", "段落 3"),
        (BlockKind.TABLE_ROW, 0, "指標\t目標", "表 1 行 1"),
        (BlockKind.TABLE_ROW, 0, "満足度\t80%", "表 1 行 2"),
        (BlockKind.PARAGRAPH, 0, "表のあと。", "段落 4"),
    ]


def test_a_japanese_style_name_and_an_outline_level_make_headings() -> None:
    def build(document: DocumentObject) -> None:
        own = document.styles.add_style("見出し　２", WD_STYLE_TYPE.PARAGRAPH)
        child = document.styles.add_style("市の様式", WD_STYLE_TYPE.PARAGRAPH)
        child.base_style = own
        document.add_paragraph("一つ目", style=own)
        document.add_paragraph("二つ目", style=child)
        outlined = document.add_paragraph("三つ目")
        outlined._p.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {W} w:val="2"/>'))
        demoted = document.add_paragraph("本文", style=own)
        demoted._p.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {W} w:val="9"/>'))

    assert [(block.text, block.level) for block in blocks(build)] == [
        ("一つ目", 2),
        ("二つ目", 2),
        ("三つ目", 3),
        ("本文", 0),
    ]


def test_a_line_of_the_contents_is_left_out() -> None:
    def build(document: DocumentObject) -> None:
        style = document.styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH)
        document.add_paragraph("第1章 目的\t3", style=style)
        document.add_heading("第1章 目的", 1)

    assert [block.text for block in blocks(build)] == ["第1章 目的"]


def test_ruby_keeps_its_base_and_drops_its_reading() -> None:
    ruby = (
        "<w:r><w:t>とくに</w:t></w:r><w:r><w:ruby><w:rt><w:r><w:t>やまのうえし</w:t></w:r></w:rt>"
        "<w:rubyBase><w:r><w:t>山上市</w:t></w:r></w:rubyBase></w:ruby></w:r><w:r><w:t>では</w:t></w:r>"
    )
    assert texts(ruby) == ["とくに山上市では"]


@pytest.mark.parametrize("mark", ["*", "＊", "(*)", "（＊）", "※", "*1", "※12"])
def test_a_raised_mark_after_a_word_is_a_glossary_mark(mark: str) -> None:
    raised = f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>{mark}</w:t></w:r>'
    assert texts(f"<w:r><w:t>合計特殊出生率</w:t></w:r>{raised}<w:r><w:t>は</w:t></w:r>") == [
        "合計特殊出生率(*)は"
    ]


def test_a_mark_in_pieces_is_one_and_other_raised_text_stays() -> None:
    up = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
    pieces = "".join(f"<w:r>{up}<w:t>{piece}</w:t></w:r>" for piece in "(*)")
    assert texts(f"<w:r><w:t>面積 m</w:t></w:r><w:r>{up}<w:t>2</w:t></w:r>") == ["面積 m2"]
    assert texts(f"<w:r><w:t>語</w:t></w:r>{pieces}") == ["語(*)"]
    assert texts("<w:r><w:t>※ 注意</w:t></w:r>") == ["※ 注意"]


def test_tracked_changes_are_read_as_accepted() -> None:
    changed = (
        "<w:r><w:t>目標は</w:t></w:r>"
        '<w:del w:id="1" w:author="係"><w:r><w:delText>70</w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author="係"><w:r><w:t>80</w:t></w:r></w:ins>'
        '<w:moveFrom w:id="3" w:author="係"><w:r><w:t>古い</w:t></w:r></w:moveFrom><w:r><w:t>%</w:t></w:r>'
    )
    assert texts(changed) == ["目標は80%"]


def test_fields_hidden_text_tabs_and_breaks() -> None:
    run = (
        "<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>隠し</w:t></w:r>"
        "<w:r><w:t>左</w:t><w:tab/><w:t>右</w:t><w:br/><w:t>下</w:t></w:r>"
    )
    assert texts(run) == ["左\t右\n下"]


def test_a_text_box_is_read_once() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>囲みの文</w:t></w:r></w:p></w:txbxContent>"
    alternate = (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f'<mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert texts(f"<w:r><w:t>本文</w:t></w:r>{alternate}") == ["本文", "囲みの文"]


def test_merged_cells_keep_the_columns_in_line() -> None:
    def build(document: DocumentObject) -> None:
        table = document.add_table(2, 3)
        table.cell(0, 0).merge(table.cell(0, 1)).text = "名称"
        table.cell(0, 2).text = "担当"
        table.cell(1, 0).text = "一\n二"
        table.cell(1, 2).text = "企画課"

    assert [block.text for block in blocks(build)] == ["名称\t\t担当", "一\n二\t\t企画課"]


def repacked(replace: dict[str, bytes]) -> bytes:
    """Return a small document with some of its parts replaced."""
    document = Document()
    document.add_paragraph("本文")
    held = BytesIO()
    with ZipFile(BytesIO(saved(document))) as source, ZipFile(held, "w", ZIP_DEFLATED) as target:
        for member in source.namelist():
            target.writestr(member, replace.get(member, source.read(member)))
    return held.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "「.docx」形式で保存し直して"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "パスワードを外し",
        ),
        (b"PK\x03\x04 cut", "壊れている"),
        (repacked({"word/document.xml": b"<w:document"}), "壊れている"),
        (repacked({"[Content_Types].xml": b"<Types/>"}), "保存し直して"),
        (saved(Document()), "文字がありません"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(content: bytes, words: str) -> None:
    with pytest.raises(CannotRead, match=words) as caught:
        read(content, "計画.docx")
    assert caught.value.refused.file == "計画.docx"
    assert caught.value.refused.accepted == "Word 文書（.docx）"
    assert caught.value.refused.reason.endswith("ください。")


def test_entities_are_not_expanded() -> None:
    bomb = (
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><w:document xmlns:w="http://schemas.'
        b'openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>x&b;</w:t></w:r></w:p></w:body>'
        b"</w:document>"
    )
    assert [block.text for block in read(repacked({"word/document.xml": bomb}), "a.docx").blocks] == ["x"]


def test_footnotes_come_last() -> None:
    document = Document()
    document.add_paragraph("本文")
    held = BytesIO()
    note = (
        f'<w:footnotes {W}><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote><w:footnote w:id="1">'
    )
    note += "<w:p><w:r><w:t>注の文</w:t></w:r></w:p></w:footnote></w:footnotes>"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    link = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    with ZipFile(BytesIO(saved(document))) as source, ZipFile(held, "w") as target:
        for member in source.namelist():
            part = source.read(member).decode("utf-8", "surrogateescape")
            part = part.replace(
                "</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'
            )
            if member == "word/_rels/document.xml.rels":
                part = part.replace(
                    "</Relationships>",
                    f'<Relationship Id="n1" Type="{link}" Target="footnotes.xml"/></Relationships>',
                )
            target.writestr(member, part.encode("utf-8", "surrogateescape"))
        target.writestr("word/footnotes.xml", note)
    assert [(block.text, block.place) for block in read(held.getvalue(), "a.docx").blocks] == [
        ("本文", "段落 1"),
        ("注の文", "脚注 1"),
    ]
