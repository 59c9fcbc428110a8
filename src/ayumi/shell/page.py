"""How every view answers: one frozen value in, one page out."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def page(
    request: HttpRequest,
    template: str,
    value: Any = None,
    *,
    form: Any = None,
    status: int = 200,
) -> HttpResponse:
    """Render ``template`` with ``page`` (the value) and ``form``.

    Values are frozen and fully loaded, so a template cannot ask the database.
    """
    return render(request, template, {"page": value, "form": form}, status=status)
