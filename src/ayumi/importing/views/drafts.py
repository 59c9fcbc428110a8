"""Pages of the room: upload, preview, store or discard."""

from pathlib import Path
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ayumi.document.reading import CannotRead
from ayumi.formats.guard import SPREADSHEET_KINDS, TEXT_KINDS, guard
from ayumi.importing.actions.drafts import DraftSettled, discard_draft, read_upload, store_draft
from ayumi.importing.actions.tables import read_table_upload
from ayumi.importing.actions.workbooks import WrongWorkbook, read_workbook_upload
from ayumi.importing.forms import UploadForm
from ayumi.importing.gates import draft_for
from ayumi.importing.models import DraftKind
from ayumi.importing.queries.drafts import draft_rows, preview_page
from ayumi.importing.reading.tables import IsPlanWorkbook
from ayumi.importing.views import tables
from ayumi.importing.words import refusal_said, said
from ayumi.shell.page import page
from ayumi.tenancy.gates import require
from ayumi.tenancy.rules import Actor, Permission
from ayumi.tenancy.sign_in import signed_in


@signed_in
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Take a file, read it and go to its preview."""
    require(request.actor, Permission.IMPORT_PLANS)
    if request.method == "GET":
        return page(request, "importing/upload.html", draft_rows(), form=UploadForm())
    form = UploadForm(request.POST, request.FILES)
    if getattr(request, "upload_too_large", False):
        return _too_large(request)
    if not form.is_valid():
        return page(request, "importing/upload.html", draft_rows(), form=form, status=422)
    file = form.cleaned_data["file"]
    place = Path(file.temporary_file_path())
    try:
        draft_id = _read(place, file.name, request.actor)
    except CannotRead as problem:
        return page(request, "importing/cannot_read.html", refusal_said(problem.refused), status=422)
    except WrongWorkbook as problem:
        form.add_error("file", str(problem))
        return page(request, "importing/upload.html", draft_rows(), form=form, status=422)
    return redirect("import_preview", draft_id)


def _read(place: Path, name: str, actor: Actor) -> UUID:
    """Read a file of any kind and return the draft's id; a workbook of ours is told from a city's table."""
    if guard(place, name, TEXT_KINDS | SPREADSHEET_KINDS) not in SPREADSHEET_KINDS:
        return read_upload(place, name=name, actor=actor)
    try:
        return read_table_upload(place, name=name, actor=actor)
    except IsPlanWorkbook:
        return read_workbook_upload(place, name=name, plan_id=None, actor=actor)


def _too_large(request: HttpRequest) -> HttpResponse:
    form = UploadForm({}, {})
    form.is_valid()
    form.errors["file"] = form.error_class(
        [_("ファイルが大きすぎます（上限 50 MB）。画像を圧縮するか、章ごとに分けてご用意ください。")]
    )
    return page(request, "importing/upload.html", draft_rows(), form=form, status=413)


@signed_in
@require_GET
def preview(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Show what was understood, each with the passage it was found in."""
    draft = draft_for(request.actor, draft_id)
    if draft.kind == DraftKind.MEASURES:
        return tables.review(request, draft)
    if draft.kind == DraftKind.PLAN_WORKBOOK:
        return redirect("workbook_preview", draft_id)
    return page(request, "importing/preview.html", preview_page(draft))


@signed_in
@require_POST
def store(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Store the draft as a plan."""
    kind = draft_for(request.actor, draft_id).kind
    if kind == DraftKind.MEASURES:
        return tables.store(request, draft_id)
    if kind == DraftKind.PLAN_WORKBOOK:
        return redirect("workbook_preview", draft_id)
    try:
        plan_id = store_draft(draft_id, actor=request.actor)
    except ValueError as problem:
        messages.error(request, said(str(problem)))
        return redirect("import_preview", draft_id)
    messages.success(request, _("計画を登録しました。"))
    return redirect("plan", plan_id)


@signed_in
@require_POST
def discard(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Throw the draft away."""
    try:
        discard_draft(draft_id, actor=request.actor)
    except DraftSettled as problem:
        messages.error(request, str(problem))
        return redirect("import_preview", draft_id)
    messages.success(request, _("読み取り結果を破棄しました。計画には何も登録していません。"))
    return redirect("import")
