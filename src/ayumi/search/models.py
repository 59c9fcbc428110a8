"""Stored shape of the room: one row for everything that can be found."""

from django.db import models

from ayumi.tenancy.models import TenantModel

INDEX_TABLE = "search_bigrams"
"""The FTS5 table of the embedded database, made by migration 0002."""


class SearchEntry(TenantModel):
    """An object to be found, derived from the facts of other rooms and written with them.

    On the embedded database the table ``search_bigrams`` (FTS5) holds the bigrams of ``folded`` under
    ``number``; see docs/en/algorithms/search.md. Write through ``actions/entries.py`` alone.
    """

    number = models.BigIntegerField()
    kind = models.CharField(max_length=20)
    plan_id = models.UUIDField(null=True)
    object_id = models.UUIDField()
    owner_id = models.UUIDField()
    place = models.CharField(max_length=200)
    position = models.PositiveIntegerField(default=0)
    title = models.CharField(max_length=400)
    label = models.CharField(max_length=400, blank=True)
    anchor = models.CharField(max_length=60, blank=True)
    folded_title = models.TextField()
    folded = models.TextField()
    texts = models.JSONField(default=list)
    """The largest column, and the last: what is compared lies before it in the row."""

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("municipality", "number"), name="one_search_entry_per_number"),
        )
        indexes = (models.Index(fields=("municipality", "plan_id", "owner_id"), name="search_entry_owner"),)
