"""One measure sheet, with everything a reader needs to follow it up, down and across."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery

from ayumi.document.attainment import Attainment, attainment
from ayumi.document.measures import Budget as BudgetValue
from ayumi.document.measures import Cost as CostValue
from ayumi.document.measures import Indicator as IndicatorValue
from ayumi.document.measures import ItemStatus, LinkKind
from ayumi.document.measures import Judgement as JudgementValue
from ayumi.document.measures import Remark as RemarkValue
from ayumi.document.measures import ScheduleStep as StepValue
from ayumi.document.measures import Workload as WorkloadValue
from ayumi.document.words import ITEM_STATUS, LINK_KIND
from ayumi.formats.svg.drawing import Figure
from ayumi.formats.svg.indicator_chart import indicator_chart
from ayumi.plans.models import Contribution, Item, Link
from ayumi.plans.queries.item_values import SHEET, indicators_of_items, money_of, words_of
from ayumi.plans.queries.plan_list import PlanHeading, heading_of
from ayumi.plans.queries.reading import definitions_of
from ayumi.plans.queries.unions import Columns
from ayumi.plans.rules.indicator_years import YearLine, with_places, year_lines
from ayumi.plans.rules.marked_text import Paragraphs, marked_paragraphs
from ayumi.plans.rules.tree import ancestors
from ayumi.plans.rules.year_tables import BudgetTable, CostTable, budget_table, cost_table, schedule_table
from ayumi.plans.words import SHEET_FIELDS, word


@dataclass(frozen=True, slots=True)
class ItemLine:
    """Another item, by what is needed to name it and go there."""

    id: UUID
    number: str
    title: str


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A link of the item. ``target_id`` leads to the other item where its plan stands in the house."""

    kind: str
    plan_title: str
    label: str
    target_id: UUID | None


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """An indicator with its attainment in the latest fiscal year that has an actual."""

    value: IndicatorValue
    latest: Attainment | None


@dataclass(frozen=True, slots=True)
class IndicatorCard:
    """An indicator as a measure's page shows it: target beside actual by year, and the chart."""

    value: IndicatorValue
    years: tuple[YearLine, ...]
    chart: Figure | None


@dataclass(frozen=True, slots=True)
class SheetPage:
    """The measure sheet, or for a node without a sheet its place in the tree."""

    plan: PlanHeading
    id: UUID
    number: str
    title: str
    level: str
    status: str
    priority: bool
    division: str
    contributing: tuple[str, ...]
    above: tuple[ItemLine, ...]
    below: tuple[ItemLine, ...]
    original: ItemLine | None
    repeats: tuple[ItemLine, ...]
    texts: tuple[tuple[str, Paragraphs], ...]
    indicators: tuple[IndicatorCard, ...]
    schedule: tuple[tuple[int, tuple[StepValue, ...]], ...]
    budget: BudgetTable | None
    costs: CostTable | None
    judgements: tuple[JudgementValue, ...]
    remarks: tuple[RemarkValue, ...]
    links_out: tuple[LinkLine, ...]
    links_in: tuple[LinkLine, ...]
    has_sheet: bool
    may_edit: bool


def sheet_page(item: Item, *, may_edit: bool) -> SheetPage:
    """Return the sheet of an item, given its row: 8 queries at any size."""
    lines, parents, repeats = _skeleton(item)
    links_out, links_in = _links(item)
    indicators = indicators_of_items([item.id])[item.id]
    money, words = money_of(item), words_of(item)
    has_sheet = item.has_sheet and item.cross_listed_from_id is None
    original = item.cross_listed_from
    return SheetPage(
        plan=heading_of(item.plan),
        id=item.id,
        number=item.number,
        title=item.title,
        level=item.level.name,
        status=word(ITEM_STATUS, ItemStatus(item.status)) if item.status else "",
        priority=item.priority,
        division=item.division.name if item.division else "",
        contributing=tuple(
            Contribution.objects.filter(item=item)
            .order_by("position")
            .values_list("division__name", flat=True)
        ),
        above=tuple(lines[key] for key in ancestors(parents, item.id)),
        below=tuple(lines[key] for key, parent in parents.items() if parent == item.id),
        original=ItemLine(original.id, original.number, original.title) if original else None,
        repeats=tuple(lines[key] for key in repeats),
        texts=sheet_texts(item, definitions_of(item.plan) if has_sheet else {}),
        indicators=indicator_cards(indicators),
        schedule=_schedule(item, words["schedule"]) if has_sheet else (),
        budget=budget_table(BudgetValue.model_validate(row) for row in money["budgets"]),
        costs=cost_table(
            [CostValue.model_validate(row) for row in money["costs"]],
            [WorkloadValue.model_validate(row) for row in money["workloads"]],
        ),
        judgements=tuple(JudgementValue.model_validate(row) for row in words["judgements"]),
        remarks=tuple(RemarkValue.model_validate(row) for row in words["remarks"]),
        links_out=links_out,
        links_in=links_in,
        has_sheet=has_sheet,
        may_edit=may_edit and has_sheet,
    )


def indicator_line(indicator: IndicatorValue) -> IndicatorLine:
    """Return the indicator with how far it has come; no query."""
    years = [actual.fiscal_year for actual in indicator.actuals if actual.missing is None]
    return IndicatorLine(indicator, attainment(indicator, max(years)) if years else None)


def sheet_texts(sheet: object, definitions: dict[str, str]) -> tuple[tuple[str, Paragraphs], ...]:
    """Return the texts of a sheet that are written, each under its label, with terms marked once."""
    seen: set[str] = set()
    return tuple(
        (str(SHEET_FIELDS[name]), marked_paragraphs(getattr(sheet, name), definitions, seen=seen))
        for name in SHEET
        if getattr(sheet, name)
    )


def indicator_cards(indicators: Iterable[IndicatorValue]) -> tuple[IndicatorCard, ...]:
    """Return the indicators of one measure with their charts; no query."""
    return tuple(_card(with_places(value), number) for number, value in enumerate(indicators, 1))


def _card(value: IndicatorValue, number: int) -> IndicatorCard:
    chart = indicator_chart(value, id_prefix=f"chart-{number}", narrow=True)
    return IndicatorCard(value, year_lines(value), chart)


def _skeleton(item: Item) -> tuple[dict[UUID, ItemLine], dict[UUID, UUID | None], list[UUID]]:
    """Return every line of the plan's tree, each one's parent, and where this item is repeated."""
    columns = ("id", "number", "title", "parent_id", "cross_listed_from_id")
    rows = list(Item.objects.filter(plan_id=item.plan_id).order_by("position").values_list(*columns))
    lines = {row[0]: ItemLine(row[0], row[1], row[2]) for row in rows}
    parents = {row[0]: row[3] for row in rows}
    # A repeat entry is read where it stands: under the branch above it.
    repeats = [row[3] for row in rows if row[4] == item.id and row[3] is not None]
    return lines, parents, repeats


def _links(item: Item) -> tuple[tuple[LinkLine, ...], tuple[LinkLine, ...]]:
    """Return the links from and to the item: 1 query."""
    standing = Item.objects.filter(pk=OuterRef("target_id")).values("pk")[:1]
    rows = (
        Link.objects.filter(Q(item=item) | Q(target_id=item.id))
        .annotate(standing_id=Subquery(standing))
        .select_related("item", "plan")
        .order_by("plan__title", "position")
    )
    out: list[LinkLine] = []
    into: list[LinkLine] = []
    for link in rows:
        kind = word(LINK_KIND, LinkKind(link.kind))
        if link.item_id == item.id:
            out.append(LinkLine(kind, link.plan_title, link.target_label, link.standing_id))
        else:
            label = f"{link.item.number} {link.item.title}"
            into.append(LinkLine(kind, link.plan.title, label, link.item_id))
    return tuple(out), tuple(into)


def _schedule(item: Item, rows: Iterable[Columns]) -> tuple[tuple[int, tuple[StepValue, ...]], ...]:
    steps = [StepValue(**row) for row in rows]
    first, last = item.plan.first_fiscal_year, item.plan.last_fiscal_year
    years = range(first, last + 1) if first and last else ()
    return schedule_table(steps, years)
