"""Who answers for a measure: a division that is gone, and nobody at all."""

from collections.abc import Iterator

from ayumi.document.checks.finding import day_words
from ayumi.ground.wording import to_say
from ayumi.rounds.rules.challenges.challenge import Challenge, ChallengeRule, Evidence
from ayumi.rounds.rules.challenges.facts import Facts

DEAD = ChallengeRule(
    "people.dead_division",
    to_say("なくなった所管課"),
    to_say("所管課「{name}」は{day}でなくなっていますが、施策の所管が移されていません。"),
    to_say("いま担当している課に所管を移してください（計画事務局が行います）。"),
    "measure",
)
NO_DIVISION = ChallengeRule(
    "people.no_division",
    to_say("所管課のない施策"),
    to_say("施策に所管課がありません。"),
    to_say("所管課を決めてください（計画事務局が行います）。"),
    "measure",
)
NO_OWNER = ChallengeRule(
    "people.no_owner",
    to_say("責任者のいない施策"),
    to_say("いま、この施策に責任を持つ人がいません（決まっていないか、異動や退職をしています）。"),
    to_say("責任者を一人決めてください。異動で空いたときは、引き継ぐ人を登録してください。"),
    "measure",
)
RULES = (DEAD, NO_DIVISION, NO_OWNER)


def challenges(facts: Facts) -> Iterator[Challenge]:
    """Yield what is to be asked about who answers. Without a day nothing is said of ended divisions."""
    division, today = facts.division, facts.frame.today
    if division is None:
        yield NO_DIVISION.on(facts.item_id, ())
    elif division.valid_to is not None and today is not None and division.valid_to < today:
        evidence = (
            Evidence(to_say("所管課"), division.name),
            Evidence(to_say("最後の日"), division.valid_to.isoformat()),
        )
        yield DEAD.on(facts.item_id, evidence, name=division.name, day=day_words(division.valid_to))
    if facts.entry.has_owner is False:
        yield NO_OWNER.on(facts.item_id, ())
