"""The mappings kept under a name: list, add, change, give out, delete."""

import secrets
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ayumi.importing.actions.mappings import (
    MappingChangedMeanwhile,
    NameTaken,
    add_mapping,
    change_mapping,
    delete_mapping,
)
from ayumi.importing.forms.mappings import MappingForm
from ayumi.importing.gates import mapping_for
from ayumi.importing.queries.mapping_pages import mapping_rows
from ayumi.importing.rules.mapping import BadMapping
from ayumi.importing.words import said
from ayumi.shell.page import page
from ayumi.tenancy.gates import require
from ayumi.tenancy.rules import Permission
from ayumi.tenancy.sign_in import signed_in


@signed_in
@require_http_methods(["GET", "POST"])
def mappings(request: HttpRequest) -> HttpResponse:
    """List the mappings, or add one from a YAML file."""
    require(request.actor, Permission.IMPORT_PLANS)
    if request.method == "GET":
        form = MappingForm(initial={"key": secrets.token_hex(16)})
        return page(request, "importing/mappings.html", mapping_rows(), form=form)
    form = MappingForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            data = form.cleaned_data
            add_mapping(data["name"], form.said(), key=data["key"], actor=request.actor)
        except NameTaken as problem:
            form.add_error("name", str(problem))
        except BadMapping as problem:
            form.add_error("file", said(str(problem)))
        else:
            messages.success(request, _("対応付けを保存しました。"))
            return redirect("mappings")
    return page(request, "importing/mappings.html", mapping_rows(), form=form, status=422)


@signed_in
@require_http_methods(["GET", "POST"])
def mapping(request: HttpRequest, mapping_id: UUID) -> HttpResponse:
    """Show a mapping's name and YAML, or store what the person made of them."""
    kept = mapping_for(request.actor, mapping_id)
    if request.method == "GET":
        begin = {"name": kept.name, "text": kept.text, "seen": kept.version, "key": "-"}
        return page(request, "importing/mapping_edit.html", kept.pk, form=MappingForm(initial=begin))
    form = MappingForm(request.POST, request.FILES)
    status = 422
    if form.is_valid():
        data = form.cleaned_data
        try:
            change_mapping(mapping_id, data["name"], form.said(), seen=data["seen"] or 0, actor=request.actor)
        except NameTaken as problem:
            form.add_error("name", str(problem))
        except BadMapping as problem:
            form.add_error("text", said(str(problem)))
        except MappingChangedMeanwhile as problem:
            form.add_error(None, str(problem))
            status = 409
        else:
            messages.success(request, _("対応付けを保存しました。"))
            return redirect("mappings")
    return page(request, "importing/mapping_edit.html", kept.pk, form=form, status=status)


@signed_in
@require_GET
def download(request: HttpRequest, mapping_id: UUID) -> HttpResponse:
    """Give out a mapping as YAML."""
    kept = mapping_for(request.actor, mapping_id)
    answer = HttpResponse(kept.text, content_type="application/yaml; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="mapping.yaml"'
    return answer


@signed_in
@require_POST
def delete(request: HttpRequest, mapping_id: UUID) -> HttpResponse:
    """Delete a mapping."""
    delete_mapping(mapping_id, actor=request.actor)
    messages.success(request, _("対応付けを削除しました。登録した計画はそのままです。"))
    return redirect("mappings")
