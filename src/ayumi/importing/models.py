"""Files that were read and wait for a person to look at them, mappings, and workbooks given out."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ayumi.rounds.models import Round
from ayumi.tenancy.models import Division, TenantModel


class DraftState(models.TextChoices):
    """What became of a draft."""

    WAITING = "waiting", _("確認待ち")
    STORED = "stored", _("登録済み")
    DISCARDED = "discarded", _("破棄")


class DraftKind(models.TextChoices):
    """What the file is to the plan, and so how its preview looks and what confirming it does."""

    TEXT = "text", _("計画の文書")
    MEASURES = "measures", _("施策の表")
    PLAN_WORKBOOK = "plan_workbook", _("計画ブック")


class ImportDraft(TenantModel):
    """What was understood of an uploaded file.

    Of a plan text only the SHA-256 is kept. A table of measures is read anew under every mapping that a
    person tries, so its bytes stay while the draft waits and go when it is settled.
    """

    kind = models.CharField(_("種類"), max_length=20, choices=DraftKind.choices, default=DraftKind.TEXT)

    file_name = models.CharField(_("ファイル名"), max_length=255)
    size = models.PositiveBigIntegerField(_("大きさ（バイト）"))
    sha256 = models.CharField(max_length=64)
    result = models.TextField()
    """What was understood, as JSON: for a plan text a ReadResult."""
    content = models.BinaryField(null=True)
    mapping = models.TextField(blank=True)
    """The mapping under which a table of measures was read last, as YAML."""
    state = models.CharField(max_length=10, choices=DraftState.choices, default=DraftState.WAITING)
    person_id = models.UUIDField()
    person_name = models.CharField(_("読み取った人"), max_length=100)
    made_at = models.DateTimeField(_("読み取った日時"), auto_now_add=True)
    plan_id = models.UUIDField(null=True)

    class Meta:
        ordering = ("-made_at",)


class Mapping(TenantModel):
    """How the columns of a city's own measure workbook lead to the model, kept under a name for next year."""

    name = models.CharField(_("名前"), max_length=100)
    text = models.TextField()
    """The mapping as YAML."""
    version = models.PositiveIntegerField(default=1)
    person_name = models.CharField(_("最後に保存した人"), max_length=100)
    saved_at = models.DateTimeField(_("保存した日時"), auto_now=True)

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("municipality", "name"), name="one_mapping_per_name"),)


class WorkbookExport(TenantModel):
    """A plan as it was when it was given out as an Ayumi workbook: the base of the merge when it returns."""

    plan_id = models.UUIDField(db_index=True)
    plan_version = models.PositiveIntegerField()
    document = models.BinaryField()
    """The plan document as JSON, compressed with zlib."""
    sha256 = models.CharField(max_length=64)
    """Of the JSON before it was compressed."""
    person_id = models.UUIDField()
    person_name = models.CharField(_("書き出した人"), max_length=100)
    made_at = models.DateTimeField(_("書き出した日時"), auto_now_add=True)

    class Meta:
        ordering = ("-made_at",)


class ReportExport(TenantModel):
    """The sheets of a division as they were given out: the base of the merge when the workbook returns."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="+")
    division = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="+")
    state = models.BinaryField()
    """Report's id → its fields as texts, as JSON compressed with zlib."""
    sha256 = models.CharField(max_length=64)
    """Of the JSON before it was compressed."""
    person_id = models.UUIDField()
    person_name = models.CharField(_("書き出した人"), max_length=100)
    made_at = models.DateTimeField(_("書き出した日時"), auto_now_add=True)

    class Meta:
        ordering = ("-made_at",)
        indexes = (models.Index(fields=("municipality", "round", "division")),)


class ReturnedState(models.TextChoices):
    """What became of a workbook that came back."""

    WAITING = "waiting", _("確認待ち")
    STORED = "stored", _("登録済み")
    REFUSED = "refused", _("読み取れません")
    DISCARDED = "discarded", _("破棄")


class ReturnedWorkbook(TenantModel):
    """A workbook of sheets that came back, one of a batch of uploads. The file itself is not kept."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="+")
    batch = models.UUIDField(db_index=True)
    export = models.ForeignKey(ReportExport, null=True, on_delete=models.CASCADE, related_name="+")
    file_name = models.CharField(_("ファイル名"), max_length=255)
    sha256 = models.CharField(max_length=64, blank=True)
    content = models.TextField(default="{}")
    """``ReturnedContent`` as JSON."""
    outcome = models.JSONField(default=dict)
    """What was stored, and which reports were not handed on and why."""
    state = models.CharField(max_length=10, choices=ReturnedState.choices, default=ReturnedState.WAITING)
    person_id = models.UUIDField()
    person_name = models.CharField(_("読み取った人"), max_length=100)
    made_at = models.DateTimeField(_("読み取った日時"), auto_now_add=True)

    class Meta:
        ordering = ("made_at", "id")
