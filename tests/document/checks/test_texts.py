"""Glossary, sheets, figures and chapters: what each rule finds and what it lets pass."""

import pytest

from ayumi.document.checks.texts import is_placeholder
from ayumi.document.measures import Sheet
from ayumi.document.plan import Figure, GlossaryTerm, YearlyEvaluation
from tests.document.checks.sound import (
    LONG,
    Case,
    Change,
    all_of,
    found,
    head,
    measure,
    plan,
    rules_of,
    same,
    sheet,
    sound_document,
)

DOCUMENT = sound_document()
TERMS, FIGURES, CHAPTERS = DOCUMENT.glossary, DOCUMENT.figures, DOCUMENT.chapters


def terms(*words: str, definition: str | None = "説明です。") -> Change:
    """Return a change of the glossary: more terms."""
    more = tuple(GlossaryTerm(term=word, definition=definition) for word in words)
    return plan(glossary=(*TERMS, *more))


def chapter(**update: object) -> Change:
    """Return a change of the second chapter."""
    return plan(chapters=(CHAPTERS[0], CHAPTERS[1].model_copy(update=update)))


def described_in(where: str) -> Change:
    """Return a change of the place where the evaluation is described."""
    return head(yearly_evaluation=YearlyEvaluation(text="評価します。", method_described_in=where))


LAW = "地方公共団体情報システムの標準化に関する法律（令和3年法律第40号）第5条"
GLOSSARY: list[Case] = [
    ("glossary.mark_without_term", sheet(0, purpose="業務改革（BPR）(*)を進めます。"), same),
    (
        "glossary.mark_without_term",
        sheet(0, purpose="市民がAI（※）を使います。"),
        sheet(0, purpose="市のオープンデータ（＊）を増やします。"),
    ),
    ("glossary.no_definition", terms("窓口", definition=" "), terms("窓口")),
    ("glossary.unused", terms("ブロックチェーン"), terms("オンライン（電子的な手続）")),
    ("glossary.twice", terms("ｒｐａ"), terms("RPAツール")),
]
TEXTS: list[Case] = [
    ("sheet.empty", measure(0, sheet=Sheet(purpose="　")), sheet(0, outlook="")),
    ("sheet.part_empty", sheet(0, purpose=""), sheet(0, outlook="")),
    (
        "sheet.copied",
        all_of(sheet(0, outlook=LONG), sheet(2, outlook=f"{LONG}\n")),
        all_of(sheet(0, outlook=LONG), sheet(2, purpose=LONG)),
    ),
    (
        "sheet.copied",
        all_of(sheet(0, purpose="あ" * 30), sheet(2, purpose="あ" * 30)),
        all_of(sheet(0, purpose="あ" * 29), sheet(2, purpose="あ" * 29)),
    ),
    (
        "sheet.copied",
        all_of(sheet(0, current_state=LAW), sheet(2, current_state=LAW)),
        all_of(sheet(0, legal_basis=LAW), sheet(2, legal_basis=LAW)),
    ),
    ("sheet.placeholder", sheet(0, outlook="－"), sheet(0, outlook="なし。")),
    ("figure.missing", sheet(0, purpose="図３－１を見ます。"), sheet(0, purpose="図 1-1を見ます。")),
    ("figure.unused", plan(figures=(*FIGURES, Figure(number="図1-3", title="構成"))), same),
    ("figure.twice", plan(figures=(*FIGURES, Figure(number="図１・１", title="別の図"))), same),
    ("chapter.missing", chapter(builds_on=("1", "7")), chapter(builds_on=("第１章",))),
    ("chapter.missing", described_in("第7章"), described_in("別冊の手引き 第7章")),
    ("text.era_past", sheet(0, purpose="平成33年度までに行います。"), sheet(0, purpose="平成31年度")),
    ("text.era_past", sheet(0, purpose="平成３４ 年度"), sheet(0, purpose="平成３０年度")),
]


@pytest.mark.parametrize(("rule_id", "broken", "sound"), [*GLOSSARY, *TEXTS])
def test_each_rule_finds_its_case_and_no_other(rule_id: str, broken, sound) -> None:
    assert rule_id in rules_of(broken(DOCUMENT))
    assert rule_id not in rules_of(sound(DOCUMENT))


def test_a_marked_word_is_named_without_the_particle_before_it_and_once() -> None:
    broken = all_of(sheet(0, purpose="市民がAI（※）を使います。"), sheet(1, purpose="AI(*)です。"))(DOCUMENT)
    (finding,) = found(broken, "glossary.mark_without_term")
    assert finding.sentence.startswith("「AI」") and finding.place.item == "1 架空の取組1"


def test_a_marked_term_may_hold_a_blank_between_latin_words() -> None:
    marked = sheet(0, purpose="目指すのはSociety 5.0（*）です。")
    (finding,) = found(marked(DOCUMENT), "glossary.mark_without_term")
    assert finding.sentence.startswith("「Society 5.0」")
    assert found(all_of(marked, terms("Society5.0"))(DOCUMENT), "glossary.mark_without_term") == []


def test_an_old_year_is_said_in_the_new_era() -> None:
    (finding,) = found(sheet(0, purpose="平成３４年度")(DOCUMENT), "text.era_past")
    assert "（令和4年）" in finding.sentence


def test_every_copy_after_the_first_is_told_with_the_first() -> None:
    copied = all_of(*(sheet(index, outlook=LONG) for index in range(4)))(DOCUMENT)
    findings = found(copied, "sheet.copied")
    assert [finding.place.item[:1] for finding in findings] == ["2", "3", "4"]
    assert all("「1 架空の取組1」" in finding.sentence for finding in findings)


@pytest.mark.parametrize("text", ["－", "―", "（未定）", "〇〇", "○○○", "TODO", "同上", "***", "・・・"])
def test_what_keeps_a_place(text: str) -> None:
    assert is_placeholder(text)


@pytest.mark.parametrize("text", ["なし", "市民", "0", "該当なし", "未定の事項を除きます。"])
def test_what_says_something(text: str) -> None:
    assert not is_placeholder(text)
