"""Forms of workbooks that come back: many files at once, and the confirmation of a preview."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _


class ManyFilesInput(forms.ClearableFileInput):
    """A control that takes several files."""

    allow_multiple_selected = True


class ManyFiles(forms.FileField):
    """Several files; each is checked by the gate later."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """Return the files that were sent. Raises ValidationError where there is none."""
        files = data if isinstance(data, (list, tuple)) else [data] if data else []
        if not files:
            super().clean(None, initial)
        return [super(ManyFiles, self).clean(each, initial) for each in files]


class ReturnedForm(forms.Form):
    """The workbooks that come back, and a key that makes a repeated upload harmless."""

    files = ManyFiles(
        label=_("記入した評価シート"),
        help_text=_(
            "あゆみから書き出した Excel ブック（.xlsx）。いくつでも一度に選べます。"
            "まとめたZIP（.zip）も読み取れます。全部で100件、50 MBまで。"
        ),
        allow_empty_file=True,
        error_messages={"required": _("記入した評価シートのファイルを選んでください。")},
        widget=ManyFilesInput(attrs={"accept": ".xlsx,.zip"}),
    )
    key = forms.CharField(max_length=32, widget=forms.HiddenInput)


class BatchApplyForm(forms.Form):
    """Whether complete sheets are handed on in the same step."""

    submit = forms.BooleanField(label=_("記入と確認事項の回答が済んだ報告は、続けて提出する"), required=False)


class ReturnedApplyForm(BatchApplyForm):
    """The review that the person saw; the sides of conflicts are read by their own names."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
