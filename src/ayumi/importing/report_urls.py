"""Addresses of the workbooks of a round: those given out, and those that came back."""

from django.urls import path

from ayumi.importing.views import report_books, returned

urlpatterns = [
    path("rounds/<uuid:round_id>/workbooks/", report_books.report_books, name="report_books"),
    path(
        "rounds/<uuid:round_id>/workbooks/export/",
        report_books.report_books_export,
        name="report_books_export",
    ),
    path(
        "rounds/<uuid:round_id>/workbooks/export/<uuid:division_id>/",
        report_books.report_book_export,
        name="report_book_export",
    ),
    path("rounds/returned/<uuid:batch_id>/", returned.returned_batch, name="returned_batch"),
    path("rounds/returned/workbook/<uuid:returned_id>/", returned.returned, name="returned"),
    path(
        "rounds/returned/workbook/<uuid:returned_id>/discard/",
        returned.returned_discard,
        name="returned_discard",
    ),
]
