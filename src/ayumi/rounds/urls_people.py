"""Addresses of who answers, of notices and of the guide through the year, under those of the room."""

from django.urls import path

from ayumi.rounds.views import guide, notices, responsibility

urlpatterns = [
    path("people/", responsibility.responsibility, name="responsibility"),
    path("people/hand-over/", responsibility.hand_over, name="hand_over"),
    path("people/measures/<uuid:item_id>/", responsibility.measure_owners, name="measure_owners"),
    path("notices/", notices.notices, name="notices"),
    path("notices/read/", notices.notices_read, name="notices_read"),
    path("guide/", guide.guide, name="year_guide"),
    path("guide/<uuid:plan_id>/", guide.guide_of_plan, name="year_guide_of_plan"),
]
