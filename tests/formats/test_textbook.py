"""The plain-text edition: the same text, every word of the plan, and no line broken by what is in it."""

import pytest

from ayumi.document.plan_document import PlanDocument
from ayumi.formats.textbook.write import RULE, THIN_RULE, write_text
from tests.documents import sample_document
from tests.formats.test_typst_book import EXTREMES, HOSTILE, _hostile


def test_the_same_document_gives_the_same_text() -> None:
    text = write_text(sample_document(measures=20))
    assert text == write_text(sample_document(measures=20))
    assert text.endswith("\n") and not text.endswith("\n\n")
    assert "\r" not in text and "\t" not in text
    assert all(line == line.rstrip() for line in text.split("\n"))


def test_the_parts_stand_in_order() -> None:
    lines = write_text(sample_document(measures=3)).split("\n")
    heads = [
        lines[place + 1] for place in range(0, len(lines) - 2) if lines[place] == lines[place + 2] == RULE
    ]
    assert heads == [
        "計画の概要",
        "第1章　計画の策定にあたって",
        "第2章　推進体制",
        "施策一覧",
        "施策個票",
        "用語集",
        "奥付",
    ]
    assert sum(line == THIN_RULE for line in lines) == 3


def test_every_word_of_the_plan_is_there() -> None:
    document = sample_document(measures=3)
    text = write_text(document)
    for item in document.measures:
        for words in (item.title, item.sheet.purpose, item.sheet.description, item.sheet.outlook):
            assert words in text
        for indicator in item.indicators:
            assert indicator.name in text and indicator.source in text
    for words in (
        *document.purposes,
        "図1-1に示します。",
        "（説明は準備中です。）",
        "オープンデータ（おーぷんでーた）",
    ):
        assert words in text
    assert "【新規・重点】" in text and "【再掲】" in text


def test_markup_in_the_plan_comes_out_as_it_was_written() -> None:
    text = write_text(_hostile(sample_document(measures=1)))
    for words in HOSTILE:
        assert text.count(words) >= 5


@pytest.mark.parametrize("name", EXTREMES)
def test_extreme_plans_are_written_too(name: str) -> None:
    document = EXTREMES[name]()
    text = write_text(document)
    assert document.municipality.name in text
    assert "奥付" in text
    assert "\n　\n" not in text


def test_a_line_end_inside_a_name_does_not_break_the_list() -> None:
    document = sample_document(measures=1)
    items = [item.model_dump() | {"title": "一行目\r\n二行目"} for item in document.items]
    text = write_text(PlanDocument.model_validate(document.model_dump() | {"items": items}))
    assert "一行目 二行目" in text
