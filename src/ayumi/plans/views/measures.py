"""Pages of one measure and of indicators."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from ayumi.plans.actions.edit_sheet import SheetChangedMeanwhile, edit_sheet
from ayumi.plans.forms import SheetForm, sheet_form
from ayumi.plans.gates import indicator_for, item_for, plan_for, sheet_to_edit
from ayumi.plans.models import Item
from ayumi.plans.queries.editing import edit_page, merge_page
from ayumi.plans.queries.history import history_page
from ayumi.plans.queries.indicators import indicator_page, indicators_page
from ayumi.plans.queries.printing import print_page, sheet_pdf
from ayumi.plans.queries.sheet import sheet_page
from ayumi.shell.page import page
from ayumi.tenancy.rules import Permission
from ayumi.tenancy.sign_in import signed_in


@signed_in
@require_GET
def measure(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Show a measure sheet, or a node of the tree."""
    item = item_for(request.actor, item_id)
    value = sheet_page(item, may_edit=request.actor.may_edit_sheet_of(item.division_id))
    return page(request, "plans/measure.html", value)


@signed_in
@require_http_methods(["GET", "POST"])
def measure_edit(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Edit a measure sheet."""
    item = sheet_to_edit(request.actor, item_id)
    with_head = request.actor.may(Permission.EDIT_ALL_SHEETS)
    if request.method == "GET":
        return page(
            request, "plans/measure_edit.html", edit_page(item), form=sheet_form(item, with_head=with_head)
        )
    form = SheetForm(request.POST, item=item, with_head=with_head)
    if not form.is_valid():
        return page(request, "plans/measure_edit.html", edit_page(item), form=form, status=422)
    return _saved(request, item, form)


def _saved(request: HttpRequest, item: Item, form: SheetForm) -> HttpResponse:
    seen = form.cleaned_data["version"]
    key = form.cleaned_data["key"]
    try:
        edit_sheet(item.id, form.texts(), form.head(), seen=seen, key=key, actor=request.actor)
    except SheetChangedMeanwhile:
        return _merge(request, sheet_to_edit(request.actor, item.id), form, seen)
    messages.success(request, _("施策個票を保存しました。"))
    return redirect("measure", item.id)


def _merge(request: HttpRequest, item: Item, form: SheetForm, seen: int) -> HttpResponse:
    """Show both edits side by side; the next submission is for the version that stands now."""
    value = merge_page(item, form.fields_now(), seen=seen)
    merged = form.merged_with(item, {field.name: field.proposal for field in value.fields})
    return page(request, "plans/measure_merge.html", value, form=merged, status=409)


@signed_in
@require_GET
def measure_history(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Show every edit of a measure sheet."""
    return page(request, "plans/measure_history.html", history_page(item_for(request.actor, item_id)))


@signed_in
@require_GET
def indicators(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """List a plan's indicators."""
    number = request.GET.get("page", "1")
    value = indicators_page(
        plan_for(request.actor, plan_id),
        words=request.GET.get("words", "")[:100],
        number=int(number) if number.isdecimal() and len(number) < 7 else 1,
    )
    return page(request, "plans/indicators.html", value)


@signed_in
@require_GET
def indicator(request: HttpRequest, indicator_id: UUID) -> HttpResponse:
    """Show one indicator with its chart."""
    return page(request, "plans/indicator.html", indicator_page(indicator_for(request.actor, indicator_id)))


@signed_in
@require_GET
def measure_print(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Show the measure sheet as it will be printed."""
    return page(request, "plans/measure_print.html", print_page(_printable(request, item_id)))


@signed_in
@require_GET
def measure_pdf(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Send the measure sheet as PDF."""
    response = HttpResponse(sheet_pdf(_printable(request, item_id)), content_type="application/pdf")
    response["Content-Disposition"] = "inline; filename=sheet.pdf"
    return response


def _printable(request: HttpRequest, item_id: UUID) -> Item:
    """Return the item where it has a sheet of its own to print."""
    item = item_for(request.actor, item_id)
    if not item.has_sheet or item.cross_listed_from_id is not None:
        raise Http404
    return item
