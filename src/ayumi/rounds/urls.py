"""Addresses of the room."""

from django.urls import path

from ayumi.rounds import urls_judging, urls_meetings, urls_people
from ayumi.rounds.views import moves, reports, rounds, sheets

urlpatterns = [
    path("", rounds.rounds, name="rounds"),
    path("mine/", rounds.my_sheets, name="my_sheets"),
    path("open/<uuid:plan_id>/", rounds.round_open, name="round_open"),
    path("measures/<uuid:item_id>/", rounds.measure_years, name="measure_years"),
    path("<uuid:round_id>/", rounds.dashboard, name="round"),
    path("<uuid:round_id>/table.csv", rounds.table, name="round_table"),
    path("<uuid:round_id>/approve/", moves.approve_many, name="round_approve"),
    path("<uuid:round_id>/close/", moves.close, name="round_close"),
    path("<uuid:round_id>/publish/", moves.publish, name="round_publish"),
    path("reports/<uuid:report_id>/", sheets.report, name="report"),
    path("reports/<uuid:report_id>/save/", sheets.report_save, name="report_save"),
    path("reports/<uuid:report_id>/return/", reports.report_return, name="report_return"),
    path("reports/<uuid:report_id>/recall/", reports.report_recall, name="report_recall"),
    path("reports/<uuid:report_id>/erratum/", reports.report_erratum, name="report_erratum"),
    *urls_meetings.urlpatterns,
    *urls_judging.urlpatterns,
    *urls_people.urlpatterns,
]
