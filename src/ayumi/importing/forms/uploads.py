"""The form of an upload: one field, whatever the file is."""

from django import forms
from django.utils.translation import gettext_lazy as _


class UploadForm(forms.Form):
    """One file to read."""

    file = forms.FileField(
        label=_("計画の文書または施策の表"),
        help_text=_(
            "計画の文書: Markdown（.md）、テキスト（.txt）、Word（.docx）、PDF（.pdf）。"
            "施策の表: Excel ブック（.xlsx）、CSV（.csv）。50 MBまで。"
        ),
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".md,.txt,.docx,.pdf,.xlsx,.csv"}),
    )


class WorkbookForm(forms.Form):
    """A plan workbook that comes back."""

    file = forms.FileField(
        label=_("編集した計画ブック"),
        help_text=_("あゆみから書き出した Excel ブック（.xlsx）。50 MBまで。"),
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )
