"""The schedule: late without a reason, finished with years to come, and steps that do not agree."""

from collections.abc import Iterator

from ayumi.document.checks.finding import year_words
from ayumi.ground.wording import to_say
from ayumi.rounds.rules.challenges.challenge import Challenge, ChallengeRule, Evidence
from ayumi.rounds.rules.challenges.facts import Facts
from ayumi.rounds.rules.scales import Sense

LATE = ChallengeRule(
    "schedule.late_without_reason",
    to_say("理由のない遅れ"),
    to_say("工程の進み具合が「{word}」ですが、遅れの理由が書かれていません。"),
    to_say("遅れの理由と、いつまでにどう取り戻すかを書いてください。"),
    "reason",
)
FUTURE = ChallengeRule(
    "schedule.completed_with_future",
    to_say("完了したのに残る予定"),
    to_say("「{word}」となっていますが、計画には{year}に「{step}」の予定があります。"),
    to_say(
        "完了していないときは工程を直してください。完了したときは、残る予定をどうするかを一文で書いてください。"
    ),
    "schedule_reached",
)
BEHIND = ChallengeRule(
    "schedule.behind_but_on_track",
    to_say("予定に届いていないのに遅れなし"),
    to_say(
        "計画は{year}に「{planned}」の予定で、到達した工程は「{reached}」ですが、進み具合は「{word}」です。"
    ),
    to_say(
        "到達した工程か進み具合を直してください。遅れていないと判断したときは、その理由を一文で書いてください。"
    ),
    "schedule_rating",
)
BACK = ChallengeRule(
    "schedule.went_back",
    to_say("前の段階に戻った工程"),
    to_say("前年度に「{before}」まで進んだ工程が、今年度は「{reached}」になっています。"),
    to_say("工程を確かめてください。やり直したときは、その理由を一文で書いてください。"),
    "schedule_reached",
)
GOES_ON = ChallengeRule(
    "schedule.ended_but_goes_on",
    to_say("終えると決めたのに続く施策"),
    to_say("前年度の方向性は「{word}」でしたが、{year}の予定や事業費が残っています。"),
    to_say("決めたとおりに終えるか、続ける理由と、だれがいつ決めたかを一文で書いてください。"),
    "measure",
)
RULES = (LATE, FUTURE, BEHIND, BACK, GOES_ON)
ENDING = frozenset({Sense.COMPLETE, Sense.ABOLISH, Sense.CANCEL})
RATING, REACHED, PLANNED = to_say("工程の進み具合"), to_say("到達した工程"), to_say("予定の工程")


def challenges(facts: Facts) -> Iterator[Challenge]:
    """Yield what is to be asked of the schedule."""
    yield from _late(facts)
    yield from _future(facts)
    yield from _ladder(facts)
    yield from _goes_on(facts)


def is_late(facts: Facts) -> bool | None:
    """Tell whether the schedule is rated late; None where it is not rated on the round's scale."""
    scale = facts.frame.schedule
    step = scale.step(facts.entry.schedule_rating) if scale else None
    return None if step is None or step.is_missing else step.is_late


def _late(facts: Facts) -> Iterator[Challenge]:
    if is_late(facts) and not facts.entry.texts.get("reason", "").strip():
        word = facts.entry.schedule_rating
        yield LATE.on(facts.item_id, (Evidence(RATING, word, facts.year),), word=word)


def _future(facts: Facts) -> Iterator[Challenge]:
    reached, endings = facts.entry.schedule_reached, facts.frame.endings
    decided = facts.entry.directions[-1].word if facts.entry.directions else ""
    ends = reached if reached in endings else ""
    if not ends and facts.frame.sense_of(decided) is Sense.COMPLETE:
        ends = decided
    if not ends:
        return
    later = [each for each in facts.schedule if each.fiscal_year > facts.year and each.step not in endings]
    if later:
        step = min(later, key=lambda each: each.fiscal_year)
        said = step.step or step.text
        evidence = (Evidence(REACHED, ends, facts.year), Evidence(PLANNED, said, step.fiscal_year))
        told = {"word": ends, "year": year_words(step.fiscal_year), "step": said}
        yield FUTURE.on(facts.item_id, evidence, **told)


def _ladder(facts: Facts) -> Iterator[Challenge]:
    places = {word: place for place, word in enumerate(facts.frame.ladder)}
    reached = facts.entry.schedule_reached
    if reached not in places:
        return
    before = facts.last.schedule_reached
    if before in places and places[before] > places[reached]:
        evidence = (Evidence(REACHED, before, facts.year - 1), Evidence(REACHED, reached, facts.year))
        yield BACK.on(facts.item_id, evidence, before=before, reached=reached)
    planned = [each.step for each in facts.schedule if each.fiscal_year == facts.year and each.step in places]
    if facts.entry.schedule_planned in places:
        planned = [facts.entry.schedule_planned]
    if not planned or is_late(facts) is not False:
        return
    wanted = max(planned, key=places.__getitem__)
    if places[wanted] > places[reached]:
        word = facts.entry.schedule_rating
        compared = (
            Evidence(PLANNED, wanted, facts.year),
            Evidence(REACHED, reached, facts.year),
            Evidence(RATING, word, facts.year),
        )
        told = {"planned": wanted, "reached": reached, "word": word}
        yield BEHIND.on(facts.item_id, compared, year=year_words(facts.year), **told)


def _goes_on(facts: Facts) -> Iterator[Challenge]:
    word = facts.last.directions[-1].word if facts.last.directions else ""
    if facts.frame.sense_of(word) not in ENDING:
        return
    steps = [
        each
        for each in facts.schedule
        if each.fiscal_year >= facts.year and each.step not in facts.frame.endings
    ]
    cost = facts.costs.get(facts.year)
    spent = cost is not None and bool(cost.money)
    if steps or spent:
        evidence: tuple[Evidence, ...] = (Evidence(to_say("前年度の方向性"), word, facts.year - 1),)
        evidence += tuple(Evidence(PLANNED, each.step or each.text, each.fiscal_year) for each in steps[:3])
        yield GOES_ON.on(facts.item_id, evidence, word=word, year=year_words(facts.year))
