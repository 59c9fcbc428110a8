"""Addresses of the room."""

from django.urls import path

from ayumi.importing import views

urlpatterns = [
    path("", views.upload, name="import"),
    path("<uuid:draft_id>/", views.preview, name="import_preview"),
    path("<uuid:draft_id>/store/", views.store, name="import_store"),
    path("<uuid:draft_id>/discard/", views.discard, name="import_discard"),
]
