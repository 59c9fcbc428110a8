"""A form for every column of a mapping: where it leads, and what its field needs."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ayumi.document.words import BASIS, FUNDING_SOURCE, INDICATOR_KIND
from ayumi.ground.wording import say, say_year
from ayumi.importing.rules.mapping.fields import (
    FAMILIES,
    FIELD_WORDS,
    FORM_WORDS,
    NOT_TAKEN_WORDS,
    Field,
    Form,
    NotTaken,
)
from ayumi.importing.rules.mapping.mapping import LONGEST_LINE, Column, Mapping
from ayumi.importing.rules.mapping.proposing_judgements import OWN_STAGE

_NONE = [("", "－")]
DETAILS = (
    "level",
    "digit",
    "block",
    "basis",
    "source",
    "indicator",
    "kind",
    "subject",
    "stage",
    "form",
    "plan",
    "reason",
)
"""What a field may need, in the order of the form; ``Column`` says which field needs what."""


def field_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the fields by family, in the reader's language."""
    return [
        (say(family), [(field.value, say(FIELD_WORDS[field])) for field in fields])
        for family, fields in FAMILIES
    ]


def _line(label: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=LONGEST_LINE)


def _choice(label: Any, words: dict[Any, str]) -> forms.ChoiceField:
    choices = [*_NONE, *((key.value, text) for key, text in words.items())]
    return forms.ChoiceField(label=label, required=False, choices=choices)


class ColumnForm(forms.Form):
    """One column; its prefix is the column's letters."""

    field = forms.ChoiceField(label=_("取り込み先"), required=False)
    level = forms.ChoiceField(label=_("体系の段"), required=False)
    digit = forms.IntegerField(label=_("番号の何文字目か"), required=False, min_value=1, max_value=9)
    block = forms.ChoiceField(label=_("年度"), required=False)
    basis = _choice(_("予算・見込・決算の別"), BASIS)
    source = _choice(_("財源"), FUNDING_SOURCE)
    indicator = _line(_("どの指標か（同じ言葉の列が一つの指標になります）"))
    kind = _choice(_("指標の種類"), INDICATOR_KIND)
    subject = _line(_("評価の観点"))
    stage = _line(_("評価した人（担当課・課長等など）"))
    form = _choice(_("書き方"), FORM_WORDS)
    plan = _line(_("つながる計画の名称"))
    reason = _choice(_("取り込まない理由"), NOT_TAKEN_WORDS)

    def __init__(self, *arguments: Any, mapping: Mapping, years: list[int | None], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["field"].choices = field_choices()
        self.fields["level"].choices = [
            *_NONE,
            *((str(number), name) for number, name in enumerate(mapping.plan.levels[:-1], start=1)),
        ]
        self.fields["block"].choices = [
            *_NONE,
            *(
                (str(number), say_year(year) if year is not None else str(number))
                for number, year in enumerate(years, start=1)
            ),
        ]
        for name, words in (
            ("basis", BASIS),
            ("source", FUNDING_SOURCE),
            ("kind", INDICATOR_KIND),
            ("form", FORM_WORDS),
            ("reason", NOT_TAKEN_WORDS),
        ):
            self.fields[name].choices = [*_NONE, *((key.value, say(text)) for key, text in words.items())]

    def details(self) -> list[Any]:
        """Return the bound fields behind the first, for the template."""
        return [self[name] for name in DETAILS]

    def column(self, before: Column) -> Column:
        """Return the column as the person wants it. Raises pydantic's ValidationError, in Japanese."""
        wanted = Field(self.cleaned_data["field"] or before.field)
        values: dict[str, Any] = {
            name: self.cleaned_data[name] or None
            for name in DETAILS
            if name not in ("indicator", "subject", "stage", "plan")
        }
        values |= {name: self.cleaned_data[name] for name in ("indicator", "subject", "stage", "plan")}
        for name in ("level", "block"):
            values[name] = int(values[name]) if values[name] else None
        heading = before.heading[:LONGEST_LINE] or before.at
        if wanted in (Field.JUDGEMENT, Field.JUDGEMENT_REASON):
            values["subject"] = values["subject"] or heading
            values["stage"] = values["stage"] or OWN_STAGE
        if wanted is Field.LINK:
            values["plan"] = values["plan"] or heading
        if wanted is Field.REMARK:
            values["form"] = values["form"] or Form.TEXT
        if wanted is Field.NOT_TAKEN:
            values["reason"] = values["reason"] or NotTaken.CHOSEN
        kept = {"at": before.at, "heading": before.heading, "choices": before.choices, "field": wanted}
        return Column.model_validate(kept | values)


def initial_of(column: Column) -> dict[str, Any]:
    """Return what the form of a column begins with."""
    plain = column.model_dump(mode="json")
    return {name: plain[name] if plain[name] is not None else "" for name in ("field", *DETAILS)}
