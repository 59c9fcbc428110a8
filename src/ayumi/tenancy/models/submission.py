"""Idempotency: what a person submits is done once, however often it is sent."""

from django.db import models

from ayumi.tenancy.models.tenant import TenantModel


class Submission(TenantModel):
    """A key that a form carried, and where its result is."""

    key = models.CharField(max_length=64)
    verb = models.CharField(max_length=60)
    result = models.CharField(max_length=300, default="")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("municipality", "key"), name="one_submission_per_key"),
        )
