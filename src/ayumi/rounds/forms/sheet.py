"""The form of a report's sheet, and the small ones that move a report."""

import secrets
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Any

from django import forms
from django.utils.choices import BaseChoiceIterator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ayumi.document.measures import ActualStatus, Basis, MissingReason
from ayumi.document.words import ACTUAL_STATUS, BASIS, MISSING_REASON
from ayumi.plans.words import word
from ayumi.rounds.rules.sheet import (
    MONEY_FIELDS,
    TEXT_FIELDS,
    WORK_FIELDS,
    SheetProblem,
    SheetRow,
)
from ayumi.rounds.words import HELP, PART_LABELS, SHEET_LABELS

REASONS = {"achievement": _("評価の理由"), "direction": _("方向性の理由")}
RATINGS = tuple(REASONS)
CHOOSE = _("（選んでください）")
SCALES = 256
"""How many lists of words are kept as fields: the ladders and scales of the rounds of some cities."""
PARTS = ("missing", "status", "as_of", "source")
"""What a row of values has beside the value itself."""


class SheetForm(forms.Form):
    """Every field of a sheet as text; what cannot be stored is said by ``rules.sheet``, not here.

    Carries the version the person saw and a key that makes a repeated submission harmless.
    """

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    key = forms.CharField(max_length=32, widget=forms.HiddenInput)

    def __init__(
        self,
        *arguments: Any,
        rows: Iterable[SheetRow],
        words: Mapping[str, Iterable[str]],
        ratings: Mapping[str, Iterable[str]],
        **named: Any,
    ) -> None:
        super().__init__(*arguments, **named)
        self.made_of = {"rows": tuple(rows), "words": words, "ratings": ratings}
        self.fields |= _texts()
        for name, choices in words.items():
            self.fields[name] = _offering(name, tuple(choices))
        self.fields |= _figures(get_language())
        parts = _parts_of_a_row(get_language())
        for row in self.made_of["rows"]:
            entry = parts["text"] if row.is_text else parts["figure"]
            self.fields |= {row.field("entry"): entry, **{row.field(name): parts[name] for name in PARTS}}
        for subject, choices in ratings.items():
            self.fields[f"rating-{subject}"] = _offering(f"rating-{subject}", tuple(choices))
            self.fields[f"rating-{subject}-reason"] = _reason(subject)

    def sheet(self) -> dict[str, str]:
        """Return the fields that were sent; one that the page did not show stays as it is."""
        outside = {"version", "key"}
        return {
            name: str(value or "")
            for name, value in self.cleaned_data.items()
            if name in self.data and name not in outside and not name.startswith("rating-")
        }

    def ratings(self) -> list[tuple[str, str, str]]:
        """Return subject, word and reason of every rating that was chosen."""
        return [
            (subject, self.cleaned_data[f"rating-{subject}"], self.cleaned_data[f"rating-{subject}-reason"])
            for subject in RATINGS
            if self.cleaned_data.get(f"rating-{subject}")
        ]

    def add_problems(self, problems: Iterable[SheetProblem]) -> None:
        """Show what cannot be stored, or is missing, at its field."""
        for problem in problems:
            self.add_error(problem.field if problem.field in self.fields else None, problem.text)

    def merged_with(self, version: int, proposals: Mapping[str, str]) -> "SheetForm":
        """Return the form for the version that stands now, with the proposals of the merge filled in."""
        again = self.data.copy()
        again["version"], again["key"] = str(version), secrets.token_hex(16)
        for name, proposal in proposals.items():
            again[name] = proposal
        return SheetForm(again, **self.made_of)


class MoveForm(forms.Form):
    """The version of a report that the person saw, and the key of the submission."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    key = forms.CharField(max_length=64, widget=forms.HiddenInput)


class ReturnForm(MoveForm):
    """To which stage a report goes back, and what is to be corrected: on the whole and field by field."""

    to_position = forms.TypedChoiceField(label=_("戻す段階"), coerce=int)
    comment = forms.CharField(
        label=_("直してほしいこと"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000
    )

    def __init__(
        self,
        *arguments: Any,
        stages: Iterable[tuple[int, str]],
        labels: Mapping[str, str],
        **named: Any,
    ) -> None:
        super().__init__(*arguments, **named)
        self.fields["to_position"].choices = list(stages)
        self.labels = dict(labels)
        for name, label in labels.items():
            self.fields[f"on-{name}"] = forms.CharField(
                label=label, required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
            )

    def field_comments(self) -> dict[str, str]:
        """Return the comments on single fields."""
        found = {name: self.cleaned_data[f"on-{name}"].strip() for name in self.labels}
        return {name: text for name, text in found.items() if text}

    def comment_fields(self) -> list[Any]:
        """Return the bound fields for comments on single fields."""
        return [self[f"on-{name}"] for name in self.labels]


class ErratumForm(forms.Form):
    """What a field should have said, and why."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    field = forms.ChoiceField(label=_("訂正する欄"))
    after = forms.CharField(
        label=_("正しい内容"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=10_000,
        required=False,
        help_text=_(
            "数値は単位を付けずに、日付は2026-05-31のように、選んだ欄は言葉で入れます（例: 確定、未公表）。"
        ),
    )
    reason = forms.CharField(label=_("訂正の理由"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)

    def __init__(self, *arguments: Any, labels: Mapping[str, str], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["field"].choices = list(labels.items())


# A field knows nothing of its form and is only read: all sheets share theirs, and all rows of a sheet too.


@cache
def _texts() -> dict[str, forms.Field]:
    return {name: _text(SHEET_LABELS[name], HELP.get(name, "")) for name in TEXT_FIELDS}


@cache
def _figures(_language: str) -> dict[str, forms.Field]:
    """Return money and work; the words for how they are meant are chosen by language."""
    bases = _Choices(_words(BASIS, (each for each in Basis if each is not Basis.PLANNED)), empty=None)
    fields = {"basis": _choice(SHEET_LABELS["basis"], bases)}
    return fields | {
        name: _figure(SHEET_LABELS[name], HELP.get(name, "")) for name in (*MONEY_FIELDS, *WORK_FIELDS)
    }


@cache
def _parts_of_a_row(_language: str) -> dict[str, forms.Field]:
    """Return the fields of a row of values."""
    missing = _Choices(_words(MISSING_REASON, MissingReason), empty=_("（値があります）"))
    day = forms.TextInput(attrs={"type": "date"})
    return {
        "figure": _figure(PART_LABELS["entry"]),
        "text": _figure(PART_LABELS["entry"], is_text=True),
        "missing": _choice(PART_LABELS["missing"], missing),
        "status": _choice(PART_LABELS["status"], _Choices(_words(ACTUAL_STATUS, ActualStatus), empty=None)),
        "as_of": forms.CharField(label=PART_LABELS["as_of"], required=False, widget=day),
        "source": forms.CharField(label=PART_LABELS["source"], required=False, max_length=300),
    }


@cache
def _reason(subject: str) -> forms.CharField:
    return _text(REASONS[subject], rows=2)


@lru_cache(maxsize=SCALES)
def _offering(name: str, words: tuple[str, ...]) -> forms.ChoiceField:
    return _choice(SHEET_LABELS[name], _Choices((each, each) for each in words))


def _text(label: Any, help_text: Any = "", *, rows: int = 4) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=False, help_text=help_text, widget=widget, strip=True)


class _Choices(BaseChoiceIterator):
    """What a list offers, said once for the fields of all rows: Django would go through it for each."""

    def __init__(self, choices: Iterable[tuple[str, Any]], *, empty: Any = CHOOSE) -> None:
        self._offered = ([("", empty)] if empty is not None else []) + list(choices)

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        return iter(self._offered)


def _words(table: Mapping[Any, Any], values: Iterable[Any]) -> Iterator[tuple[str, str]]:
    return ((each.value, word(table, each)) for each in values)


def _choice(label: Any, choices: _Choices) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=choices)


def _figure(label: Any, help_text: Any = "", *, is_text: bool = False) -> forms.CharField:
    attributes = {} if is_text else {"inputmode": "decimal"}
    widget = forms.TextInput(attrs={**attributes, "autocomplete": "off"})
    return forms.CharField(label=label, required=False, help_text=help_text, max_length=300, widget=widget)
