"""A rule of a roll-up as the rows of a form, and back; blank rows fall out."""

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from pydantic import ValidationError

from ayumi.ground.wording import say
from ayumi.rounds.rules.rollup_rule import RollupKind, RollupRule

MOST_STEPS = 8
OWN = "own"
"""The id of every rule of a city's own; its row tells them apart."""


class RuleNotValid(ValueError):
    """The rows make no rule; ``problems`` says why, in the reader's language."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


def rule_of_rows(name: str, kind: str, rows: Iterable[tuple[str, str]], *, must_judge: bool) -> RollupRule:
    """Return the rule that a form says; rows are pairs of word and share. Raises RuleNotValid."""
    problems: list[str] = []
    steps = []
    for place, (word, share) in enumerate(rows, start=1):
        if not word.strip() and not share.strip():
            continue
        percent = _percent(share)
        if not word.strip():
            problems.append(say("{place}行目に、言葉がありません。", place=place))
        elif percent is None:
            told = {"place": place, "text": share[:30]}
            problems.append(say("{place}行目の割合「{text}」は、0から100の数字で入れてください。", **told))
        else:
            steps.append({"word": word.strip(), "at_least": percent})
    if problems:
        raise RuleNotValid(tuple(problems))
    try:
        return RollupRule.model_validate(
            {
                "id": OWN,
                "version": 1,
                "name": name.strip(),
                "kind": RollupKind(kind),
                "steps": steps,
                "must_judge": must_judge,
            }
        )
    except ValidationError as found:
        raise RuleNotValid(tuple(_said(error) for error in found.errors())) from found


def _percent(text: str) -> Decimal | None:
    plain = text.strip().replace("％", "").replace("%", "")
    try:
        value = Decimal(plain)
    except InvalidOperation:
        return None
    return value if value.is_finite() and 0 <= value <= 100 else None


def _said(error: object) -> str:
    own = error.get("ctx", {}).get("error") if isinstance(error, dict) else None
    return str(own) if own is not None else say("名称と言葉の長さを確かめてください。")
