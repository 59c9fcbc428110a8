"""The list of sources that their publishers replaced."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ayumi.rounds.actions.sources import SourceRefused, add_superseded_source, remove_superseded_source
from ayumi.rounds.forms.sources import SourceForm, source_form
from ayumi.rounds.queries.sources import sources_page
from ayumi.shell.page import page
from ayumi.tenancy.gates import require
from ayumi.tenancy.rules import Permission
from ayumi.tenancy.sign_in import signed_in

PAGE = "rounds/sources.html"


@signed_in
@require_GET
def sources(request: HttpRequest) -> HttpResponse:
    """Show the list."""
    require(request.actor, Permission.VIEW_ROUNDS)
    return page(request, PAGE, sources_page(), form=source_form())


@signed_in
@require_http_methods(["GET", "POST"])
def source_add(request: HttpRequest) -> HttpResponse:
    """Add a source to the list; the form stands under it."""
    require(request.actor, Permission.RUN_ROUNDS)
    if request.method == "GET":
        return page(request, PAGE, sources_page(), form=source_form())
    form = SourceForm(request.POST)
    if not form.is_valid():
        return page(request, PAGE, sources_page(), form=form, status=422)
    try:
        add_superseded_source(form.source(), key=form.cleaned_data["key"], actor=request.actor)
    except SourceRefused as problem:
        form.add_error("name", str(problem))
        return page(request, PAGE, sources_page(), form=form, status=409)
    messages.success(request, _("一覧に加えました。この出典による値を、報告のときに確認します。"))
    return redirect("superseded_sources")


@signed_in
@require_POST
def source_remove(request: HttpRequest, source_id: UUID) -> HttpResponse:
    """Take a source off the list."""
    remove_superseded_source(source_id, actor=request.actor)
    messages.success(request, _("一覧から外しました。"))
    return redirect("superseded_sources")
