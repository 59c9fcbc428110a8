"""What matches and how it is shown, for any text: no database."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ayumi.search.rules.folding import match_expression, searchable, storable, tokens_of, words_of
from ayumi.search.rules.passages import LENGTH, mark, passages
from ayumi.search.rules.window import window

TEXTS = st.text(
    alphabet=st.one_of(st.sampled_from('防災税情報ーｰ-"*ｶﾞカガAａé𠮷👪 　\n\0'), st.characters()), max_size=60
)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("税", "市税"),
        ("ｻｰﾊﾞｰ", "サーバーの更新"),
        ("サ−バ−", "ｻｰﾊﾞｰ"),
        ("ＤＸ", "dxの推進"),
        ("１－２", "1-2 窓口"),
        ("個人情報", "個人\n　情報"),
        ("𠮷", "𠮷野"),
        ("%_", "100%_です"),
    ],
)
def test_spellings_fold_alike(query: str, text: str) -> None:
    assert all(word in searchable(text) for word in words_of(query))


def test_words_are_parted_by_blanks_of_any_width_and_stand_once() -> None:
    assert words_of(" 防災　訓練 防災\tＤＸ ") == ("防災", "訓練", "dx")
    assert words_of("　\0 \ud800") == ()


@given(TEXTS, TEXTS)
@example("税", "税")
@example("a\nb", "b")
def test_the_index_leaves_out_nothing_that_matches(text: str, query: str) -> None:
    folded = searchable(text)
    tokens = tokens_of(folded)
    for word in words_of(query):
        if word in folded:
            asked = [word] if len(word) == 1 else [word[at : at + 2] for at in range(len(word) - 1)]
            assert all(any(token.startswith(part) for token in tokens) for part in asked)


@given(st.lists(TEXTS, max_size=3))
def test_every_part_of_a_text_is_a_word_of_it(texts: list[str]) -> None:
    folded = "\n".join(searchable(text) for text in texts)
    for run in folded.split("\n"):
        for start in range(len(run)):
            assert any(token.startswith(run[start]) for token in tokens_of(folded))


def test_an_expression_quotes_whatever_is_asked() -> None:
    assert match_expression(('a"b',), "0f") == '"Ｍ0f" AND "a""" AND """b"'
    assert match_expression(("税",), "0f") == '"Ｍ0f" AND "税" *'


@given(TEXTS, TEXTS)
@example("ｶﾞｲﾄﾞ", "ガイド")
@example("ｻｰﾊﾞｰ室", "バー")
def test_marked_pieces_are_the_text_again(text: str, query: str) -> None:
    words = words_of(query)
    pieces = mark(text, words)
    assert "".join(piece.text for piece in pieces) == text
    assert all(piece.text for piece in pieces)
    for piece in pieces:
        assert not piece.hit or any(word in searchable(piece.text) for word in words)


def test_what_was_written_is_marked_however_it_was_asked() -> None:
    assert [piece.text for piece in mark("庁内のｻｰﾊﾞｰとサーバー", ("サ-バ-",)) if piece.hit] == [
        "ｻｰﾊﾞｰ",
        "サーバー",
    ]


def test_a_passage_shows_the_words_of_a_long_text_and_each_word_once() -> None:
    long = "前置き。" * 100 + "防災の訓練をします。" + "後書き。" * 100
    texts = (
        ("目的", "防災に備えます。"),
        ("対象", "市民"),
        ("取組内容", long),
        ("今後の展開", "訓練を広げます。"),
    )
    shown = passages(texts, ("防災", "訓練"))
    assert [passage.label for passage in shown] == ["目的", "取組内容"]
    said = "".join(piece.text for piece in shown[1].pieces)
    assert "訓練" in said and said.startswith("…") and said.endswith("…") and len(said) <= LENGTH + 2


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40), st.integers(0, 5))
def test_a_window_takes_the_same_as_a_whole_list(leading: int, after: int, objects: int, page: int) -> None:
    rows = [f"row {number}" for number in range(leading + after)]
    others = [f"object {number}" for number in range(objects)]
    whole = [*rows[:leading], *others, *rows[leading:]]
    part = window(page * 7, 7, leading=leading, objects=objects)
    taken = rows[part.rows]
    both = [*taken[: part.before], *others[part.objects], *taken[part.before :]]
    assert both == whole[page * 7 : page * 7 + 7]


def test_what_no_database_stores_is_left_out() -> None:
    assert storable("税\0\ud800𠮷") == "税𠮷"
