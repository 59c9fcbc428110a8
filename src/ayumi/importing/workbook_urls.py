"""Addresses of plan workbooks: those of one plan, and those of any workbook that was read."""

from django.urls import path

from ayumi.importing.views import workbook_review, workbooks

urlpatterns = [
    path("plans/<uuid:plan_id>/workbook/", workbooks.workbook, name="workbook"),
    path("plans/<uuid:plan_id>/workbook/download/", workbooks.download, name="workbook_download"),
    path("import/workbook/", workbooks.new, name="workbook_new"),
    path("import/workbook/template.xlsx", workbooks.template, name="workbook_template"),
    path("import/workbook/<uuid:workbook_id>/", workbook_review.preview, name="workbook_preview"),
    path("import/workbook/<uuid:workbook_id>/apply/", workbook_review.apply, name="workbook_apply"),
]
