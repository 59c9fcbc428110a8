"""Meetings: the list, one meeting, its papers, and what the plan office records of it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from ayumi.rounds.actions.deciding import close_meeting
from ayumi.rounds.actions.meetings import call_meeting, correct_meeting, edit_meeting, record_attendance
from ayumi.rounds.forms.meetings import AttendanceForm, CorrectionForm, MeetingEditForm
from ayumi.rounds.forms.sent import Sent
from ayumi.rounds.gates import MoveRefused
from ayumi.rounds.gates.meetings import body_to_run, meeting_for, meeting_to_run
from ayumi.rounds.queries.meeting import MeetingPage, meeting_page, meetings_page
from ayumi.rounds.queries.papers import pack_page
from ayumi.rounds.queries.rounds import round_choices
from ayumi.shell.page import page
from ayumi.tenancy.gates import require
from ayumi.tenancy.rules import Permission
from ayumi.tenancy.sign_in import signed_in


@signed_in
@require_GET
def meetings(request: HttpRequest) -> HttpResponse:
    """List the meetings that this person may open."""
    require(request.actor, Permission.VIEW_ROUNDS)
    return page(request, "rounds/meetings.html", meetings_page(request.actor))


@signed_in
@require_GET
def meeting(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Show a meeting."""
    return page(request, "rounds/meeting.html", meeting_page(meeting_for(request.actor, meeting_id)))


@signed_in
@require_GET
def papers(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Show the papers of a meeting, one page for every measure, to be printed or read."""
    return page(request, "rounds/papers.html", pack_page(meeting_for(request.actor, meeting_id)))


@signed_in
@require_http_methods(["GET", "POST"])
def meeting_add(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """Call a meeting of a body."""
    body = body_to_run(request.actor, body_id)
    rounds = round_choices()
    if request.method == "GET":
        initial = MeetingEditForm.blank() | {"held_on": timezone.localdate()}
        initial["round"] = rounds[0][0] if rounds and body.stage else ""
        form = MeetingEditForm(initial=initial, rounds=rounds)
        return page(request, "rounds/meeting_edit.html", {"body": body}, form=form)
    form = MeetingEditForm(request.POST, rounds=rounds)
    if form.is_valid():
        sent = form.cleaned_data
        held = UUID(sent["round"]) if sent["round"] else None
        made = call_meeting(body_id, held, form.facts(), key=sent["key"], actor=request.actor)
        messages.success(request, _("会議を登録しました。続けて議題を選んでください。"))
        return redirect("meeting", made)
    return page(request, "rounds/meeting_edit.html", {"body": body}, form=form, status=422)


@signed_in
@require_http_methods(["GET", "POST"])
def meeting_edit(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Change a meeting or write its minutes."""

    def blank(value: MeetingPage) -> MeetingEditForm:
        found = meeting_to_run(request.actor, meeting_id)
        names = ("title", "held_on", "form", "place", "minutes")
        initial = {name: getattr(found, name) for name in names}
        return MeetingEditForm(initial=initial | MeetingEditForm.blank(value.meeting.version))

    def act(form: Any) -> str:
        edit_meeting(meeting_id, form.facts(), seen=form.cleaned_data["version"], actor=request.actor)
        return _("会議の記録を保存しました。")

    return record(request, meeting_id, Recording("meeting_edit", blank, MeetingEditForm, act))


@signed_in
@require_http_methods(["GET", "POST"])
def meeting_attendance(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Record who attended."""
    meeting_to_run(request.actor, meeting_id)
    members = meeting_page(meeting_for(request.actor, meeting_id)).attendance

    def blank(value: MeetingPage) -> AttendanceForm:
        return AttendanceForm(initial=AttendanceForm.blank(value.meeting.version), members=value.attendance)

    def act(form: Any) -> str:
        record_attendance(
            meeting_id, form.presences(), seen=form.cleaned_data["version"], actor=request.actor
        )
        return _("出席を記録しました。")

    def filled(sent: Any) -> AttendanceForm:
        return AttendanceForm(sent, members=members)

    return record(request, meeting_id, Recording("attendance", blank, filled, act))


@signed_in
@require_http_methods(["GET", "POST"])
def meeting_close(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Close a meeting, with what is still open in view."""

    def blank(value: MeetingPage) -> Sent:
        return Sent(initial=Sent.blank(value.meeting.version))

    def act(form: Any) -> str:
        sent = form.cleaned_data
        close_meeting(meeting_id, seen=sent["version"], key=sent["key"], actor=request.actor)
        return _("会議の記録を確定しました。")

    return record(request, meeting_id, Recording("meeting_close", blank, Sent, act))


@signed_in
@require_http_methods(["GET", "POST"])
def meeting_correct(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Put a correction beside the record of a closed meeting."""

    def blank(value: MeetingPage) -> CorrectionForm:
        return CorrectionForm(initial=CorrectionForm.blank(value.meeting.version))

    def act(form: Any) -> str:
        sent = form.cleaned_data
        correct_meeting(meeting_id, sent["text"], sent["reason"], key=sent["key"], actor=request.actor)
        return _("訂正を加えました。元の記録は、そのまま残っています。")

    return record(request, meeting_id, Recording("meeting_correct", blank, CorrectionForm, act))


class Recording:
    """A page on which the plan office records something of a meeting: its template, forms and action."""

    def __init__(
        self,
        template: str,
        blank: Callable[[MeetingPage], Any],
        filled: Callable[[Any], Any],
        act: Callable[[Any], str],
    ) -> None:
        self.template = f"rounds/{template}.html"
        self.blank, self.filled, self.act = blank, filled, act


def record(request: HttpRequest, meeting_id: UUID, recording: Recording) -> HttpResponse:
    """Show the form, or do what was sent and go back to the meeting; say why where it is refused."""
    meeting_to_run(request.actor, meeting_id)
    value = meeting_page(meeting_for(request.actor, meeting_id))
    if request.method == "GET":
        return page(request, recording.template, value, form=recording.blank(value))
    form = recording.filled(request.POST)
    if not form.is_valid():
        return page(request, recording.template, value, form=form, status=422)
    try:
        messages.success(request, recording.act(form))
    except MoveRefused as problem:
        form.add_error(None, str(problem))
        return page(request, recording.template, value, form=form, status=409)
    return redirect("meeting", meeting_id)
