"""A round of a plan and a fiscal year, and the report of every measure in it."""

from typing import Any, TypeVar, cast

from django.db import models
from django.utils.translation import gettext_lazy as _

from ayumi.document.base import Part
from ayumi.plans.models import Indicator, Item, Plan
from ayumi.rounds.rules.stages import RoundKind
from ayumi.tenancy.models import Division, TenantModel

_Kind = TypeVar("_Kind", bound=Part)


class RoundState(models.TextChoices):
    """Where a round stands."""

    OPEN = "open", _("実施中")
    CLOSED = "closed", _("締切済み")
    PUBLISHED = "published", _("公表済み")


class Round(TenantModel):
    """The evaluation of a plan in a fiscal year. Everything it is judged by is frozen when it opens.

    Editing a scale, a ladder or the stages of a city afterwards changes later rounds only.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+")
    fiscal_year = models.PositiveIntegerField(_("評価する年度"))
    kind = models.CharField(
        _("種類"), max_length=10, choices=[(kind.value, kind.value) for kind in RoundKind]
    )
    state = models.CharField(max_length=10, choices=RoundState.choices, default=RoundState.OPEN)
    stages = models.JSONField()
    """``Stages`` as JSON."""
    achievement_scale = models.JSONField()
    """``Scale`` as JSON; so are the two below."""
    direction_scale = models.JSONField()
    schedule_scale = models.JSONField()
    schedule_ladder = models.JSONField(default=list)
    """The words of the city's ladder of steps, the first step first."""
    rollup_rule = models.JSONField()
    """``RollupRule`` as JSON: how the measures under a goal become the goal's word."""
    plan_revision = models.PositiveIntegerField()
    opened_at = models.DateTimeField(_("開始日時"), auto_now_add=True)
    opened_by_name = models.CharField(_("開始した人"), max_length=100)
    closed_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(_("公表日時"), null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-fiscal_year", "kind")
        constraints = (
            models.UniqueConstraint(
                fields=("plan", "fiscal_year", "kind"), name="one_round_of_a_kind_a_year"
            ),
        )

    def read(self, column: str, kind: type[_Kind]) -> _Kind:
        """Return what a JSON column holds as ``kind``. Raises ValidationError.

        A request asks a dozen times by what it judges: it is read once for each row, and anew where the
        column was given another value. Change no part of a value in place.
        """
        known: dict[str, tuple[Any, Part]] = self.__dict__.setdefault("_read", {})
        stored = getattr(self, column)
        if column not in known or known[column][0] is not stored:
            known[column] = (stored, kind.from_stored(stored))
        return cast(_Kind, known[column][1])


class ReportForm(models.TextChoices):
    """How much is asked: statutory and steady measures can take the short form (簡易管理)."""

    FULL = "full", _("通常")
    SHORT = "short", _("簡易")


class Report(TenantModel):
    """One measure's sheet in one round: what the division says of the year. Judgements stand beside it.

    ``position`` is the stage at which it waits. ``mirrors`` leads to the report of the same measure in the
    round of another plan: it is written once and shown in both (連動).
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="reports")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    division = models.ForeignKey(Division, null=True, on_delete=models.PROTECT, related_name="+")
    mirrors = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="mirrored_by")
    form = models.CharField(max_length=10, choices=ReportForm.choices, default=ReportForm.FULL)
    position = models.PositiveIntegerField(default=0)
    is_unevaluated = models.BooleanField(_("未評価"), default=False)
    """Published without having passed every stage, and said so."""
    schedule_planned = models.TextField(_("予定の工程"), blank=True)
    """What the plan promised for the year when the round opened."""
    schedule_reached = models.CharField(_("到達した工程"), max_length=50, blank=True)
    schedule_rating = models.CharField(_("工程の進み具合"), max_length=40, blank=True)
    done = models.TextField(_("取組の実績"), blank=True)
    reason = models.TextField(_("遅れや差異の理由"), blank=True)
    issues = models.TextField(_("課題"), blank=True)
    next_steps = models.TextField(_("今後の取組"), blank=True)
    deviation = models.TextField(_("計画との差異"), blank=True)
    """Beside the plan's text, never over it."""
    version = models.PositiveIntegerField(default=1)
    submitted_by = models.UUIDField(null=True)
    submitted_by_name = models.CharField(_("提出した人"), max_length=100, blank=True)
    submitted_at = models.DateTimeField(_("提出日時"), null=True)
    approved_by_name = models.CharField(_("最後に承認した人"), max_length=100, blank=True)
    last_moved_by = models.UUIDField(null=True)
    edited_by_name = models.CharField(_("最後に編集した人"), max_length=100, blank=True)
    edited_at = models.DateTimeField(_("最後に編集した日時"), null=True)

    class Meta:
        ordering = ("item__position",)
        constraints = (models.UniqueConstraint(fields=("round", "item"), name="one_report_of_an_item"),)
        indexes = (models.Index(fields=("municipality", "round", "division", "position")),)


class ReportedValue(TenantModel):
    """An actual as reported in a round. It becomes a fact of the plan when the plan office approves it.

    ``missing`` says why there is no value. A correction of an earlier year is a row of that year.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="values")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    fiscal_year = models.PositiveIntegerField()
    group = models.CharField(max_length=100, blank=True)
    status = models.CharField(max_length=10)
    value = models.CharField(max_length=40, null=True)
    """The decimal as printed."""
    text = models.CharField(max_length=300, blank=True)
    missing = models.CharField(max_length=20, null=True)
    as_of = models.DateField(null=True)
    source = models.CharField(max_length=300, blank=True)
    approved_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("indicator__position", "fiscal_year", "group")
        constraints = (
            models.UniqueConstraint(
                fields=("report", "indicator", "fiscal_year", "group"), name="one_reported_value_a_year"
            ),
        )


class ReportedCost(TenantModel):
    """Settled money (thousand yen) by source and staff hours of the year, as reported.

    ``project`` (事業費計) and ``total`` (総コスト, with the personnel cost) are sums as the division states
    them. They stand beside the amounts by source and are asked about where they do not add up.
    """

    report = models.OneToOneField(Report, on_delete=models.CASCADE, related_name="cost")
    basis = models.CharField(max_length=10)
    national_grant_thousand_yen = models.CharField(max_length=40, null=True)
    prefectural_grant_thousand_yen = models.CharField(max_length=40, null=True)
    local_bond_thousand_yen = models.CharField(max_length=40, null=True)
    other_thousand_yen = models.CharField(max_length=40, null=True)
    general_revenue_thousand_yen = models.CharField(max_length=40, null=True)
    project_thousand_yen = models.CharField(max_length=40, null=True)
    staff = models.CharField(max_length=40, null=True)
    hours = models.CharField(max_length=40, null=True)
    personnel_thousand_yen = models.CharField(max_length=40, null=True)
    total_thousand_yen = models.CharField(max_length=40, null=True)
    approved_at = models.DateTimeField(null=True)
    """When the figures first became facts of the plan; from then on they are corrected, not taken away."""
