"""Whose plan it is, what it is called, when it holds and how it is judged."""

import re
import unicodedata

from ayumi.document.plan import MunicipalityName, PlanHead, PlanKind, PlanPeriod, YearlyEvaluation
from ayumi.document.reading import Passage
from ayumi.ground.local_governments import code_of
from ayumi.importing.rules.dates import period_in
from ayumi.importing.rules.outline import Outline
from ayumi.importing.rules.sentences import Sentence, alias_after, without_marks

_OWN_NAME = re.compile(
    r"([^\s「」、。（(]{1,12}?[都道府県市区町村])[（(]以下、?[「『]本[市区町村都道府県][」』]"
)
_QUOTED = re.compile(r"[「『]([^「」『』]*?(?:計画|ビジョン|プラン|構想|戦略|指針))[」』]")
_EDITION = re.compile(r"第\s*([0-9]{1,4}|[一二三四五六七八九十])\s*[次期]")
_KANJI_NUMBERS = "一二三四五六七八九十"
_PLAN_END = re.compile(r"(計画|ビジョン|プラン|構想|戦略|指針)(?:\s*[(（].*[)）])?$")
_EACH_YEAR = re.compile(r"(年度ごと|毎年度|各年度|年度毎|毎年|年次)")
_JUDGED = re.compile(r"(評価|検証|点検)")
_CHAPTER = re.compile(r"第\s*[0-9一二三四五六七八九十]+\s*章")
_KINDS: tuple[tuple[re.Pattern[str], PlanKind], ...] = (
    (re.compile(r"情報化|ICT|IT|DX|デジタル|官民データ|スマート"), PlanKind.ICT),
    (re.compile(r"ビジョン|長期構想"), PlanKind.VISION),
    (re.compile(r"総合計画|基本構想|総合戦略"), PlanKind.COMPREHENSIVE),
)

Found = tuple[PlanHead | None, dict[str, Passage]]


def kind_of_title(title: str) -> PlanKind:
    """Return the kind that a municipal plan's title names; a plan of one field otherwise."""
    folded = unicodedata.normalize("NFKC", title)
    return next((kind for words, kind in _KINDS if words.search(folded)), PlanKind.DEPARTMENTAL)


def edition_of_title(title: str) -> int | None:
    """Return N of 第N次 or 第N期, or None."""
    match = _EDITION.search(unicodedata.normalize("NFKC", title))
    if match is None:
        return None
    number = match.group(1)
    if number not in _KANJI_NUMBERS:
        return int(number) if 0 < int(number) < 1000 else None
    return _KANJI_NUMBERS.index(number) + 1


def municipality_of(outline: Outline) -> tuple[MunicipalityName | None, Passage | None]:
    """Return the municipality that calls itself 本市 (本町, 本県 …) and its code where it is certain."""
    whole = "".join(sentence.text for sentence in outline.sentences)
    for sentence in outline.sentences:
        match = _OWN_NAME.search(without_marks(sentence.text))
        if match:
            name = match.group(1)
            return MunicipalityName(name=name, code=code_of(name, whole)), sentence.passage
    return None, None


def plan_head(outline: Outline) -> Found:
    """Return title, edition, kind, period and yearly evaluation, each with its passage."""
    title, passage = _title(outline)
    if title is None or passage is None:
        return None, {}
    passages = {"plan.title": passage}
    edition = edition_of_title(title)
    if edition is not None:
        passages["plan.edition"] = passage
    period, where = _period(outline)
    if where is not None:
        passages["plan.period"] = where
    evaluation, where = _yearly_evaluation(outline.sentences)
    if where is not None:
        passages["plan.yearly_evaluation"] = where
    head = PlanHead(
        title=title,
        edition=edition,
        kind=kind_of_title(title),
        period=period,
        yearly_evaluation=evaluation,
    )
    return head, passages


def _title(outline: Outline) -> tuple[str | None, Passage | None]:
    """The plan that calls itself 本計画; else a heading that ends like a plan's title."""
    for sentence in outline.sentences:
        text = without_marks(sentence.text)
        for match in _QUOTED.finditer(text):
            if alias_after(text[match.end() :]) == "本計画":
                return match.group(1).strip(), sentence.passage
    for text, passage in outline.other_headings:
        if _PLAN_END.search(text) and len(text) <= 60:
            return text, passage
    return None, None


def _period(outline: Outline) -> tuple[PlanPeriod | None, Passage | None]:
    """The span in a sentence about 期間 that is not about another plan; the own section first."""
    about = [sentence for sentence in outline.sentences if "期間" in sentence.section]
    about += [sentence for sentence in outline.sentences if "計画期間" in sentence.text]
    about += [sentence for sentence in outline.sentences if "本計画" in sentence.text]
    for sentence in about:
        period = period_in(sentence.folded)
        if period is not None:
            return period, sentence.passage
    return None, None


def _yearly_evaluation(
    sentences: tuple[Sentence, ...],
) -> tuple[YearlyEvaluation | None, Passage | None]:
    for index, sentence in enumerate(sentences):
        if not (_EACH_YEAR.search(sentence.text) and _JUDGED.search(sentence.text)):
            continue
        # The method is named in the same sentence, or in an aside right after it.
        near = without_marks("".join(each.text for each in sentences[index : index + 3]))
        aside = re.search(r"評価方法[^。]*", near)
        chapter = _CHAPTER.search(unicodedata.normalize("NFKC", aside.group())) if aside else None
        text = re.sub(r"^(このため|そのため|また|なお)、", "", without_marks(sentence.text))
        method = re.sub(r"\s", "", chapter.group()) if chapter else None
        return YearlyEvaluation(text=text, method_described_in=method), sentence.passage
    return None, None
