"""Write a plan as plain text: headings, chapters, measures, glossary; every line ends with LF."""

from collections.abc import Iterable
from hashlib import sha256

from ayumi.document.measures import Item
from ayumi.document.plan import Chapter
from ayumi.document.plan_document import PlanDocument
from ayumi.document.words import (
    ITEM_STATUS,
    RELATION,
    chapter_label,
    day_text,
    edition_text,
    period_text,
)
from ayumi.formats.textbook.measure_text import label_of, measure_lines, one_line

RULE = "=" * 60
THIN_RULE = "-" * 60


def write_text(document: PlanDocument) -> str:
    """Return the whole plan as plain text (LF), the same text for the same document."""
    parts = [
        _head(document),
        _summary(document),
        *(_chapter(chapter) for chapter in document.chapters),
        _list_of_measures(document),
        _measures(document),
        _glossary(document),
        _colophon(document),
    ]
    lines = [line.rstrip() for part in parts if part for line in (*part, "")]
    return "\n".join(lines).rstrip("\n") + "\n"


def _heading(title: str) -> list[str]:
    return [RULE, title, RULE, ""]


def _head(document: PlanDocument) -> list[str]:
    plan, revision = document.plan, document.revision
    return [
        one_line(edition_text(plan) + plan.title),
        document.municipality.name,
        *([f"計画期間：{period_text(plan.period)}"] if plan.period else []),
        *([f"施行日：{day_text(revision.effective_date)}"] if revision.effective_date else []),
        f"第{revision.number}版（{one_line(revision.reason)}）",
    ]


def _summary(document: PlanDocument) -> list[str]:
    evaluation = document.plan.yearly_evaluation
    lines = [
        *_listed("目的", document.purposes),
        *_listed("毎年度の評価", [evaluation.text] if evaluation else []),
        *_listed(
            "関連する計画",
            (
                f"{RELATION[plan.relation]}：{plan.title}"
                + (f"（{period_text(plan.period)}）" if plan.period else "")
                for plan in document.related_plans
            ),
        ),
    ]
    return [*_heading("計画の概要"), *lines] if lines else []


def _listed(title: str, entries: Iterable[str]) -> list[str]:
    lines = [f"・{one_line(entry)}" for entry in entries]
    return [f"■ {title}", *lines, ""] if lines else []


def _chapter(chapter: Chapter) -> list[str]:
    lines = _heading(one_line(f"{chapter_label(chapter.number)}　{chapter.title}"))
    lines += _paragraphs(chapter.paragraphs)
    for section in chapter.sections:
        lines += [one_line(f"■ {section.number}　{section.title}"), ""]
        lines += _paragraphs(section.paragraphs)
    return lines


def _paragraphs(paragraphs: tuple[str, ...]) -> list[str]:
    said = [line.strip() for paragraph in paragraphs for line in paragraph.splitlines() if line.strip()]
    return [line for paragraph in said for line in (f"　{paragraph}", "")]


def _list_of_measures(document: PlanDocument) -> list[str]:
    if not document.items:
        return []
    depths: dict[str, int] = {}
    lines = _heading("施策一覧")
    for item in document.items:
        depths[item.id] = depths[item.parent_id] + 1 if item.parent_id is not None else 0
        marks = [ITEM_STATUS[item.status]] if item.status else []
        marks += ["重点"] if item.priority else []
        marks += ["再掲"] if item.cross_listed_from is not None else []
        suffix = f"【{'・'.join(marks)}】" if marks else ""
        lines.append(f"{'　' * depths[item.id]}{label_of(item)}{suffix}")
    return lines


def _measures(document: PlanDocument) -> list[str]:
    if not document.measures:
        return []
    items = {item.id: item for item in document.items}
    divisions = {division.id: division.name for division in document.divisions}
    lines = _heading("施策個票")
    for item in document.measures:
        lines += [label_of(item), THIN_RULE]
        lines += [f"位置：{'　＞　'.join(above)}"] if (above := _path(item, items)) else []
        lines += [*measure_lines(item, divisions), *_places(item, document, items), ""]
    return lines


def _path(item: Item, items: dict[str, Item]) -> list[str]:
    names: list[str] = []
    while item.parent_id is not None:
        item = items[item.parent_id]
        names.insert(0, label_of(item))
    return names


def _places(item: Item, document: PlanDocument, items: dict[str, Item]) -> list[str]:
    repeats = [other for other in document.items if other.cross_listed_from == item.id]
    places = ["　＞　".join([*_path(repeat, items), label_of(repeat)]) for repeat in repeats]
    return ["再掲箇所", *(f"　{place}" for place in places)] if places else []


def _glossary(document: PlanDocument) -> list[str]:
    if not document.glossary:
        return []
    lines = _heading("用語集")
    for entry in sorted(document.glossary, key=lambda entry: (entry.reading or entry.term, entry.term)):
        reading = f"（{one_line(entry.reading)}）" if entry.reading else ""
        definition = one_line(entry.definition or "") or "（説明は準備中です。）"
        lines += [f"{one_line(entry.term)}{reading}", f"　{definition}", ""]
    return lines


def _colophon(document: PlanDocument) -> list[str]:
    return [
        *_heading("奥付"),
        f"発行：{document.municipality.name}",
        *([f"決定：{one_line(document.revision.decided_by)}"] if document.revision.decided_by else []),
        f"内容の照合値（SHA-256）：{sha256(document.to_json().encode()).hexdigest()}",
    ]
