"""Addresses of challenges, scales and roll-ups, under those of the room."""

from django.urls import path

from ayumi.rounds.views import challenges

urlpatterns = [
    path("<uuid:round_id>/challenges/", challenges.round_challenges, name="round_challenges"),
    path("<uuid:round_id>/challenges.csv", challenges.round_challenges_csv, name="round_challenges_csv"),
    path("reports/<uuid:report_id>/challenges/", challenges.report_challenges, name="report_challenges"),
]
