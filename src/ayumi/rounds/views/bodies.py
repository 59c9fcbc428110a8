"""Bodies and their members."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from ayumi.rounds.actions.bodies import add_body, add_member, edit_body, edit_member
from ayumi.rounds.forms.bodies import BodyForm, MemberForm
from ayumi.rounds.gates import MoveRefused
from ayumi.rounds.gates.meetings import body_for, body_to_run, member_to_run
from ayumi.rounds.queries.bodies import bodies_page, body_page, people_choices
from ayumi.shell.page import page
from ayumi.tenancy.gates import require
from ayumi.tenancy.rules import Permission
from ayumi.tenancy.sign_in import signed_in


@signed_in
@require_GET
def bodies(request: HttpRequest) -> HttpResponse:
    """List the bodies."""
    require(request.actor, Permission.VIEW_ROUNDS)
    return page(request, "rounds/bodies.html", bodies_page(today=timezone.localdate()))


@signed_in
@require_GET
def body(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """Show a body with its members and meetings."""
    found = body_for(request.actor, body_id)
    return page(request, "rounds/body.html", body_page(found, request.actor, today=timezone.localdate()))


@signed_in
@require_http_methods(["GET", "POST"])
def body_add(request: HttpRequest) -> HttpResponse:
    """Add a body."""
    require(request.actor, Permission.RUN_ROUNDS)
    if request.method == "GET":
        return page(request, "rounds/body_edit.html", form=BodyForm(initial=BodyForm.blank()))
    form = BodyForm(request.POST)
    if form.is_valid():
        try:
            made = add_body(form.facts(), key=form.cleaned_data["key"], actor=request.actor)
        except MoveRefused as problem:
            form.add_error("name", str(problem))
        else:
            messages.success(request, _("会議体を追加しました。続けて委員を登録してください。"))
            return redirect("body", made)
    return page(request, "rounds/body_edit.html", form=form, status=422)


@signed_in
@require_http_methods(["GET", "POST"])
def body_edit(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """Change a body."""
    found = body_to_run(request.actor, body_id)
    if request.method == "GET":
        names = ("name", "stage", "quorum", "counts_representatives", "basis", "is_active")
        initial = {name: getattr(found, name) for name in names} | BodyForm.blank(found.version)
        return page(request, "rounds/body_edit.html", found, form=BodyForm(initial=initial))
    form = BodyForm(request.POST)
    if form.is_valid():
        try:
            edit_body(body_id, form.facts(), seen=form.cleaned_data["version"], actor=request.actor)
        except MoveRefused as problem:
            form.add_error(None, str(problem))
            return page(request, "rounds/body_edit.html", found, form=form, status=409)
        messages.success(request, _("会議体を変更しました。"))
        return redirect("body", body_id)
    return page(request, "rounds/body_edit.html", found, form=form, status=422)


@signed_in
@require_http_methods(["GET", "POST"])
def member_add(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """Add a member to a body."""
    found = body_to_run(request.actor, body_id)
    people = people_choices()
    if request.method == "GET":
        form = MemberForm(initial=MemberForm.blank(found.version), people=people)
        return page(request, "rounds/member_edit.html", {"body": found}, form=form)
    form = MemberForm(request.POST, people=people)
    if form.is_valid():
        try:
            add_member(body_id, form.facts(), key=form.cleaned_data["key"], actor=request.actor)
        except MoveRefused as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("委員を追加しました。"))
            return redirect("body", body_id)
    return page(request, "rounds/member_edit.html", {"body": found}, form=form, status=422)


@signed_in
@require_http_methods(["GET", "POST"])
def member_edit(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Change a membership, or end it."""
    found = member_to_run(request.actor, member_id)
    people = people_choices()
    value = {"body": found.body, "member": found}
    if request.method == "GET":
        names = ("name", "is_chair", "valid_from", "valid_to")
        initial = {name: getattr(found, name) for name in names} | MemberForm.blank(found.body.version)
        initial["person"] = str(found.person_id or "")
        form = MemberForm(initial=initial, people=people)
        return page(request, "rounds/member_edit.html", value, form=form)
    form = MemberForm(request.POST, people=people)
    if form.is_valid():
        try:
            edit_member(member_id, form.facts(), seen=form.cleaned_data["version"], actor=request.actor)
        except MoveRefused as problem:
            form.add_error(None, str(problem))
            return page(request, "rounds/member_edit.html", value, form=form, status=409)
        messages.success(request, _("委員の登録を変更しました。"))
        return redirect("body", found.body_id)
    return page(request, "rounds/member_edit.html", value, form=form, status=422)
