"""What a person wants in the cells of the grid, checked; nothing is written here."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from ayumi.document.measures import FundingSource
from ayumi.plans.actions.cell_rows import MODELS, CellRows
from ayumi.plans.gates import plan_for_grid
from ayumi.plans.models import Plan
from ayumi.plans.rules.cell_columns import BUDGET, TARGET, Cell
from ayumi.plans.rules.cells import CellRefused, read_cell
from ayumi.plans.words import cell_rule
from ayumi.tenancy.models import Division
from ayumi.tenancy.rules import Actor, Permission


@dataclass(frozen=True, slots=True)
class CellEdit:
    """A cell, the text the person saw in it and the text they want."""

    cell: Cell
    seen: str
    wanted: str


class CellsRefused(Exception):
    """Some cells hold what they do not accept; nothing was stored. ``messages`` says why, by cell."""

    def __init__(self, messages: Mapping[Cell, str]) -> None:
        super().__init__(_("入力できない内容のセルがあります。"))
        self.messages = dict(messages)


@dataclass(frozen=True, slots=True)
class Divisions:
    """The municipality's divisions: names by id, and of those that live today the ids by name."""

    names: dict[UUID, str]
    living: dict[str, UUID]
    doubtful: frozenset[str]
    """Names that two living divisions share."""


@dataclass(frozen=True, slots=True)
class ReadEdits:
    """The edits whose texts are values now, and the messages of those that are refused."""

    plan: Plan
    edits: tuple[CellEdit, ...]
    messages: dict[Cell, str]
    divisions: Divisions


def read_edits(plan_id: UUID, edits: Iterable[CellEdit], *, actor: Actor) -> ReadEdits:
    """Return what the person wants, cell by cell: at most 7 queries.

    Raises PermissionDenied where one cell may not be edited, Http404 where the plan has no such cell.
    """
    plan = plan_for_grid(actor, plan_id)
    divisions = load_divisions()
    last = {edit.cell: edit for edit in edits}
    rows = CellRows(plan, last, divisions.names, lock=False)
    require_cells(rows, last, actor)
    read, messages = [], {}
    for cell, edit in last.items():
        try:
            read.append(CellEdit(cell, lines(edit.seen), _value(rows, edit, divisions)))
        except CellRefused as refused:
            messages[cell] = str(refused)
    return ReadEdits(plan, tuple(read), messages, divisions)


def load_divisions() -> Divisions:
    """Return the divisions of the municipality: 1 query."""
    rows = list(Division.objects.values_list("pk", "name", "valid_to"))
    today = timezone.localdate()
    living = [(name, pk) for pk, name, valid_to in rows if valid_to is None or valid_to >= today]
    counts = Counter(name for name, _pk in living)
    return Divisions(
        names={pk: name for pk, name, _valid_to in rows},
        living=dict(living),
        doubtful=frozenset(name for name, count in counts.items() if count > 1),
    )


def require_cells(rows: CellRows, cells: Iterable[Cell], actor: Actor) -> None:
    """Raise Http404 or PermissionDenied unless the actor may edit every one of the cells."""
    everything = actor.may(Permission.EDIT_ALL_SHEETS)
    for cell in cells:
        item = rows.item_of(cell)
        if item is None or not item.has_sheet or item.cross_listed_from_id is not None:
            raise Http404
        if not actor.may_edit_sheet_of(item.division_id):
            raise PermissionDenied(_("この施策個票は、所管課または計画事務局だけが編集できます。"))
        if not everything and not cell.column.is_text:
            raise PermissionDenied(_("所管課が編集できるのは、施策個票の文章だけです。"))
        if cell.column.field in MODELS and not _is_known(rows, cell):
            raise Http404


def _is_known(rows: CellRows, cell: Cell) -> bool:
    """Tell whether the plan has this year, and the cell's source or group."""
    column = cell.column
    if rows.standing(cell):
        return True
    first, last = rows.plan.first_fiscal_year, rows.plan.last_fiscal_year
    if not first or not last or not first <= (column.year or 0) <= last:
        return False
    if column.field == BUDGET:
        return column.part in set(FundingSource)
    if column.field == TARGET:
        groups = rows.groups_of(cell.row)
        return column.part in groups if groups else not column.part
    return True


def _value(rows: CellRows, edit: CellEdit, divisions: Divisions) -> str:
    wanted = lines(edit.wanted)
    if wanted == lines(edit.seen):
        return wanted  # What stands there already is nobody's mistake of today.
    if rows.is_doubtful(edit.cell):
        raise CellRefused(_("この年度には値が二つ以上あるため、ここでは変更できません。"))
    indicator = rows.indicators.get(edit.cell.row)
    rule = cell_rule(
        edit.cell.column.field,
        division_names=divisions.living,
        target_kind=indicator.target_kind if indicator else "",
        unit=indicator.unit if indicator else "",
    )
    value = read_cell(rule, wanted)
    if edit.cell.column.field == "division" and value in divisions.doubtful:
        raise CellRefused(_("同じ名前の組織が二つあります。施策個票の編集で選んでください。"))
    return value


def lines(text: str) -> str:
    """Return the text with line ends as the database keeps them."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
