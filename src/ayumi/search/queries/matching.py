"""Which entries match: one comparison on both databases, behind an index on the embedded one."""

from django.db import connection
from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from ayumi.search.models import INDEX_TABLE, SearchEntry
from ayumi.search.rules.folding import match_expression, searchable
from ayumi.tenancy.models import Division
from ayumi.tenancy.scope import current_municipality_id


def matching(words: tuple[str, ...]) -> QuerySet[SearchEntry]:
    """Return the entries whose folded text holds every one of the folded ``words``.

    ``rank`` is 0 where the title alone holds them all, else 1. PostgreSQL compares every entry of the
    municipality: under row-level security it may use no index for this (docs/decisions).
    """
    entries = SearchEntry.objects.filter(*(_holds("folded", word) for word in words))
    if connection.vendor == "sqlite":
        expression = match_expression(words, current_municipality_id().hex)
        sql = f"SELECT rowid FROM {INDEX_TABLE} WHERE {INDEX_TABLE} MATCH %s"
        entries = entries.filter(number__in=RawSQL(sql, (expression,)))
    in_title = Q(*(_holds("folded_title", word) for word in words))
    return entries.annotate(rank=Case(When(in_title, then=0), default=1, output_field=IntegerField()))


def matching_divisions(words: tuple[str, ...]) -> list[Division]:
    """Return the divisions of any time whose name holds every word, in their order: 1 query."""
    return [each for each in Division.objects.all() if all(word in searchable(each.name) for word in words)]


def _holds(column: str, word: str) -> GreaterThan:
    return GreaterThan(StrIndex(F(column), Value(word)), 0)
