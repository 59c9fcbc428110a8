"""What the plan is for, and what its situation analysis stands on."""

import re

from ayumi.document.plan import EvidenceSource, SourceSide
from ayumi.document.reading import Passage
from ayumi.importing.rules.outline import Outline
from ayumi.importing.rules.sentences import Sentence, without_aliases

_AIM = re.compile(
    r"(目的と|寄与し|実現し|実現する|確保し|推進し|目指し|図り|図るもの|図ります|策定する|策定し|取り組み|向上)"
)
_LEAD = re.compile(r"^(また|なお|さらに|このため|そのため|そこで)、")
_SURROUNDINGS = re.compile(r"取り巻く(.+?)(?:における|の)[^、。]*(?:現状|状況|動向)")
_OWN_RESULTS = re.compile(
    r"(前計画|前期計画|前回計画|現行計画|旧計画)[^。]*?施策[^。]*?の((?:進捗|成果|実績|課題|達成)[^。をに]*)を"
)
_SURVEYED = re.compile(
    r"(市民|住民|町民|村民|区民|県民|都民|府民|道民|事業者|職員)(?:に対し(?:て)?|への|等への)?の?(アンケート|意識調査)"
)
_ASKED = re.compile(r"[“”\"]([^“”\"]+)[“”\"]")

Found = list[tuple[str, Passage]]
Sources = list[tuple[EvidenceSource, Passage]]


def purposes_of(outline: Outline) -> Found:
    """Return every sentence of a section headed 目的 that states an aim, asides taken out."""
    return [
        (_LEAD.sub("", without_aliases(sentence.text)), sentence.passage)
        for sentence in outline.sentences
        if "目的" in sentence.section and _AIM.search(sentence.text)
    ]


def evidence_of(outline: Outline) -> Sources:
    """Return the sources of the situation analysis: outside, inside, and the citizens asked."""
    found: Sources = []
    known: set[str] = set()
    for sentence in outline.sentences:
        for source in (*_outside(sentence), *_inside(sentence), *_citizens(sentence)):
            if source.name not in known:
                known.add(source.name)
                found.append((source, sentence.passage))
    return found


def _outside(sentence: Sentence) -> list[EvidenceSource]:
    match = _SURROUNDINGS.search(without_aliases(sentence.text))
    if match is None or "環境" in match.group(1):
        return []
    names = re.split(r"[、・]|および|及び|並びに|ならびに|や(?=[^々])|と(?=[^の])", match.group(1))
    return [
        EvidenceSource(name=name.strip(), side=SourceSide.EXTERNAL)
        for name in names
        if name.strip() and len(name.strip()) <= 20
    ]


def _inside(sentence: Sentence) -> list[EvidenceSource]:
    match = _OWN_RESULTS.search(without_aliases(sentence.text))
    if match is None:
        return []
    asks = tuple(
        re.sub(r"など$|等$", "", part).strip()
        for part in re.split(r"[、・]|や", match.group(2))
        if part.strip()
    )
    return [EvidenceSource(name=match.group(1), side=SourceSide.INTERNAL, asks=asks)]


def _citizens(sentence: Sentence) -> list[EvidenceSource]:
    text = without_aliases(sentence.text)
    match = _SURVEYED.search(text)
    if match is None:
        return []
    side = SourceSide.INTERNAL if match.group(1) == "職員" else SourceSide.CITIZENS
    asks = tuple(_ASKED.findall(text)) or tuple(re.findall(r"「([^「」]+)」", text[match.end() :]))
    return [EvidenceSource(name=f"{match.group(1)}{match.group(2)}", side=side, asks=asks)]
