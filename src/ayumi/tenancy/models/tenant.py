"""What every tenant table is: it carries its municipality and cannot be asked without a scope."""

from typing import Any

from django.db import models

from ayumi.ground.identifier import new_identifier
from ayumi.tenancy.models.municipality import Municipality
from ayumi.tenancy.scope import UnscopedQuery, current_municipality_id


class ScopedManager(models.Manager):
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
        if self.municipality_id != current_municipality_id():
            raise UnscopedQuery("this row belongs to another municipality than the one in scope")
        super().save(**options)
