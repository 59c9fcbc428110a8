"""Challenges: what a careful reader would ask before a report is accepted.

One module a subject; ``RULES`` is the table of all rules, from which the manual's table is made
(``docs/ja/challenges.md``). Source of the rules: field study §7 and §8, each found violated in a real plan.
``challenges`` needs no database and no clock; its time is linear in the number of measures.
"""

from collections.abc import Iterable, Iterator

from ayumi.rounds.rules.challenges import costs, entries, people, ratings, schedule, texts, values
from ayumi.rounds.rules.challenges.challenge import Challenge, ChallengeRule, Evidence
from ayumi.rounds.rules.challenges.entry import Entry, Frame, GivenRating, YearCost
from ayumi.rounds.rules.challenges.facts import Facts, facts_of, facts_of_item
from ayumi.rounds.rules.challenges.neighbours import Neighbours, neighbours_of

__all__ = [
    "RULES",
    "Challenge",
    "ChallengeRule",
    "Entry",
    "Evidence",
    "Facts",
    "Frame",
    "GivenRating",
    "Neighbours",
    "YearCost",
    "challenges",
    "challenges_of",
    "facts_of",
    "facts_of_item",
    "neighbours_of",
]

_SUBJECTS = (values, entries, costs, texts, ratings, schedule, people)
RULES: dict[str, ChallengeRule] = {rule.id: rule for subject in _SUBJECTS for rule in subject.RULES}
"""Every rule by its stable id, subject by subject."""


def challenges(every: Iterable[Facts]) -> tuple[Challenge, ...]:
    """Return everything to ask of a whole plan, measure by measure in the given order."""
    facts = tuple(every)
    neighbours = neighbours_of(facts)
    return tuple(challenge for each in facts for challenge in challenges_of(each, neighbours))


def challenges_of(facts: Facts, neighbours: Neighbours) -> Iterator[Challenge]:
    """Yield everything to ask of one measure beside its neighbours."""
    yield from values.challenges(facts)
    yield from entries.challenges(facts, neighbours)
    yield from costs.challenges(facts, neighbours)
    yield from texts.challenges(facts, neighbours)
    yield from ratings.challenges(facts)
    yield from schedule.challenges(facts)
    yield from people.challenges(facts)
