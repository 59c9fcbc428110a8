"""What was judged, moved, answered and asked. Rows are only added, but for what became of a follow-up."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ayumi.plans.models import Item, Plan
from ayumi.rounds.models.round import Report, Round
from ayumi.rounds.rules.scales import ScaleSubject
from ayumi.rounds.rules.stages import StageKind
from ayumi.tenancy.models import TenantModel


class Rating(TenantModel):
    """A judgement at a stage. A later row of the same stage and subject replaces an earlier one in pages.

    ``proposed`` is what the scale's rule proposed, ``value`` what the person chose; where they differ
    ``reason`` says why. The scale is the round's own, frozen.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="ratings")
    stage = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in StageKind])
    subject = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in ScaleSubject])
    proposed = models.CharField(max_length=40, blank=True)
    value = models.CharField(max_length=40)
    reason = models.TextField(blank=True)
    person_id = models.UUIDField()
    person_name = models.CharField(_("評価した人"), max_length=100)
    at = models.DateTimeField(_("評価した日時"), auto_now_add=True)

    class Meta:
        ordering = ("at", "id")


class GoalJudgement(TenantModel):
    """What a person judged of a goal, or of the whole plan where ``item`` is empty. The latest row stands.

    ``computed`` is the word that the round's rule gave on that day, empty where it gave none.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="goal_judgements")
    item = models.ForeignKey(Item, null=True, on_delete=models.PROTECT, related_name="+")
    computed = models.CharField(max_length=40, blank=True)
    value = models.CharField(_("評価"), max_length=40)
    reason = models.TextField(_("理由"))
    person_id = models.UUIDField()
    person_name = models.CharField(_("評価した人"), max_length=100)
    at = models.DateTimeField(_("評価した日時"), auto_now_add=True)

    class Meta:
        ordering = ("at", "id")


class MoveRecord(TenantModel):
    """A move of a report: from where to where, by whom, with which comment on the whole and on its fields."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="moves")
    verb = models.CharField(max_length=20)
    from_position = models.PositiveIntegerField()
    to_position = models.PositiveIntegerField()
    comment = models.TextField(blank=True)
    field_comments = models.JSONField(default=dict)
    """Field of the sheet → comment."""
    person_id = models.UUIDField()
    person_name = models.CharField(max_length=100)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("at", "id")


class Erratum(TenantModel):
    """A correction of a published report, beside what was published; nothing is overwritten.

    ``field`` is a field of the sheet, ``label`` what it was called on that day.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="errata")
    field = models.CharField(max_length=100)
    label = models.CharField(_("訂正した欄"), max_length=400)
    before = models.TextField(_("公表した内容"), blank=True)
    after = models.TextField(_("正しい内容"), blank=True)
    reason = models.TextField(_("訂正の理由"))
    person_id = models.UUIDField()
    person_name = models.CharField(_("訂正した人"), max_length=100)
    at = models.DateTimeField(_("訂正した日時"), auto_now_add=True)

    class Meta:
        ordering = ("at", "id")


class ChallengeAnswer(TenantModel):
    """The answer to a challenge, in one sentence; it travels with the sheet.

    ``evidence`` is the fingerprint of what the challenge was raised on: other evidence asks anew.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="answers")
    rule_id = models.CharField(max_length=60)
    evidence = models.CharField(max_length=64)
    answer = models.TextField()
    person_name = models.CharField(max_length=100)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("at", "id")


class FollowUpState(models.TextChoices):
    """What became of what was asked."""

    ASKED = "asked", _("回答待ち")
    DONE = "done", _("対応済み")
    PARTLY = "partly", _("一部対応")
    NOT_DONE = "not_done", _("未対応")
    WITHDRAWN = "withdrawn", _("取り下げ")


class FollowUp(TenantModel):
    """What a round asked of a measure, carried to next year's sheet with what was done (申し送り)."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    asked_in = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="follow_ups")
    asked_by = models.CharField(_("求めた段階・会議"), max_length=310)
    decision = models.ForeignKey(
        "rounds.MeetingDecision", null=True, on_delete=models.PROTECT, related_name="follow_ups"
    )
    """The decision that asked it, where a meeting did."""
    text = models.TextField(_("求めた内容"))
    state = models.CharField(max_length=10, choices=FollowUpState.choices, default=FollowUpState.ASKED)
    answered_in = models.ForeignKey(Round, null=True, on_delete=models.PROTECT, related_name="+")
    answer = models.TextField(_("対応の内容"), blank=True)
    answered_by_name = models.CharField(max_length=100, blank=True)
    answered_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    asked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("asked_at", "id")
        indexes = (models.Index(fields=("municipality", "plan", "state")),)
