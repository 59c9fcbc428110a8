"""What anybody may read: published editions, read-only."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from ayumi.publishing.downloads import book_response
from ayumi.publishing.gates import municipality_by_code, published_edition
from ayumi.publishing.models import BookFile
from ayumi.publishing.queries.site import edition_page, measure_page, site_page
from ayumi.shell.page import page
from ayumi.tenancy.models import Municipality
from ayumi.tenancy.scope import municipality_scope
from ayumi.tenancy.sign_in import open_to_all


@open_to_all
@require_GET
def published(request: HttpRequest) -> HttpResponse:
    """List the municipalities; go straight on where there is only one."""
    municipalities = tuple(Municipality.objects.order_by("code").values_list("code", "name"))
    if len(municipalities) == 1:
        return redirect("published_site", municipalities[0][0])
    return page(request, "publishing/municipalities.html", municipalities)


@open_to_all
@require_GET
def published_site(request: HttpRequest, code: str) -> HttpResponse:
    """List what a municipality published."""
    municipality = municipality_by_code(code)
    with municipality_scope(municipality.pk):
        return page(request, "publishing/site.html", site_page(municipality))


@open_to_all
@require_GET
def published_plan(request: HttpRequest, code: str, edition_id: UUID) -> HttpResponse:
    """Show a published plan."""
    with municipality_scope(municipality_by_code(code).pk):
        return page(request, "publishing/edition.html", edition_page(code, published_edition(edition_id)))


@open_to_all
@require_GET
def published_measure(request: HttpRequest, code: str, edition_id: UUID, item_id: UUID) -> HttpResponse:
    """Show a published measure sheet."""
    with municipality_scope(municipality_by_code(code).pk):
        value = measure_page(code, published_edition(edition_id), str(item_id))
        if value is None:
            raise Http404
        return page(request, "publishing/measure.html", value)


@open_to_all
@require_GET
def published_file(request: HttpRequest, code: str, edition_id: UUID, form: str) -> HttpResponse:
    """Send the published book as PDF, text or JSON."""
    with municipality_scope(municipality_by_code(code).pk):
        edition = published_edition(edition_id)
        file = BookFile.objects.filter(job=edition.job).first()
        if file is None:
            raise Http404
        return book_response(form, file, edition.job)
