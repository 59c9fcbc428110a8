"""What the forms of meetings have in common: the version that was seen, the key, days and long texts."""

import secrets
from typing import Any

from django import forms

KEY = r"^[0-9a-f]{32}$"


class Sent(forms.Form):
    """What every form carries: the version the person saw, and a key that makes sending it twice harmless."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    key = forms.RegexField(KEY, widget=forms.HiddenInput)

    @staticmethod
    def blank(version: int = 1) -> dict[str, Any]:
        """Return the first content of the two."""
        return {"version": version, "key": secrets.token_hex(16)}


def day_field(label: Any, *, required: bool = False, help_text: Any = "") -> forms.DateField:
    """Return a field for a day, which the browser offers a calendar for."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget, help_text=help_text)


def long_text(label: Any, *, required: bool = True, rows: int = 4, help_text: Any = "") -> forms.CharField:
    """Return a field for a text of some lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, required=required, max_length=20_000, widget=widget, help_text=help_text
    )
