"""What a person is told, and marking it as read."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from ayumi.rounds.actions.reading import mark_read
from ayumi.rounds.queries.notices import notices_page
from ayumi.shell.page import page
from ayumi.tenancy.gates import require
from ayumi.tenancy.rules import Permission
from ayumi.tenancy.sign_in import signed_in


@signed_in
@require_GET
def notices(request: HttpRequest) -> HttpResponse:
    """List one's own notices."""
    require(request.actor, Permission.VIEW_ROUNDS)
    number = request.GET.get("page", "1")
    known = number.isdecimal() and len(number) < 7
    return page(request, "rounds/notices.html", notices_page(request.actor, int(number) if known else 1))


@signed_in
@require_POST
def notices_read(request: HttpRequest) -> HttpResponse:
    """Mark one notice as read, or all of them."""
    sent = request.POST.get("notice", "")
    number = mark_read(None if sent == "all" else _identifiers(sent), actor=request.actor)
    if number:
        said = ngettext("{number}件を既読にしました。", "{number}件を既読にしました。", number)
        messages.success(request, said.format(number=number))
    return redirect("notices")


def _identifiers(text: str) -> list[UUID]:
    try:
        return [UUID(text)]
    except ValueError:
        return []
