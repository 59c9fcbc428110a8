"""Addresses of the room."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from ayumi.publishing.views import books, evaluations, site


class FormConverter(StringConverter):
    """The forms a book comes in."""

    regex = "pdf|txt|json"


class CodeConverter(StringConverter):
    """A local government code."""

    regex = "[0-9]{6}"


register_converter(FormConverter, "book_form")
register_converter(CodeConverter, "government_code")

EVALUATION = "published/<government_code:code>/evaluations/<uuid:evaluation_id>/"
"""Where the public reads the results of a year."""

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
    path(
        "evaluations/<uuid:evaluation_id>/withdraw/",
        evaluations.evaluation_withdraw,
        name="evaluation_withdraw",
    ),
    path(
        "evaluations/<uuid:evaluation_id>/restore/", evaluations.evaluation_restore, name="evaluation_restore"
    ),
    path(f"{EVALUATION}", evaluations.evaluation, name="published_evaluation"),
    path(
        f"{EVALUATION}measures/<uuid:item_id>/",
        evaluations.evaluation_measure,
        name="published_evaluation_measure",
    ),
    path(f"{EVALUATION}results.json", evaluations.evaluation_json, name="published_evaluation_json"),
    path(
        f"{EVALUATION}measures.csv", evaluations.evaluation_measures_csv, name="published_evaluation_measures"
    ),
    path(
        f"{EVALUATION}indicators.csv",
        evaluations.evaluation_indicators_csv,
        name="published_evaluation_indicators",
    ),
    path(f"{EVALUATION}errata.csv", evaluations.evaluation_errata_csv, name="published_evaluation_errata"),
]
