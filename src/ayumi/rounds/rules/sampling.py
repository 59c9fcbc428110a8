"""Which measures a meeting looks at, chosen by rule with the reason printed.

Source: field study §2.2 and §7.10: members get hundreds of pages before a meeting of two hours; 和光市 looks
at two projects per measure. The rule takes the criteria in turn: the measure with the largest drift, then the
one on which the stages disagree most, and so on, until there are enough. The same facts give the same sample.
"""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from pydantic import Field

from ayumi.document.base import Part
from ayumi.ground.rounding import round_half_up
from ayumi.ground.wording import say, to_say


class Criterion(StrEnum):
    """What makes a measure worth the meeting's time, in the order in which the turns are taken."""

    DRIFT = "drift"
    DISAGREEMENT = "disagreement"
    STALE = "stale"
    MONEY = "money"
    CHALLENGES = "challenges"


CRITERION_TEXTS: dict[Criterion, str] = {
    Criterion.DRIFT: to_say("計画からのずれ"),
    Criterion.DISAGREEMENT: to_say("段階による評価の違い"),
    Criterion.STALE: to_say("古いデータ"),
    Criterion.MONEY: to_say("事業費の大きさ"),
    Criterion.CHALLENGES: to_say("確認事項の数"),
}
FILLED_TEXT = to_say("目立つ点のない施策から、番号の順に選びました。")


class MatterFacts(Part):
    """What the rule knows of a measure in a round. None is not known, never zero.

    ``shortfall`` is in points of the year's target that the weakest indicator lacks; ``unreached`` are
    indicators that are only reached or not (milestones) and are not. ``steps_behind`` is in steps of the
    ladder. ``apart`` is how many steps of the achievement scale lie between the stages that differ most, what
    the indicators propose being one voice; ``directions`` are the different words of direction given.
    ``missing_values`` and ``frozen_values`` count indicators without a value of the year, and those that did
    not move for three. ``challenges`` are what the automatic checks ask of the sheet, ``open_challenges``
    those unanswered.
    """

    id: UUID
    position: int
    policy: str = ""
    """The id of what the measure stands under in the tree; empty for none."""
    shortfall: Decimal | None = Field(default=None, ge=0)
    shortfall_of: str = ""
    unreached: int = Field(default=0, ge=0)
    steps_behind: int = Field(default=0, ge=0)
    is_late: bool = False
    apart: int = Field(default=0, ge=0)
    apart_between: tuple[str, ...] = ()
    directions: tuple[str, ...] = ()
    missing_values: int = Field(default=0, ge=0)
    frozen_values: int = Field(default=0, ge=0)
    thousand_yen: Decimal | None = Field(default=None, ge=0)
    challenges: int = Field(default=0, ge=0)
    open_challenges: int = Field(default=0, ge=0)


class Wish(Part):
    """How many measures: ``number`` from each policy or in all, by which criteria."""

    number: int = Field(ge=1, le=200)
    each_policy: bool = False
    criteria: tuple[Criterion, ...] = Field(default=tuple(Criterion), min_length=1)


class Chosen(Part):
    """A measure of the sample with its reasons; ``by`` is the criterion whose turn took it, if any did."""

    id: UUID
    by: Criterion | None
    place: int = 0
    """The place among all measures of the round by that criterion, 1 is first; 0 where none took it."""
    reasons: tuple[str, ...]


Strength = tuple[Decimal | int, ...]


def strength(criterion: Criterion, facts: MatterFacts) -> Strength | None:
    """Return how strongly the criterion speaks for the measure, larger is more; None where it does not."""
    found: Mapping[Criterion, Strength] = {
        Criterion.DRIFT: (
            facts.steps_behind,
            int(facts.is_late),
            facts.unreached,
            facts.shortfall or 0,
        ),
        Criterion.DISAGREEMENT: (facts.apart, max(0, len(facts.directions) - 1)),
        Criterion.STALE: (facts.missing_values + facts.frozen_values, facts.missing_values),
        Criterion.MONEY: (facts.thousand_yen or 0,),
        Criterion.CHALLENGES: (facts.open_challenges, facts.challenges),
    }
    return found[criterion] if any(found[criterion]) else None


def choose(every: Iterable[MatterFacts], wish: Wish) -> tuple[Chosen, ...]:
    """Return the sample in the plan's order. Never more than wished; fewer only where there are fewer."""
    facts = sorted(every, key=lambda each: (each.position, str(each.id)))
    ranks = {criterion: _ranked(criterion, facts) for criterion in Criterion if criterion in wish.criteria}
    groups: dict[str, list[MatterFacts]] = {}
    for each in facts:
        groups.setdefault(each.policy if wish.each_policy else "", []).append(each)
    chosen: dict[UUID, Chosen] = {}
    for group in groups.values():
        chosen |= _by_turns(group, ranks, wish.number)
    return tuple(chosen[each.id] for each in facts if each.id in chosen)


def _ranked(criterion: Criterion, facts: list[MatterFacts]) -> list[UUID]:
    """Return the measures for which the criterion speaks, the strongest first; equals in the plan's order."""
    found = [(strength(criterion, each), each.id) for each in facts]
    # ``sorted`` keeps equals in the order in which they came, which is the plan's.
    spoken = sorted((each for each in found if each[0]), key=lambda each: each[0] or (), reverse=True)
    return [pk for _strength, pk in spoken]


def _by_turns(
    group: list[MatterFacts], ranks: Mapping[Criterion, list[UUID]], number: int
) -> dict[UUID, Chosen]:
    by_id = {each.id: each for each in group}
    queues = {criterion: [pk for pk in ranked if pk in by_id] for criterion, ranked in ranks.items()}
    chosen: dict[UUID, Chosen] = {}
    while len(chosen) < number and any(queues.values()):
        for criterion, queue in queues.items():
            queue[:] = [pk for pk in queue if pk not in chosen]
            if queue and len(chosen) < number:
                facts = by_id[queue[0]]
                place = ranks[criterion].index(facts.id) + 1
                chosen[facts.id] = Chosen(
                    id=facts.id, by=criterion, place=place, reasons=reasons_of(facts, ranks)
                )
    for each in group:
        if len(chosen) < number and each.id not in chosen:
            chosen[each.id] = Chosen(id=each.id, by=None, reasons=(say(FILLED_TEXT),))
    return chosen


def reasons_of(facts: MatterFacts, criteria: Iterable[Criterion]) -> tuple[str, ...]:
    """Return every true reason by the criteria, with its figures, in the reader's language."""
    texts: dict[Criterion, Callable[[MatterFacts], str]] = {
        Criterion.DRIFT: _drift,
        Criterion.DISAGREEMENT: _disagreement,
        Criterion.STALE: _stale,
        Criterion.MONEY: _money,
        Criterion.CHALLENGES: _challenges,
    }
    return tuple(texts[each](facts) for each in criteria if strength(each, facts))


def _drift(facts: MatterFacts) -> str:
    parts = []
    if facts.steps_behind:
        parts.append(say("工程が計画より{number}段階遅れています", number=facts.steps_behind))
    if facts.is_late:
        parts.append(say("工程の進み具合が遅れと報告されています"))
    if facts.unreached:
        parts.append(say("到達したかどうかで見る指標のうち{number}件が未到達です", number=facts.unreached))
    if facts.shortfall:
        points = round_half_up(facts.shortfall, 1)
        name = facts.shortfall_of
        parts.append(
            say("指標「{name}」が年度の目標に{points}ポイント届いていません", name=name, points=points)
        )
    return _sentence(Criterion.DRIFT, parts)


def _disagreement(facts: MatterFacts) -> str:
    parts = []
    if facts.apart:
        words = say("、").join(facts.apart_between)
        parts.append(say("評価が段階により{number}段階違います（{words}）", number=facts.apart, words=words))
    if len(facts.directions) > 1:
        parts.append(say("方向性が段階により違います（{words}）", words=say("、").join(facts.directions)))
    return _sentence(Criterion.DISAGREEMENT, parts)


def _stale(facts: MatterFacts) -> str:
    parts = []
    if facts.missing_values:
        parts.append(say("この年度の値がない指標が{number}件あります", number=facts.missing_values))
    if facts.frozen_values:
        parts.append(say("3年度続けて値の変わらない指標が{number}件あります", number=facts.frozen_values))
    return _sentence(Criterion.STALE, parts)


def _money(facts: MatterFacts) -> str:
    return _sentence(Criterion.MONEY, [say("事業費は{money:,f}千円です", money=facts.thousand_yen)])


def _challenges(facts: MatterFacts) -> str:
    text = say(
        "自動の点検の確認事項が{number}件あります（未回答{open}件）",
        number=facts.challenges,
        open=facts.open_challenges,
    )
    return _sentence(Criterion.CHALLENGES, [text])


def _sentence(criterion: Criterion, parts: list[str]) -> str:
    return say("{criterion}: {text}。", criterion=say(CRITERION_TEXTS[criterion]), text=say("、").join(parts))
