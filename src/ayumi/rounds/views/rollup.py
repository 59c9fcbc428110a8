"""A round by goal: the tree with its distributions, printable, and as a table for a spreadsheet."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from ayumi.rounds.gates import round_for
from ayumi.rounds.queries.rollup import rollup_page, rollup_table
from ayumi.rounds.rules.table_text import csv_text
from ayumi.shell.page import page
from ayumi.tenancy.sign_in import signed_in


@signed_in
@require_GET
def rollup(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Show how a round stands by goal."""
    value = rollup_page(round_for(request.actor, round_id), request.GET.get("rule", "")[:60])
    return page(request, "rounds/rollup.html", value)


@signed_in
@require_GET
def rollup_csv(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Send the same as CSV."""
    value = rollup_page(round_for(request.actor, round_id), request.GET.get("rule", "")[:60])
    response = HttpResponse(csv_text(rollup_table(value)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = "attachment; filename=goals.csv"
    return response
