"""How the measures under a goal become one word for the goal: a rule that is data, or none at all."""

from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Self

from pydantic import Field, model_validator

from ayumi.document.base import Part
from ayumi.ground.wording import say, to_say
from ayumi.rounds.rules.scales import Scale


class RollupKind(StrEnum):
    """What the word of a goal follows from (field study §2.5)."""

    NONE = "none"
    """A person judges and writes the reason (総合的に勘案)."""
    WORST = "worst"
    """The worst rank under the goal."""
    GOOD_SHARE = "good_share"
    """The share of good ratings among the ranked ones, in percent."""
    REACHED_SHARE = "reached_share"
    """The share of indicators that reached the year's target among those that can be judged."""


ROLLUP_TEXTS: dict[RollupKind, str] = {
    RollupKind.NONE: to_say("計算で決めません。人が総合的に判断し、理由を書きます。"),
    RollupKind.WORST: to_say(
        "下にある施策の評価のうち、最も悪いものによります。評価できないものは含めません。"
    ),
    RollupKind.GOOD_SHARE: to_say(
        "下にある施策のうち、良い評価の割合によります。評価できないものは分母に含めません。"
    ),
    RollupKind.REACHED_SHARE: to_say(
        "下にある指標のうち、その年度の目標に達したものの割合によります。計算できないものは分母に含めません。"
    ),
}


KIND_NAMES: dict[RollupKind, str] = {
    RollupKind.NONE: to_say("総合的に判断する"),
    RollupKind.WORST: to_say("最も悪い評価による"),
    RollupKind.GOOD_SHARE: to_say("良い評価の割合による"),
    RollupKind.REACHED_SHARE: to_say("目標に達した指標の割合による"),
}


class RollupStep(Part):
    """A word and the percent from which it is given."""

    word: str = Field(min_length=1, max_length=40)
    at_least: Decimal = Field(ge=0, le=100)


class RollupRule(Part):
    """A rule of a roll-up. The steps fall; the last one holds from 0 %, so that every share has a word."""

    id: str = Field(pattern=r"^[a-z0-9-]+$", max_length=60)
    version: int = Field(ge=1)
    name: str = Field(min_length=1, max_length=100)
    kind: RollupKind
    steps: tuple[RollupStep, ...] = ()
    must_judge: bool = False
    """A person must judge every goal and give the reason before the results are published."""

    @model_validator(mode="after")
    def steps_cover_every_share(self) -> Self:
        """Refuse steps that rise or leave a gap, and a share without steps; raises in the reader's words."""
        by_share = self.kind in (RollupKind.GOOD_SHARE, RollupKind.REACHED_SHARE)
        if by_share != bool(self.steps):
            raise ValueError(say("割合による規則には段階が必要で、ほかの規則には要りません。"))
        if len({step.word for step in self.steps}) != len(self.steps):
            raise ValueError(say("同じ名前の段階が二つあります。"))
        if any(later.at_least >= earlier.at_least for earlier, later in pairwise(self.steps)):
            raise ValueError(say("しきい値は、良い段階から順に小さくしてください。"))
        if by_share and self.steps[-1].at_least != 0:
            raise ValueError(say("最後の段階のしきい値は0にしてください。"))
        return self

    def words(self, scale: Scale) -> tuple[str, ...]:
        """Return the words that a goal can get: the rule's own, or those of the scale of achievement."""
        return tuple(step.word for step in self.steps or scale.steps)

    def word_for(self, percent: Decimal) -> str:
        """Return the word of a share in percent."""
        return next((step.word for step in self.steps if percent >= step.at_least), "")
