"""Who answers for which measure: the list, one measure's history, and handing over."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from ayumi.plans.gates import item_for
from ayumi.rounds.actions.handing_over import HandOverChanged, make_hand_over
from ayumi.rounds.forms.handing_over import HandOverForm, blank_form
from ayumi.rounds.gates.hand_over import HandOverRefused, plan_hand_over, refuse_unless_hands_over
from ayumi.rounds.queries.hand_over import preview_page
from ayumi.rounds.queries.responsibility import WantedOwners, owner_history, owners_page
from ayumi.shell.page import page
from ayumi.tenancy.gates import require
from ayumi.tenancy.rules import Permission
from ayumi.tenancy.sign_in import signed_in


@signed_in
@require_GET
def responsibility(request: HttpRequest) -> HttpResponse:
    """List the measures with who answers for them."""
    require(request.actor, Permission.VIEW_ROUNDS)
    today = timezone.localdate()
    value = owners_page(request.actor, _wanted(request.GET), today=today)
    form = blank_form(request.actor, today=today) if value.can_change else None
    return page(request, "rounds/responsibility.html", value, form=form)


@signed_in
@require_GET
def measure_owners(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Show everybody who answered for a measure."""
    require(request.actor, Permission.VIEW_ROUNDS)
    value = owner_history(item_for(request.actor, item_id), request.actor)
    form = None
    if value.can_change:
        form = blank_form(request.actor, today=timezone.localdate(), items=[str(item_id)])
    return page(request, "rounds/measure_owners.html", value, form=form)


@signed_in
@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest) -> HttpResponse:
    """Choose what is handed over, see what would change, and do it."""
    refuse_unless_hands_over(request.actor)
    today = timezone.localdate()
    if request.method == "GET":
        chosen = {name: request.GET.get(name, "")[:40] for name in ("from_person", "from_division")}
        return page(request, "rounds/hand_over.html", form=blank_form(request.actor, today=today, **chosen))
    form = HandOverForm(request.POST, actor=request.actor, today=today)
    if not form.is_valid():
        return page(request, "rounds/hand_over.html", form=form, status=422)
    wanted = form.wanted()
    try:
        if request.POST.get("then") == "apply":
            number = make_hand_over(
                wanted, seen=form.seen(), key=form.cleaned_data["key"], today=today, actor=request.actor
            )
            said = ngettext(
                "{number}件の施策を引き継ぎました。", "{number}件の施策を引き継ぎました。", number
            )
            messages.success(request, said.format(number=number))
            return redirect("responsibility")
        planned = plan_hand_over(request.actor, wanted, today=today)
    except HandOverChanged as problem:
        messages.error(request, str(problem))
        value = preview_page(plan_hand_over(request.actor, wanted, today=today), wanted)
        return page(request, "rounds/hand_over_preview.html", value, status=409)
    except HandOverRefused as problem:
        form.add_error(None, str(problem))
        return page(request, "rounds/hand_over.html", form=form, status=422)
    return page(request, "rounds/hand_over_preview.html", preview_page(planned, wanted))


def _wanted(sent: QueryDict) -> WantedOwners:
    number = sent.get("page", "1")
    return WantedOwners(
        plan=sent.get("plan", "")[:40],
        division=sent.get("division", "")[:40],
        person=sent.get("person", "")[:40],
        only=sent.get("only", "")[:10],
        page=int(number) if number.isdecimal() and len(number) < 7 else 1,
    )
