"""Addresses of bodies, meetings, matters and follow-ups."""

from django.urls import path

from ayumi.rounds.views import agenda, bodies, follow_ups, matters, meetings

urlpatterns = [
    path("bodies/", bodies.bodies, name="bodies"),
    path("bodies/add/", bodies.body_add, name="body_add"),
    path("bodies/<uuid:body_id>/", bodies.body, name="body"),
    path("bodies/<uuid:body_id>/edit/", bodies.body_edit, name="body_edit"),
    path("bodies/<uuid:body_id>/members/add/", bodies.member_add, name="member_add"),
    path("bodies/<uuid:body_id>/meetings/add/", meetings.meeting_add, name="meeting_add"),
    path("members/<uuid:member_id>/", bodies.member_edit, name="member_edit"),
    path("meetings/", meetings.meetings, name="meetings"),
    path("meetings/<uuid:meeting_id>/", meetings.meeting, name="meeting"),
    path("meetings/<uuid:meeting_id>/papers/", meetings.papers, name="meeting_papers"),
    path("meetings/<uuid:meeting_id>/edit/", meetings.meeting_edit, name="meeting_edit"),
    path("meetings/<uuid:meeting_id>/attendance/", meetings.meeting_attendance, name="meeting_attendance"),
    path("meetings/<uuid:meeting_id>/agenda/", agenda.meeting_agenda, name="meeting_agenda"),
    path("meetings/<uuid:meeting_id>/sample/", agenda.meeting_sample, name="meeting_sample"),
    path("meetings/<uuid:meeting_id>/close/", meetings.meeting_close, name="meeting_close"),
    path("meetings/<uuid:meeting_id>/correct/", meetings.meeting_correct, name="meeting_correct"),
    path("matters/<uuid:matter_id>/", matters.matter, name="matter"),
    path("matters/<uuid:matter_id>/take-off/", agenda.matter_take_off, name="matter_take_off"),
    path("matters/<uuid:matter_id>/score/", matters.matter_score, name="matter_score"),
    path("matters/<uuid:matter_id>/close-vote/", matters.matter_close_vote, name="matter_close_vote"),
    path("matters/<uuid:matter_id>/decide/", matters.matter_decide, name="matter_decide"),
    path("plans/<uuid:plan_id>/follow-ups/", follow_ups.follow_ups, name="follow_ups"),
    path("plans/<uuid:plan_id>/follow-ups.csv", follow_ups.follow_ups_csv, name="follow_ups_csv"),
    path("plans/<uuid:plan_id>/changed/", follow_ups.changed, name="changed"),
    path("plans/<uuid:plan_id>/changed.csv", follow_ups.changed_csv, name="changed_csv"),
    path("follow-ups/<uuid:follow_up_id>/answer/", follow_ups.follow_up_answer, name="follow_up_answer"),
]
