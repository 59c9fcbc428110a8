"""Rows of a plan as entries to be found. No database is asked here.

Labels are kept in Japanese, as facts are, and translated when a page shows them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.utils.translation import gettext_noop as _

from ayumi.plans import search_kinds
from ayumi.plans.models import (
    Chapter,
    Contribution,
    EvidenceSource,
    Figure,
    GlossaryTerm,
    Indicator,
    Item,
    Judgement,
    Link,
    Plan,
    Purpose,
    RelatedPlan,
    Remark,
    ScheduleStep,
    Section,
)
from ayumi.plans.models.plan import PlanPart
from ayumi.search.rules.entry import Entry, Texts, written

SHEET_TEXTS = {
    "purpose": _("目的"),
    "target_group": _("対象"),
    "current_state": _("現状と課題"),
    "description": _("取組内容"),
    "outlook": _("今後の展開"),
    "legal_basis": _("根拠法令等"),
}
DIVISION, CONTRIBUTING = _("所管課"), _("関係課")
JUDGEMENT, REMARK = _("評価"), _("その他の記載")
SCHEDULE, LINK = _("年度ごとの工程"), _("ほかの計画とのつながり")
UNIT, SOURCE, KNOWN_WHEN, REASON = _("単位"), _("出典"), _("把握できる時期"), _("設定の理由")
EVALUATION, EVIDENCE = _("年度評価"), _("現状分析の資料")
READING, DEFINITION = _("読み"), _("説明")

OF_ITEMS = (Item, Contribution, ScheduleStep, Link, Indicator, Judgement, Remark)
"""Tables of which ``item_entries`` wants the rows."""
OF_PLANS = (Purpose, EvidenceSource, Chapter, Section, Figure, GlossaryTerm, RelatedPlan)
"""Tables of which ``text_entries`` wants the rows."""


class RowsByTable:
    """Rows of several tables, found by table, and those that hang on an item by table and item."""

    def __init__(self, rows: Iterable[Model]) -> None:
        self._tables: dict[type[Model], list] = defaultdict(list)
        self._of_item: dict[tuple[type[Model], UUID], list] = defaultdict(list)
        for row in rows:
            self._tables[type(row)].append(row)
            if type(row) in OF_ITEMS and not isinstance(row, Item):
                self._of_item[type(row), row.item_id].append(row)

    def all(self, table: type[Model]) -> list:
        """Return the rows of a table in the order in which they came."""
        return self._tables[table]

    def of_item(self, table: type[Model], item_id: UUID) -> list:
        """Return the rows of a table that hang on an item."""
        return self._of_item[table, item_id]


def item_entries(plan: Plan, rows: RowsByTable, divisions: dict[UUID, str]) -> Iterator[Entry]:
    """Yield every item among ``rows`` with the texts that hang on it, and each of its indicators.

    ``divisions`` are names by id. An item and its indicators have the item for their owner.
    """
    for item in rows.all(Item):
        yield Entry(
            search_kinds.ITEM,
            object_id=item.id,
            owner_id=item.id,
            plan_id=plan.id,
            place=plan.title,
            title=str(item),
            texts=_texts_of(item, rows, divisions),
            position=item.position,
        )
        for indicator in rows.of_item(Indicator, item.id):
            yield _indicator_entry(plan, item, indicator)


def _texts_of(item: Item, rows: RowsByTable, divisions: dict[UUID, str]) -> Texts:
    contributing = (divisions[row.division_id] for row in rows.of_item(Contribution, item.id))
    links = (f"{link.plan_title} {link.target_label}" for link in rows.of_item(Link, item.id))
    steps = (f"{step.step} {step.text}" for step in rows.of_item(ScheduleStep, item.id))
    judgements = (f"{row.subject} {row.value} {row.reason}" for row in rows.of_item(Judgement, item.id))
    remarks = (f"{row.heading} {row.text}" for row in rows.of_item(Remark, item.id))
    return written(
        *((label, getattr(item, name)) for name, label in SHEET_TEXTS.items()),
        (DIVISION, divisions[item.division_id] if item.division_id else None),
        *((CONTRIBUTING, name) for name in contributing),
        *((LINK, text) for text in links),
        *((SCHEDULE, text) for text in steps),
        *((JUDGEMENT, text) for text in judgements),
        *((REMARK, text) for text in remarks),
    )


def _indicator_entry(plan: Plan, item: Item, indicator: Indicator) -> Entry:
    return Entry(
        search_kinds.INDICATOR,
        object_id=indicator.id,
        owner_id=item.id,
        plan_id=plan.id,
        place=plan.title,
        title=indicator.name,
        label=str(item),
        texts=written(
            (UNIT, indicator.unit),
            (SOURCE, indicator.source),
            (KNOWN_WHEN, indicator.known_when),
            (REASON, indicator.reason),
        ),
        position=item.position,
    )


def text_entries(plan: Plan, rows: RowsByTable) -> Iterator[Entry]:
    """Yield the plan itself and everything around its tree; the plan is the owner of it all."""
    yield _entry(
        plan,
        search_kinds.PLAN,
        plan.id,
        plan.title,
        texts=written(
            *((SHEET_TEXTS["purpose"], row.text) for row in rows.all(Purpose)),
            (EVALUATION, plan.evaluation_text),
            *((EVIDENCE, text) for row in rows.all(EvidenceSource) for text in (row.name, *row.asks)),
        ),
    )
    yield from _chapter_entries(plan, rows)
    for row in rows.all(GlossaryTerm):
        texts = written((READING, row.reading), (DEFINITION, row.definition))
        anchor = f"term-{row.position + 1}"
        yield _entry(plan, search_kinds.TERM, row.id, row.term, texts=texts, anchor=anchor, of=row)
    for row in rows.all(RelatedPlan):
        texts = written(*(("", principle) for principle in row.principles))
        anchor = f"related-{row.position + 1}"
        yield _entry(plan, search_kinds.RELATED, row.id, row.title, texts=texts, anchor=anchor, of=row)


def _entry(
    plan: Plan, kind: str, object_id: UUID, title: str, *, of: PlanPart | None = None, **more: Any
) -> Entry:
    """Return an entry that the plan owns, at the place of the row ``of``."""
    position = of.position if of else 0
    common: dict[str, Any] = {"owner_id": plan.id, "plan_id": plan.id, "place": plan.title}
    return Entry(kind, object_id, title=title, position=position, **common, **more)


def _named(row: Chapter | Section | Figure) -> str:
    return f"{row.number} {row.title}".strip()


def _chapter_entries(plan: Plan, rows: RowsByTable) -> Iterator[Entry]:
    """Yield chapters, sections and figures; anchors are counted from 1 as the page of the text does."""
    where_figures_stand: dict[str, str] = {}
    counted: dict[UUID, int] = defaultdict(int)
    chapters = {row.id: (number, row) for number, row in enumerate(rows.all(Chapter), 1)}
    for number, row in chapters.values():
        texts = written(*(("", text) for text in row.paragraphs))
        anchor = f"chapter-{number}"
        yield _entry(plan, search_kinds.CHAPTER, row.id, _named(row), texts=texts, anchor=anchor, of=row)
    for row in rows.all(Section):
        number, chapter = chapters[row.chapter_id]
        counted[chapter.id] += 1
        anchor = f"section-{number}-{counted[chapter.id]}"
        for figure in row.figures:
            where_figures_stand.setdefault(figure, anchor)
        texts = written(*(("", text) for text in row.paragraphs))
        yield _entry(
            plan,
            search_kinds.CHAPTER,
            row.id,
            _named(row),
            texts=texts,
            anchor=anchor,
            of=row,
            label=_named(chapter),
        )
    for row in rows.all(Figure):
        anchor = where_figures_stand.get(row.number, "")
        yield _entry(plan, search_kinds.FIGURE, row.id, _named(row), anchor=anchor, of=row)
