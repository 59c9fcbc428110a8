"""The form on which the plan office says that a source was replaced."""

import secrets

from django import forms
from django.utils.translation import gettext_lazy as _

from ayumi.rounds.actions.sources import ReplacedSource


class SourceForm(forms.Form):
    """A source as values name it, since when it is replaced, and by what."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("差し替えられた出典"),
        max_length=300,
        help_text=_("指標や実績の「出典」に書かれているとおりに入れてください。"),
        widget=forms.TextInput(attrs={"list": "sources-in-use", "autocomplete": "off"}),
    )
    since = forms.DateField(label=_("差し替えられた日"), widget=forms.DateInput(attrs={"type": "date"}))
    replaced_by = forms.CharField(
        label=_("差し替えた後の出典"),
        max_length=300,
        required=False,
        help_text=_("分からないときは空欄のままにします。"),
    )

    def source(self) -> ReplacedSource:
        """Return what was entered."""
        sent = self.cleaned_data
        return ReplacedSource(sent["name"], sent["since"], sent["replaced_by"])


def source_form() -> SourceForm:
    """Return the form, empty."""
    return SourceForm(initial={"key": secrets.token_hex(16)})
