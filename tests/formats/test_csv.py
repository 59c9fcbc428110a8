"""CSV as offices in Japan write it: encodings, delimiters, quotation marks, characters nobody can read."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ayumi.document.reading import CannotRead
from ayumi.formats.csv.read import read

RARE = "〜−∥￠①㈱髙﨑‐―－～"


def rows(content: bytes, file: str = "実績.csv") -> tuple[tuple[str | None, ...], ...]:
    """Return the rows of the only sheet."""
    return read(content, file).sheets[0].rows


def refused(content: bytes, file: str = "実績.csv") -> tuple[str, str, str]:
    """Return where, what and why a file is refused."""
    with pytest.raises(CannotRead) as caught:
        read(content, file)
    said = caught.value.refused
    assert said.file == file and said.accepted and said.reason.endswith("ください。")
    return said.place, said.found, said.reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932"])
def test_every_encoding_of_offices_says_the_same(encoding: str) -> None:
    text = '施策ID,進捗\r\n001,"順調\n（髙﨑①㈱）"\r\n'
    assert rows(text.encode(encoding)) == (("施策ID", "進捗"), ("001", "順調\n（髙﨑①㈱）"))


def test_rare_characters_survive() -> None:
    assert rows(f"{RARE}𠮷,x".encode()) == ((f"{RARE}𠮷", "x"),)
    # CP932 has one byte pair for each dash; what Windows makes of it is what a person sees there.
    in_windows = "～－∥￠①㈱髙﨑"
    assert rows(b"\x81\x60\x81\x7c\x81\x61\x81\x91\x87\x40\x87\x8a\xfb\xfc\xed\x95,x") == ((in_windows, "x"),)


def test_every_value_is_a_text_and_empty_is_none() -> None:
    assert rows(b'0012,,"", 3 ,=1+1,TRUE,2025/4/1,\n\n,,\nx\n\n') == (
        ("0012", None, None, " 3 ", "=1+1", "TRUE", "2025/4/1"),
        (),
        (),
        ("x",),
    )


@pytest.mark.parametrize(
    ("content", "file"),
    [
        (b"a\tb, c\n1\t2\n", "Unicode.csv"),
        (b'"a,x,y"\tb\n', "a.csv"),
        (b"a\tb,c,d\n", "a.tsv"),
    ],
)
def test_a_tab_delimits_where_the_first_line_says_so(content: bytes, file: str) -> None:
    assert len(rows(content, file)[0]) == 2


def test_a_comma_delimits_elsewhere() -> None:
    assert rows(b'a,"b\tc\td",e\n') == (("a", "b\tc\td", "e"),)
    assert rows("一列だけ\nの表\n".encode()) == (("一列だけ",), ("の表",))


def test_old_systems_end_a_file_with_a_mark() -> None:
    assert rows(b"a,b\r\n\x1a") == (("a", "b"),)


@pytest.mark.parametrize(
    ("content", "place", "found"),
    [
        ("施策ID,氏名\n".encode("cp932") + b"1,\xf0\x40\xfa\x5c\n", "セル B2", "外字（U+E000）"),
        ("施策\n\U000f0001".encode(), "セル A2", "外字（U+F0001）"),
        (b"a,b\n1,\x00\n", "セル B2", "制御文字（U+0000）"),
        (b'a,b\n1,"\n\x1b"\n', "セル B2", "制御文字（U+001B）"),
        ("a,b\n1,\ufffd".encode(), "セル B2", "文字化けした字（U+FFFD）"),
        (b'a,b\n1,2\n3,"4\n5,6\n', "3行目", '対応しない引用符（"）'),
        (b'"a"b,c\n', "1行目", '対応しない引用符（"）'),
        (b'a,"' + b"x\n" * 200_000, "1行目", '対応しない引用符（"）'),
        (b"a\n" * 20_001, "20001行目", "ここまでで 20,001行・1列"),
        (b"," * 1_000, "1行目", "ここまでで 1行・1,001列"),
        (b"," * 999 + b"\n" + b"a\n" * 2_000, "2001行目", "ここまでで 2,001行・1,000列"),
        (b"a," + b"x" * 40_000, "セル B1", "40,000字の文"),
        (b"", "ファイル全体", "文字のないファイル"),
        (b"\xef\xbb\xbf\r\n,,\r\n", "ファイル全体", "文字のないファイル"),
        (b"\xff\xfea\x00\x00\xd8", "ファイル全体", "判別できない文字コード"),
        (b"a,\x81\n", "ファイル全体", "判別できない文字コード"),
    ],
)
def test_what_cannot_be_read_is_named(content: bytes, place: str, found: str) -> None:
    where, what, _why = refused(content)
    assert (where, what) == (place, found)


def test_a_reason_says_what_to_do() -> None:
    assert "入力し直して" in refused(b"\xf0\x40")[2]
    assert "閉じていない" in refused(b'"a')[2]
    assert "CSV UTF-8" in refused(b"\x81")[2]


READABLE = st.text(
    st.characters(
        exclude_categories=["Cs", "Co", "Cc"], exclude_characters="\ufffd", include_characters="\n\t\r"
    ),
    max_size=8,
)


@given(st.lists(st.lists(READABLE, min_size=1, max_size=5), min_size=1, max_size=8), st.sampled_from(",\t"))
def test_what_is_written_is_read(table: list[list[str]], delimiter: str) -> None:
    held = StringIO(newline="")
    csv.writer(held, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows([["見出し", "二"], *table])
    name = "表.tsv" if delimiter == "\t" else "表.csv"
    back = rows(held.getvalue().encode(), name)
    for number, row in enumerate(table, start=1):
        line = back[number] if number < len(back) else ()
        assert [cell or "" for cell in line] + [""] * (len(row) - len(line)) == row


@given(st.binary(max_size=200))
def test_any_bytes_are_a_table_or_a_refusal(content: bytes) -> None:
    try:
        assert len(read(content, "何か.csv").sheets) == 1
    except CannotRead as refusal:
        assert refusal.refused.reason.endswith("ください。")
