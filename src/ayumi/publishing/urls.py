"""Addresses of the room."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from ayumi.publishing.views import books, site


class FormConverter(StringConverter):
    """The forms a book comes in."""

    regex = "pdf|txt|json"


class CodeConverter(StringConverter):
    """A local government code."""

    regex = "[0-9]{6}"


register_converter(FormConverter, "book_form")
register_converter(CodeConverter, "government_code")

urlpatterns = [
    path("plans/<uuid:plan_id>/book/", books.book, name="book"),
    path("plans/<uuid:plan_id>/book/request/", books.book_request, name="book_request"),
    path("books/<uuid:job_id>/plan.<book_form:form>", books.book_file, name="book_file"),
    path("books/<uuid:job_id>/publish/", books.publish, name="book_publish"),
    path("editions/<uuid:edition_id>/withdraw/", books.withdraw, name="edition_withdraw"),
    path("published/", site.published, name="published"),
    path("published/<government_code:code>/", site.published_site, name="published_site"),
    path("published/<government_code:code>/<uuid:edition_id>/", site.published_plan, name="published_plan"),
    path(
        "published/<government_code:code>/<uuid:edition_id>/measures/<uuid:item_id>/",
        site.published_measure,
        name="published_measure",
    ),
    path(
        "published/<government_code:code>/<uuid:edition_id>/plan.<book_form:form>",
        site.published_file,
        name="published_file",
    ),
]
