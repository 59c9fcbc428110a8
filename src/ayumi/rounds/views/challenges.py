"""What is asked of a report and of a round, and answering it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ayumi.rounds.actions.answers import AnswersRefused, answer_challenges
from ayumi.rounds.gates import MoveRefused, report_for, report_to_write, round_for
from ayumi.rounds.queries.challenge_pages import (
    WantedChallenges,
    challenges_table,
    report_challenges_page,
    round_challenges_page,
)
from ayumi.rounds.rules.table_text import csv_text
from ayumi.shell.page import page
from ayumi.tenancy.sign_in import signed_in

FIELD = "answer-"
"""Every answer comes in a field named after the fingerprint of its challenge."""


@signed_in
@require_GET
def report_challenges(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Show what is asked of a report."""
    found = report_for(request.actor, report_id)
    value = report_challenges_page(found, request.actor, today=timezone.localdate())
    return page(request, "rounds/report_challenges.html", value)


@signed_in
@require_POST
def report_answer(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Store the answers to what is asked of a report."""
    found = report_for(request.actor, report_id)
    typed = {
        name.removeprefix(FIELD): str(text) for name, text in request.POST.items() if name.startswith(FIELD)
    }
    try:
        report_to_write(request.actor, report_id)
        stored = answer_challenges(
            report_id, typed, key=request.POST.get("key", "")[:32], actor=request.actor
        )
    except (AnswersRefused, MoveRefused) as problem:
        problems = getattr(problem, "problems", {})
        messages.error(request, str(problem))
        value = report_challenges_page(
            found, request.actor, today=timezone.localdate(), typed=typed, problems=problems
        )
        status = 422 if isinstance(problem, AnswersRefused) else 409
        return page(request, "rounds/report_challenges.html", value, status=status)
    if stored:
        said = _("回答を{number}件保存しました。")
        messages.success(request, said.format(number=stored))
    return redirect("report_challenges", report_id)


@signed_in
@require_GET
def round_challenges(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Show all challenges of a round."""
    value = round_challenges_page(
        round_for(request.actor, round_id), _wanted(request), today=timezone.localdate()
    )
    return page(request, "rounds/challenges_of_round.html", value)


@signed_in
@require_GET
def round_challenges_csv(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Send the challenges of a round as CSV, narrowed as the page is."""
    held = round_for(request.actor, round_id)
    value = round_challenges_page(held, _wanted(request), today=timezone.localdate(), everything=True)
    response = HttpResponse(csv_text(challenges_table(value)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = "attachment; filename=challenges.csv"
    return response


def _wanted(request: HttpRequest) -> WantedChallenges:
    return WantedChallenges(
        rule=request.GET.get("rule", "")[:60],
        division=request.GET.get("division", "")[:100],
        only_open=request.GET.get("open") == "1",
    )
