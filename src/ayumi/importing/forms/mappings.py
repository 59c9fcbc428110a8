"""The form of a mapping kept under a name: its name, and its YAML as a text or a file."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ayumi.importing.rules.mapping.yaml_text import LARGEST


class MappingForm(forms.Form):
    """A name and a text; a file, where one is chosen, stands for the text."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    seen = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    name = forms.CharField(label=_("対応付けの名前"), max_length=100)
    file = forms.FileField(
        label=_("YAMLファイル"),
        required=False,
        help_text=_("書き出した対応付け（.yaml）。1 MBまで。"),
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml"}),
    )
    text = forms.CharField(
        label=_("対応付け（YAML）"),
        required=False,
        max_length=LARGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 20, "spellcheck": "false"}),
    )

    def clean_name(self) -> str:
        """Return the name without blanks around it."""
        return " ".join(self.cleaned_data["name"].split())

    def clean_file(self) -> str:
        """Return the text of the file, empty without one."""
        file = self.cleaned_data["file"]
        if file is None:
            return ""
        if file.size > LARGEST:
            raise forms.ValidationError(_("対応付けのファイルが大きすぎます（上限 1 MB）。"))
        try:
            return file.read().decode("utf-8-sig")
        except UnicodeDecodeError as bad:
            raise forms.ValidationError(_("対応付けのファイルは、UTF-8で保存してください。")) from bad

    def said(self) -> str:
        """Return what the mapping is to say."""
        return self.cleaned_data["file"] or self.cleaned_data["text"]
