"""The results of the yearly evaluation: read by anybody, taken back and put back by the plan office."""

from collections.abc import Callable, Iterator
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ayumi.publishing.gates import municipality_by_code, published_evaluation
from ayumi.publishing.queries.evaluation_tables import erratum_table, indicator_table, measure_table
from ayumi.publishing.queries.evaluations import document_of, errata_of, evaluated_measure, evaluation_page
from ayumi.rounds.actions.publication import restore_evaluation, withdraw_evaluation
from ayumi.rounds.gates import MoveRefused, evaluation_to_show
from ayumi.rounds.rules.evaluation import EvaluationDocument
from ayumi.rounds.rules.table_text import csv_text
from ayumi.shell.file import file_response
from ayumi.shell.page import page
from ayumi.tenancy.rules import Actor
from ayumi.tenancy.scope import municipality_scope
from ayumi.tenancy.sign_in import open_to_all, signed_in

CSV_TYPE = "text/csv; charset=utf-8"


@open_to_all
@require_GET
def evaluation(request: HttpRequest, code: str, evaluation_id: UUID) -> HttpResponse:
    """Show the results of a year."""
    with municipality_scope(municipality_by_code(code).pk):
        value = evaluation_page(code, published_evaluation(evaluation_id))
        return page(request, "publishing/evaluation.html", value)


@open_to_all
@require_GET
def evaluation_measure(request: HttpRequest, code: str, evaluation_id: UUID, item_id: UUID) -> HttpResponse:
    """Show one measure in the results of a year."""
    with municipality_scope(municipality_by_code(code).pk):
        value = evaluated_measure(code, published_evaluation(evaluation_id), item_id)
        if value is None:
            raise Http404
        return page(request, "publishing/evaluation_measure.html", value)


@open_to_all
@require_GET
def evaluation_json(request: HttpRequest, code: str, evaluation_id: UUID) -> HttpResponse:
    """Send the frozen document, byte for byte, with its hash."""
    with municipality_scope(municipality_by_code(code).pk):
        found = published_evaluation(evaluation_id)
        response = file_response(found.document, "application/json; charset=utf-8", f"{found.title}.json")
        response["X-Content-SHA256"] = found.sha256
        return response


@open_to_all
@require_GET
def evaluation_measures_csv(request: HttpRequest, code: str, evaluation_id: UUID) -> HttpResponse:
    """Send every measure with its ratings as CSV."""
    return _table(code, evaluation_id, measure_table, _("施策"))


@open_to_all
@require_GET
def evaluation_indicators_csv(request: HttpRequest, code: str, evaluation_id: UUID) -> HttpResponse:
    """Send every actual of the year as CSV."""
    return _table(code, evaluation_id, indicator_table, _("指標"))


@open_to_all
@require_GET
def evaluation_errata_csv(request: HttpRequest, code: str, evaluation_id: UUID) -> HttpResponse:
    """Send every correction after publication as CSV."""
    with municipality_scope(municipality_by_code(code).pk):
        found = published_evaluation(evaluation_id)
        content = csv_text(erratum_table(errata_of(found)))
        return file_response(content, CSV_TYPE, f"{found.title}.{_('訂正')}.csv")


@signed_in
@require_POST
def evaluation_withdraw(request: HttpRequest, evaluation_id: UUID) -> HttpResponse:
    """Take the results of a year back from the public pages."""
    return _show(request, evaluation_id, withdraw_evaluation, _("評価の結果の公表を取り下げました。"))


@signed_in
@require_POST
def evaluation_restore(request: HttpRequest, evaluation_id: UUID) -> HttpResponse:
    """Put withdrawn results back."""
    return _show(request, evaluation_id, restore_evaluation, _("評価の結果をもう一度公表しました。"))


def _show(request: HttpRequest, evaluation_id: UUID, act: Callable[..., UUID], said: str) -> HttpResponse:
    actor: Actor = request.actor
    plan_id = evaluation_to_show(actor, evaluation_id).round.plan_id
    version = request.POST.get("version", "")
    try:
        act(
            evaluation_id,
            seen=int(version) if version.isdecimal() and len(version) < 10 else -1,
            actor=actor,
        )
    except MoveRefused as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, said)
    return redirect("book", plan_id)


def _table(
    code: str,
    evaluation_id: UUID,
    rows: Callable[[EvaluationDocument], Iterator[list[str]]],
    name: str,
) -> HttpResponse:
    with municipality_scope(municipality_by_code(code).pk):
        found = published_evaluation(evaluation_id)
        content = csv_text(rows(document_of(found)))
        return file_response(content, CSV_TYPE, f"{found.title}.{name}.csv")
