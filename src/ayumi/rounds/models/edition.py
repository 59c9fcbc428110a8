"""The results of a round as published: frozen, so that no later edit changes what was said."""

from django.db import models

from ayumi.rounds.models.round import Round
from ayumi.tenancy.models import TenantModel


class EvaluationEdition(TenantModel):
    """What anybody may read of a published round. A withdrawn one stays recorded and is not shown."""

    round = models.OneToOneField(Round, on_delete=models.PROTECT, related_name="edition")
    fiscal_year = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    document = models.TextField()
    """``EvaluationDocument`` as JSON, byte for byte."""
    sha256 = models.CharField(max_length=64)
    published_at = models.DateTimeField(auto_now_add=True)
    published_by = models.CharField(max_length=100)
    withdrawn_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    audit_sequence = models.PositiveBigIntegerField()
    audit_hash = models.CharField(max_length=64)
    """Head of the audit chain when it was published."""

    class Meta:
        ordering = ("-fiscal_year", "-published_at")
