"""Headers on every answer."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from ayumi.shell.security import OTHER_HEADERS


class SecurityHeadersMiddleware:
    """Adds the headers Django and django-csp do not, and keeps signed-in pages out of shared caches."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the headers set, unless the view set its own."""
        response = self.get_response(request)
        for name, value in OTHER_HEADERS.items():
            response.setdefault(name, value)
        # A page must be right immediately after an edit, and must not outlive its session.
        response.setdefault("Cache-Control", "private, no-store")
        return response
