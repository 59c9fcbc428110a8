"""Repeat entries (再掲): they point at an original and carry nothing, so nothing counts twice."""

import re
from collections.abc import Iterator

from ayumi.document.checks.finding import Finding, Rule, Severity, item_name, place_of
from ayumi.document.checks.view import View
from ayumi.document.measures import Item
from ayumi.ground.japanese_text import fold
from ayumi.ground.wording import to_say

TARGET_MISSING = Rule(
    "repeat.target_missing",
    Severity.ERROR,
    to_say("再掲のもとの施策がない"),
    to_say("再掲のもとの施策（ID {id}）がこの計画にありません。"),
    to_say("もとの施策を指定し直すか、再掲を除いてください。"),
)
OF_REPEAT = Rule(
    "repeat.of_repeat",
    Severity.ERROR,
    to_say("再掲の再掲"),
    to_say("もとの施策として指定された「{other}」も再掲です。"),
    to_say("内容のある、もとの施策を直接指定してください。"),
)
OWN_CONTENT = Rule(
    "repeat.own_content",
    Severity.ERROR,
    to_say("内容を持つ再掲"),
    to_say("再掲なのに自分の施策個票・指標・工程・事業費などがあり、二重に数えられます。"),
    to_say("内容をもとの施策にまとめ、再掲からは除いてください。"),
)
TITLE_DIFFERS = Rule(
    "repeat.title_differs",
    Severity.WARNING,
    to_say("再掲ともとの名称の違い"),
    to_say("再掲の名称が、もとの施策「{other}」と違います。"),
    to_say("名称をそろえるか、もとの施策の指定を確かめてください。"),
)
UNMARKED = Rule(
    "repeat.unmarked",
    Severity.WARNING,
    to_say("再掲と書かれた通常の項目"),
    to_say("名称や番号に「再掲」とありますが、もとの施策が指定されていないため、二重に数えられます。"),
    to_say("もとの施策を指定して再掲として登録してください。"),
)
SAME_BRANCH = Rule(
    "repeat.same_branch",
    Severity.WARNING,
    to_say("同じ場所の再掲"),
    to_say("もとの施策「{other}」と同じ項目の下に再掲されています。"),
    to_say("再掲を除くか、別の項目の下に移してください。"),
)
RULES = (TARGET_MISSING, OF_REPEAT, OWN_CONTENT, TITLE_DIFFERS, UNMARKED, SAME_BRANCH)
_MARK = re.compile(r"[(（【〔［\[<＜]?\s*再掲\s*[)）】〕］\]>＞]?")


def findings(view: View) -> Iterator[Finding]:
    """Yield what is wrong with repeat entries."""
    for item in view.document.items:
        if item.cross_listed_from is not None:
            yield from _repeat(view, item, item.cross_listed_from)
        elif "再掲" in item.title or "再掲" in item.number:
            yield UNMARKED.at(place_of(item))


def _repeat(view: View, item: Item, original_id: str) -> Iterator[Finding]:
    place = place_of(item)
    if carries_content(item):
        yield OWN_CONTENT.at(place)
    original = view.items.get(original_id)
    if original is None:
        yield TARGET_MISSING.at(place, id=original_id)
        return
    if original.cross_listed_from is not None:
        yield OF_REPEAT.at(place, other=item_name(original))
        return
    if _bare(item.title) != _bare(original.title):
        yield TITLE_DIFFERS.at(place, other=item_name(original))
    if item.parent_id == original.parent_id:
        yield SAME_BRANCH.at(place, other=item_name(original))


def carries_content(item: Item) -> bool:
    """Tell whether a repeat entry has anything of its own that would be counted."""
    return item.sheet is not None or bool(item.indicators or item.schedule or item.budgets or item.links)


def _bare(title: str) -> str:
    return fold(_MARK.sub("", title))
