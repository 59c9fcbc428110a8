"""Pages of the room: thin."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from ayumi.search.queries.search import search_page
from ayumi.shell.page import page
from ayumi.tenancy.gates import require
from ayumi.tenancy.rules import Permission
from ayumi.tenancy.sign_in import signed_in


@signed_in
@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Find words in everything the municipality has written."""
    require(request.actor, Permission.VIEW_PLANS)
    number = request.GET.get("page", "1")
    value = search_page(
        request.GET.get("q", ""),
        kind=request.GET.get("kind", ""),
        plan=request.GET.get("plan", ""),
        number=int(number) if number.isdecimal() and len(number) < 7 else 1,
    )
    return page(request, "search/search.html", value)
