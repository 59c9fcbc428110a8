"""今年度の評価: the year step by step, for the plan office."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from ayumi.plans.gates import plan_for
from ayumi.rounds.queries.guide import guide_choices, guide_page
from ayumi.shell.page import page
from ayumi.tenancy.gates import require
from ayumi.tenancy.rules import Permission
from ayumi.tenancy.sign_in import signed_in


@signed_in
@require_GET
def guide(request: HttpRequest) -> HttpResponse:
    """List the plans whose year can be led."""
    require(request.actor, Permission.RUN_ROUNDS)
    return page(request, "rounds/guide.html", guide_choices())


@signed_in
@require_GET
def guide_of_plan(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Lead through the year of a plan."""
    require(request.actor, Permission.RUN_ROUNDS)
    plan = plan_for(request.actor, plan_id)
    return page(request, "rounds/guide_of_plan.html", guide_page(plan, today=timezone.localdate()))
