"""The plan itself, what it is for, what it stands beside, its words and its revisions."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ayumi.tenancy.models import TenantModel


class Plan(TenantModel):
    """A plan of any kind. ``version`` is compared and set by every writer of the plan's parts."""

    title = models.CharField(_("計画名"), max_length=200)
    edition = models.PositiveIntegerField(_("次"), null=True)
    kind = models.CharField(_("種別"), max_length=20)
    municipality_name = models.CharField(max_length=100)
    municipality_code = models.CharField(max_length=6, null=True)
    first_fiscal_year = models.PositiveIntegerField(_("開始年度"), null=True)
    last_fiscal_year = models.PositiveIntegerField(_("終了年度"), null=True)
    has_evaluation = models.BooleanField(default=False)
    evaluation_text = models.TextField(_("年度評価"), blank=True)
    method_described_in = models.CharField(max_length=100, null=True)
    revision_number = models.PositiveIntegerField(default=1)
    revision_reason = models.CharField(max_length=300, blank=True)
    effective_date = models.DateField(null=True)
    decided_by = models.CharField(max_length=200, blank=True)
    division_ids = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("title",)
        verbose_name = _("計画")

    def __str__(self) -> str:
        return self.title


class PlanPart(TenantModel):
    """A part of a plan at a place in its order."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveIntegerField()

    class Meta:
        abstract = True
        ordering = ("position",)


class Purpose(PlanPart):
    """One purpose, in the plan's own words."""

    text = models.TextField()


class RelatedPlan(PlanPart):
    """A plan above, beside or before this one. ``target`` is set where that plan stands in the house."""

    title = models.CharField(max_length=200)
    relation = models.CharField(max_length=20)
    kind = models.CharField(max_length=20)
    established = models.CharField(max_length=10, null=True)
    first_fiscal_year = models.PositiveIntegerField(null=True)
    last_fiscal_year = models.PositiveIntegerField(null=True)
    principles = models.JSONField(default=list)
    covered = models.BooleanField(default=False)
    linked = models.BooleanField(default=False)


class EvidenceSource(PlanPart):
    """A source of the situation analysis."""

    name = models.CharField(max_length=200)
    side = models.CharField(max_length=20)
    asks = models.JSONField(default=list)


class GlossaryTerm(PlanPart):
    """A marked term with its definition; null where the plan gives none."""

    term = models.CharField(max_length=200)
    definition = models.TextField(null=True)
    reading = models.CharField(max_length=200, blank=True)
    occurrences = models.PositiveIntegerField(default=0)


class Revision(TenantModel):
    """A plan frozen at one revision: the whole document and its SHA-256. Never changed."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    reason = models.CharField(max_length=300, blank=True)
    effective_date = models.DateField(null=True)
    decided_by = models.CharField(max_length=200, blank=True)
    document = models.TextField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=("plan", "number"), name="one_revision_per_number"),)
