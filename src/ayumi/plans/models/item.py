"""The tree of a plan: levels, items with their sheets, schedule, budgets and links."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ayumi.plans.models.plan import PlanPart
from ayumi.tenancy.models import Division, TenantModel


class Level(PlanPart):
    """One rung of the city's own ladder."""

    name = models.CharField(max_length=50)
    rank = models.PositiveIntegerField()


class Item(PlanPart):
    """A node of the tree with its measure sheet. ``version`` guards the sheet against silent overwriting."""

    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="+")
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    number = models.CharField(_("番号"), max_length=40)
    title = models.CharField(_("名称"), max_length=300)
    cross_listed_from = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="repeats")
    status = models.CharField(_("区分"), max_length=20, null=True)
    priority = models.BooleanField(_("重点"), default=False)
    division = models.ForeignKey(Division, null=True, on_delete=models.PROTECT, related_name="+")
    has_sheet = models.BooleanField(default=False)
    purpose = models.TextField(_("目的"), blank=True)
    target_group = models.TextField(_("対象"), blank=True)
    current_state = models.TextField(_("現状と課題"), blank=True)
    description = models.TextField(_("取組内容"), blank=True)
    outlook = models.TextField(_("今後の展開"), blank=True)
    legal_basis = models.TextField(_("根拠法令等"), blank=True)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class ItemPart(TenantModel):
    """A part of an item at a place in its order; carries the plan too, so a plan loads in one query."""

    plan = models.ForeignKey("plans.Plan", on_delete=models.CASCADE, related_name="+")
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveIntegerField()

    class Meta:
        abstract = True
        ordering = ("position",)


class Contribution(ItemPart):
    """A contributing division (関係課)."""

    division = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="+")


class ScheduleStep(ItemPart):
    """What the plan promises for a fiscal year. Plan text: never overwritten by progress."""

    fiscal_year = models.PositiveIntegerField()
    step = models.CharField(max_length=50)
    text = models.CharField(max_length=300, blank=True)


class Budget(ItemPart):
    """Planned money of a fiscal year from one source, in thousand yen."""

    fiscal_year = models.PositiveIntegerField()
    source = models.CharField(max_length=20)
    thousand_yen = models.BigIntegerField()


class Cost(ItemPart):
    """Money of a fiscal year from one source as budgeted, estimated or settled, in thousand yen."""

    fiscal_year = models.PositiveIntegerField()
    basis = models.CharField(max_length=10)
    source = models.CharField(max_length=20)
    thousand_yen = models.CharField(max_length=40)
    """A decimal as printed ("2551.01" stays "2551.01")."""


class Workload(ItemPart):
    """The work of the city's staff in a fiscal year; null is not stated, never zero."""

    fiscal_year = models.PositiveIntegerField()
    basis = models.CharField(max_length=10)
    staff = models.CharField(max_length=40, null=True)
    hours = models.CharField(max_length=40, null=True)
    personnel_thousand_yen = models.CharField(max_length=40, null=True)


class Judgement(ItemPart):
    """A judgement of a fiscal year in the word of the city's own scale."""

    fiscal_year = models.PositiveIntegerField()
    stage = models.CharField(max_length=100, blank=True)
    subject = models.CharField(max_length=300)
    value = models.CharField(max_length=300)
    reason = models.TextField(blank=True)


class Remark(ItemPart):
    """A text of the city's sheet under the city's own heading."""

    heading = models.CharField(max_length=300)
    text = models.TextField()


class Link(ItemPart):
    """A typed link to an item of another plan; ``target_id`` where that item stands in the house."""

    kind = models.CharField(max_length=20)
    plan_title = models.CharField(max_length=200)
    target_id = models.UUIDField(null=True, db_index=True)
    target_label = models.CharField(max_length=300)
