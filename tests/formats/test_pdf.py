"""PDF files read into blocks; every file is set here by Typst."""

import time
from io import BytesIO

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ayumi.document.reading import Block, BlockKind, CannotRead
from ayumi.formats.pdf.read import read
from tests.typst_pages import compiled

HEAD = '#set text(font: "BIZ UDMincho", size: 10.5pt, lang: "ja")\n#set page(paper: "a5", margin: 20mm)\n'


def blocks(source: str) -> list[tuple[int, str, str]]:
    """Set a page and read it: level, words, place."""
    return [(block.level, block.text, block.place) for block in found(source)]


def found(source: str) -> tuple[Block, ...]:
    """Set a page and read it."""
    return read(compiled(HEAD + source), "計画.pdf").blocks


def test_the_outline_gives_the_levels() -> None:
    assert blocks("= 第1章 総論\n== 1. 背景\n背景の文です。\n==== 4. 期間\n期間の文です。") == [
        (1, "第1章 総論", "1頁"),
        (2, "1. 背景", "1頁"),
        (0, "背景の文です。", "1頁"),
        (3, "4. 期間", "1頁"),
        (0, "期間の文です。", "1頁"),
    ]


def test_without_an_outline_the_size_gives_the_levels() -> None:
    source = """#let big(size, words) = block(below: 12pt, text(size: size, words))
    #big(20pt)[第１章　総論]
    #big(14pt)[１．背景]
    背景の文です。とても長い文なので、次の行に続いて、さらにまた次の行に続くことになっています。
    #big(14pt)[２．目的]
    目的の文です。"""
    assert [(level, text) for level, text, _place in blocks(source)] == [
        (1, "第１章　総論"),
        (2, "１．背景"),
        (0, "背景の文です。とても長い文なので、次の行に続いて、さらにまた次の行に続くことになっています。"),
        (2, "２．目的"),
        (0, "目的の文です。"),
    ]


def test_where_nothing_else_tells_the_number_does() -> None:
    source = "第1章 総論\n\n1. 背景\n\n(1) 人材\n\n本文がここに続きます。".replace(
        "1. 背景", "1#h(0pt). 背景"
    )
    assert [level for level, _text, _place in blocks(source)] == [1, 2, 3, 0]


def test_marks_and_circled_numbers_stay_readable() -> None:
    source = "ICT#super[(＊)]を使い、業務改革（BPR）#super[＊]と"
    source += "AI#super(typographic: false)[\\*]を進めます。①一つ目です。"
    ((_level, text, _place),) = blocks(source)
    assert text == "ICT(*)を使い、業務改革（BPR）(*)とAI(*)を進めます。①一つ目です。"


def test_ruby_readings_are_left_out() -> None:
    source = "#box[#place(dy: -0.55em, text(size: 5pt)[あゆ])歩]みの計画です。"
    assert blocks(source) == [(0, "歩みの計画です。", "1頁")]


@pytest.mark.parametrize("pages", [2, 3, 5])
def test_running_lines_and_page_numbers_are_no_text(pages: int) -> None:
    source = (
        '#set page(header: [情報化計画], footer: context align(center, counter(page).display("- 1 -")))\n'
    )
    texts = [f"{number}頁目の文章です。" * 5 for number in "一二三四五"[:pages]]
    source += "#pagebreak()\n".join(f"{text}\n" for text in texts)
    assert blocks(source) == [(0, text, f"{place}頁") for place, text in enumerate(texts, 1)]


def test_a_paragraph_over_two_pages_is_one() -> None:
    text = "情報化を進めるための取組について述べます" * 30 + "。"
    joined = "".join(words for _level, words, _place in blocks(f"#par(justify: true)[{text}]"))
    assert joined == text


def test_a_ruled_table_comes_row_by_row() -> None:
    rows = found("#table(columns: 2)[指標][目標][利用件数][75件]")
    assert [(block.kind, block.text) for block in rows] == [
        (BlockKind.TABLE_ROW, "指標\t目標"),
        (BlockKind.TABLE_ROW, "利用件数\t75件"),
    ]


def scanned() -> bytes:
    """A page that is only a picture of text, as a scanner makes it."""
    picture = compiled(HEAD + "紙から読み取った計画", form="png")
    return compiled(
        "#set page(margin: 0pt)\n#image(bytes(json(bytes(sys.inputs.data))), width: 100%)", list(picture)
    )


def locked() -> bytes:
    """A PDF that opens with a password only."""
    held = BytesIO()
    with pikepdf.open(BytesIO(compiled(HEAD + "秘密の計画"))) as document:
        document.save(held, encryption=pikepdf.Encryption(owner="a", user="b"))
    return held.getvalue()


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (scanned, "スキャン画像"),
        (locked, "パスワード"),
        (lambda: b"%PDF-1.7\n" + b"nothing", "壊れている"),
        (lambda: compiled(HEAD + "途中で切れた計画")[:3000], "壊れている|文字情報がありません"),
        (lambda: compiled("#pagebreak()"), "文字情報がありません"),
        (lambda: compiled("#for n in range(1001) { page(width: 2cm, height: 2cm)[頁] }"), "頁数が多すぎます"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_remedy(make, words: str) -> None:
    begun = time.monotonic()
    with pytest.raises(CannotRead, match=words) as caught:
        read(make(), "計画.pdf")
    assert caught.value.refused.reason.endswith("ください。")
    assert caught.value.refused.file == "計画.pdf"
    assert time.monotonic() - begun < 10


@settings(max_examples=60)
@given(st.data())
def test_a_damaged_file_is_read_or_refused(data: st.DataObject) -> None:
    whole = bytearray(compiled_once())
    for _time in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, len(whole) - 1))
        whole[place] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(10, len(whole)))
    try:
        read(bytes(whole[:cut]), "計画.pdf")
    except CannotRead as refusal:
        assert refusal.refused.reason


def compiled_once(made: list[bytes] = []) -> bytes:  # noqa: B006
    """The same small file for every example."""
    if not made:
        made.append(compiled(HEAD + "= 第1章 総論\n本文です。"))
    return made[0]
