"""Plain text read into blocks: a heading only where its number says so; no letter is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ayumi.document.reading import CannotRead
from ayumi.formats.plaintext.read import heading_level, read

LINE = st.text(
    alphabet=st.characters(exclude_categories=("Cc", "Cs", "Cf", "Zs", "Zl", "Zp")), min_size=1, max_size=30
) | st.sampled_from(["第1章 総論", "１．背景", "（１）人材", "①一つ目", "　字下げ", "・項目", "", "文。"])


def blocks(text: str) -> list[tuple[int, str, str]]:
    """Read a text: level, words, place."""
    return [(block.level, block.text, block.place) for block in read(text.encode(), "計画.txt").blocks]


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("第1章 計画の策定にあたって", 1),
        ("第１章　計画の策定にあたって", 1),
        ("第 十二 章 推進体制", 1),
        ("第2節 目的", 2),
        ("1. 背景", 2),
        ("１．背景", 2),
        ("3 人材の育成", 2),
        ("4 分野別計画", 2),
        ("２　目的", 2),
        ("第7章の推進体制を参照", 0),
        ("1. 市民の利便性を高めます。", 0),
        ("4 月に始まる取組", 0),
        ("10 人が参加", 0),
        ("1.5倍の速さ", 0),
        ("（１）人材", 0),
        ("①人材", 0),
        ("令和3年度", 0),
        ("", 0),
    ],
)
def test_a_number_makes_a_heading_where_it_is_certain(line: str, level: int) -> None:
    assert heading_level(line) == level


def test_lines_are_joined_to_paragraphs() -> None:
    text = "第１章　総論\r\n１．背景\r\n　一つ目の\r\n段落です。\r\n　二つ目。\r\n\r\n"
    text += "(1) 項目の\r\n続き\r\n② 次\r\n・次\r\n"
    assert blocks(text) == [
        (1, "第１章　総論", "行 1"),
        (2, "１．背景", "行 2"),
        (0, "一つ目の段落です。", "行 3"),
        (0, "二つ目。", "行 5"),
        (0, "(1) 項目の続き", "行 7"),
        (0, "② 次", "行 9"),
        (0, "・次", "行 10"),
    ]
    assert blocks("two\nwords") == [(0, "two words", "行 1")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "euc_jp", "utf-16"])
def test_every_office_encoding_reads_alike(encoding: str) -> None:
    text = "第１章　総論\n\n情報化を進めます。\n"
    found = read(text.encode(encoding), "計画.txt").blocks
    assert [(block.level, block.text, block.place) for block in found] == blocks(text)


@pytest.mark.parametrize(
    "content", [b"", b" \n\t", "　\n".encode(), b"\xff\xfe", b"\x00\x01\x02", b"\x80\xff\x80"]
)
def test_what_cannot_be_read_is_refused_with_a_remedy(content: bytes) -> None:
    with pytest.raises(CannotRead) as caught:
        read(content, "計画.txt")
    assert caught.value.refused.reason.endswith("ください。")
    assert "UTF-8" in caught.value.refused.accepted


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        assert all(block.text and block.place for block in read(content, "何か.txt").blocks)
    except CannotRead as refusal:
        assert refusal.refused.reason


@given(st.lists(LINE, min_size=1))
def test_every_letter_is_there_in_order(lines: list[str]) -> None:
    text = "\n".join(lines)
    try:
        found = "".join(block[1] for block in blocks(text))
    except CannotRead:
        found = ""
    assert "".join(found.split()) == "".join(text.split())
