"""Sending a book as a file."""

from urllib.parse import quote

from django.http import HttpResponse

from ayumi.publishing.models import BookFile, BookJob

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "txt": "text/plain; charset=utf-8",
    "json": "application/json; charset=utf-8",
}


def book_response(form: str, file: BookFile, job: BookJob) -> HttpResponse:
    """Return the book as ``form`` (pdf, txt or json), named after the plan."""
    content = {"pdf": lambda: bytes(file.pdf), "txt": lambda: file.text, "json": lambda: job.document}[form]()
    response = HttpResponse(content, content_type=CONTENT_TYPES[form])
    way = "inline" if form == "pdf" else "attachment"
    response["Content-Disposition"] = f"{way}; filename*=UTF-8''{quote(f'{job.plan.title}.{form}')}"
    response["X-Content-SHA256"] = job.sha256
    return response
