"""Sending a file whose name may be Japanese."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def file_response(
    content: bytes | str, content_type: str, name: str, *, inline: bool = False
) -> HttpResponse:
    """Return a file called ``name``, to be kept or, ``inline``, to be looked at."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(not inline, name) or "inline"
    return response
