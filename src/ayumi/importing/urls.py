"""Addresses of the room."""

from django.urls import path

from ayumi.importing.views import drafts

urlpatterns = [
    path("", drafts.upload, name="import"),
    path("<uuid:draft_id>/", drafts.preview, name="import_preview"),
    path("<uuid:draft_id>/store/", drafts.store, name="import_store"),
    path("<uuid:draft_id>/discard/", drafts.discard, name="import_discard"),
]
