"""Pages of workbooks that came back: the whole upload, and each before it is stored."""

from collections import defaultdict
from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from ayumi.importing.actions.applying import (
    NotApplied,
    Progress,
    apply_batch,
    apply_returned,
    discard_returned,
)
from ayumi.importing.forms.returned import BatchApplyForm, ReturnedApplyForm
from ayumi.importing.gates.round_workbooks import returned_batch_for, returned_for
from ayumi.importing.queries.returned import returned_page
from ayumi.importing.queries.returned_batches import batch_page
from ayumi.importing.rules.report_merge import MINE, THEIRS
from ayumi.shell.page import page
from ayumi.tenancy.sign_in import signed_in

_CHOICE = "choice-"
_ID_LENGTH = 36


@signed_in
@require_http_methods(["GET", "POST"])
def returned_batch(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Show an upload; store every workbook that asks nothing, some at a time."""
    if request.method == "GET":
        workbooks = returned_batch_for(request.actor, batch_id)
        value = batch_page(workbooks, request.actor)
        return page(request, "importing/returned_batch.html", value, form=BatchApplyForm())
    form = BatchApplyForm(request.POST)
    form.full_clean()
    progress = apply_batch(batch_id, submit=form.cleaned_data["submit"], actor=request.actor)
    value = batch_page(returned_batch_for(request.actor, batch_id), request.actor)
    if progress.left:
        # The page sends the form again by itself, and says how to go on where scripts do not run.
        return page(request, "importing/returned_progress.html", value, form=form)
    _tell(request, progress)
    return redirect("returned_batch", batch_id)


@signed_in
@require_http_methods(["GET", "POST"])
def returned(request: HttpRequest, returned_id: UUID) -> HttpResponse:
    """Show what a workbook would change, and store it."""
    workbook, today = returned_for(request.actor, returned_id), timezone.localdate()
    if request.method == "GET":
        value = returned_page(workbook, request.actor, today=today)
        form = ReturnedApplyForm(initial={"seen": value.seen})
        return page(request, "importing/returned.html", value, form=form)
    choices = _choices(request.POST)
    form = ReturnedApplyForm(request.POST)
    form.full_clean()
    seen, submit = form.cleaned_data.get("seen", ""), form.cleaned_data.get("submit", False)
    try:
        apply_returned(returned_id, choices, seen=seen, submit=submit, actor=request.actor)
    except NotApplied as problem:
        again = returned_for(request.actor, returned_id)
        value = returned_page(again, request.actor, today=today, choices=choices, message=str(problem))
        form = ReturnedApplyForm(initial={"seen": value.seen, "submit": submit})
        return page(request, "importing/returned.html", value, form=form, status=409)
    return redirect("returned", returned_id)


@signed_in
@require_POST
def returned_discard(request: HttpRequest, returned_id: UUID) -> HttpResponse:
    """Throw a workbook away."""
    workbook = returned_for(request.actor, returned_id)
    try:
        discard_returned(returned_id, actor=request.actor)
        messages.success(request, _("読み取ったブックを破棄しました。評価シートは何も変わっていません。"))
    except NotApplied as problem:
        messages.error(request, str(problem))
    return redirect("returned_batch", workbook.batch)


def _choices(sent: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Return report's id → field → side, out of names like choice-<id>-<field>."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for name, side in sent.items():
        if name.startswith(_CHOICE) and side in (MINE, THEIRS):
            report_id, field = name[len(_CHOICE) :][:_ID_LENGTH], name[len(_CHOICE) + _ID_LENGTH + 1 :]
            found[report_id][field] = side
    return dict(found)


def _tell(request: HttpRequest, progress: Progress) -> None:
    if progress.stored:
        text = ngettext("{number}課の分を登録しました。", "{number}課の分を登録しました。", progress.stored)
        messages.success(request, text.format(number=progress.stored))
    else:
        messages.info(request, _("そのまま登録できるブックは、もうありません。"))
    if progress.failed:
        text = _(
            "{number}課の分は、読み取った後に評価シートが変わったため登録していません。内容をお確かめください。"
        )
        messages.warning(request, text.format(number=progress.failed))
