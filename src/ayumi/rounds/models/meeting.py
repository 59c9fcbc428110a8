"""Bodies, their meetings, what the members scored and what was decided."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ayumi.rounds.models.round import Report, Round
from ayumi.rounds.rules.bodies import Quorum
from ayumi.rounds.rules.stages import StageKind
from ayumi.tenancy.models import Person, TenantModel

_QUORUM = [(rule.value, rule.value) for rule in Quorum]


class Body(TenantModel):
    """A body that judges or decides: 推進本部, 委員会, 作業部会. ``version`` guards its members too."""

    name = models.CharField(_("名称"), max_length=100)
    stage = models.CharField(
        max_length=20,
        blank=True,
        choices=[(kind.value, kind.value) for kind in (StageKind.COMMITTEE, StageKind.EXTERNAL_REVIEW)],
    )
    """The kind of stage at which it judges; empty for a body that only advises."""
    quorum = models.CharField(_("定足数"), max_length=20, choices=_QUORUM, default=Quorum.MAJORITY.value)
    counts_representatives = models.BooleanField(_("代理出席を数える"), default=True)
    basis = models.CharField(_("設置の根拠"), max_length=200, blank=True)
    is_active = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("municipality", "name"), name="one_body_per_name"),)


class BodyMember(TenantModel):
    """A member of a body between two days. ``person`` is set where the member signs in."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("氏名・職名"), max_length=100)
    is_chair = models.BooleanField(_("長"), default=False)
    valid_from = models.DateField(_("任期の始め"), null=True)
    valid_to = models.DateField(_("任期の終わり"), null=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("position", "id")


class MeetingForm(models.TextChoices):
    """How a meeting is held."""

    IN_PERSON = "in_person", _("対面")
    ONLINE = "online", _("オンライン")
    WRITTEN = "written", _("書面")


class Meeting(TenantModel):
    """A meeting of a body, for a round where it judges reports.

    ``quorum`` and ``counts_representatives`` are the body's rule on the day the meeting was called. A closed
    meeting is not edited any more.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    round = models.ForeignKey(Round, null=True, on_delete=models.PROTECT, related_name="meetings")
    title = models.CharField(_("会議名"), max_length=200)
    held_on = models.DateField(_("開催日"))
    place = models.CharField(_("場所"), max_length=200, blank=True)
    form = models.CharField(max_length=10, choices=MeetingForm.choices, default=MeetingForm.IN_PERSON)
    quorum = models.CharField(max_length=20, choices=_QUORUM)
    counts_representatives = models.BooleanField(default=True)
    minutes = models.TextField(_("議事の要旨"), blank=True)
    is_closed = models.BooleanField(default=False)
    closed_at = models.DateTimeField(null=True)
    closed_by_name = models.CharField(max_length=100, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-held_on", "-id")


class Attendance(TenantModel):
    """Whether a member attended, was represented or was away; the name is the member's on that day."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    member = models.ForeignKey(BodyMember, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=100)
    is_chair = models.BooleanField(default=False)
    attended = models.BooleanField(default=False)
    represented_by = models.CharField(_("代理"), max_length=100, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("position", "id")
        constraints = (
            models.UniqueConstraint(fields=("meeting", "member"), name="one_attendance_of_a_member"),
        )


class AgendaItem(TenantModel):
    """A matter of a meeting: a report to judge, or one in words. ``reason`` says why it was chosen."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    report = models.ForeignKey(Report, null=True, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("議題"), max_length=300)
    reason = models.TextField(_("選んだ理由"), blank=True)
    position = models.PositiveIntegerField(default=0)
    is_vote_closed = models.BooleanField(default=False)
    """No member scores any more, and who scored what is open to the members and the plan office."""

    class Meta:
        ordering = ("position", "id")
        constraints = (
            models.UniqueConstraint(fields=("meeting", "report"), name="one_matter_of_a_report_a_meeting"),
        )


class Score(TenantModel):
    """What one member gave before seeing the others; the first row of a member and a matter stands."""

    matter = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="scores")
    member = models.ForeignKey(BodyMember, on_delete=models.PROTECT, related_name="+")
    value = models.CharField(max_length=40)
    direction = models.CharField(max_length=40)
    comment = models.TextField(blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("matter", "member"), name="one_score_of_a_member"),)


class MeetingDecision(TenantModel):
    """A verdict on a matter with next year's direction and the reason.

    Rows are only added: the last one stands, an earlier one is what it replaced. ``is_correction`` says that
    it was added after the meeting was closed. ``move`` is the move of the report that was decided with it.
    """

    matter = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="decisions")
    value = models.CharField(_("評価"), max_length=40, blank=True)
    direction = models.CharField(_("次年度の方向性"), max_length=40, blank=True)
    text = models.TextField(_("決定の内容"))
    reason = models.TextField(_("理由"))
    asks = models.TextField(_("求めること"), blank=True)
    move = models.CharField(max_length=10, blank=True)
    is_correction = models.BooleanField(default=False)
    person_name = models.CharField(_("記録した人"), max_length=100)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("at", "id")


class MeetingCorrection(TenantModel):
    """What the record of a closed meeting should have said, beside it; nothing is overwritten."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="corrections")
    text = models.TextField(_("訂正の内容"))
    reason = models.TextField(_("訂正の理由"))
    person_name = models.CharField(_("記録した人"), max_length=100)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("at", "id")
