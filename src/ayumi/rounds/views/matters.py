"""One matter: its paper, the score of a member, and the decision."""

import secrets
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ayumi.rounds.actions.deciding import DecidedMove, Decision, Seen, decide
from ayumi.rounds.actions.rating import RatingRefused
from ayumi.rounds.actions.saving import ReportChangedMeanwhile
from ayumi.rounds.actions.scoring import GivenScore, close_vote, score
from ayumi.rounds.forms.matters import DecisionForm, ScoreForm
from ayumi.rounds.forms.sent import Sent
from ayumi.rounds.gates import MoveRefused
from ayumi.rounds.gates.meetings import matter_for, matter_to_run, matter_to_score
from ayumi.rounds.queries.matter import MatterPage, matter_page
from ayumi.shell.page import page
from ayumi.tenancy.sign_in import signed_in


@signed_in
@require_GET
def matter(request: HttpRequest, matter_id: UUID) -> HttpResponse:
    """Show a matter; a member who has not scored it gets the form."""
    value = _value(request, matter_id)
    form = ScoreForm(initial={"key": secrets.token_hex(16)}, page=value) if value.can_score else None
    return page(request, "rounds/matter.html", value, form=form)


@signed_in
@require_POST
def matter_score(request: HttpRequest, matter_id: UUID) -> HttpResponse:
    """Store a member's score."""
    value = _value(request, matter_id)
    form = ScoreForm(request.POST, page=value)
    if not form.is_valid():
        _refuse_others(request, matter_id)
        return page(request, "rounds/matter.html", value, form=form if value.can_score else None, status=422)
    sent = form.cleaned_data
    try:
        given = GivenScore(sent["value"], sent["direction"], sent["comment"])
        score(matter_id, given, key=sent["key"], actor=request.actor)
    except MoveRefused as problem:
        messages.error(request, str(problem))
        return page(request, "rounds/matter.html", _value(request, matter_id), status=409)
    messages.success(request, _("採点を記録しました。ほかの委員の採点の分布を見られます。"))
    return redirect("matter", matter_id)


def _refuse_others(request: HttpRequest, matter_id: UUID) -> None:
    """Raise PermissionDenied for who is no member, whatever was sent."""
    try:
        matter_to_score(request.actor, matter_id)
    except MoveRefused as problem:
        messages.error(request, str(problem))


@signed_in
@require_POST
def matter_close_vote(request: HttpRequest, matter_id: UUID) -> HttpResponse:
    """Close the vote on a matter."""
    matter_to_run(request.actor, matter_id)
    form = Sent(request.POST)
    if not form.is_valid():
        messages.error(request, _("送られた内容を読み取れませんでした。もう一度お試しください。"))
        return redirect("matter", matter_id)
    try:
        close_vote(matter_id, seen=form.cleaned_data["version"], actor=request.actor)
    except MoveRefused as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("採点を締め切りました。"))
    return redirect("matter", matter_id)


@signed_in
@require_http_methods(["GET", "POST"])
def matter_decide(request: HttpRequest, matter_id: UUID) -> HttpResponse:
    """Record what the meeting decided; on a closed meeting it is a correction."""
    found = matter_to_run(request.actor, matter_id)
    value = _value(request, matter_id)
    if request.method == "GET":
        return page(request, "rounds/decide.html", value, form=_blank(value))
    form = DecisionForm(request.POST, page=value)
    if not form.is_valid():
        return page(request, "rounds/decide.html", value, form=form, status=422)
    sent = form.cleaned_data
    seen = Seen(sent["version"], sent["report_version"])
    try:
        decide(matter_id, _decision(sent), seen=seen, key=sent["key"], actor=request.actor)
    except (MoveRefused, RatingRefused, ReportChangedMeanwhile) as problem:
        form.add_error(None, str(problem))
        return page(request, "rounds/decide.html", value, form=form, status=409)
    messages.success(request, _("決定を記録しました。"))
    return redirect("meeting", found.meeting_id)


def _decision(sent: dict[str, Any]) -> Decision:
    return Decision(
        text=sent["text"],
        reason=sent["reason"],
        value=sent.get("value", ""),
        direction=sent.get("direction", ""),
        asks=sent.get("asks", "").strip(),
        move=DecidedMove(sent.get("move", "")),
    )


def _blank(value: MatterPage) -> DecisionForm:
    """Return the form with the decision that stands."""
    initial = DecisionForm.blank(value.meeting.version) | {"report_version": value.report_version}
    if value.decisions:
        last = value.decisions[-1]
        names = ("value", "direction", "text", "reason", "asks")
        initial |= {name: getattr(last, name) for name in names}
    return DecisionForm(initial=initial, page=value)


def _value(request: HttpRequest, matter_id: UUID) -> MatterPage:
    found, seat = matter_for(request.actor, matter_id)
    return matter_page(found, seat)
