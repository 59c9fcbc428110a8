"""Indicators, where they start, what is aimed at and what was reached."""

from django.db import models

from ayumi.plans.models.item import ItemPart
from ayumi.tenancy.models import TenantModel


class Indicator(ItemPart):
    """An indicator of a measure."""

    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=20)
    unit = models.CharField(max_length=50, blank=True)
    direction = models.CharField(max_length=10)
    target_kind = models.CharField(max_length=20)
    source = models.CharField(max_length=300, blank=True)
    known_when = models.CharField(max_length=100, blank=True)
    reason = models.TextField(blank=True)


class YearValue(TenantModel):
    """A value of one fiscal year; null is missing, never zero. Decimals keep their printed places."""

    plan = models.ForeignKey("plans.Plan", on_delete=models.CASCADE, related_name="+")
    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveIntegerField()
    fiscal_year = models.PositiveIntegerField()
    value = models.CharField(max_length=40, null=True)
    """The decimal as printed ("57.0" stays "57.0")."""
    text = models.CharField(max_length=300, blank=True)
    group = models.CharField(max_length=100, blank=True)

    class Meta:
        abstract = True
        ordering = ("position",)


class Baseline(YearValue):
    """The value a target starts from."""


class Target(YearValue):
    """The target of one fiscal year."""


class Actual(YearValue):
    """What was reached. A correction is a further row, never an overwrite."""

    status = models.CharField(max_length=10)
    missing = models.CharField(max_length=20, null=True)
    as_of = models.DateField(null=True)
    source = models.CharField(max_length=300, blank=True)
