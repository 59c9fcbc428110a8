"""The city's own rating scales and rules, beside the presets, and the sources it no longer trusts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ayumi.tenancy.models import TenantModel


class KeptByTheCity(TenantModel):
    """What a city keeps under a name, beside what comes with Ayumi. A round freezes what it opens with."""

    name = models.CharField(_("名称"), max_length=100)
    preset = models.CharField(max_length=60, blank=True)
    """The preset it began as; empty for one of the city's own."""
    is_retired = models.BooleanField(_("使用をやめた"), default=False)
    version = models.PositiveIntegerField(default=1)
    edited_by_name = models.CharField(max_length=100, blank=True)
    edited_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True
        ordering = ("name",)


class RatingScale(KeptByTheCity):
    """A scale of the city: an edit never changes a judgement, for rounds have their own copy."""

    scale = models.JSONField()
    """``Scale`` as JSON."""

    class Meta(KeptByTheCity.Meta):
        constraints = (
            models.UniqueConstraint(fields=("municipality", "name"), name="one_rating_scale_per_name"),
        )


class CityRollupRule(KeptByTheCity):
    """A rule of the city by which a goal gets its word."""

    rule = models.JSONField()
    """``RollupRule`` as JSON."""

    class Meta(KeptByTheCity.Meta):
        constraints = (
            models.UniqueConstraint(fields=("municipality", "name"), name="one_rollup_rule_per_name"),
        )


class SupersededSource(TenantModel):
    """A source of figures that its publisher replaced; values that still rest on it are asked about."""

    name = models.CharField(_("出典"), max_length=300)
    since = models.DateField(_("差し替えられた日"))
    replaced_by = models.CharField(_("差し替えた後の出典"), max_length=300, blank=True)
    added_by_name = models.CharField(_("登録した人"), max_length=100)

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(fields=("municipality", "name"), name="one_superseded_source_per_name"),
        )
