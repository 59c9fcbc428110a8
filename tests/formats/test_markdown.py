"""Markdown read into blocks: headings, places, HTML leftovers, encodings; no word is lost."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ayumi.document.reading import BlockKind, CannotRead
from ayumi.formats.markdown.read import read

WORD = st.text(alphabet="計画市民情報のはを（）「」、。ＩＣＴAb1<>&*_", min_size=1, max_size=20)


def blocks(text: str) -> list[tuple[int, str, str]]:
    """Read a text: level (0 for what is no heading), words, place."""
    return [(block.level, block.text, block.place) for block in read(text.encode(), "計画.md").blocks]


def words(text: str) -> list[str]:
    """Read a text: the words alone."""
    return [block[1] for block in blocks(text)]


def test_headings_keep_the_level_the_file_gives_them() -> None:
    text = "## 第1章 総論\n\n### １．背景\n\n本文。\n\n#### 4. 期間\n\n## 5. 構成\n\n終\n==\n"
    assert blocks(text) == [
        (2, "第1章 総論", "行 1"),
        (3, "１．背景", "行 3"),
        (0, "本文。", "行 5"),
        (4, "4. 期間", "行 7"),
        (2, "5. 構成", "行 9"),
        (1, "終", "行 11"),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (r"ICT<sup>(\*)</sup>を使う", "ICT(*)を使う"),
        ("AI<sup>（＊）</sup>", "AI（＊）"),
        ("<ruby>歩<rp>(</rp><rt>あゆ</rt><rp>)</rp></ruby>みの計画", "歩みの計画"),
        ("<ruby>漢<rt>かん</ruby>字の文", "漢字の文"),
        ("終わらない<rt>読みの後", "終わらない読みの後"),
        ("目標<KPI>を定める", "目標<KPI>を定める"),
        ("<KPI>", "<KPI>"),
        ("これは**「計画」**です。", "これは「計画」です。"),
        ("[注]: これは注です", "[注]: これは注です"),
        ("一行目の\n続き", "一行目の続き"),
        ("two words\nof Latin", "two words of Latin"),
        ("&lt;b&gt;と&amp;", "<b>と&"),
        ("前<!-- 控え -->後", "前後"),
        ("![図の説明](a.png)", "図の説明"),
        ("`#eval(1)`と$x$", "#eval(1)と$x$"),
        ("> " * 40 + "深い引用", "深い引用"),
    ],
)
def test_markup_goes_and_words_stay(text: str, said: str) -> None:
    assert words(text) == [said]


def test_a_block_of_html_is_read_line_by_line() -> None:
    text = (
        "<!-- 控え\n-->\n<table>\n<tr><td>指標</td><td>目標</td></tr>\n</table>\n\n<p>第1章</p><p>本文</p>\n"
    )
    assert blocks(text) == [(0, "指標\t目標", "行 4"), (0, "第1章", "行 7"), (0, "本文", "行 7")]


def test_a_table_comes_row_by_row() -> None:
    found = read("|指標|目標|\n|-|-|\n|件数<br>（累計）|75|\n".encode(), "a.md").blocks
    assert [(block.kind, block.text) for block in found] == [
        (BlockKind.TABLE_ROW, "指標\t目標"),
        (BlockKind.TABLE_ROW, "件数 （累計）\t75"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "euc_jp", "utf-16"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_office_encoding_and_line_end_reads_alike(encoding: str, line_end: str) -> None:
    text = "# 第１章　計画の策定①\n\n本市では、情報化を進めます。\n".replace("①", "（１）")
    content = text.replace("\n", line_end).encode(encoding)
    found = [(block.level, block.text, block.place) for block in read(content, "計画.md").blocks]
    assert found == blocks(text)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "文字がありません"),
        ("\n　\n".encode(), "文字がありません"),
        (b"\x80\x81\xfe\xff\x00", "文字コードを判別できません"),
        ("計画".encode("utf-16-le"), "文字コードを判別できません"),
        (("> " * 300 + "底").encode(), "入れ子が深すぎます"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_remedy(content: bytes, reason: str) -> None:
    with pytest.raises(CannotRead, match=reason) as caught:
        read(content, "計画.md")
    assert caught.value.refused.reason.endswith("ください。")
    assert "UTF-8" in caught.value.refused.accepted


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        assert all(block.text and block.place for block in read(content, "何か.md").blocks)
    except CannotRead as refusal:
        assert refusal.refused.reason


@given(st.lists(st.tuples(st.sampled_from(["", "# ", "### ", "- ", "> ", "　"]), WORD), min_size=1))
def test_no_word_of_a_paragraph_is_lost(lines: list[tuple[str, str]]) -> None:
    text = "\n\n".join(mark + word for mark, word in lines)
    letters = re.compile(r"[^<>&*_#\s1-]")
    # A tag of HTML (<b>) is markup; so are the letters in it.
    said = re.sub(r"</?[Ab1]+[^<>]*>", "", text)
    try:
        found = "".join(words(text))
    except CannotRead:
        found = ""
    assert set(letters.findall(said)) <= set(letters.findall(found))
