"""Sending a report back, taking it back, and correcting a published one."""

import secrets
from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ayumi.rounds.actions.closing import Correction, add_erratum
from ayumi.rounds.actions.moving import Remarks, recall, send_back
from ayumi.rounds.actions.saving import ReportChangedMeanwhile
from ayumi.rounds.forms.sheet import ErratumForm, MoveForm, ReturnForm
from ayumi.rounds.gates import MoveRefused, report_for, report_to_move
from ayumi.rounds.queries.merging import field_labels, unprinted
from ayumi.rounds.queries.report import ReportPage, report_page
from ayumi.rounds.rules.sheet import SheetRow
from ayumi.rounds.words import SHEET_LABELS
from ayumi.shell.page import page
from ayumi.tenancy.gates import require
from ayumi.tenancy.rules import Permission
from ayumi.tenancy.sign_in import signed_in

ON_WHICH = ("done", "reason", "issues", "next_steps", "deviation", "schedule_rating", "rating-achievement")


@signed_in
@require_http_methods(["GET", "POST"])
def report_return(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Send a report back to an earlier stage with what is to be corrected."""
    value = _value(request, report_id)
    if not value.possible.return_to:
        return _not_now(request, value, _("この報告は、いま差し戻せません。"))
    labels = {name: str(SHEET_LABELS[name]) for name in ON_WHICH}
    for block in value.indicators:
        for row in block.rows:
            if row.fiscal_year == value.round.fiscal_year:
                labels[row.field("entry")] = f"{row.label} {row.group}".strip()
    made_of = {"stages": value.possible.return_to, "labels": labels}
    if request.method == "GET":
        initial = {"version": value.version, "key": secrets.token_hex(16), "to_position": 0}
        return page(request, "rounds/return.html", value, form=ReturnForm(initial=initial, **made_of))
    form = ReturnForm(request.POST, **made_of)
    if not form.is_valid():
        return page(request, "rounds/return.html", value, form=form, status=422)
    sent = form.cleaned_data
    remarks = Remarks(sent["comment"], form.field_comments())
    try:
        send_back(
            report_id,
            sent["to_position"],
            remarks,
            seen=sent["version"],
            key=sent["key"],
            actor=request.actor,
        )
    except (MoveRefused, ReportChangedMeanwhile) as problem:
        form.add_error(None, str(problem))
        return page(request, "rounds/return.html", value, form=form, status=409)
    messages.success(request, _("報告を差し戻しました。"))
    return redirect("report", report_id)


@signed_in
@require_POST
def report_recall(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Take a report back before the next stage has acted."""
    value = _value(request, report_id)
    form = MoveForm(request.POST)
    if not form.is_valid():
        return _not_now(request, value, _("送られた内容を読み取れませんでした。もう一度お試しください。"))
    sent = form.cleaned_data
    try:
        recall(report_id, seen=sent["version"], key=sent["key"], actor=request.actor)
    except (MoveRefused, ReportChangedMeanwhile) as problem:
        return _not_now(request, value, str(problem))
    messages.success(request, _("報告を取り戻しました。直してから、もう一度提出してください。"))
    return redirect("report", report_id)


@signed_in
@require_http_methods(["GET", "POST"])
def report_erratum(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Put a correction beside what was published."""
    require(request.actor, Permission.RUN_ROUNDS)
    value = _value(request, report_id)
    if not value.possible.erratum:
        return _not_now(request, value, _("訂正を加えられるのは、公表した後の報告だけです。"))
    rows = tuple(row for block in value.indicators for row in block.rows)
    # A value may come in the place of the reason why there was none, and the other way round.
    values = {row.field(part) for row in rows for part in ("entry", "missing") if _says(row, value.fields)}
    labels = {
        name: label for name, label in field_labels(rows).items() if value.fields.get(name) or name in values
    }
    if request.method == "GET":
        form = ErratumForm(initial={"key": secrets.token_hex(16)}, labels=labels)
        return page(request, "rounds/erratum.html", value, form=form)
    form = ErratumForm(request.POST, labels=labels)
    if not form.is_valid():
        return page(request, "rounds/erratum.html", value, form=form, status=422)
    sent = form.cleaned_data
    field, after = sent["field"], unprinted(sent["field"], sent["after"])
    correction = Correction(field, labels[field], after, sent["reason"])
    try:
        add_erratum(report_id, correction, key=sent["key"], actor=request.actor)
    except MoveRefused as problem:
        form.add_error(None, str(problem))
        return page(request, "rounds/erratum.html", value, form=form, status=409)
    messages.success(request, _("訂正を加えました。公表した内容は、そのまま残っています。"))
    return redirect("report", report_id)


def _says(row: SheetRow, fields: Mapping[str, str]) -> bool:
    return any(fields.get(row.field(part)) for part in ("entry", "missing"))


def _value(request: HttpRequest, report_id: UUID) -> ReportPage:
    """Return the page of a report at one of whose stages the person acts."""
    try:
        found = report_to_move(request.actor, report_id)
    except MoveRefused:
        # It is written in another round; its page says so.
        found = report_for(request.actor, report_id)
    return report_page(found, request.actor, today=timezone.localdate())


def _not_now(request: HttpRequest, value: ReportPage, why: str) -> HttpResponse:
    messages.error(request, why)
    return page(request, "rounds/report.html", value, status=409)
