"""The rounds of the municipality, one's own sheets, and the dashboard of a round."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from ayumi.plans.gates import item_for, plan_for
from ayumi.plans.queries.plan_list import heading_of
from ayumi.rounds.actions.opening import RoundNotPossible, open_round
from ayumi.rounds.forms.opening import OpeningForm, opening_form
from ayumi.rounds.gates import round_for
from ayumi.rounds.queries.dashboard import Wanted, dashboard_page
from ayumi.rounds.queries.measure_years import measure_years_page
from ayumi.rounds.queries.my_sheets import my_sheets_page
from ayumi.rounds.queries.round_table import round_table
from ayumi.rounds.queries.rounds import rounds_page
from ayumi.rounds.rules.table_text import csv_text
from ayumi.shell.page import page
from ayumi.tenancy.gates import require
from ayumi.tenancy.rules import Permission
from ayumi.tenancy.sign_in import signed_in


@signed_in
@require_GET
def rounds(request: HttpRequest) -> HttpResponse:
    """List the rounds."""
    require(request.actor, Permission.VIEW_ROUNDS)
    return page(request, "rounds/rounds.html", rounds_page(request.actor))


@signed_in
@require_GET
def my_sheets(request: HttpRequest) -> HttpResponse:
    """Show what waits for this person."""
    require(request.actor, Permission.VIEW_ROUNDS)
    return page(request, "rounds/my_sheets.html", my_sheets_page(request.actor, today=timezone.localdate()))


@signed_in
@require_http_methods(["GET", "POST"])
def round_open(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Open a round of a plan."""
    require(request.actor, Permission.RUN_ROUNDS)
    plan = plan_for(request.actor, plan_id)
    value = heading_of(plan)
    if request.method == "GET":
        return page(request, "rounds/open.html", value, form=opening_form(plan))
    form = OpeningForm(request.POST, plan=plan)
    if not form.is_valid():
        return page(request, "rounds/open.html", value, form=form, status=422)
    try:
        made = open_round(plan_id, form.opening(), key=form.cleaned_data["key"], actor=request.actor)
    except RoundNotPossible as problem:
        form.add_error(None, str(problem))
        return page(request, "rounds/open.html", value, form=form, status=409)
    messages.success(request, _("評価を始めました。すべての施策に報告の用紙を用意しました。"))
    return redirect("round", made)


@signed_in
@require_GET
def dashboard(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Show where a round stands."""
    held = round_for(request.actor, round_id)
    value = dashboard_page(held, _wanted(request), today=timezone.localdate())
    return page(request, "rounds/dashboard.html", value)


@signed_in
@require_GET
def table(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Send the measures of a round as CSV."""
    held = round_for(request.actor, round_id)
    value = dashboard_page(held, _wanted(request), today=timezone.localdate(), everything=True)
    response = HttpResponse(csv_text(round_table(value)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = "attachment; filename=round.csv"
    return response


def _wanted(request: HttpRequest) -> Wanted:
    number = request.GET.get("page", "1")
    return Wanted(
        division=request.GET.get("division", "")[:40],
        stage=request.GET.get("stage", "")[:3],
        late=request.GET.get("late") == "1",
        open=request.GET.get("open") == "1",
        page=int(number) if number.isdecimal() and len(number) < 7 else 1,
    )


@signed_in
@require_GET
def measure_years(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Show a measure over the years."""
    require(request.actor, Permission.VIEW_ROUNDS)
    return page(request, "rounds/measure_years.html", measure_years_page(item_for(request.actor, item_id)))
