"""What was asked of a plan's measures, and what changed because of it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ayumi.document.measures import Budget as BudgetValue
from ayumi.document.measures import ScheduleStep as StepValue
from ayumi.document.plan_document import PlanDocument
from ayumi.plans.models import Budget, Plan, Revision, ScheduleStep
from ayumi.plans.queries.history import compare_fields, field_labels
from ayumi.plans.queries.item_values import indicators_of_items
from ayumi.plans.queries.plan_list import PlanHeading, heading_of
from ayumi.plans.rules.comparison import Change
from ayumi.rounds.gates import stages_of
from ayumi.rounds.models import FollowUp, FollowUpState, Round, RoundState
from ayumi.rounds.queries.follow_up_lines import FollowUpLine, follow_up_line
from ayumi.rounds.rules.what_changed import PlanChange, changes_of, plan_facts
from ayumi.tenancy.models import AuditEntry

STATES = ("asked", "overdue", "answered", "withdrawn")
"""How the list can be narrowed."""


@dataclass(frozen=True, slots=True)
class FollowUpRow:
    """A follow-up with the measure it was asked of."""

    item_id: UUID
    number: str
    title: str
    division: str
    line: FollowUpLine


@dataclass(frozen=True, slots=True)
class FollowUpsPage:
    """The follow-ups of a plan: ``counts`` by state over all, ``rows`` those that are shown."""

    plan: PlanHeading
    rows: tuple[FollowUpRow, ...]
    counts: tuple[tuple[str, int], ...]
    wanted: str

    @property
    def overdue(self) -> int:
        """How many are overdue."""
        return dict(self.counts).get("overdue", 0)


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """What was asked, what was answered, and what reads otherwise in the plan since."""

    row: FollowUpRow
    since_plan: tuple[PlanChange, ...]
    """Targets, schedule and budget: the revision that the round was opened with, beside today."""
    since_sheet: tuple[PlanChange, ...]
    """Texts of the measure's sheet edited after it was asked."""


@dataclass(frozen=True, slots=True)
class ChangedPage:
    """What changed because of last year, for every follow-up of a plan that was not withdrawn."""

    plan: PlanHeading
    rows: tuple[ChangedRow, ...]
    answered: int
    with_change: int


def follow_ups_page(plan: Plan, wanted: str, *, today: date) -> FollowUpsPage:
    """Return the follow-ups of a plan, given its row: 2 queries."""
    rows = _rows(plan, today=today)
    counts = Counter(kind for row in rows for kind in _kinds(row.line))
    shown = tuple(row for row in rows if wanted not in STATES or wanted in _kinds(row.line))
    return FollowUpsPage(heading_of(plan), shown, tuple((kind, counts[kind]) for kind in STATES), wanted)


def _kinds(line: FollowUpLine) -> tuple[str, ...]:
    if line.is_open:
        return ("asked", "overdue") if line.is_overdue else ("asked",)
    return ("withdrawn",) if line.is_withdrawn else ("answered",)


def _rows(plan: Plan, *, today: date) -> list[FollowUpRow]:
    """Return every follow-up of a plan, the newest first: 2 queries."""
    related = ("item__division", "asked_in", "answered_in")
    rounds = list(Round.objects.filter(plan=plan).order_by("opened_at"))
    asked = FollowUp.objects.filter(plan=plan).select_related(*related)
    return [
        FollowUpRow(
            item_id=each.item_id,
            number=each.item.number,
            title=each.item.title,
            division=each.item.division.name if each.item.division else "",
            line=_line(each, rounds, today),
        )
        for each in asked.order_by("-asked_in__fiscal_year", "item__position", "asked_at", "id")
    ]


def _line(each: FollowUp, rounds: Iterable[Round], today: date) -> FollowUpLine:
    """Return the line with the day on which the next round's sheets are due."""
    later = next((held for held in rounds if held.opened_at > each.asked_in.opened_at), None)
    due = stages_of(later).stages[0].due if later else None
    is_open = each.state == FollowUpState.ASKED
    is_past = later is not None and (later.state != RoundState.OPEN or (due is not None and due < today))
    return follow_up_line(each, due=due, is_overdue=is_open and is_past)


def changed_page(plan: Plan, *, today: date) -> ChangedPage:
    """Return what changed because of what was asked: 8 queries at any size."""
    rows = [row for row in _rows(plan, today=today) if not row.line.is_withdrawn]
    revisions = dict(FollowUp.objects.filter(plan=plan).values_list("pk", "asked_in__plan_revision"))
    items = {row.item_id for row in rows}
    now = _facts_now(items)
    then = _facts_then(plan, {revisions[row.line.id] for row in rows}, items)
    edits = _edits(items)
    changed = tuple(
        ChangedRow(
            row=row,
            since_plan=changes_of(then[revisions[row.line.id]].get(row.item_id, {}), now[row.item_id])
            if row.item_id in then[revisions[row.line.id]]
            else (),
            since_sheet=_since(row, edits[row.item_id]),
        )
        for row in rows
    )
    return ChangedPage(
        plan=heading_of(plan),
        rows=changed,
        answered=sum(not each.row.line.is_open for each in changed),
        with_change=sum(bool(each.since_plan or each.since_sheet) for each in changed),
    )


Facts = Mapping[UUID, dict[str, str]]


def _facts_now(items: set[UUID]) -> Facts:
    """Return item → what the plan promises today: 4 queries."""
    indicators = indicators_of_items(items)
    steps: dict[UUID, list[StepValue]] = defaultdict(list)
    for row in ScheduleStep.objects.filter(item__in=items):
        steps[row.item_id].append(StepValue(fiscal_year=row.fiscal_year, step=row.step, text=row.text))
    money: dict[UUID, list[BudgetValue]] = defaultdict(list)
    for row in Budget.objects.filter(item__in=items):
        money[row.item_id].append(
            BudgetValue(fiscal_year=row.fiscal_year, source=row.source, thousand_yen=row.thousand_yen)
        )
    return {item: plan_facts(indicators.get(item, ()), steps[item], money[item]) for item in items}


def _facts_then(plan: Plan, numbers: set[int], items: set[UUID]) -> dict[int, Facts]:
    """Return revision → item → what the plan promised in it: 1 query."""
    found: dict[int, Facts] = defaultdict(dict)
    frozen = Revision.objects.filter(plan=plan, number__in=numbers)
    for number, text in frozen.values_list("number", "document"):
        document = PlanDocument.model_validate_json(text)
        found[number] = {
            UUID(each.id): plan_facts(each.indicators, each.schedule, each.budgets)
            for each in document.items
            if UUID(each.id) in items
        }
    return found


def _edits(items: set[UUID]) -> Mapping[UUID, list[AuditEntry]]:
    """Return item → the edits of its sheet, the oldest first: 1 query."""
    found: dict[UUID, list[AuditEntry]] = defaultdict(list)
    entries = AuditEntry.objects.filter(object_type="item", object_id__in=items, verb="item.edited")
    for entry in entries.order_by("sequence"):
        found[entry.object_id].append(entry)
    return found


def _since(row: FollowUpRow, edits: Iterable[AuditEntry]) -> tuple[PlanChange, ...]:
    """Return the texts that were edited after the follow-up was asked: first before, last after."""
    labels = field_labels()
    ends: dict[str, list[object]] = {}
    for entry in edits:
        if entry.at < row.line.asked_at:
            continue
        for name, (before, after) in entry.changes.items():
            if name in labels:
                ends.setdefault(name, [before, after])[1] = after
    changes = []
    for name, (before, after) in ends.items():
        pieces = compare_fields(name, before, after)
        old = "".join(piece.text for piece in pieces if piece.change is not Change.PUT_IN)
        new = "".join(piece.text for piece in pieces if piece.change is not Change.TAKEN_OUT)
        if old != new:
            changes.append(PlanChange(label=labels[name], before=old, after=new))
    return tuple(changes)


def follow_up_table(value: FollowUpsPage) -> Iterator[list[str]]:
    """Yield the heading and one row for every follow-up shown, for a spreadsheet; no query."""
    yield [*_heads(), _("期限"), _("期限超過")]
    for row in value.rows:
        yield [
            *_cells(row),
            date_format(row.line.due, "Y-m-d") if row.line.due else "",
            _("期限超過") if row.line.is_overdue else "",
        ]


def changed_table(value: ChangedPage) -> Iterator[list[str]]:
    """Yield the heading and one row for every change, or one for a follow-up without any; no query."""
    yield [*_heads(), _("変わったところ"), _("変わる前"), _("変わった後")]
    for each in value.rows:
        for change in (*each.since_plan, *each.since_sheet) or (PlanChange(label="", before="", after=""),):
            yield [*_cells(each.row), change.label, change.before, change.after]


def _heads() -> list[str]:
    asked = [_("番号"), _("施策"), _("所管課"), _("求めた評価"), _("求めた段階・会議"), _("求めたこと")]
    return [*asked, _("状態"), _("対応の内容"), _("答えた評価"), _("答えた人")]


def _cells(row: FollowUpRow) -> list[str]:
    line = row.line
    asked = [row.number, row.title, row.division, line.name, line.asked_by, line.text]
    return [*asked, line.state, line.answer, line.answered_in, line.answered_by]
