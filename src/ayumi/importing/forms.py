"""Forms of the room."""

from django import forms
from django.utils.translation import gettext_lazy as _


class UploadForm(forms.Form):
    """One file to read."""

    file = forms.FileField(
        label=_("計画の文書"),
        help_text=_("Markdown（.md）、テキスト（.txt）、Word（.docx）、PDF（.pdf）。50 MBまで。"),
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".md,.txt,.docx,.pdf"}),
    )


class WorkbookForm(forms.Form):
    """A plan workbook that comes back."""

    file = forms.FileField(
        label=_("編集した計画ブック"),
        help_text=_("あゆみから書き出した Excel ブック（.xlsx）。50 MBまで。"),
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )
