"""Pages of the room: thin."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ayumi.shell.page import page
from ayumi.tenancy.actions.divisions import DivisionClosed, add_division, close_division
from ayumi.tenancy.actions.mail_choice import choose_mail
from ayumi.tenancy.forms import AddDivisionForm, CloseDivisionForm
from ayumi.tenancy.gates import require
from ayumi.tenancy.models import Division
from ayumi.tenancy.queries.account import account_page
from ayumi.tenancy.queries.audit_trail import audit_page
from ayumi.tenancy.queries.divisions import divisions_page
from ayumi.tenancy.queries.verify_audit import verify_audit
from ayumi.tenancy.rules import Permission
from ayumi.tenancy.sign_in import signed_in


@signed_in
@require_GET
def account(request: HttpRequest) -> HttpResponse:
    """Show one's own roles and where to change password and second factor."""
    return page(request, "tenancy/account.html", account_page(request.actor))


@signed_in
@require_POST
def account_mail(request: HttpRequest) -> HttpResponse:
    """Switch the notices by mail on or off for oneself."""
    wants = request.POST.get("wants") == "yes"
    if choose_mail(wants, actor=request.actor):
        messages.success(
            request, _("お知らせをメールで受け取ります。") if wants else _("お知らせのメールを止めました。")
        )
    return redirect("account")


@signed_in
@require_GET
def divisions(request: HttpRequest) -> HttpResponse:
    """List the divisions of today and of the past."""
    require(request.actor, Permission.VIEW_PLANS)
    return page(request, "tenancy/divisions.html", divisions_page())


@signed_in
@require_http_methods(["GET", "POST"])
def division_add(request: HttpRequest) -> HttpResponse:
    """Add a division."""
    require(request.actor, Permission.MANAGE_DIVISIONS)
    form = AddDivisionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        add_division(form.cleaned_data["name"], form.cleaned_data["valid_from"], actor=request.actor)
        messages.success(request, _("組織を追加しました。"))
        return redirect("divisions")
    return page(request, "tenancy/division_add.html", form=form, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def division_close(request: HttpRequest, division_id: UUID) -> HttpResponse:
    """Close a division and name its successors."""
    require(request.actor, Permission.MANAGE_DIVISIONS)
    division = Division.objects.filter(pk=division_id).first()
    if division is None:
        raise Http404
    sent = request.POST if request.method == "POST" else None
    form = CloseDivisionForm(sent, division_id=division_id)
    if request.method == "POST" and form.is_valid() and _closed(request, division_id, form):
        return redirect("divisions")
    status = 422 if form.errors else 200
    return page(request, "tenancy/division_close.html", division, form=form, status=status)


def _closed(request: HttpRequest, division_id: UUID, form: CloseDivisionForm) -> bool:
    successors = tuple(successor.pk for successor in form.cleaned_data["successors"])
    try:
        close_division(division_id, form.cleaned_data["valid_to"], successors, actor=request.actor)
    except DivisionClosed as problem:
        form.add_error("valid_to", str(problem))
        return False
    messages.success(request, _("組織の廃止を記録しました。"))
    return True


@signed_in
@require_GET
def audit_trail(request: HttpRequest) -> HttpResponse:
    """Show the audit trail, newest first."""
    require(request.actor, Permission.VIEW_AUDIT)
    number = request.GET.get("page", "1")
    return page(request, "tenancy/audit_trail.html", audit_page(int(number) if number.isdecimal() else 1))


@signed_in
@require_GET
def audit_verification(request: HttpRequest) -> HttpResponse:
    """Verify the chain now and say what was found."""
    require(request.actor, Permission.VIEW_AUDIT)
    return page(request, "tenancy/audit_verification.html", verify_audit())
