"""Puts a signed-in request into its municipality's scope and gives it an actor."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from ayumi.tenancy.queries.actor import load_actor
from ayumi.tenancy.scope import municipality_scope


class MunicipalityMiddleware:
    """Sets ``request.actor`` (None when signed out) and the scope for the whole request.

    Roles are read on every request, so a change of role and a disabled account hold at once.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request inside its municipality."""
        request.actor = None
        if not request.user.is_authenticated:
            return self.get_response(request)
        with municipality_scope(request.user.municipality_id):
            request.actor = load_actor(request.user)
            return self.get_response(request)
