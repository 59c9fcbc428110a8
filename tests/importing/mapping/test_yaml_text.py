"""Mappings as YAML: what a person may write, and what is said of what they may not."""

import pytest

from ayumi.importing.rules.mapping import BadMapping, from_yaml, propose, to_yaml
from tests.importing.mapping.workbooks import forms, merged_headings, plain, year_blocks

GOOD = to_yaml(propose(plain()).mapping)


def test_a_mapping_survives_its_yaml() -> None:
    for book in (plain(), merged_headings(), year_blocks(), forms("甲", "乙", "丙")):
        mapping = propose(book).mapping
        assert from_yaml(to_yaml(mapping)) == mapping
        assert to_yaml(from_yaml(to_yaml(mapping))) == to_yaml(mapping)


def test_a_column_stands_on_a_line_of_its_own() -> None:
    assert GOOD.startswith("ayumi-mapping: 1\n")
    assert "- {at: B, heading: 事業名, field: title}\n" in GOOD


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "「ayumi-mapping: 1」で始まるYAML"),
        ("[1, 2]", "「ayumi-mapping: 1」で始まるYAML"),
        (GOOD.replace("mapping: 1", "mapping: 2"), "版 2 は読み取れません"),
        ("ayumi-mapping: 1\n  x: [", "2行目が、YAMLとして読み取れません"),
        (GOOD.replace("field: title", "field: remark"), "施策の名称の列がありません"),
        (GOOD.replace("field: purpose", "field: division"), "C と D が、どちらも「主管課」"),
        (GOOD.replace("at: D", "at: C"), "C が二度出てきます"),
        (GOOD.replace("at: D", "at: D5"), "「D5」は列（BT など）の名前ではありません"),
        (GOOD.replace("at: D", "at: 4"), "文字ではありません"),
        (GOOD.replace("field: purpose", "field: nonsense"), "使えない言葉です"),
        (GOOD.replace("field: purpose", "field: cost"), "年度の番号（block）が必要です"),
        (GOOD.replace("field: purpose", "field: staff, block: 3"), "年度の番号 3 は、年度の一覧にありません"),
        (GOOD.replace("field: purpose", "field: purpose, colour: red"), "知らない項目です"),
        (GOOD.replace("first_row: 2", "first_row: 1"), "見出しの行は"),
        (GOOD + "surprise: 1\n", "知らない項目です"),
        (GOOD.replace("field: purpose", "field: !!python/object/apply:os.system ['true']"), "読み取れません"),
        ("ayumi-mapping: &a [1]\nx: *a\n", "参照"),
        ("ayumi-mapping: " + "[" * 50, "深すぎます"),
        ("ayumi-mapping: 1\nx: " + "あ" * 400_000, "大きすぎます"),
        ("ayumi-mapping: 1\nx: 2020-99-99\n", "読み取れません"),
        ("ayumi-mapping: 1\n\x00", "読み取れません"),
    ],
)
def test_a_bad_mapping_is_refused_in_japanese(text: str, said: str) -> None:
    with pytest.raises(BadMapping, match=said.replace("（", "（")):
        from_yaml(text)
