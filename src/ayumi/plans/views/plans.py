"""Pages of a whole plan."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from ayumi.plans.gates import plan_for
from ayumi.plans.queries.home import home_page
from ayumi.plans.queries.outline import outline_page
from ayumi.plans.queries.overview import overview_page
from ayumi.plans.queries.plan_list import plan_rows
from ayumi.plans.queries.reading import glossary_page, related_page, text_page
from ayumi.shell.home_panels import home_panels
from ayumi.shell.page import page
from ayumi.tenancy.gates import require
from ayumi.tenancy.rules import Permission
from ayumi.tenancy.sign_in import open_to_all, signed_in


@open_to_all
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show a signed-in person their own start, everybody else what is published."""
    if request.actor is None:
        return redirect("published")
    return page(request, "plans/home.html", home_page(request.actor, home_panels(request)))


@signed_in
@require_GET
def plans(request: HttpRequest) -> HttpResponse:
    """List the plans."""
    require(request.actor, Permission.VIEW_PLANS)
    return page(request, "plans/plans.html", plan_rows())


@signed_in
@require_GET
def overview(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Show a plan's overview with its figures."""
    return page(request, "plans/overview.html", overview_page(plan_for(request.actor, plan_id)))


@signed_in
@require_GET
def outline(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Show the tree, or the part of it that a search finds."""
    plan = plan_for(request.actor, plan_id)
    value = outline_page(
        plan, words=request.GET.get("words", "")[:100], division_id=_uuid(request.GET.get("division"))
    )
    return page(request, "plans/outline.html", value)


@signed_in
@require_GET
def text(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Show the chapters."""
    return page(request, "plans/text.html", text_page(plan_for(request.actor, plan_id)))


@signed_in
@require_GET
def glossary(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Show the glossary."""
    return page(request, "plans/glossary.html", glossary_page(plan_for(request.actor, plan_id)))


@signed_in
@require_GET
def related(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Show the plans around this one."""
    return page(request, "plans/related.html", related_page(plan_for(request.actor, plan_id)))


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
