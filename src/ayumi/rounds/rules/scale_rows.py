"""A scale as the rows of a form, and back: blank rows fall out, everything else is checked by ``Scale``."""

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation

from pydantic import ValidationError

from ayumi.ground.wording import say
from ayumi.rounds.rules.scales import Scale, Step

MOST_STEPS = 12
KINDS = ("ranked", "missing", "apart")
Row = Mapping[str, str]


class ScaleNotValid(ValueError):
    """The rows make no scale; ``problems`` says why, in the reader's language."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


def rows_of_scale(scale: Scale) -> list[dict[str, str]]:
    """Return a scale's steps as rows of a form."""
    return [
        {
            "word": step.word,
            "meaning": step.meaning,
            "at_least": "" if step.at_least is None else f"{step.at_least:f}",
            "is_above": "1" if step.is_above else "",
            "yardstick": step.yardstick or "",
            "kind": "missing" if step.is_missing else "apart" if step.is_apart else "ranked",
            "is_good": "1" if step.is_good else "",
            "is_late": "1" if step.is_late else "",
            "sense": step.sense or "",
        }
        for step in scale.steps
    ]


def scale_of_rows(head: Mapping[str, str], rows: Iterable[Row]) -> Scale:
    """Return the scale that a form says. Raises ScaleNotValid naming every problem.

    ``head`` holds name, subject, rule, yardstick, yearly_share, no_change_within and note as texts.
    """
    problems: list[str] = []
    steps = []
    for place, row in enumerate(rows, start=1):
        if not any(value.strip() for name, value in row.items() if name != "kind"):
            continue
        if not row.get("word", "").strip():
            problems.append(say("{place}行目に、段階の言葉がありません。", place=place))
            continue
        limit = _number(row.get("at_least", ""), say("{place}行目のしきい値", place=place), problems)
        steps.append(
            {
                "word": row["word"].strip(),
                "meaning": row.get("meaning", "").strip(),
                "at_least": limit,
                "is_above": bool(row.get("is_above")) and limit is not None,
                "yardstick": row.get("yardstick") or None,
                "is_missing": row.get("kind") == "missing",
                "is_apart": row.get("kind") == "apart",
                "is_good": bool(row.get("is_good")),
                "is_late": bool(row.get("is_late")),
                "sense": row.get("sense") or None,
            }
        )
    numbers = {
        "yearly_share": _number(head.get("yearly_share", ""), say("毎年の目安"), problems),
        "no_change_within": _number(head.get("no_change_within", ""), say("変化なしとする幅"), problems),
    }
    plain = {name: head.get(name, "").strip() for name in ("name", "subject", "rule", "yardstick", "note")}
    try:
        made = [Step.model_validate(each) for each in steps]
        scale = Scale.model_validate({**plain, **numbers, "steps": made})
    except ValidationError as found:
        problems += [_said(error) for error in found.errors()]
    if problems:
        raise ScaleNotValid(tuple(dict.fromkeys(problems)))
    return scale


def _number(text: str, what: str, problems: list[str]) -> Decimal | None:
    plain = text.strip().replace("％", "").replace("%", "").replace("−", "-")
    if not plain:
        return None
    try:
        value = Decimal(plain)
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or abs(value) > 1_000_000:
        problems.append(say("{what}「{text}」は数字で入れてください。", what=what, text=text[:30]))
        return None
    return value


def _said(error: object) -> str:
    context = error.get("ctx", {}) if isinstance(error, dict) else {}
    own = context.get("error")
    if own is not None:
        return str(own)
    place = error["loc"][0] if isinstance(error, dict) and error["loc"] else ""
    if place == "steps":
        return say("段階は2から12までにしてください。")
    if place in ("yearly_share", "no_change_within"):
        return say("毎年の目安は0より大きく100以下、変化なしとする幅は0より大きい数字にしてください。")
    return say("名称・説明の長さと、選んだ項目を確かめてください。")
