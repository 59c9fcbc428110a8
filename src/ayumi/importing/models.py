"""A file that was read and waits for a person to look at it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ayumi.tenancy.models import TenantModel


class DraftState(models.TextChoices):
    """What became of a draft."""

    WAITING = "waiting", _("確認待ち")
    STORED = "stored", _("登録済み")
    DISCARDED = "discarded", _("破棄")


class ImportDraft(TenantModel):
    """What was understood of an uploaded file. The file itself is not kept, only its SHA-256."""

    file_name = models.CharField(_("ファイル名"), max_length=255)
    size = models.PositiveBigIntegerField(_("大きさ（バイト）"))
    sha256 = models.CharField(max_length=64)
    result = models.TextField()
    """The ReadResult as JSON."""
    state = models.CharField(max_length=10, choices=DraftState.choices, default=DraftState.WAITING)
    person_id = models.UUIDField()
    person_name = models.CharField(_("読み取った人"), max_length=100)
    made_at = models.DateTimeField(_("読み取った日時"), auto_now_add=True)
    plan_id = models.UUIDField(null=True)

    class Meta:
        ordering = ("-made_at",)
