"""Texts: empty and copied sheets, placeholders, figures and chapters that are referred to, old era years."""

import re
from collections import Counter
from collections.abc import Iterator

from ayumi.document.checks.finding import Finding, Place, Rule, Severity, item_name, place_of
from ayumi.document.checks.passages import SHEET_FIELDS, chapter_name, place_in
from ayumi.document.checks.view import View
from ayumi.document.measures import Item
from ayumi.document.words import chapter_label
from ayumi.ground.era import era_year, western_year
from ayumi.ground.japanese_text import fold
from ayumi.ground.wording import listed, quoted, say, to_say

SHEET_EMPTY = Rule(
    "sheet.empty",
    Severity.WARNING,
    to_say("文章のない施策個票"),
    to_say("施策個票の文章が一つも書かれていません。"),
    to_say("目的と取組内容から書き始めてください。"),
)
PART_EMPTY = Rule(
    "sheet.part_empty",
    Severity.NOTE,
    to_say("空欄のある施策個票"),
    to_say("{fields}が書かれていません。"),
    to_say("市民が読んで分かるように、空欄を埋めてください。"),
)
COPIED = Rule(
    "sheet.copied",
    Severity.WARNING,
    to_say("施策個票の写し"),
    to_say("「{field}」の文章が「{other}」と同じです。"),
    to_say("この施策ならではの内容に書き直してください。同じ取組なら一方を再掲にしてください。"),
)
PLACEHOLDER = Rule(
    "sheet.placeholder",
    Severity.WARNING,
    to_say("仮の文字が残る施策個票"),
    to_say("「{field}」が「{text}」のままです。"),
    to_say("内容を書くか、書くことがなければ空欄にしてください。"),
)
FIGURE_MISSING = Rule(
    "figure.missing",
    Severity.WARNING,
    to_say("図がない"),
    to_say("本文で「{number}」を参照していますが、図の一覧にありません。"),
    to_say("図を登録するか、本文の番号を直してください。"),
)
FIGURE_UNUSED = Rule(
    "figure.unused",
    Severity.NOTE,
    to_say("参照されない図"),
    to_say("「{number} {title}」が、本文のどこからも参照されていません。"),
    to_say("本文に「{number}のとおり」のように書くか、図を除いてください。"),
)
FIGURE_TWICE = Rule(
    "figure.twice",
    Severity.ERROR,
    to_say("図の番号の重複"),
    to_say("図の番号「{number}」が二つ以上あります。"),
    to_say("番号を付け直してください。"),
)
CHAPTER_MISSING = Rule(
    "chapter.missing",
    Severity.WARNING,
    to_say("章がない"),
    to_say("「{where}」が参照する章「{number}」がありません。"),
    to_say("参照先の章の番号を直してください。"),
)
ERA_PAST = Rule(
    "text.era_past",
    Severity.NOTE,
    to_say("使われなかった元号の年"),
    to_say("「{printed}」は存在しない年です（{actual}年）。"),
    to_say("引用でなければ、新しい元号に直してください。"),
)
RULES = (
    SHEET_EMPTY,
    PART_EMPTY,
    COPIED,
    PLACEHOLDER,
    FIGURE_MISSING,
    FIGURE_UNUSED,
    FIGURE_TWICE,
    CHAPTER_MISSING,
    ERA_PAST,
)
FIELD_NAMES = {
    "purpose": to_say("目的"),
    "target_group": to_say("対象"),
    "current_state": to_say("現状と課題"),
    "description": to_say("取組内容"),
    "outlook": to_say("今後の展開"),
    "legal_basis": to_say("根拠法令等"),
}
_NEEDED = ("purpose", "current_state", "description")
_COPY_LENGTH = 30
_LAW = "legal_basis"
"""The one text that many measures rightly share."""
_PLACEHOLDERS = frozenset(
    {"同上", "同左", "未定", "未記入", "作成中", "記入例", "todo", "tbd", "〇〇", "xxx"}
)
_FIGURE = re.compile(r"図\s*([0-9０-９]+(?:\s*[-－―‐–−・.．]\s*[0-9０-９]+)?)")
_HEISEI = re.compile(r"平成\s*(3[2-9]|[4-9][0-9]|３[２-９]|[４-９][０-９])\s*年")


def findings(view: View) -> Iterator[Finding]:
    """Yield what is wrong with texts, figures and chapters."""
    yield from _sheets(view)
    yield from _copies(view)
    yield from _figures(view)
    yield from _chapters(view)
    yield from _old_years(view)


def _sheets(view: View) -> Iterator[Finding]:
    for item in view.measures:
        texts = _texts(item)
        if not any(texts.values()):
            yield SHEET_EMPTY.at(place_of(item))
            continue
        empty = [say(FIELD_NAMES[name]) for name in _NEEDED if not texts[name]]
        if empty:
            yield PART_EMPTY.at(place_of(item), fields=listed([quoted(name) for name in empty]))
        for name, text in texts.items():
            if text and is_placeholder(text):
                yield PLACEHOLDER.at(place_of(item), field=say(FIELD_NAMES[name]), text=text)


def _texts(item: Item) -> dict[str, str]:
    return {name: getattr(item.sheet, name).strip() for name in SHEET_FIELDS}


def is_placeholder(text: str) -> bool:
    """Tell whether a text only keeps a place: signs alone, 同上, 未定 …"""
    if len(text) > 20:
        return False
    key = fold(text).strip("()[]【】")
    return key in _PLACEHOLDERS or not any(mark.isalnum() for mark in key)


def _copies(view: View) -> Iterator[Finding]:
    """Compare field by field, each text with the first that says the same: one look-up a text."""
    first: dict[tuple[str, str], Item] = {}
    for item in view.measures:
        for name, text in _texts(item).items():
            if name == _LAW or len(text) < _COPY_LENGTH:
                continue
            key = (name, "".join(text.split()))
            if key in first:
                yield COPIED.at(place_of(item), field=say(FIELD_NAMES[name]), other=item_name(first[key]))
            first.setdefault(key, item)


def _figures(view: View) -> Iterator[Finding]:
    numbers = Counter(_number(figure.number) for figure in view.document.figures)
    used: set[str] = set()
    told: set[str] = set()
    for place, printed in _references(view):
        number = _number(printed)
        used.add(number)
        if number not in numbers and number not in told:
            told.add(number)
            yield FIGURE_MISSING.at(place, number=printed)
    for figure in view.document.figures:
        number, place = _number(figure.number), Place(where=figure.number)
        if numbers.pop(number, 0) > 1:
            yield FIGURE_TWICE.at(place, number=figure.number)
        if number not in used:
            yield FIGURE_UNUSED.at(place, number=figure.number, title=figure.title)


def _references(view: View) -> Iterator[tuple[Place, str]]:
    for chapter in view.document.chapters:
        for section in chapter.sections:
            for number in section.figures:
                yield Place(where=f"{chapter_label(chapter.number)} {section.title}"), number
    for source, text in view.passages:
        if "図" in text:
            for match in _FIGURE.finditer(text):
                yield place_in(source), match.group()


def _number(printed: str) -> str:
    return re.sub("[・.]", "-", fold(printed))


def _chapters(view: View) -> Iterator[Finding]:
    known = {_chapter_key(chapter.number) for chapter in view.document.chapters}
    for chapter in view.document.chapters:
        name = chapter_name(chapter)
        for number in chapter.builds_on:
            if _chapter_key(number) not in known:
                yield CHAPTER_MISSING.at(Place(where=name), where=name, number=number)
    evaluation = view.document.plan.yearly_evaluation
    described = evaluation.method_described_in if evaluation else None
    if described and known and re.fullmatch(r"第[0-9０-９]+章", described.strip()):
        where = say("年度評価の方法")
        if _chapter_key(described) not in known:
            yield CHAPTER_MISSING.at(Place(where=where), where=where, number=described)


def _chapter_key(number: str) -> str:
    return re.sub("[第章]", "", fold(number))


def _old_years(view: View) -> Iterator[Finding]:
    for source, text in view.passages:
        if "平成" in text:
            for match in _HEISEI.finditer(text):
                actual = era_year(western_year("平成", int(match[1])))
                yield ERA_PAST.at(place_in(source), printed=match.group(), actual=actual)
