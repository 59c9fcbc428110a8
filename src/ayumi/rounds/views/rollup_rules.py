"""The rules of a city by which a goal gets its word: seeing, copying, editing and retiring them."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ayumi.rounds.actions.rollup_rules import (
    RuleRefused,
    add_rollup_rule,
    edit_rollup_rule,
    retire_rollup_rule,
)
from ayumi.rounds.forms.goals import RollupRuleForm, form_of_rule
from ayumi.rounds.gates import rollup_rule_to_edit
from ayumi.rounds.queries.rollup_rules import card_of_row, card_of_rule, rules_page
from ayumi.rounds.rules.presets import rollup_rules
from ayumi.rounds.rules.rollup_rule import RollupRule
from ayumi.shell.page import page
from ayumi.tenancy.gates import require
from ayumi.tenancy.rules import Permission
from ayumi.tenancy.sign_in import signed_in

FORM = "rounds/rollup_rule_form.html"


@signed_in
@require_GET
def rules(request: HttpRequest) -> HttpResponse:
    """List the rules."""
    require(request.actor, Permission.VIEW_ROUNDS)
    return page(request, "rounds/rollup_rules.html", rules_page())


@signed_in
@require_http_methods(["GET", "POST"])
def rule_copy(request: HttpRequest, rollup_preset: str) -> HttpResponse:
    """Copy a rule that comes with Ayumi, change it and store it as the city's own."""
    require(request.actor, Permission.RUN_ROUNDS)
    found = next((each for each in rollup_rules() if each.id == rollup_preset), None)
    if found is None:
        raise Http404
    value = card_of_rule(found)
    if request.method == "GET":
        name = _("{name}（写し）").format(name=found.name)
        return page(request, FORM, value, form=form_of_rule(found, name=name))
    form = RollupRuleForm(request.POST)
    if not form.is_valid() or form.rule is None:
        return page(request, FORM, value, form=form, status=422)
    try:
        add_rollup_rule(form.rule, preset=found.id, key=form.cleaned_data["key"], actor=request.actor)
    except RuleRefused as problem:
        form.add_error("name", str(problem))
        return page(request, FORM, value, form=form, status=409)
    messages.success(request, _("決め方を保存しました。次に始める評価から選べます。"))
    return redirect("rollup_rules")


@signed_in
@require_http_methods(["GET", "POST"])
def rule_edit(request: HttpRequest, rule_id: UUID) -> HttpResponse:
    """Edit a rule of the city's own; rounds that have begun keep the one they began with."""
    row = rollup_rule_to_edit(request.actor, rule_id)
    value = card_of_row(row)
    if request.method == "GET":
        stored = RollupRule.from_stored(row.rule)
        return page(request, FORM, value, form=form_of_rule(stored, version=row.version))
    form = RollupRuleForm(request.POST)
    if not form.is_valid() or form.rule is None:
        return page(request, FORM, value, form=form, status=422)
    seen, key = form.cleaned_data["version"], form.cleaned_data["key"]
    try:
        edit_rollup_rule(rule_id, form.rule, seen=seen, key=key, actor=request.actor)
    except RuleRefused as problem:
        form.add_error(None, str(problem))
        return page(request, FORM, value, form=form, status=409)
    messages.success(request, _("決め方を保存しました。次に始める評価から使われます。"))
    return redirect("rollup_rules")


@signed_in
@require_POST
def rule_retire(request: HttpRequest, rule_id: UUID) -> HttpResponse:
    """Take a rule out of use, or back into it."""
    version = request.POST.get("version", "")
    try:
        seen = int(version) if version.isdecimal() and len(version) < 10 else -1
        retire_rollup_rule(rule_id, seen=seen, actor=request.actor)
    except RuleRefused as problem:
        messages.error(request, str(problem))
    return redirect("rollup_rules")
