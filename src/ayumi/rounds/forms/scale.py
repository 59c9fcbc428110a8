"""The form of a scale: its head, and twelve rows of steps that work without scripts."""

import secrets
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ayumi.ground.wording import say
from ayumi.rounds.rules.scale_rows import MOST_STEPS, ScaleNotValid, rows_of_scale, scale_of_rows
from ayumi.rounds.rules.scales import Scale
from ayumi.rounds.rules.yardsticks import YARDSTICK_TEXTS
from ayumi.rounds.scale_words import SCALE_RULES, SCALE_SUBJECTS, SENSES, STEP_KINDS

HEAD = ("name", "subject", "rule", "yardstick", "yearly_share", "no_change_within", "note")
PARTS = ("word", "meaning", "at_least", "is_above", "kind", "yardstick", "sense", "is_good", "is_late")


class ScaleForm(forms.Form):
    """A scale as a person writes it. ``scale`` holds the result once the form is valid."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    key = forms.CharField(max_length=32, widget=forms.HiddenInput)
    name = forms.CharField(label=_("名称"), max_length=100)
    subject = forms.ChoiceField(
        label=_("評価する対象"), choices=[(each.value, name) for each, name in SCALE_SUBJECTS.items()]
    )
    rule = forms.ChoiceField(
        label=_("評価案の決め方"), choices=[(each.value, name) for each, name in SCALE_RULES.items()]
    )
    yardstick = forms.ChoiceField(label=_("測るもの"), choices=())
    yearly_share = forms.CharField(
        label=_("毎年の目安（％）"),
        required=False,
        max_length=12,
        help_text=_("20と入れると、計画のk年目に20％×kに届いているかを見ます。使わないときは空欄にします。"),
    )
    no_change_within = forms.CharField(
        label=_("調査の指標で変化なしとする幅（ポイント）"),
        required=False,
        max_length=12,
        help_text=_("3と入れると、調査による指標の3ポイント未満の増減を変化なしとします。"),
    )
    note = forms.CharField(
        label=_("説明"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        measured = [(each.value, say(text)) for each, text in YARDSTICK_TEXTS.items()]
        self.fields["yardstick"].choices = measured  # type: ignore[attr-defined]
        senses = [("", "－"), *((each.value, name) for each, name in SENSES.items())]
        for place in range(MOST_STEPS):
            row = {
                "word": forms.CharField(label=_("言葉"), required=False, max_length=40),
                "meaning": forms.CharField(label=_("意味"), required=False, max_length=300),
                "at_least": forms.CharField(label=_("しきい値（以上）"), required=False, max_length=12),
                "is_above": forms.BooleanField(label=_("しきい値を超えるとき"), required=False),
                "kind": forms.ChoiceField(label=_("種類"), required=False, choices=list(STEP_KINDS.items())),
                "yardstick": forms.ChoiceField(
                    label=_("この段階だけ測るもの"), required=False, choices=[("", "－"), *measured]
                ),
                "sense": forms.ChoiceField(label=_("方向性の意味"), required=False, choices=senses),
                "is_good": forms.BooleanField(label=_("良い評価に数える"), required=False),
                "is_late": forms.BooleanField(label=_("遅れを表す"), required=False),
            }
            self.fields |= {f"step{place}-{part}": field for part, field in row.items()}
        self.scale: Scale | None = None

    def clean(self) -> dict[str, Any]:
        """Make the scale out of the rows; every problem is said at the head of the form."""
        cleaned = super().clean() or self.cleaned_data
        head = {name: str(cleaned.get(name) or "") for name in HEAD}
        rows = [
            {part: _text(cleaned.get(f"step{place}-{part}")) for part in PARTS} for place in range(MOST_STEPS)
        ]
        if not self.errors:
            try:
                self.scale = scale_of_rows(head, rows)
            except ScaleNotValid as problem:
                for each in problem.problems:
                    self.add_error(None, each)
        return cleaned

    @property
    def rows(self) -> list[tuple[int, list[forms.BoundField]]]:
        """The fields of every row, numbered from 1."""
        return [(place + 1, [self[f"step{place}-{part}"] for part in PARTS]) for place in range(MOST_STEPS)]


def _text(value: object) -> str:
    return "1" if value is True else "" if value in (None, False) else str(value)


def form_of_scale(scale: Scale, *, version: int = 0, name: str = "") -> ScaleForm:
    """Return the form filled with a scale."""
    initial: dict[str, Any] = {
        "version": version,
        "key": secrets.token_hex(16),
        "name": name or scale.name,
        "subject": scale.subject.value,
        "rule": scale.rule.value,
        "yardstick": scale.yardstick.value,
        "yearly_share": "" if scale.yearly_share is None else f"{scale.yearly_share:f}",
        "no_change_within": "" if scale.no_change_within is None else f"{scale.no_change_within:f}",
        "note": scale.note,
    }
    for place, row in enumerate(rows_of_scale(scale)):
        initial |= {
            f"step{place}-{part}": bool(value) if part.startswith("is_") else str(value)
            for part, value in row.items()
        }
    return ScaleForm(initial=initial)
