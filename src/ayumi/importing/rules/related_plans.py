"""The plans a plan names: above it, beside it, before it, and those of nation and prefecture."""

import re
import unicodedata
from dataclasses import dataclass, replace

from ayumi.document.plan import PlanHead, PlanKind, RelatedPlan, RelatedPlanRelation
from ayumi.document.reading import Passage
from ayumi.importing.rules.dates import DATE, established_in, period_in
from ayumi.importing.rules.outline import Outline
from ayumi.importing.rules.plan_head import edition_of_title, kind_of_title
from ayumi.importing.rules.sentences import Sentence, alias_after, without_marks

_WORDS = "計画|ビジョン|プラン|構想|戦略|方針|宣言"
_QUOTED = re.compile(rf"[「『]([^「」『』（(]*?(?:{_WORDS}))([（(][^「」『』]*?[)）])?[」』]")
_OFFICIAL = re.compile(
    rf"(国|政府|[^\s、。「]{{1,4}}[都道府県])(?:は|では|が|の)、?[^。「]*?に、?「?([^、。「」（(にはがを]{{2,30}}?(?:{_WORDS}))」?[^。]{{0,12}}?を?(?:策定|決定|閣議決定|公表)"
)
_DEPARTMENTAL = re.compile(
    r"((?:各部門|各課|各部局|各部|各分野|各担当課|分野別|部門別|庁内各課)[^、。]*?計画)"
)
_PRINCIPLES = re.compile(r"(?:基本)?理念(?:である|として|は|「)?((?:[、]?[「『][^「」『』]+[」』])+)")
_PRINCIPLE = re.compile(r"[「『]([^「」『』]+)[」』]")
_RELATIONS_OF_KIND = {PlanKind.VISION, PlanKind.COMPREHENSIVE}


@dataclass(frozen=True, slots=True)
class _Named:
    """A plan with its alias in this text and where it was named first."""

    plan: RelatedPlan
    alias: str | None
    passage: Passage


def related_plans_of(outline: Outline, head: PlanHead) -> list[tuple[RelatedPlan, Passage]]:
    """Return every other plan the text names, in the order of first mention."""
    named: dict[str, _Named] = {}
    for sentence in outline.sentences:
        for found in (*_quoted(sentence, head), *_official(sentence)):
            title = found.plan.title
            named[title] = _joined(named[title], found) if title in named else found
    for sentence in outline.sentences:
        _take_principles(sentence, named)
    found = [(_with_period(each, outline), each.passage) for each in named.values()]
    return found + _departmental(outline)


def _quoted(sentence: Sentence, head: PlanHead) -> list[_Named]:
    text = without_marks(sentence.text)
    found = []
    for match in _QUOTED.finditer(text):
        title, aside = match.group(1).strip(), match.group(2) or ""
        alias = alias_after(text[match.end() :])
        is_alias = re.search(r"[（(]以下、?$", text[: match.start()])
        if is_alias or title == head.title or alias == "本計画":
            continue
        kind = kind_of_title(title)
        established = established_in(_folded(aside)) or _date_beside(text, match)
        relation = _relation(title, alias, kind, head, text[: match.start()])
        plan = RelatedPlan(
            title=title, relation=relation, kind=_kind(kind, relation), established=established
        )
        found.append(_Named(plan, alias, sentence.passage))
    return found


def _relation(
    title: str, alias: str | None, kind: PlanKind, head: PlanHead, before: str
) -> RelatedPlanRelation:
    """前計画 by its alias or its number; upper by its kind; of nation or prefecture by who made it."""
    if alias and re.match(r"前(回|期)?計画|旧計画|現行計画", alias):
        return RelatedPlanRelation.PREVIOUS
    if _without_number(title) == _without_number(head.title):
        edition = edition_of_title(title)
        if edition is not None and head.edition is not None and edition < head.edition:
            return RelatedPlanRelation.PREVIOUS
    if re.search(r"(国|政府)(は|では|が)、?[^。]*$", before):
        return RelatedPlanRelation.NATIONAL
    if re.search(r"[都道府県](は|では|が)、?[^。]*$", before) and not before.startswith("本"):
        return RelatedPlanRelation.PREFECTURAL
    if kind in _RELATIONS_OF_KIND:
        return RelatedPlanRelation.UPPER
    return RelatedPlanRelation.PARALLEL


def _kind(kind: PlanKind, relation: RelatedPlanRelation) -> PlanKind:
    if relation is RelatedPlanRelation.NATIONAL:
        return PlanKind.NATIONAL
    return PlanKind.PREFECTURAL if relation is RelatedPlanRelation.PREFECTURAL else kind


def _official(sentence: Sentence) -> list[_Named]:
    """Plans of nation and prefecture, which stand without quotes: 国は、…に…計画を策定し."""
    text = _folded(without_marks(sentence.text))
    found = []
    for match in _OFFICIAL.finditer(text):
        by_nation = match.group(1) in ("国", "政府")
        relation = RelatedPlanRelation.NATIONAL if by_nation else RelatedPlanRelation.PREFECTURAL
        plan = RelatedPlan(
            title=match.group(2).strip(),
            relation=relation,
            kind=_kind(PlanKind.OTHER, relation),
            established=established_in(match.group()),
        )
        found.append(_Named(plan, None, sentence.passage))
    return found


def _date_beside(text: str, match: re.Match[str]) -> str | None:
    """The date right before a quoted title: 平成27（2015）年7月に「…」. None where words stand between."""
    before = _folded(text[: match.start()])
    dates = list(DATE.finditer(before))
    if not dates or not re.fullmatch(r"\s*に(策定した|定めた)?、?", before[dates[-1].end() :]):
        return None
    return established_in(dates[-1].group())


def _joined(first: _Named, again: _Named) -> _Named:
    established = first.plan.established or again.plan.established
    plan = first.plan.model_copy(update={"established": established})
    return replace(first, plan=plan, alias=first.alias or again.alias)


def _take_principles(sentence: Sentence, named: dict[str, _Named]) -> None:
    """Give 「A」、「B」、「C」 after 基本理念である to the plan named last before them."""
    text = without_marks(sentence.text)
    match = _PRINCIPLES.search(text)
    if match is None:
        return
    before = text[: match.start()]
    # The title may be followed by its alias; whichever name ends last is the plan spoken of.
    last = max(
        (
            (max(before.rfind(title), before.rfind(each.alias or title)), title)
            for title, each in named.items()
        ),
        default=(-1, ""),
    )
    if last[0] < 0 or named[last[1]].plan.principles:
        return
    principles = tuple(_PRINCIPLE.findall(match.group(1)))
    each = named[last[1]]
    named[last[1]] = replace(each, plan=each.plan.model_copy(update={"principles": principles}))


def _with_period(each: _Named, outline: Outline) -> RelatedPlan:
    """Add the period where it stands beside the title.

    「前計画と同様に5年間」 alone gives none: from when the five years count is not said, and nothing
    is guessed.
    """
    for sentence in outline.sentences:
        at = sentence.folded.find(_folded(each.plan.title))
        period = period_in(sentence.folded[at:]) if at >= 0 else None
        if period is not None and "本計画" not in sentence.text:
            return each.plan.model_copy(update={"period": period})
    return each.plan


def _departmental(outline: Outline) -> list[tuple[RelatedPlan, Passage]]:
    """The departmental plans as a group: beside this one (並列), covered (網羅), linked (連動)."""
    for sentence in outline.sentences:
        match = _DEPARTMENTAL.search(sentence.text)
        if match and re.search(r"並列|網羅|連動|連携|整合", sentence.text):
            plan = RelatedPlan(
                title=match.group(1),
                relation=RelatedPlanRelation.PARALLEL,
                kind=PlanKind.DEPARTMENTAL,
                covered="網羅" in sentence.text,
                linked="連動" in sentence.text,
            )
            return [(plan, sentence.passage)]
    return []


def _without_number(title: str) -> str:
    return re.sub(r"第\s*[0-9一二三四五六七八九十]+\s*[次期]|\s", "", _folded(title))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text)
