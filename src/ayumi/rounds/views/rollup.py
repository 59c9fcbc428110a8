"""A round by goal: the tree with its distributions, printable, as a file, and judged goal by goal."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from ayumi.rounds.actions.goals import GoalVerdict, judge_goal
from ayumi.rounds.forms.goals import GoalForm, goal_form
from ayumi.rounds.gates import MoveRefused, round_for, round_to_run
from ayumi.rounds.queries.rollup import goal_page, rollup_page, rollup_table
from ayumi.rounds.rules.table_text import csv_text
from ayumi.shell.page import page
from ayumi.tenancy.sign_in import signed_in


@signed_in
@require_GET
def rollup(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Show how a round stands by goal."""
    return page(request, "rounds/rollup.html", rollup_page(round_for(request.actor, round_id)))


@signed_in
@require_GET
def rollup_csv(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Send the same as CSV."""
    value = rollup_page(round_for(request.actor, round_id))
    response = HttpResponse(csv_text(rollup_table(value)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = "attachment; filename=goals.csv"
    return response


@signed_in
@require_http_methods(["GET", "POST"])
def plan_judge(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Judge the whole plan."""
    return _judge(request, round_id, None)


@signed_in
@require_http_methods(["GET", "POST"])
def goal_judge(request: HttpRequest, round_id: UUID, goal_id: UUID) -> HttpResponse:
    """Judge a goal, or a policy."""
    return _judge(request, round_id, goal_id)


def _judge(request: HttpRequest, round_id: UUID, item_id: UUID | None) -> HttpResponse:
    value = goal_page(round_to_run(request.actor, round_id), item_id)
    if value is None:
        raise Http404
    standing, words = value.line.judgement, value.words
    if request.method == "GET":
        form = goal_form(
            words,
            value=value.line.word,
            reason=standing.reason if standing else "",
            seen=standing.id if standing else None,
        )
        return page(request, "rounds/goal_judge.html", value, form=form)
    form = GoalForm(request.POST, words=words)
    if not form.is_valid():
        return page(request, "rounds/goal_judge.html", value, form=form, status=422)
    sent = form.cleaned_data
    verdict = GoalVerdict(item_id, sent["value"], sent["reason"], seen=sent["seen"])
    try:
        judge_goal(round_id, verdict, key=sent["key"], actor=request.actor)
    except MoveRefused as problem:
        form.add_error(None, str(problem))
        return page(request, "rounds/goal_judge.html", value, form=form, status=409)
    messages.success(request, _("「{label}」の評価を記録しました。").format(label=value.line.label))
    return redirect("rollup", round_id)
