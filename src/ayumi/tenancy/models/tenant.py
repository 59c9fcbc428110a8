"""What every tenant table is: it carries its municipality and cannot be asked without a scope."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from ayumi.ground.identifier import new_identifier
from ayumi.tenancy.models.municipality import Municipality
from ayumi.tenancy.scope import UnscopedQuery, current_municipality_id


class ScopedQuerySet(models.QuerySet):
    """Refuses to write rows of another municipality in bulk, as ``TenantModel.save`` does singly."""

    def bulk_create(self, objs: Iterable[Any], *arguments: Any, **options: Any) -> list[Any]:
        """Insert the rows; refuse them all where one is of another municipality."""
        rows = list(objs)
        for row in rows:
            refuse_foreign(row)
        return super().bulk_create(rows, *arguments, **options)

    def update(self, **columns: Any) -> int:
        """Update the rows; none of them can be given away."""
        if columns.keys() & {"municipality", "municipality_id"}:
            raise UnscopedQuery("a row never changes its municipality")
        return super().update(**columns)


def refuse_foreign(row: models.Model) -> None:
    """Raise UnscopedQuery where ``row`` is of another municipality than the one in scope."""
    if row.municipality_id != current_municipality_id():
        raise UnscopedQuery("this row belongs to another municipality than the one in scope")


class ScopedManager(models.Manager.from_queryset(ScopedQuerySet)):
    """Returns only rows of the municipality in scope; raises UnscopedQuery without one."""

    def get_queryset(self) -> models.QuerySet:
        """Return the rows of the municipality in scope."""
        return super().get_queryset().filter(municipality_id=current_municipality_id())


class TenantModel(models.Model):
    """A row that belongs to one municipality. New rows take the municipality in scope."""

    is_tenant_table = True

    id = models.UUIDField(primary_key=True, default=new_identifier, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")

    objects = ScopedManager()

    class Meta:
        abstract = True

    def __init__(self, *columns: Any, **values: Any) -> None:
        # Rows from the database come as columns; a new row takes the municipality in scope.
        if not columns and not values.keys() & {"municipality", "municipality_id"}:
            values["municipality_id"] = current_municipality_id()
        super().__init__(*columns, **values)

    def save(self, **options: Any) -> None:
        """Save the row; refuse one of another municipality than the one in scope."""
        refuse_foreign(self)
        super().save(**options)

    def delete(self, **options: Any) -> tuple[int, dict[str, int]]:
        """Delete the row; refuse one of another municipality than the one in scope."""
        refuse_foreign(self)
        return super().delete(**options)
