"""The forms that hand measures over: from whom or where to whom or where, on which day."""

import secrets
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from ayumi.rounds.gates.hand_over import HandOver
from ayumi.rounds.queries.hand_over_choices import (
    measures_of_division,
    measures_of_person,
    owner_choices,
    people_choices,
)
from ayumi.tenancy.models import Division
from ayumi.tenancy.rules import Actor, Permission

NOBODY = ("", _("（替えない）"))


class HandOverForm(forms.Form):
    """Where the measures come from, and who and which division answers for them from when on."""

    from_person = forms.ChoiceField(
        label=_("いまの担当者"),
        required=False,
        help_text=_("この人が引き継ぐ日の前の日まで担当している施策を、すべて選びます。"),
    )
    from_division = forms.ChoiceField(
        label=_("いまの所管課"), required=False, help_text=_("この課が所管する施策を、すべて選びます。")
    )
    to_person = forms.ChoiceField(label=_("新しい担当者"), required=False)
    to_division = forms.ChoiceField(label=_("新しい所管課"), required=False)
    day = forms.DateField(
        label=_("引き継ぐ日"),
        help_text=_("この日から新しい担当者になります。例: 2027-04-01"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    items = forms.MultipleChoiceField(required=False, widget=forms.MultipleHiddenInput)
    key = forms.RegexField(r"^[0-9a-f]{32}$", required=False, widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, actor: Actor, today: date, **named: Any) -> None:
        super().__init__(*arguments, **named)
        sent = self.data.getlist("items") if self.is_bound else []
        self.fields["items"].choices = [(each, each) for each in sent if _is_identifier(each)]
        self.fields["to_person"].choices = [NOBODY, *people_choices(actor, self._sent_day(today))]
        self.is_of_division = not actor.may(Permission.RUN_ROUNDS)
        if self.is_of_division:
            del self.fields["from_division"], self.fields["to_division"]
        else:
            divisions = list(Division.objects.values_list("pk", "name", "valid_to"))
            ended = [(str(pk), name) for pk, name, last in divisions if last and last < today]
            living = [(str(pk), name) for pk, name, last in divisions if not last or last >= today]
            chosen = [(_("廃止された課"), ended), (_("いまある課"), living)]
            self.fields["from_division"].choices = [
                ("", _("（選ばない）")),
                *(each for each in chosen if each[1]),
            ]
            self.fields["to_division"].choices = [NOBODY, *living]
        self.fields["from_person"].choices = [("", _("（選ばない）")), *owner_choices()]

    def _sent_day(self, today: date) -> date:
        """Return the day that was sent, so that the people of that day can be chosen."""
        try:
            return date.fromisoformat(str(self.data.get("day", ""))) if self.is_bound else today
        except ValueError:
            return today

    def wanted(self) -> HandOver:
        """Return what is to be handed over, once the form is valid: at most 1 query."""
        sent = self.cleaned_data
        ids = tuple(UUID(each.partition(":")[0]) for each in sent["items"])
        if not ids and sent.get("from_division"):
            ids = measures_of_division(UUID(sent["from_division"]))
        elif not ids and sent["from_person"]:
            ids = measures_of_person(UUID(sent["from_person"]), sent["day"])
        person, division = sent["to_person"], sent.get("to_division")
        return HandOver(
            ids, UUID(person) if person else None, UUID(division) if division else None, sent["day"]
        )

    def seen(self) -> dict[UUID, str]:
        """Return the fingerprints with which the measures were shown."""
        pairs = (each.partition(":") for each in self.cleaned_data["items"])
        return {UUID(pk): fingerprint for pk, _mark, fingerprint in pairs}


def blank_form(actor: Actor, *, today: date, **initial: Any) -> HandOverForm:
    """Return the empty form for today, with a key of its own."""
    values = {"day": today, "key": secrets.token_hex(16), **initial}
    return HandOverForm(initial=values, actor=actor, today=today)


def _is_identifier(text: str) -> bool:
    try:
        UUID(text.partition(":")[0])
    except ValueError:
        return False
    return True
