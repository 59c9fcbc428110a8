"""Sending a book as a file."""

from django.http import HttpResponse

from ayumi.publishing.models import BookFile, BookJob
from ayumi.shell.file import file_response

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "txt": "text/plain; charset=utf-8",
    "json": "application/json; charset=utf-8",
}


def book_response(form: str, file: BookFile, job: BookJob) -> HttpResponse:
    """Return the book as ``form`` (pdf, txt or json), named after the plan."""
    content = {"pdf": lambda: bytes(file.pdf), "txt": lambda: file.text, "json": lambda: job.document}[form]()
    name = f"{job.plan.title}.{form}"
    response = file_response(content, CONTENT_TYPES[form], name, inline=form == "pdf")
    response["X-Content-SHA256"] = job.sha256
    return response
