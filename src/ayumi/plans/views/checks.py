"""The consistency check of a plan."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from ayumi.plans.actions.fix_findings import PlanChangedMeanwhile, fix_findings
from ayumi.plans.forms import FixForm
from ayumi.plans.gates import plan_for, plan_to_fix
from ayumi.plans.queries.check import check_page, edits_shown
from ayumi.shell.page import page
from ayumi.tenancy.sign_in import signed_in


@signed_in
@require_GET
def check(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Show what the check finds in a plan, or what one rule of it finds."""
    number = request.GET.get("page", "1")
    value = check_page(
        plan_for(request.actor, plan_id),
        request.actor,
        rule_id=request.GET.get("rule", "")[:100],
        number=int(number) if number.isdecimal() and len(number) < 7 else 1,
    )
    return page(request, "plans/check.html", value)


@signed_in
@require_POST
def check_fix(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Make the edits that the page showed, and show what is left."""
    plan = plan_to_fix(request.actor, plan_id)
    form = FixForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("直す内容を読み取れませんでした。もう一度お選びください。"))
        return redirect("check", plan_id)
    wanted = form.cleaned_data
    edits = edits_shown(plan, wanted["rule"], wanted["shown"])
    try:
        number = fix_findings(
            plan_id, edits, seen=wanted["version"], key=form.submission_key(), actor=request.actor
        )
    except PlanChangedMeanwhile as problem:
        advice = _("何も変えずに、もう一度点検しました。内容を確かめて、もう一度お選びください。")
        messages.warning(request, f"{problem} {advice}")
    else:
        messages.success(
            request,
            ngettext("{number}か所を直しました。", "{number}か所を直しました。", number).format(
                number=number
            ),
        )
    address = reverse("check", args=[plan_id])
    return redirect(f"{address}?{urlencode({'rule': wanted['only']})}" if wanted["only"] else address)
