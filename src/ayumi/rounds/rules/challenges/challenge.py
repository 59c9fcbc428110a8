"""What a challenge is: the rule, the sentence with the figures, the evidence, and how to answer."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from ayumi.document.checks.finding import number_words, year_words
from ayumi.ground.rounding import round_half_up
from ayumi.ground.wording import say


@dataclass(frozen=True, slots=True)
class Evidence:
    """One figure or text behind a challenge: a label (a message), a fiscal year, the value as it stands.

    ``link`` is the id of another measure that the evidence stands in, empty for the measure itself.
    """

    label: str
    value: str
    fiscal_year: int | None = None
    link: str = ""

    @property
    def text(self) -> str:
        """The evidence in one line, in the reader's language."""
        label = say(self.label)
        if self.fiscal_year is None:
            return say("{label}：{value}", label=label, value=self.value)
        year = year_words(self.fiscal_year)
        return say("{label}（{year}）：{value}", label=label, year=year, value=self.value)


@dataclass(frozen=True, slots=True)
class ChallengeRule:
    """One rule. The texts are messages, said when a challenge is raised.

    ``field`` names the part of the sheet that is asked about: a field of the report, ``values``, ``cost``,
    ``ratings`` or ``measure``.
    """

    id: str
    title: str
    sentence: str
    answer: str
    """How to answer or put it right."""
    field: str

    def on(
        self, item_id: str, evidence: tuple[Evidence, ...], place: str = "", /, **values: object
    ) -> "Challenge":
        """Return a challenge of this rule; ``place`` tells several of a measure apart (an indicator's id)."""
        return Challenge(
            rule=self,
            item_id=item_id,
            place=place,
            said=values,
            evidence=evidence,
            fingerprint=fingerprint(self.id, item_id, place, evidence),
        )


@dataclass(frozen=True, slots=True)
class Challenge:
    """One question to the division. Other evidence makes another fingerprint, which asks anew.

    ``said`` are the values of its sentence, which is made when it is read: most are only counted.
    """

    rule: ChallengeRule
    item_id: str
    place: str
    said: Mapping[str, object]
    evidence: tuple[Evidence, ...]
    fingerprint: str

    @property
    def rule_id(self) -> str:
        """The rule's stable id."""
        return self.rule.id

    @property
    def field(self) -> str:
        """The part of the sheet that is asked about, as ``ChallengeRule.field``."""
        return self.rule.field

    @property
    def sentence(self) -> str:
        """The question with the figures, in the reader's language."""
        return say(self.rule.sentence, **{key: _in_one_line(each) for key, each in self.said.items()})

    @property
    def answer(self) -> str:
        """How to answer or put it right, in the reader's language."""
        return say(self.rule.answer)


def fingerprint(rule_id: str, item_id: str, place: str, evidence: tuple[Evidence, ...]) -> str:
    """Return a SHA-256 of what a challenge was raised on; the same in every language."""
    facts = [[each.label, each.fiscal_year, each.value, each.link] for each in evidence]
    plain = json.dumps([rule_id, item_id, place, facts], ensure_ascii=False)
    return hashlib.sha256(plain.encode()).hexdigest()


def figures(label: str, values: list[tuple[int, Decimal]]) -> tuple[Evidence, ...]:
    """Return a number of every year as evidence."""
    return tuple(Evidence(label, number_words(value), year) for year, value in values)


def rounded_words(value: Decimal, places: int) -> str:
    """Print a number rounded half up; one with too many digits to round as it is."""
    try:
        return number_words(round_half_up(value, places))
    except InvalidOperation:
        return number_words(value)


def shown(text: str, length: int = 60) -> str:
    """Return the beginning of a text in one line, for a sentence or as evidence."""
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[: length - 1]}…"


def _in_one_line(value: object) -> object:
    return " ".join(value.split()) if isinstance(value, str) else value
