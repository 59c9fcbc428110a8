"""What ends a round, and approving many reports at once."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from ayumi.rounds.actions.closing import close_round
from ayumi.rounds.actions.moving import advance_many
from ayumi.rounds.actions.publication import publish_round
from ayumi.rounds.forms.ending import BatchForm, EndingForm, PublishForm, ending_form, publish_form
from ayumi.rounds.gates import MoveRefused, round_to_approve, round_to_run
from ayumi.rounds.queries.ending import batch_page, earlier_stages, ending_page
from ayumi.shell.page import page
from ayumi.tenancy.sign_in import signed_in


@signed_in
@require_http_methods(["GET", "POST"])
def approve_many(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Approve the reports of a round that wait for this person, as many as are marked."""
    held = round_to_approve(request.actor, round_id)
    value = batch_page(held, request.actor)
    choices = [(line.id, line.version) for line in value.reports]
    if request.method == "GET":
        form = BatchForm(initial={"key": secrets.token_hex(16)}, choices=choices)
        return page(request, "rounds/approve.html", value, form=form)
    sent = request.POST.getlist("reports")
    # What was moved meanwhile is refused one by one with its reason, not as a wrong choice.
    form = BatchForm(request.POST, choices=[*choices, *_as_sent(sent)])
    if not form.is_valid():
        return page(request, "rounds/approve.html", value, form=form, status=422)
    result = advance_many(form.chosen(), key=form.cleaned_data["key"], actor=request.actor)
    if result.moved:
        said = ngettext("{number}件を承認しました。", "{number}件を承認しました。", result.moved)
        messages.success(request, said.format(number=result.moved))
    for line in result.not_moved:
        messages.warning(request, _("{label}: {why}").format(label=line.label, why=line.why))
    return redirect("round_approve", round_id)


def _as_sent(sent: list[str]) -> list[tuple[UUID, int]]:
    found = []
    for each in sent:
        name, _mark, version = each.partition(":")
        try:
            found.append((UUID(name), int(version[:9])))
        except ValueError:
            continue
    return found


@signed_in
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Close a round, with what has not arrived in view."""

    def act(form: EndingForm) -> str:
        sent = form.cleaned_data
        close_round(round_id, seen=sent["version"], key=sent["key"], actor=request.actor)
        return _("評価を締め切りました。")

    return _end(request, round_id, "rounds/close.html", _Ending(act, ending_form, EndingForm(request.POST)))


@signed_in
@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Publish a closed round, with what stays unevaluated in view."""
    held = round_to_run(request.actor, round_id)
    stages = earlier_stages(held)

    def blank(version: int, left: list[UUID]) -> EndingForm:
        return publish_form(version, left, stages)

    def act(form: EndingForm) -> str:
        sent = form.cleaned_data
        assert isinstance(form, PublishForm)
        publish_round(
            round_id,
            form.unevaluated(),
            seen=sent["version"],
            key=sent["key"],
            actor=request.actor,
            stages=form.chosen_stages(),
        )
        return _("評価の結果を公表しました。どなたでも見ることができます。これから後は、訂正だけができます。")

    return _end(
        request,
        round_id,
        "rounds/publish.html",
        _Ending(act, blank, PublishForm(request.POST, stages=stages)),
    )


@dataclass(frozen=True, slots=True)
class _Ending:
    """What ends a round: the act, the form as it is first shown, and the form as it was sent."""

    act: Callable[[EndingForm], str]
    blank: Callable[[int, list[UUID]], EndingForm]
    sent: EndingForm


def _end(request: HttpRequest, round_id: UUID, template: str, ending: _Ending) -> HttpResponse:
    held = round_to_run(request.actor, round_id)
    value = ending_page(held)
    blank = ending.blank(held.version, [line.id for line in value.unfinished])
    if request.method == "GET":
        return page(request, template, value, form=blank)
    form = ending.sent
    form.fields["confirmed"].required = bool(value.unfinished)
    if not form.is_valid():
        return page(request, template, value, form=form, status=422)
    try:
        messages.success(request, ending.act(form))
    except MoveRefused as problem:
        messages.error(request, str(problem))
        return page(
            request, template, ending_page(round_to_run(request.actor, round_id)), form=blank, status=409
        )
    return redirect("round", round_id)
