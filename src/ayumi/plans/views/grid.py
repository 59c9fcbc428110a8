"""The grid: many measures edited at once."""

import json
import secrets
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from ayumi.plans.actions.edit_cells import CellsChangedMeanwhile, SavedCells, edit_cells
from ayumi.plans.actions.read_edits import CellEdit, CellsRefused, read_edits
from ayumi.plans.forms import UNREADABLE, GridForm, edits_json
from ayumi.plans.gates import plan_for_grid
from ayumi.plans.queries.grid import SIZES, GridChoice, grid_page
from ayumi.plans.queries.grid_merge import grid_merge_page
from ayumi.plans.rules.cell_columns import GridKind
from ayumi.shell.page import page
from ayumi.tenancy.sign_in import signed_in


@signed_in
@require_http_methods(["GET", "POST"])
def grid(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Show the grid; check what was typed (``intent`` = ``check``) or store it."""
    plan = plan_for_grid(request.actor, plan_id)
    if request.method == "GET":
        value = grid_page(plan, request.actor, _choice(request))
        return page(request, "plans/grid.html", value, form={"key": secrets.token_hex(16)})
    form = GridForm(request.POST)
    try:
        edits = form.all_edits() if form.is_valid() else None
    except ValidationError:
        edits = None
    if edits is None:
        return _unreadable(request, plan_id)
    if request.POST.get("intent") == "check":
        return _checked(request, plan_id, edits)
    return _saved(request, plan_id, form, edits)


def _checked(request: HttpRequest, plan_id: UUID, edits: list[CellEdit]) -> HttpResponse:
    """Say of every cell what its text means, or why it is refused. Nothing is stored."""
    read = read_edits(plan_id, edits, actor=request.actor)
    return JsonResponse(
        {
            "values": {str(edit.cell): edit.wanted for edit in read.edits},
            "messages": {str(cell): message for cell, message in read.messages.items()},
        }
    )


def _saved(request: HttpRequest, plan_id: UUID, form: GridForm, edits: list[CellEdit]) -> HttpResponse:
    try:
        saved = edit_cells(plan_id, edits, key=form.cleaned_data["key"], actor=request.actor)
    except CellsRefused as refused:
        return _refused(request, plan_id, form, refused)
    except CellsChangedMeanwhile as changed:
        return _merge(request, plan_id, changed)
    text = _said(saved)
    if _wants_json(request):
        return JsonResponse({"message": text, "key": secrets.token_hex(16)})
    messages.success(request, text)
    query = _choice(request).query()
    address = reverse("grid", args=[plan_id])
    return redirect(f"{address}?{query}" if query else address)


def _said(saved: SavedCells) -> str:
    if not saved.cells:
        return _("変更はありませんでした。")
    text = ngettext("{number}個のセルを保存しました。", "{number}個のセルを保存しました。", saved.cells)
    return text.format(number=saved.cells)


def _refused(request: HttpRequest, plan_id: UUID, form: GridForm, refused: CellsRefused) -> HttpResponse:
    """Show the same page with what was typed, and why some of it is not accepted."""
    reasons = {str(cell): message for cell, message in refused.messages.items()}
    if _wants_json(request):
        return JsonResponse({"message": str(refused), "messages": reasons}, status=422)
    plan = plan_for_grid(request.actor, plan_id)
    value = grid_page(plan, request.actor, _choice(request), form.typed(reasons))
    return page(
        request,
        "plans/grid.html",
        value,
        form={"key": secrets.token_hex(16), "wrong": len(reasons)},
        status=422,
    )


def _merge(request: HttpRequest, plan_id: UUID, changed: CellsChangedMeanwhile) -> HttpResponse:
    """Ask about the cells that both changed; the other edits wait in the form for the answer."""
    if _wants_json(request):
        return JsonResponse({"message": str(changed)}, status=409)
    plan = plan_for_grid(request.actor, plan_id)
    value = grid_merge_page(plan, changed.conflicts, others=len(changed.others))
    now = {str(cell): merge.theirs for cell, merge in changed.conflicts.items()}
    form = {
        "key": secrets.token_hex(16),
        "edits": edits_json(changed.others),
        "seen": json.dumps(now, ensure_ascii=False),
        "query": _choice(request).query(),
    }
    return page(request, "plans/grid_merge.html", value, form=form, status=409)


def _unreadable(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    if _wants_json(request):
        return JsonResponse({"message": str(UNREADABLE)}, status=400)
    messages.error(request, str(UNREADABLE))
    return redirect("grid", plan_id)


def _choice(request: HttpRequest) -> GridChoice:
    wanted = request.GET
    number, size = wanted.get("page", "1"), wanted.get("size", "")
    kind = wanted.get("kind", "")
    return GridChoice(
        kind=GridKind(kind) if kind in set(GridKind) else GridKind.MEASURES,
        words=wanted.get("words", "")[:100],
        division_id=_uuid(wanted.get("division")),
        branch_id=_uuid(wanted.get("branch")),
        size=int(size) if size in {str(each) for each in SIZES} else SIZES[0],
        number=int(number) if number.isdecimal() and len(number) < 7 else 1,
    )


def _wants_json(request: HttpRequest) -> bool:
    return request.accepts("application/json") and not request.accepts("text/html")


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
