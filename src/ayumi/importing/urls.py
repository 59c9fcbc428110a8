"""Addresses of the room."""

from django.urls import path

from ayumi.importing.views import drafts, mapping_of_table, mappings, tables

urlpatterns = [
    path("", drafts.upload, name="import"),
    path("<uuid:draft_id>/", drafts.preview, name="import_preview"),
    path("<uuid:draft_id>/store/", drafts.store, name="import_store"),
    path("<uuid:draft_id>/discard/", drafts.discard, name="import_discard"),
    path("<uuid:table_id>/mapping/", mapping_of_table.edit, name="import_mapping"),
    path("<uuid:table_id>/mapping/use/", mapping_of_table.use, name="import_mapping_use"),
    path("<uuid:table_id>/mapping/keep/", mapping_of_table.keep, name="import_mapping_keep"),
    path("<uuid:table_id>/refused-cells.csv", tables.refusals, name="import_refusals"),
    path("mappings/", mappings.mappings, name="mappings"),
    path("mappings/<uuid:mapping_id>/", mappings.mapping, name="mapping"),
    path("mappings/<uuid:mapping_id>/mapping.yaml", mappings.download, name="mapping_download"),
    path("mappings/<uuid:mapping_id>/delete/", mappings.delete, name="mapping_delete"),
]
