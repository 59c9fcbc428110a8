"""Who answers for a measure, and what Ayumi told people."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ayumi.plans.models import Item
from ayumi.rounds.models.round import Report, Round
from ayumi.tenancy.models import Person, TenantModel


class Responsibility(TenantModel):
    """The person who answers for a measure between two days, both included; no end means today too."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField(_("開始日"))
    valid_to = models.DateField(_("終了日"), null=True)

    class Meta:
        ordering = ("-valid_from", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("item",), condition=models.Q(valid_to=None), name="one_person_answers_for_an_item"
            ),
        )


class NoticeKind(models.TextChoices):
    """Why a person is told something."""

    OPENED = "opened", _("評価の開始")
    DUE_SOON = "due_soon", _("期限が近い")
    OVERDUE = "overdue", _("期限超過")
    RETURNED = "returned", _("差戻し")
    ARRIVED = "arrived", _("確認の依頼")
    APPROVED = "approved", _("承認")
    PUBLISHED = "published", _("公表")


class Notice(TenantModel):
    """A message to a person inside Ayumi; a daily digest may carry it by mail too."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=NoticeKind.choices)
    round = models.ForeignKey(Round, null=True, on_delete=models.CASCADE, related_name="+")
    report = models.ForeignKey(Report, null=True, on_delete=models.CASCADE, related_name="+")
    text = models.CharField(max_length=300)
    at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-at",)
        indexes = (models.Index(fields=("municipality", "person", "read_at")),)
