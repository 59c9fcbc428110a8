"""The city's own rating scales and ladders, beside the presets that come with Ayumi."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ayumi.tenancy.models import TenantModel


class RatingScale(TenantModel):
    """A scale of the city. A round freezes the scale it opens with, so an edit never changes a judgement."""

    name = models.CharField(_("名称"), max_length=100)
    preset = models.CharField(max_length=60, blank=True)
    """The preset it began as; empty for a scale of the city's own."""
    scale = models.JSONField()
    """``Scale`` as JSON."""
    is_retired = models.BooleanField(_("使用をやめた"), default=False)
    version = models.PositiveIntegerField(default=1)
    edited_by_name = models.CharField(max_length=100, blank=True)
    edited_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(fields=("municipality", "name"), name="one_rating_scale_per_name"),
        )
