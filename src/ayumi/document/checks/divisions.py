"""Responsible and contributing divisions: that they are there, and lived in the plan's period."""

from collections.abc import Iterator

from ayumi.document.checks.finding import Edit, Field, Finding, Place, Rule, Severity, day_words, place_of
from ayumi.document.checks.view import View
from ayumi.document.measures import Item
from ayumi.document.plan import DivisionName
from ayumi.ground.japanese_text import fold
from ayumi.ground.wording import listed, quoted, say, to_say

NONE = Rule(
    "division.none",
    Severity.WARNING,
    to_say("所管課のない施策"),
    to_say("所管課が決まっていません。"),
    to_say("施策に責任を持つ課を一つ登録してください。"),
)
UNKNOWN = Rule(
    "division.unknown",
    Severity.ERROR,
    to_say("組織がない"),
    to_say("{role}（ID {id}）がこの計画の組織にありません。"),
    to_say("登録されている組織から選び直してください。"),
)
ENDED_BEFORE = Rule(
    "division.ended_before_plan",
    Severity.ERROR,
    to_say("計画より前に廃止された組織"),
    to_say("{role}「{name}」は、計画が始まる前の{day}に廃止されています。{successors}"),
    to_say("後継の組織に変えてください。"),
)
REORGANISED = Rule(
    "division.reorganised",
    Severity.WARNING,
    to_say("改編でなくなった組織"),
    to_say("{role}「{name}」は、{day}に廃止されています。{successors}"),
    to_say("いま担当している組織に変えてください。改編前の名称は履歴に残ります。"),
)
BEGINS_AFTER = Rule(
    "division.begins_after_plan",
    Severity.WARNING,
    to_say("計画より後に置かれた組織"),
    to_say("{role}「{name}」が置かれたのは{day}で、計画の最終年度より後です。"),
    to_say("計画期間に担当した組織に変えてください。"),
)
NAMED_TWICE = Rule(
    "division.named_twice",
    Severity.NOTE,
    to_say("所管課と関係課の重複"),
    to_say("所管課の「{name}」が、関係課にも挙げられています。"),
    to_say("関係課から除いてください。"),
)
SAME_NAME = Rule(
    "division.same_name",
    Severity.NOTE,
    to_say("同じ名称の組織"),
    to_say("いまある組織に「{name}」が二つ以上あります。"),
    to_say("同じ組織なら一つにまとめ、別の組織なら部の名前を付けて区別してください。"),
)
RULES = (NONE, UNKNOWN, ENDED_BEFORE, REORGANISED, BEGINS_AFTER, NAMED_TWICE, SAME_NAME)
_RESPONSIBLE, _CONTRIBUTING = to_say("所管課"), to_say("関係する課")


def findings(view: View) -> Iterator[Finding]:
    """Yield what is wrong with divisions."""
    yield from _same_names(view)
    for item in view.document.items:
        if item.is_measure and item.division_id is None:
            yield NONE.at(place_of(item))
        named = [(_RESPONSIBLE, Field.DIVISION, item.division_id)] if item.division_id else []
        contributing = dict.fromkeys(item.contributing_division_ids)
        named += [(_CONTRIBUTING, Field.CONTRIBUTING, each) for each in contributing]
        for role, field, division_id in named:
            division = view.divisions.get(division_id)
            if division is None:
                yield UNKNOWN.at(place_of(item), role=say(role), id=division_id)
            else:
                yield from _lived(view, item, (role, field), division)
        if item.division_id in contributing and item.division_id in view.divisions:
            edit = Edit(Field.CONTRIBUTING, item.id, item.division_id, "")
            name = view.divisions[item.division_id].name
            yield NAMED_TWICE.at(place_of(item), name=name).put_right_by(edit)


def _lived(view: View, item: Item, named: tuple[str, Field], division: DivisionName) -> Iterator[Finding]:
    (role, field), ended, place = named, division.valid_to, place_of(item)
    values: dict[str, object] = {"role": say(role), "name": division.name}
    if view.last_day and division.valid_from and division.valid_from > view.last_day:
        yield BEGINS_AFTER.at(place, day=day_words(division.valid_from), **values)
    if ended is None or (view.today is not None and ended >= view.today):
        return
    if view.last_day and ended >= view.last_day:
        return  # It did its work to the end of the plan.
    rule = ENDED_BEFORE if view.first_day and ended < view.first_day else REORGANISED
    living = living_successors(view, division)
    edits = (Edit(field, item.id, division.id, living[0].id),) if len(living) == 1 else ()
    values |= {"day": day_words(ended), "successors": _said(living)}
    yield rule.at(place, **values).put_right_by(*edits)


def living_successors(view: View, division: DivisionName) -> list[DivisionName]:
    """Return the divisions that stand today where ``division`` stood, through any number of changes.

    Empty where the trail is lost on the way: then nothing may be put in its place.
    """
    living: dict[str, DivisionName] = {}
    seen, waiting = {division.id}, list(division.successors)
    if not waiting:
        return []
    while waiting:
        current = view.divisions.get(waiting.pop())
        if current is None:
            return []
        if current.id in seen:
            continue
        seen.add(current.id)
        if current.valid_to is None or (view.today is not None and current.valid_to >= view.today):
            living[current.id] = current
        elif current.successors:
            waiting += current.successors
        else:
            return []
    return sorted(living.values(), key=lambda each: each.name)


def _said(living: list[DivisionName]) -> str:
    if not living:
        return say("後継の組織は記録されていません。")
    return say("後継の組織は{names}です。", names=listed([quoted(division.name) for division in living]))


def _same_names(view: View) -> Iterator[Finding]:
    seen: set[str] = set()
    told: set[str] = set()
    for division in view.document.divisions:
        key = fold(division.name)
        if division.valid_to is not None:
            continue
        if key in seen and key not in told:
            told.add(key)
            yield SAME_NAME.at(Place(where=division.name), name=division.name)
        seen.add(key)
