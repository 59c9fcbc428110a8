"""Texts that say nothing of the year: copied from last year, from a neighbour, or leading elsewhere."""

from collections.abc import Iterator

from ayumi.ground.japanese_text import fold
from ayumi.ground.wording import listed, say, to_say
from ayumi.rounds.rules.challenges.challenge import Challenge, ChallengeRule, Evidence, shown
from ayumi.rounds.rules.challenges.facts import Facts
from ayumi.rounds.rules.challenges.neighbours import Neighbours, Said, text_key

LAST_YEAR = ChallengeRule(
    "text.copied_last_year",
    to_say("前年度と同じ文章"),
    to_say("{field}「{text}」が、前年度と一字一句同じです。"),
    to_say("この年度のことを書いてください。変わっていないときは、そう言える理由を一文で書いてください。"),
    "texts",
)
NEIGHBOUR = ChallengeRule(
    "text.copied_neighbour",
    to_say("ほかの施策と同じ文章"),
    to_say("{fields}の文章が、ほかの施策（「{other}」など）と一字一句同じです。"),
    to_say("この施策のことを書いてください。同じになるときは、その理由を一文で書いてください。"),
    "texts",
)
TWO_FIELDS = ChallengeRule(
    "text.same_in_two_fields",
    to_say("二つの欄に同じ文章"),
    to_say("{field}と{other}に、同じ文章「{text}」が入っています。"),
    to_say("それぞれの欄が尋ねていることに分けて書いてください。"),
    "texts",
)
ELSEWHERE = ChallengeRule(
    "text.leads_elsewhere",
    to_say("ほかを指すだけの文章"),
    to_say("{field}が「{text}」だけで、読んでも内容が分かりません。"),
    to_say("このシートだけで分かるように書いてください。書くことがないときは、空欄にしてください。"),
    "texts",
)
RULES = (LAST_YEAR, NEIGHBOUR, TWO_FIELDS, ELSEWHERE)

FIELD_WORDS = {
    "done": to_say("取組の実績"),
    "reason": to_say("遅れや差異の理由"),
    "issues": to_say("課題"),
    "next_steps": to_say("今後の取組"),
    "deviation": to_say("計画との差異"),
}
SAME = to_say("同じ文章の施策")
MOST_FIELDS = 16
"""No sheet has more texts, so among so many of one text there is another measure, if there is any."""
ELSEWHERE_WORDS = frozenset(
    fold(word)
    for word in (
        "同上",
        "〃",
        "同前",
        "前年同様",
        "前年度同様",
        "前年度と同じ",
        "上記のとおり",
        "上記に同じ",
        "別紙のとおり",
    )
)


def challenges(facts: Facts, neighbours: Neighbours) -> Iterator[Challenge]:
    """Yield what is to be asked of this year's texts."""
    yield from _neighbours(facts, neighbours)
    seen: dict[str, str] = {}
    for name, text in facts.texts.items():
        field = field_words(name)
        if len(text) < 12 and fold(text).rstrip("。.") in ELSEWHERE_WORDS:
            alone = (Evidence(to_say("文章"), text),)
            yield ELSEWHERE.on(facts.item_id, alone, name, field=field, text=shown(text))
        key = text_key(text)
        if not key:
            continue
        if key in seen:
            twice = (Evidence(to_say("文章"), text),)
            told = {"field": field_words(seen[key]), "other": field, "text": shown(text, 30)}
            yield TWO_FIELDS.on(facts.item_id, twice, f"{seen[key]}:{name}", **told)
            continue
        seen[key] = name
        if text_key(facts.last_texts.get(name, "")) == key:
            evidence = (
                Evidence(to_say("文章"), text, facts.year),
                Evidence(to_say("文章"), text, facts.year - 1),
            )
            yield LAST_YEAR.on(facts.item_id, evidence, name, field=field, text=shown(text, 30))


def _neighbours(facts: Facts, neighbours: Neighbours) -> Iterator[Challenge]:
    """Ask once of a measure, whatever the number of its texts that stand elsewhere too."""
    evidence: list[Evidence] = []
    fields: list[str] = []
    others: list[Said] = []
    for name, text in facts.texts.items():
        alike = neighbours.texts.get(text_key(text), ())
        # The first other one is named; looking at all of them would make a common text quadratic.
        first = next((each for each in alike[:MOST_FIELDS] if each.item_id != facts.item_id), None)
        if first is not None:
            evidence += [Evidence(to_say("文章"), text), Evidence(SAME, first.name, None, first.item_id)]
            fields.append(field_words(name))
            others.append(first)
    if others:
        yield NEIGHBOUR.on(facts.item_id, tuple(evidence), fields=listed(fields), other=others[0].name)


def field_words(name: str) -> str:
    """Say what a text's field is called; a judgement of the city's own sheet keeps its own heading."""
    return say(FIELD_WORDS[name]) if name in FIELD_WORDS else name
