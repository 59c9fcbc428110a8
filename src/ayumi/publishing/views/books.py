"""Making books and publishing."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ayumi.plans.gates import plan_for
from ayumi.publishing.actions.books import request_book
from ayumi.publishing.actions.editions import BookNotReady, publish_edition, withdraw_edition
from ayumi.publishing.downloads import book_response
from ayumi.publishing.gates import job_for
from ayumi.publishing.models import BookFile
from ayumi.publishing.queries.books import book_page
from ayumi.shell.page import page
from ayumi.tenancy.sign_in import signed_in


@signed_in
@require_GET
def book(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Show the books of a plan, their progress and what is published."""
    return page(request, "publishing/book.html", book_page(plan_for(request.actor, plan_id)))


@signed_in
@require_POST
def book_request(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Line up a book of the plan as it stands."""
    request_book(plan_id, actor=request.actor)
    return redirect("book", plan_id)


@signed_in
@require_GET
def book_file(request: HttpRequest, job_id: UUID, form: str) -> HttpResponse:
    """Send the finished book as PDF, text or JSON."""
    job = job_for(request.actor, job_id)
    file = BookFile.objects.filter(job=job).first()
    if file is None:
        raise Http404
    return book_response(form, file, job)


@signed_in
@require_POST
def publish(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Publish a finished book."""
    job = job_for(request.actor, job_id)
    try:
        publish_edition(job_id, actor=request.actor)
    except BookNotReady as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("計画を公表しました。どなたでも見ることができます。"))
    return redirect("book", job.plan_id)


@signed_in
@require_POST
def withdraw(request: HttpRequest, edition_id: UUID) -> HttpResponse:
    """Take an edition back."""
    plan_id = withdraw_edition(edition_id, actor=request.actor)
    messages.success(request, _("公表を取り下げました。"))
    return redirect("book", plan_id)
