"""Printed numbers and titles: missing, doubled, or written in two widths."""

import re
from collections import defaultdict
from collections.abc import Iterator

from ayumi.document.checks.finding import Edit, Field, Finding, Rule, Severity, item_name, place_of
from ayumi.document.checks.view import View
from ayumi.document.measures import Item
from ayumi.ground.japanese_text import fold
from ayumi.ground.wording import listed, to_say

MISSING = Rule(
    "number.missing",
    Severity.WARNING,
    to_say("番号がない"),
    to_say("印刷する番号がありません。"),
    to_say("番号を付けてください。会議や議会の答弁では番号で施策を示します。"),
)
DUPLICATE = Rule(
    "number.duplicate",
    Severity.ERROR,
    to_say("番号の重複"),
    to_say("番号「{number}」が、同じ項目の下の「{other}」にも使われています。"),
    to_say("どちらかの番号を付け直してください。"),
)
REUSED = Rule(
    "number.reused",
    Severity.WARNING,
    to_say("番号の使い回し"),
    to_say("番号「{number}」が、同じ段階の{count}項目（{places}）に使われています。"),
    to_say("番号だけではどの項目か分かりません。通し番号にするか、上の項目の番号を付けてください。"),
)
MIXED_WIDTH = Rule(
    "number.mixed_width",
    Severity.NOTE,
    to_say("番号の全角と半角の混在"),
    to_say("番号「{number}」の英数字の幅が、この計画で多い書き方（{usual}）と違います。"),
    to_say("「{usual}」にそろえてください。"),
)
OUT_OF_ORDER = Rule(
    "number.out_of_order",
    Severity.NOTE,
    to_say("番号の順序"),
    to_say("番号「{number}」が、前の項目の番号「{before}」より小さくなっています。"),
    to_say("並び順か番号を直してください。"),
)
TITLE_MISSING = Rule(
    "title.missing",
    Severity.ERROR,
    to_say("名称がない"),
    to_say("項目の名称がありません。"),
    to_say("名称を入力してください。"),
)
TITLE_DUPLICATE = Rule(
    "title.duplicate",
    Severity.WARNING,
    to_say("名称の重複"),
    to_say("同じ段階の「{other}」と名称が同じです。"),
    to_say("同じ取組なら一方を再掲にしてください。別の取組なら違いが分かる名称にしてください。"),
)
TITLE_BLANKS = Rule(
    "title.outer_blanks",
    Severity.NOTE,
    to_say("名称の前後の空白"),
    to_say("名称の前か後ろに空白があります。"),
    to_say("空白を取り除いてください。"),
)
RULES = (
    MISSING,
    DUPLICATE,
    REUSED,
    MIXED_WIDTH,
    OUT_OF_ORDER,
    TITLE_MISSING,
    TITLE_DUPLICATE,
    TITLE_BLANKS,
)
_HALF = "-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_FULL = "".join(chr(ord(mark) + 0xFEE0) for mark in _HALF)
TO_HALF, TO_FULL = str.maketrans(_FULL, _HALF), str.maketrans(_HALF, _FULL)
_SHOWN = 3


def findings(view: View) -> Iterator[Finding]:
    """Yield what is wrong with numbers and titles."""
    yield from _missing(view)
    yield from _same_numbers(view)
    yield from _widths(view)
    yield from _order(view)
    yield from _same_titles(view)


def _missing(view: View) -> Iterator[Finding]:
    for item in view.document.items:
        if not item.number.strip():
            yield MISSING.at(place_of(item))
        if not item.title.strip():
            yield TITLE_MISSING.at(place_of(item))
        elif item.title != item.title.strip():
            edit = Edit(Field.TITLE, item.id, item.title, item.title.strip())
            yield TITLE_BLANKS.at(place_of(item)).put_right_by(edit)


def _same_numbers(view: View) -> Iterator[Finding]:
    """A level where most numbers stand several times begins anew under every parent: that is a style."""
    by_level: dict[str, dict[str, list[Item]]] = defaultdict(lambda: defaultdict(list))
    for item in view.originals:
        if item.number.strip():
            by_level[item.level_id][fold(item.number)].append(item)
    for by_number in by_level.values():
        several = [found for found in by_number.values() if len(found) > 1]
        is_style = 2 * sum(map(len, several)) > sum(map(len, by_number.values())) and _begins_anew(several)
        for found in several:
            first: dict[str | None, Item] = {}
            for item in found:
                if item.parent_id in first:
                    other = item_name(first[item.parent_id])
                    yield DUPLICATE.at(place_of(item), number=item.number, other=other)
                first.setdefault(item.parent_id, item)
            if len(first) > 1 and not is_style:
                places = listed([item.title for item in first.values()][:_SHOWN])
                yield REUSED.at(place_of(found[0]), number=found[0].number, count=len(first), places=places)


def _begins_anew(several: list[list[Item]]) -> bool:
    return any(len({item.parent_id for item in found}) > 1 for found in several)


def _widths(view: View) -> Iterator[Finding]:
    numbers = [item.number for item in view.document.items]
    half, full = (
        sum(number == number.translate(table) != number.translate(other) for number in numbers)
        for table, other in ((TO_HALF, TO_FULL), (TO_FULL, TO_HALF))
    )
    # As many of one as of the other: half width, which machines and searches read.
    usual = TO_HALF if half >= full else TO_FULL
    for item in view.document.items:
        wanted = item.number.translate(usual)
        if wanted != item.number:
            edit = Edit(Field.NUMBER, item.id, item.number, wanted)
            found = MIXED_WIDTH.at(place_of(item), number=item.number, usual=wanted)
            yield found.put_right_by(edit)


def _order(view: View) -> Iterator[Finding]:
    before: dict[tuple[str | None, str, str], tuple[int, str]] = {}
    for item in view.originals:
        match = re.fullmatch(r"(.*?)(\d{1,9})(\D*)", item.number.translate(TO_HALF).strip())
        if match is None:
            continue
        kind = (item.parent_id, item.level_id, f"{match[1]}#{match[3]}")
        number = int(match[2])
        if kind in before and number < before[kind][0]:
            yield OUT_OF_ORDER.at(place_of(item), number=item.number, before=before[kind][1])
        before[kind] = (number, item.number)


def _same_titles(view: View) -> Iterator[Finding]:
    first: dict[tuple[str, str], Item] = {}
    for item in view.originals:
        key = (item.level_id, fold(item.title))
        if key[1] and key in first:
            yield TITLE_DUPLICATE.at(place_of(item), other=item_name(first[key]))
        first.setdefault(key, item)
