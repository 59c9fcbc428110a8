"""Ratings beside the figures and beside one another, and directions beside what followed from them."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from ayumi.document.checks.finding import year_words
from ayumi.ground.wording import say, to_say
from ayumi.rounds.rules.challenges.challenge import Challenge, ChallengeRule, Evidence, rounded_words
from ayumi.rounds.rules.challenges.entry import GivenRating
from ayumi.rounds.rules.challenges.facts import Facts
from ayumi.rounds.rules.challenges.neighbours import text_key
from ayumi.rounds.rules.scales import Scale, Sense
from ayumi.rounds.rules.yardsticks import percent_of

TOO_GOOD = ChallengeRule(
    "rating.better_than_indicators",
    to_say("指標より良い評価"),
    to_say(
        "評価は「{word}」ですが、計算できる指標{count}件のうち目標に達したものがなく、達成率は最も高いもので{percent}％です。"
    ),
    to_say("評価を見直すか、指標に表れない成果を一文で書いてください。"),
    "ratings",
)
TOO_BAD = ChallengeRule(
    "rating.worse_than_indicators",
    to_say("指標より悪い評価"),
    to_say("評価は「{word}」ですが、計算できる指標{count}件のすべてが目標に達しています。"),
    to_say(
        "評価を見直すか、指標に表れない問題を一文で書いてください。指標や目標が合っていないときは、その旨を書いてください。"
    ),
    "ratings",
)
OVERRIDE = ChallengeRule(
    "rating.override_without_reason",
    to_say("理由のない評価の変更"),
    to_say("計算による評価案は「{proposed}」ですが、{stage}は理由なしに「{word}」としています。"),
    to_say("評価案と違う評価にした理由を書いてください。"),
    "ratings",
)
DISAGREEMENT = ChallengeRule(
    "rating.stages_disagree",
    to_say("理由のない段階間の違い"),
    to_say("{first}は「{before}」、{stage}は「{word}」で、違う理由が書かれていません。"),
    to_say("評価が分かれた理由を書いてください。"),
    "ratings",
)
NO_CONSEQUENCE = ChallengeRule(
    "direction.without_consequence",
    to_say("何も変わらない方向性"),
    to_say("{year}の方向性は「{word}」ですが、翌年度の{same}は前の年度と同じです。"),
    to_say(
        "方向性に合わせて何を変えたか、または変えるかを一文で書いてください。変えないときは、方向性を直してください。"
    ),
    "measure",
)
RULES = (TOO_GOOD, TOO_BAD, OVERRIDE, DISAGREEMENT, NO_CONSEQUENCE)
CHANGING = frozenset({Sense.IMPROVE, Sense.REVIEW, Sense.REDUCE, Sense.EXPAND, Sense.MERGE})
"""Directions after which something must look different."""
LOW = Decimal(50)
VALUE, ATTAINMENT = to_say("評価"), to_say("達成率")


def challenges(facts: Facts) -> Iterator[Challenge]:
    """Yield what is to be asked of ratings and directions."""
    scale = facts.frame.achievement
    if scale is not None and facts.entry.ratings:
        yield from _against_indicators(facts, scale)
    for rating in facts.entry.ratings:
        if rating.proposed and rating.proposed != rating.word and not rating.reason.strip():
            evidence = (
                Evidence(to_say("評価案"), rating.proposed, facts.year),
                Evidence(VALUE, rating.word, facts.year),
            )
            told = {"proposed": rating.proposed, "stage": rating.stage, "word": rating.word}
            yield OVERRIDE.on(facts.item_id, evidence, f"stage{rating.position}", **told)
    yield from _disagreement(facts, facts.entry.ratings, VALUE)
    yield from _disagreement(facts, facts.entry.directions, to_say("方向性"))
    yield from _consequence(facts)


def _against_indicators(facts: Facts, scale: Scale) -> Iterator[Challenge]:
    word = facts.entry.ratings[-1].word
    step = scale.step(word)
    if step is None or step.is_missing or step.is_apart:
        return
    found = [(each, percent_of(each.attainment(facts.year))) for each in facts.series]
    computed = [(each, percent) for each, percent in found if percent is not None]
    if not computed:
        return
    evidence: tuple[Evidence, ...] = (Evidence(VALUE, word, facts.year),)
    evidence += tuple(
        Evidence(ATTAINMENT, f"{each.indicator.name} {rounded_words(percent, 1)}％", facts.year)
        for each, percent in computed
    )
    best, lowest = max(percent for _, percent in computed), min(percent for _, percent in computed)
    told: dict[str, object] = {"word": word, "count": len(computed)}
    if step.is_good and best < LOW:
        percent = rounded_words(best, 1)
        yield TOO_GOOD.on(facts.item_id, evidence, percent=percent, **told)
    elif not step.is_good and lowest >= 100:
        yield TOO_BAD.on(facts.item_id, evidence, **told)


def _disagreement(facts: Facts, given: tuple[GivenRating, ...], label: str) -> Iterator[Challenge]:
    for first, second in pairwise(given):
        if first.word != second.word and not second.reason.strip():
            evidence = (
                Evidence(label, f"{first.stage} {first.word}", facts.year),
                Evidence(label, f"{second.stage} {second.word}", facts.year),
            )
            told = {"first": first.stage, "before": first.word}
            told |= {"stage": second.stage, "word": second.word}
            yield DISAGREEMENT.on(facts.item_id, evidence, f"{label}{second.position}", **told)


def _consequence(facts: Facts) -> Iterator[Challenge]:
    """Ask where a direction of change was given last year and money, hours and texts stayed as they were."""
    word = facts.last.directions[-1].word if facts.last.directions else ""
    if facts.frame.sense_of(word) not in CHANGING:
        return
    before, now = facts.costs.get(facts.year - 1), facts.costs.get(facts.year)
    same: list[str] = []
    if before is not None and now is not None:
        for label, old, new in (
            (to_say("事業費"), before.money, now.money),
            (to_say("延べ業務時間"), before.hours, now.hours),
        ):
            if old is not None and new is not None and old != new:
                return
            if old is not None and new is not None:
                same.append(label)
    steps = {each.fiscal_year: each.step for each in facts.schedule}
    if facts.year - 1 in steps and facts.year in steps:
        if steps[facts.year - 1] != steps[facts.year]:
            return
        same.append(to_say("予定の工程"))
    for name, label in (("done", to_say("取組の実績")), ("next_steps", to_say("今後の取組"))):
        old_text, new_text = text_key(facts.last_texts.get(name, "")), text_key(facts.texts.get(name, ""))
        if old_text and new_text and old_text != new_text:
            return
        if old_text and old_text == new_text:
            same.append(label)
    if same:
        evidence: tuple[Evidence, ...] = (Evidence(to_say("前年度の方向性"), word, facts.year - 1),)
        evidence += tuple(Evidence(to_say("変わっていないもの"), label, facts.year) for label in same)
        told = {"year": year_words(facts.year - 1), "word": word}
        yield NO_CONSEQUENCE.on(
            facts.item_id, evidence, same=say("、").join(say(each) for each in same), **told
        )
