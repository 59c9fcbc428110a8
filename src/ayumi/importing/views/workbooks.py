"""Pages on which a plan is taken out as a workbook and put back."""

from pathlib import Path
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ayumi.document.reading import CannotRead
from ayumi.formats.excel.plan_workbook import CannotWriteWorkbook
from ayumi.importing.actions.workbooks import (
    WrongWorkbook,
    empty_workbook,
    give_out_workbook,
    read_workbook_upload,
)
from ayumi.importing.forms import WorkbookForm
from ayumi.importing.queries.workbooks import workbook_page
from ayumi.importing.words import refusal_said
from ayumi.plans.gates import plan_to_replace
from ayumi.shell.file import file_response
from ayumi.shell.page import page
from ayumi.tenancy.gates import require
from ayumi.tenancy.rules import Permission
from ayumi.tenancy.sign_in import signed_in

WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@signed_in
@require_http_methods(["GET", "POST"])
def workbook(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Show how a plan is edited in Excel, and take the edited workbook."""
    plan = plan_to_replace(request.actor, plan_id)
    if request.method == "GET":
        return page(request, "importing/workbook.html", workbook_page(plan), form=WorkbookForm())
    return _uploaded(request, plan_id, "importing/workbook.html", lambda: workbook_page(plan))


@signed_in
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Offer an empty workbook, and take a workbook of any plan, also of a new one."""
    require(request.actor, Permission.IMPORT_PLANS)
    require(request.actor, Permission.EDIT_ALL_SHEETS)
    if request.method == "GET":
        return page(request, "importing/workbook_new.html", None, form=WorkbookForm())
    return _uploaded(request, None, "importing/workbook_new.html", lambda: None)


@signed_in
@require_GET
def template(request: HttpRequest) -> HttpResponse:
    """Send an empty workbook."""
    name = _("空の計画ブック")
    return file_response(empty_workbook(actor=request.actor), WORKBOOK_TYPE, f"{name}.xlsx")


@signed_in
@require_POST
def download(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Send the plan as a workbook and keep what it held."""
    try:
        given = give_out_workbook(plan_id, actor=request.actor)
    except CannotWriteWorkbook as problem:
        messages.error(request, str(problem))
        return redirect("workbook", plan_id)
    name = _("{title}_計画ブック").format(title=given.title)
    return file_response(given.content, WORKBOOK_TYPE, f"{name}.xlsx")


def _uploaded(request: HttpRequest, plan_id: UUID | None, template_name: str, value: object) -> HttpResponse:
    form = WorkbookForm(request.POST, request.FILES)
    too_large = getattr(request, "upload_too_large", False)
    if form.is_valid() and not too_large:
        file = form.cleaned_data["file"]
        place = Path(file.temporary_file_path())
        try:
            draft_id = read_workbook_upload(place, name=file.name, plan_id=plan_id, actor=request.actor)
            return redirect("workbook_preview", draft_id)
        except WrongWorkbook as problem:
            form.add_error("file", str(problem))
        except CannotRead as problem:
            refused = refusal_said(problem.refused)
            accepted = _("読み取れるもの: {accepted}").format(accepted=refused.accepted)
            form.add_error("file", f"{refused.reason} {accepted}")
    if too_large:
        form.errors["file"] = form.error_class([_("ファイルが大きすぎます（上限 50 MB）。")])
    return page(request, template_name, value(), form=form, status=413 if too_large else 422)
