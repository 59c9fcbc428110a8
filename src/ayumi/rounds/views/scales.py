"""The scales of a city: seeing, copying, editing, previewing and retiring them."""

import uuid
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ayumi.rounds.actions.scales import (
    ScaleChangedMeanwhile,
    ScaleRefused,
    add_scale,
    edit_scale,
    retire_scale,
)
from ayumi.rounds.forms.scale import ScaleForm, form_of_scale
from ayumi.rounds.gates import scale_for, scale_to_edit
from ayumi.rounds.queries.scales import (
    card_of_own,
    card_of_preset,
    preview_page,
    scale_page,
    scales_page,
)
from ayumi.rounds.rules.presets import Preset, preset
from ayumi.rounds.rules.scales import Scale
from ayumi.shell.page import page
from ayumi.tenancy.gates import require
from ayumi.tenancy.rules import Permission
from ayumi.tenancy.sign_in import signed_in


@signed_in
@require_GET
def scales(request: HttpRequest) -> HttpResponse:
    """List the scales."""
    require(request.actor, Permission.VIEW_ROUNDS)
    return page(request, "rounds/scales.html", scales_page())


@signed_in
@require_GET
def preset_scale(request: HttpRequest, preset_id: str) -> HttpResponse:
    """Show a scale that comes with Ayumi."""
    require(request.actor, Permission.VIEW_ROUNDS)
    found = _preset(preset_id)
    return page(request, "rounds/scale.html", scale_page(card_of_preset(found), found.scale))


@signed_in
@require_GET
def scale(request: HttpRequest, scale_id: UUID) -> HttpResponse:
    """Show a scale of the city's own."""
    row = scale_for(request.actor, scale_id)
    value = scale_page(card_of_own(row), Scale.from_stored(row.scale), row)
    return page(request, "rounds/scale.html", value)


@signed_in
@require_http_methods(["GET", "POST"])
def scale_copy(request: HttpRequest, preset_id: str) -> HttpResponse:
    """Copy a preset, change what the city wants and store it as the city's own."""
    require(request.actor, Permission.RUN_ROUNDS)
    found = _preset(preset_id)
    value = scale_page(card_of_preset(found), found.scale)
    if request.method == "GET":
        name = _("{name}（写し）").format(name=found.scale.name)
        return page(request, "rounds/scale_form.html", value, form=form_of_scale(found.scale, name=name))
    form = ScaleForm(request.POST)
    if not form.is_valid() or form.scale is None:
        return page(request, "rounds/scale_form.html", value, form=form, status=422)
    try:
        added = add_scale(form.scale, preset=found.id, key=form.cleaned_data["key"], actor=request.actor)
    except ScaleRefused as problem:
        form.add_error("name", str(problem))
        return page(request, "rounds/scale_form.html", value, form=form, status=409)
    messages.success(request, _("評価の尺度を保存しました。次に始める評価から選べます。"))
    return redirect("scale", added)


@signed_in
@require_http_methods(["GET", "POST"])
def scale_edit(request: HttpRequest, scale_id: UUID) -> HttpResponse:
    """Edit a scale of the city's own; rounds that have begun keep the one they began with."""
    row = scale_to_edit(request.actor, scale_id)
    stored = Scale.from_stored(row.scale)
    value = scale_page(card_of_own(row), stored, row)
    if request.method == "GET":
        return page(request, "rounds/scale_form.html", value, form=form_of_scale(stored, version=row.version))
    form = ScaleForm(request.POST)
    if not form.is_valid() or form.scale is None:
        return page(request, "rounds/scale_form.html", value, form=form, status=422)
    seen, key = form.cleaned_data["version"], form.cleaned_data["key"]
    try:
        edit_scale(scale_id, form.scale, seen=seen, key=key, actor=request.actor)
    except (ScaleRefused, ScaleChangedMeanwhile) as problem:
        form.add_error(None, str(problem))
        return page(request, "rounds/scale_form.html", value, form=form, status=409)
    messages.success(request, _("評価の尺度を保存しました。次に始める評価から使われます。"))
    return redirect("scale", scale_id)


@signed_in
@require_POST
def scale_retire(request: HttpRequest, scale_id: UUID) -> HttpResponse:
    """Take a scale out of use, or back into it."""
    version = request.POST.get("version", "")
    try:
        seen = int(version) if version.isdecimal() and len(version) < 10 else -1
        retire_scale(scale_id, seen=seen, actor=request.actor)
    except ScaleChangedMeanwhile as problem:
        messages.error(request, str(problem))
    return redirect("scale", scale_id)


@signed_in
@require_GET
def scale_preview(request: HttpRequest) -> HttpResponse:
    """Show how a plan's year would fall on a scale, and on another one beside it."""
    require(request.actor, Permission.VIEW_ROUNDS)
    year = request.GET.get("year", "")
    value = preview_page(
        request.GET.get("scale", ""),
        request.GET.get("other", ""),
        _uuid(request.GET.get("plan", "")),
        int(year) if year.isdecimal() and len(year) == 4 else None,
    )
    return page(request, "rounds/scale_preview.html", value)


def _preset(preset_id: str) -> Preset:
    found = preset(preset_id)
    if found is None:
        raise Http404
    return found


def _uuid(text: str) -> UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
