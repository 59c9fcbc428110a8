"""The city's chapter says the same as Word, PDF and text as it says in Markdown."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ayumi.document.reading import CannotRead, ReadResult, SourceText
from ayumi.formats.markdown.read import read as read_markdown
from ayumi.formats.pdf.read import read as read_pdf
from ayumi.formats.plaintext.read import read as read_plaintext
from ayumi.formats.word.read import read as read_word
from ayumi.importing.rules import to_plan_document, understand
from tests.importing.conversions import as_pdf, as_text, as_word

FORMS: dict[str, tuple[Callable[[bytes, str], SourceText], Callable[[str], bytes]]] = {
    "word": (read_word, as_word),
    "pdf with bookmarks": (read_pdf, lambda text: as_pdf(text, outlined=True)),
    "pdf without bookmarks": (read_pdf, lambda text: as_pdf(text, outlined=False)),
    "text": (read_plaintext, lambda text: as_text(text).encode("utf-8-sig")),
    "text in CP932": (read_plaintext, lambda text: as_text(text).replace("\n", "\r\n").encode("cp932")),
}
PIECES = (
    "「第3次甲市計画」（以下「本計画」という。）",
    "甲市（以下「本市」という。）",
    "平成27（2015）年7月に",
    "国は、令和元年12月に乙計画を策定し",
    "令和3(2021)年度から令和7(2025)年度まで",
    "1800年度から2199年度まで",
    "第0次計画、第999999次計画",
    "基本理念である「い」、「ろ」",
    "市民に対してアンケート“は”",
    "取り巻く国や県における現状",
    "図1-1. 題",
    "AI(*)RPA（Robotic）(*)",
    "\n\n",
    "## 第1章 目的\n\n",
    "### 1. 期間\n\n",
    "a" * 40 + "!(*)",
    "（" * 30,
    "。",
)


@pytest.mark.parametrize("form", FORMS)
def test_the_seed_reads_the_same(form: str, shared_folder: Path) -> None:
    seed = shared_folder / "seeds" / "oyama-ict-plan-3-chapter-1.md"
    read, convert = FORMS[form]
    expected = understand(read_markdown(seed.read_bytes(), seed.name))
    result = understand(read(convert(seed.read_text(encoding="utf-8")), "計画"))
    assert facts(result) == facts(expected)
    assert (result.municipality.name, result.plan.title) == ("小山市", "第3次小山市情報化基本計画")


def facts(result: ReadResult) -> dict[str, object]:
    """Return what was understood without the places, which differ from form to form."""
    whole = result.model_dump(exclude={"passages", "glossary", "refused"})
    return whole | {"terms": [(term.term, len(term.occurrences)) for term in result.glossary]}


def understood(text: str) -> ReadResult:
    """Understand a Markdown text."""
    return understand(read_markdown(text.encode(), "計画.md"))


def test_headings_may_be_written_in_any_width() -> None:
    narrow = understood("# 甲市計画\n\n## 第1章 総論\n\n### 1. 背景\n\n#### (1) 人材\n\n文。")
    wide = understood("# 甲市計画\n\n### 第１章　総論\n\n## １．背景\n\n# （１） 人材\n\n文。")
    assert outline(narrow) == outline(wide) == [("第1章", "総論", [("1", "背景")])]
    assert wide.chapters[0].sections[0].paragraphs == ("（１） 人材", "文。")


@pytest.mark.parametrize("item", ["(1) 人材", "（１）人材", "① 人材", "⑳人材", "（一）人材"])
def test_a_numbered_item_is_no_section(item: str) -> None:
    result = understood(f"# 甲市計画\n\n## 第1章 総論\n\n### 1. 背景\n\n#### {item}\n\n文。")
    assert outline(result) == [("第1章", "総論", [("1", "背景")])]
    assert result.chapters[0].sections[0].paragraphs == (item, "文。")


def outline(result: ReadResult) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Return numbers and titles of chapters and their sections."""
    return [
        (chapter.number, chapter.title, [(each.number, each.title) for each in chapter.sections])
        for chapter in result.chapters
    ]


def test_what_stands_outside_the_chapters_is_kept() -> None:
    result = understood(
        "# はじめに\n\nごあいさつです。\n\n# 甲市計画\n\n"
        "## 第1章 総論\n\n### 1. 背景\n\n### 無番の見出し\n\n文。"
    )
    assert [(each.number, each.title, each.paragraphs) for each in result.chapters] == [
        ("", "はじめに", ("ごあいさつです。",)),
        ("第1章", "総論", ()),
    ]
    assert result.chapters[1].sections[0].paragraphs == ("無番の見出し", "文。")


def test_a_plan_without_chapters_keeps_its_sections() -> None:
    (chapter,) = understood("# 甲市計画\n\n## 1 背景\n\n文。\n\n## 2 目的\n\n便利を目指します。").chapters
    assert [(each.number, each.title) for each in chapter.sections] == [("1", "背景"), ("2", "目的")]


@pytest.mark.parametrize(
    "text", ["# 詩\n\n山のあなたの空遠く\n", "古池や\n\n蛙飛びこむ\n\n水の音\n", "1. 材料\n\n2. 作り方\n"]
)
def test_another_kind_of_document_is_named_and_refused(text: str) -> None:
    with pytest.raises(CannotRead, match="計画の文書として読み取れません") as caught:
        understood(text)
    assert "で始まる文書" in caught.value.refused.found
    assert caught.value.refused.reason.endswith("ください。")


def test_a_missing_period_is_said_and_not_guessed() -> None:
    result = understood("# 甲市計画\n\n## 第1章 期間\n\n前計画と同じ5年間とします。")
    assert result.plan.period is None
    assert "計画期間が見つかりません" in result.refused[0].reason


def test_a_paragraph_taken_for_a_title_is_not_stored() -> None:
    result = understood(f"# 甲市計画\n\n## 第1章 {'長' * 3000}\n\n文。")
    with pytest.raises(ValueError, match=r"章の見出し「長+…」が3,000字あり"):
        to_plan_document(result)


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=10), max_size=25))
def test_any_text_is_understood_or_refused(pieces: list[str]) -> None:
    try:
        result = understood("# 甲計画\n\n" + "".join(pieces))
    except CannotRead as refusal:
        assert refusal.refused.reason
    else:
        assert ReadResult.model_validate_json(result.model_dump_json()) == result
