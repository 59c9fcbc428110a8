"""Divisions through time (機構改革): history shows the name at the time."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ayumi.tenancy.models.tenant import TenantModel


class Division(TenantModel):
    """A division as it was called between two days, both included; no end means it lives."""

    name = models.CharField(_("名称"), max_length=100)
    valid_from = models.DateField(_("設置日"), null=True, blank=True)
    valid_to = models.DateField(_("廃止日"), null=True, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("position", "id")
        verbose_name = _("所管課")

    def __str__(self) -> str:
        return self.name


class DivisionSuccession(TenantModel):
    """Says that one division's work went to another (rename, split, merge, transfer)."""

    predecessor = models.ForeignKey(Division, on_delete=models.CASCADE, related_name="successions")
    successor = models.ForeignKey(Division, on_delete=models.CASCADE, related_name="origins")
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("position", "id")
        constraints = (
            models.UniqueConstraint(fields=("predecessor", "successor"), name="one_succession_per_pair"),
        )
