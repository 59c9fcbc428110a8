"""The tree: parents, levels, branches, and ids that stand twice."""

from collections.abc import Iterator

from ayumi.document.checks.finding import Finding, Place, Rule, Severity, item_name, place_of
from ayumi.document.checks.view import View
from ayumi.document.measures import Item
from ayumi.ground.wording import to_say

DUPLICATE_ID = Rule(
    "tree.duplicate_id",
    Severity.ERROR,
    to_say("同じIDの重複"),
    to_say("ID {id} が{number}か所で使われています。"),
    to_say("IDは項目ごと・指標ごとに一つです。写して作った項目には新しいIDを付けてください。"),
)
PARENT_MISSING = Rule(
    "tree.parent_missing",
    Severity.ERROR,
    to_say("上の項目がない"),
    to_say("上の項目（ID {id}）がこの計画にありません。"),
    to_say("正しい上の項目を指定するか、最上位の項目として登録してください。"),
)
PARENT_LATER = Rule(
    "tree.parent_later",
    Severity.ERROR,
    to_say("上の項目が後ろにある"),
    to_say("上の項目「{parent}」が、この項目より後ろに並んでいます。"),
    to_say("項目は印刷する順に、上の項目を先に並べてください。"),
)
CYCLE = Rule(
    "tree.cycle",
    Severity.ERROR,
    to_say("体系の循環"),
    to_say("上の項目を順にたどると「{item}」自身に戻ります。"),
    to_say("上の項目の指定を見直し、循環を解いてください。"),
)
LEVEL_UNKNOWN = Rule(
    "tree.level_unknown",
    Severity.ERROR,
    to_say("段階がない"),
    to_say("項目の段階（ID {id}）がこの計画の段階にありません。"),
    to_say("計画の段階（基本目標、施策など）のいずれかを指定してください。"),
)
LEVEL_ORDER = Rule(
    "tree.level_order",
    Severity.ERROR,
    to_say("段階の逆転"),
    to_say("「{level}」の項目が、同じか下の段階の「{upper}」の項目の下にあります。"),
    to_say("上の項目か段階の指定を直してください。"),
)
LEVEL_SKIPPED = Rule(
    "tree.level_skipped",
    Severity.NOTE,
    to_say("段階の飛び越し"),
    to_say("「{upper}」のすぐ下に「{level}」があり、間の段階がありません。"),
    to_say("意図した構成かどうかを確かめてください。"),
)
RANK_REPEATED = Rule(
    "tree.rank_repeated",
    Severity.WARNING,
    to_say("段階の順位の重複"),
    to_say("段階「{level}」と「{other}」が同じ順位（{rank}）です。"),
    to_say("段階ごとに異なる順位を付けてください。"),
)
EMPTY_BRANCH = Rule(
    "tree.empty_branch",
    Severity.WARNING,
    to_say("下に何もない項目"),
    to_say("施策個票がなく、下の項目もありません。"),
    to_say("施策個票を作るか、下の項目を登録するか、項目を除いてください。"),
)
RULES = (
    DUPLICATE_ID,
    PARENT_MISSING,
    PARENT_LATER,
    CYCLE,
    LEVEL_UNKNOWN,
    LEVEL_ORDER,
    LEVEL_SKIPPED,
    RANK_REPEATED,
    EMPTY_BRANCH,
)


def findings(view: View) -> Iterator[Finding]:
    """Yield what is wrong with the tree."""
    yield from _duplicate_ids(view)
    yield from _ranks(view)
    yield from _cycles(view)
    seen: set[str] = set()
    for item in view.document.items:
        yield from _parent(view, item, seen)
        yield from _level(view, item)
        seen.add(item.id)
        if item.sheet is None and item.cross_listed_from is None and not view.below.get(item.id):
            yield EMPTY_BRANCH.at(place_of(item))


def _duplicate_ids(view: View) -> Iterator[Finding]:
    places: dict[str, list[Place]] = {}
    for item in view.document.items:
        places.setdefault(item.id, []).append(place_of(item))
        for indicator in item.indicators:
            places.setdefault(indicator.id, []).append(place_of(item, indicator))
    for each, found in places.items():
        if len(found) > 1:
            yield DUPLICATE_ID.at(found[1], id=each, number=len(found))


def _ranks(view: View) -> Iterator[Finding]:
    first: dict[int, str] = {}
    for level in view.document.levels:
        if level.rank in first:
            place = Place(where=level.name)
            yield RANK_REPEATED.at(place, level=level.name, other=first[level.rank], rank=level.rank)
        first.setdefault(level.rank, level.name)


def _parent(view: View, item: Item, seen: set[str]) -> Iterator[Finding]:
    if item.parent_id is None or item.parent_id in seen:
        return
    parent = view.items.get(item.parent_id)
    if parent is None:
        yield PARENT_MISSING.at(place_of(item), id=item.parent_id)
    elif parent.id != item.id:
        yield PARENT_LATER.at(place_of(item), parent=item_name(parent))


def _level(view: View, item: Item) -> Iterator[Finding]:
    level = view.levels.get(item.level_id)
    if level is None:
        yield LEVEL_UNKNOWN.at(place_of(item), id=item.level_id)
        return
    parent = view.items.get(item.parent_id) if item.parent_id else None
    upper = view.levels.get(parent.level_id) if parent else None
    if upper is None:
        return
    if level.rank <= upper.rank:
        yield LEVEL_ORDER.at(place_of(item), level=level.name, upper=upper.name)
    elif level.rank > upper.rank + 1 and any(
        upper.rank < between.rank < level.rank for between in view.document.levels
    ):
        yield LEVEL_SKIPPED.at(place_of(item), level=level.name, upper=upper.name)


def _cycles(view: View) -> Iterator[Finding]:
    """Yield one finding per circle. Every item is walked over once."""
    done: set[str] = set()
    for start in view.items:
        path: dict[str, None] = {}
        current: str | None = start
        while current in view.items and current not in done and current not in path:
            path[current] = None
            current = view.items[current].parent_id
        if current in path:
            yield CYCLE.at(place_of(view.items[current]), item=item_name(view.items[current]))
        done.update(path)
