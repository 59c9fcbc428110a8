"""The agenda of a meeting: chosen by rule with a preview, put on by hand, taken off."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from ayumi.rounds.actions.agenda import WantedMatter, add_matters, take_off
from ayumi.rounds.forms.meetings import AgendaForm, WishForm
from ayumi.rounds.forms.sent import Sent
from ayumi.rounds.gates import MoveRefused
from ayumi.rounds.gates.meetings import matter_to_run, meeting_to_run
from ayumi.rounds.models import Meeting
from ayumi.rounds.queries.meeting import MeetingPage
from ayumi.rounds.queries.sampling import SamplePage, measure_choices, sample_page
from ayumi.rounds.rules.sampling import Wish
from ayumi.rounds.views.meetings import Recording, record
from ayumi.shell.page import page
from ayumi.tenancy.sign_in import signed_in


@signed_in
@require_http_methods(["GET", "POST"])
def meeting_agenda(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Put a matter on the agenda by hand."""
    reports = measure_choices(meeting_to_run(request.actor, meeting_id))

    def blank(value: MeetingPage) -> AgendaForm:
        return AgendaForm(initial=AgendaForm.blank(value.meeting.version), reports=reports)

    def filled(sent: Any) -> AgendaForm:
        return AgendaForm(sent, reports=reports)

    def act(form: Any) -> str:
        sent = form.cleaned_data
        add_matters(meeting_id, [form.matter()], seen=sent["version"], key=sent["key"], actor=request.actor)
        return _("議題を加えました。")

    return record(request, meeting_id, Recording("agenda", blank, filled, act))


@signed_in
@require_POST
def matter_take_off(request: HttpRequest, matter_id: UUID) -> HttpResponse:
    """Take a matter off the agenda."""
    meeting_id = matter_to_run(request.actor, matter_id).meeting_id
    form = Sent(request.POST)
    if not form.is_valid():
        messages.error(request, _("送られた内容を読み取れませんでした。もう一度お試しください。"))
        return redirect("meeting", meeting_id)
    try:
        take_off(matter_id, seen=form.cleaned_data["version"], actor=request.actor)
    except MoveRefused as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("議題から外しました。"))
    return redirect("meeting", meeting_id)


@signed_in
@require_http_methods(["GET", "POST"])
def meeting_sample(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Choose measures by rule: a preview first, which then becomes the agenda."""
    found = meeting_to_run(request.actor, meeting_id)
    if found.round is None:
        messages.error(request, _("評価を扱わない会議では、規則で施策を選べません。"))
        return redirect("meeting", meeting_id)
    if request.method == "POST":
        return _adopt(request, found)
    asked = "number" in request.GET
    form = WishForm(request.GET if asked else None)
    if asked and not form.is_valid():
        value = _with_key(_sampled(found, None))
        return page(request, "rounds/sample.html", value, form=form, status=422)
    return _preview(request, found, form if asked else None)


def _preview(request: HttpRequest, found: Meeting, form: WishForm | None) -> HttpResponse:
    value = _sampled(found, form.wish() if form else None)
    return page(request, "rounds/sample.html", _with_key(value), form=form or WishForm())


def _sampled(found: Meeting, wish: Wish | None) -> SamplePage:
    return sample_page(found, wish, today=timezone.localdate())


def _with_key(value: SamplePage) -> dict[str, Any]:
    return {"sample": value, "meeting": value.meeting, "sent": Sent.blank(value.meeting.version)}


def _adopt(request: HttpRequest, found: Meeting) -> HttpResponse:
    """Make the sample the agenda: the same wish gives the same sample, unless reports changed meanwhile."""
    form, sent = WishForm(request.POST), Sent(request.POST)
    if not (form.is_valid() and sent.is_valid()):
        return page(request, "rounds/sample.html", _with_key(_sampled(found, None)), form=form, status=422)
    value = _sampled(found, form.wish())
    shown = request.POST.getlist("shown")
    if shown != [str(each.report_id) for each in value.chosen]:
        messages.warning(
            request, _("表示した後に報告が変わったため、選び直しました。内容を確かめてください。")
        )
        return page(request, "rounds/sample.html", _with_key(value), form=form, status=409)
    wanted = [WantedMatter(report_id=each.report_id, reason=each.text) for each in value.chosen]
    seen, key = sent.cleaned_data["version"], sent.cleaned_data["key"]
    try:
        number = add_matters(found.pk, wanted, seen=seen, key=key, actor=request.actor)
    except MoveRefused as problem:
        messages.error(request, str(problem))
        return page(request, "rounds/sample.html", _with_key(value), form=form, status=409)
    said = ngettext("{number}件を議題にしました。", "{number}件を議題にしました。", number)
    messages.success(request, said.format(number=number))
    return redirect("meeting", found.pk)
