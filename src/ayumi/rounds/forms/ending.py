"""The forms that approve many reports, close a round and publish it."""

import secrets
from collections.abc import Iterable
from typing import Any, TypeVar
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from ayumi.rounds.rules.stages import StageKind


class BatchForm(forms.Form):
    """The reports that were marked, each with the version the person saw."""

    key = forms.RegexField(r"^[0-9a-f]{32}$", widget=forms.HiddenInput)
    reports = forms.MultipleChoiceField(
        label=_("承認する報告"), error_messages={"required": _("承認する報告に印を付けてください。")}
    )

    def __init__(self, *arguments: Any, choices: Iterable[tuple[UUID, int]], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["reports"].choices = [(f"{pk}:{version}", str(pk)) for pk, version in choices]

    def chosen(self) -> list[tuple[UUID, int]]:
        """Return pairs of a report and its version."""
        pairs = (choice.split(":") for choice in self.cleaned_data["reports"])
        return [(UUID(pk), int(version)) for pk, version in pairs]


class EndingForm(forms.Form):
    """The version of the round that the person saw, and the sign that the list below was read."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    shown = forms.CharField(required=False, widget=forms.HiddenInput)
    confirmed = forms.BooleanField(
        label=_("届いていない報告の一覧を確かめました"),
        error_messages={"required": _("一覧を確かめて、印を付けてください。")},
    )

    def unevaluated(self) -> list[UUID]:
        """Return the reports of the list that the person confirmed."""
        found = []
        for each in self.cleaned_data["shown"].split():
            try:
                found.append(UUID(each))
            except ValueError:
                return []
        return found


Ending = TypeVar("Ending", bound=EndingForm)


class PublishForm(EndingForm):
    """What ends with publication: also the stages whose ratings become public beside the last one."""

    stages = forms.MultipleChoiceField(
        label=_("評価と理由を公表する段階"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *arguments: Any, stages: Iterable[tuple[str, str]], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["stages"].choices = list(stages)

    def chosen_stages(self) -> list[StageKind]:
        """Return the stages that were marked."""
        return [StageKind(each) for each in self.cleaned_data["stages"]]


def publish_form(version: int, unfinished: Iterable[UUID], stages: Iterable[tuple[str, str]]) -> PublishForm:
    """Return the form for a closed round; every stage is marked at first."""
    offered = list(stages)
    return _without_a_list(
        PublishForm(
            initial=_initial(version, unfinished) | {"stages": [kind for kind, _name in offered]},
            stages=offered,
        )
    )


def ending_form(version: int, unfinished: Iterable[UUID]) -> EndingForm:
    """Return the form for a round as it stands, with the reports that have not arrived."""
    return _without_a_list(EndingForm(initial=_initial(version, unfinished)))


def _initial(version: int, unfinished: Iterable[UUID]) -> dict[str, Any]:
    shown = " ".join(str(pk) for pk in unfinished)
    return {"version": version, "key": secrets.token_hex(16), "shown": shown}


def _without_a_list(form: Ending) -> Ending:
    if not form.initial["shown"]:
        # Nothing to confirm: everything has arrived.
        form.fields["confirmed"].required = False
        form.fields["confirmed"].widget = forms.HiddenInput()
        form.initial["confirmed"] = "on"
    return form
