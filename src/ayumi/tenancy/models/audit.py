"""The audit trail: append-only, one hash chain per municipality."""

from datetime import UTC

from django.db import models
from django.utils.translation import gettext_lazy as _

from ayumi.tenancy.models.tenant import TenantModel
from ayumi.tenancy.rules.audit_chain import ChainLink


class AuditHead(TenantModel):
    """The end of a municipality's chain; it shows when the tail was cut off."""

    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("municipality",), name="one_audit_head"),)


class AuditEntry(TenantModel):
    """One change: who, when, what was done to what, before and after. Triggers refuse edits."""

    sequence = models.PositiveBigIntegerField()
    at = models.DateTimeField(_("日時"))
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(_("操作した人"), max_length=100)
    verb = models.CharField(_("操作"), max_length=60)
    object_type = models.CharField(max_length=60)
    object_id = models.UUIDField(null=True)
    object_label = models.CharField(_("対象"), max_length=300)
    changes = models.JSONField(_("変更内容"), default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("-sequence",)
        constraints = (
            models.UniqueConstraint(fields=("municipality", "sequence"), name="one_entry_per_sequence"),
        )
        indexes = (models.Index(fields=("municipality", "object_type", "object_id", "-sequence")),)

    def chain_link(self) -> ChainLink:
        """Return what is hashed of this entry; the time is UTC to the microsecond."""
        return ChainLink(
            municipality_id=str(self.municipality_id),
            sequence=self.sequence,
            at=self.at.astimezone(UTC).isoformat(),
            actor_id=str(self.actor_id or ""),
            actor_name=self.actor_name,
            verb=self.verb,
            object_type=self.object_type,
            object_id=str(self.object_id or ""),
            object_label=self.object_label,
            changes=self.changes,
        )
