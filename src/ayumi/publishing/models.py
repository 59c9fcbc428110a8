"""Books being made and editions that anybody may read."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ayumi.plans.models import Plan
from ayumi.tenancy.models import TenantModel


class JobState(models.TextChoices):
    """Where the making of a book stands."""

    WAITING = "waiting", _("順番待ち")
    WORKING = "working", _("作成中")
    DONE = "done", _("完成")
    FAILED = "failed", _("作成できませんでした")


class BookJob(TenantModel):
    """A book to make from the plan as it stood when it was asked for."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="+")
    document = models.TextField()
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.WAITING)
    stage = models.CharField(max_length=100, blank=True)
    percent = models.PositiveIntegerField(default=0)
    problem = models.TextField(blank=True)
    person_id = models.UUIDField()
    person_name = models.CharField(max_length=100)
    asked_at = models.DateTimeField(auto_now_add=True)
    touched_at = models.DateTimeField(auto_now=True)
    """Moved with every step, so that a job whose worker died is seen and taken again."""
    attempts = models.PositiveIntegerField(default=0)
    """How often a worker took it: a book that kills its worker is not tried for ever."""

    class Meta:
        ordering = ("-asked_at",)
        indexes = (models.Index(fields=("municipality", "state", "asked_at")),)


class BookFile(TenantModel):
    """The finished book: the same bytes for the same document."""

    job = models.OneToOneField(BookJob, on_delete=models.CASCADE, related_name="file")
    pdf = models.BinaryField()
    text = models.TextField()


class Edition(TenantModel):
    """A plan as published: its document and its book, frozen. Withdrawn editions stay recorded."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+")
    job = models.OneToOneField(BookJob, on_delete=models.PROTECT, related_name="edition")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    published_at = models.DateTimeField(auto_now_add=True)
    published_by = models.CharField(max_length=100)
    withdrawn_at = models.DateTimeField(null=True)
    audit_sequence = models.PositiveBigIntegerField()
    audit_hash = models.CharField(max_length=64)
    """Head of the audit chain when it was published: an anchor outside the database once printed."""

    class Meta:
        ordering = ("-published_at",)
        constraints = (models.UniqueConstraint(fields=("plan", "number"), name="one_edition_per_number"),)
