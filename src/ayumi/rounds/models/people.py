"""Who answers for a measure, and what Ayumi told people."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ayumi.plans.models import Item
from ayumi.rounds.models.round import Report, Round
from ayumi.tenancy.models import Person, TenantModel


class Responsibility(TenantModel):
    """The person who answers for a measure between two days, both included; no end means today too.

    The periods of one measure never overlap: the rule places them so, and a trigger of the database
    refuses a row that would.
    """

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
            models.UniqueConstraint(fields=("item", "valid_from"), name="one_person_begins_a_day"),
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
                name="nobody_ends_before_beginning",
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
    """A message to a person inside Ayumi; a daily digest may carry it by mail too.

    The words are made when it is read, from its kind, its round and report and ``number``, how many
    reports it is about. ``day`` is the day of a reminder's mark: one notice a person, round, kind and day.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=NoticeKind.choices)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="+")
    report = models.ForeignKey(Report, null=True, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField(default=1)
    comment = models.TextField(blank=True)
    due = models.DateField(null=True)
    day = models.DateField(null=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)
    mailed_on = models.DateField(null=True)
    """The day of the digest that carried it: a person gets one a day."""

    class Meta:
        ordering = ("-at", "-id")
        indexes = (models.Index(fields=("municipality", "person", "read_at")),)
        constraints = (
            models.UniqueConstraint(
                fields=("person", "round", "kind", "day"), name="one_reminder_of_a_kind_a_day"
            ),
        )
