"""Follow-ups: the list of a plan, what changed because of them, and the answer."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ayumi.plans.gates import plan_for
from ayumi.rounds.actions.follow_ups import answer_follow_up
from ayumi.rounds.actions.saving import ReportChangedMeanwhile
from ayumi.rounds.forms.matters import AnswerForm
from ayumi.rounds.gates import MoveRefused
from ayumi.rounds.gates.meetings import follow_up_for
from ayumi.rounds.models import FollowUpState
from ayumi.rounds.queries.follow_ups import (
    changed_page,
    changed_table,
    follow_up_table,
    follow_ups_page,
)
from ayumi.rounds.rules.table_text import csv_text
from ayumi.shell.page import page
from ayumi.tenancy.gates import require
from ayumi.tenancy.rules import Permission
from ayumi.tenancy.sign_in import signed_in


@signed_in
@require_GET
def follow_ups(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """List what was asked of a plan's measures."""
    require(request.actor, Permission.VIEW_ROUNDS)
    plan = plan_for(request.actor, plan_id)
    value = follow_ups_page(plan, request.GET.get("state", "")[:20], today=timezone.localdate())
    return page(request, "rounds/follow_ups.html", value)


@signed_in
@require_GET
def follow_ups_csv(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Send the list as CSV."""
    require(request.actor, Permission.VIEW_ROUNDS)
    plan = plan_for(request.actor, plan_id)
    value = follow_ups_page(plan, request.GET.get("state", "")[:20], today=timezone.localdate())
    return _file(csv_text(follow_up_table(value)), "follow-ups.csv")


@signed_in
@require_GET
def changed(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Show what changed because of what was asked."""
    require(request.actor, Permission.VIEW_ROUNDS)
    plan = plan_for(request.actor, plan_id)
    return page(request, "rounds/changed.html", changed_page(plan, today=timezone.localdate()))


@signed_in
@require_GET
def changed_csv(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Send what changed as CSV."""
    require(request.actor, Permission.VIEW_ROUNDS)
    plan = plan_for(request.actor, plan_id)
    value = changed_page(plan, today=timezone.localdate())
    return _file(csv_text(changed_table(value)), "changed.csv")


@signed_in
@require_POST
def follow_up_answer(request: HttpRequest, follow_up_id: UUID) -> HttpResponse:
    """Say what became of a follow-up, and go back to the sheet it stands on."""
    found = follow_up_for(request.actor, follow_up_id)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        for name, problems in form.errors.items():
            label = form.fields[name].label
            messages.error(request, _("{label}: {why}").format(label=label, why=problems[0]))
    else:
        sent = form.cleaned_data
        state = FollowUpState(sent["state"])
        try:
            answer_follow_up(
                follow_up_id,
                state,
                sent["answer"],
                seen=sent["version"],
                key=sent["key"],
                actor=request.actor,
            )
        except (MoveRefused, ReportChangedMeanwhile) as problem:
            messages.error(request, str(problem))
        else:
            messages.success(request, _("申し送りへの答えを記録しました。"))
    if form.is_valid() and form.cleaned_data["report"]:
        return redirect("report", form.cleaned_data["report"])
    return redirect("follow_ups", found.plan_id)


def _file(text: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f"attachment; filename={name}"
    return response
