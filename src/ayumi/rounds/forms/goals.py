"""The forms of a rule of a roll-up, and of what a person judges of a goal."""

import secrets
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from ayumi.ground.wording import say
from ayumi.rounds.rules.rollup_rows import MOST_STEPS, RuleNotValid, rule_of_rows
from ayumi.rounds.rules.rollup_rule import KIND_NAMES, RollupKind, RollupRule


class RollupRuleForm(forms.Form):
    """A rule as a person writes it. ``rule`` holds the result once the form is valid."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    key = forms.RegexField(r"^[0-9a-f]{32}$", widget=forms.HiddenInput)
    name = forms.CharField(label=_("名称"), max_length=100)
    kind = forms.ChoiceField(label=_("決め方"), choices=())
    must_judge = forms.BooleanField(
        label=_("公表の前に、すべての目標を人が評価し、理由を記録する"), required=False
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["kind"].choices = [(kind.value, say(KIND_NAMES[kind])) for kind in RollupKind]
        for place in range(MOST_STEPS):
            self.fields |= {
                f"word{place}": forms.CharField(label=_("言葉"), required=False, max_length=40),
                f"share{place}": forms.CharField(label=_("割合（％以上）"), required=False, max_length=12),
            }
        self.rule: RollupRule | None = None

    def clean(self) -> dict[str, Any]:
        """Make the rule out of the rows; every problem is said at the head of the form."""
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        rows = [(cleaned[f"word{place}"], cleaned[f"share{place}"]) for place in range(MOST_STEPS)]
        try:
            self.rule = rule_of_rows(cleaned["name"], cleaned["kind"], rows, must_judge=cleaned["must_judge"])
        except RuleNotValid as problem:
            for each in problem.problems:
                self.add_error(None, each)
        return cleaned

    @property
    def rows(self) -> list[tuple[int, list[forms.BoundField]]]:
        """The fields of every row, numbered from 1."""
        return [(place + 1, [self[f"word{place}"], self[f"share{place}"]]) for place in range(MOST_STEPS)]


def form_of_rule(rule: RollupRule, *, version: int = 0, name: str = "") -> RollupRuleForm:
    """Return the form filled with a rule."""
    initial: dict[str, Any] = {
        "version": version,
        "key": secrets.token_hex(16),
        "name": name or rule.name,
        "kind": rule.kind.value,
        "must_judge": rule.must_judge,
    }
    for place, step in enumerate(rule.steps):
        initial |= {f"word{place}": step.word, f"share{place}": f"{step.at_least:f}"}
    return RollupRuleForm(initial=initial)


class GoalForm(forms.Form):
    """The word of a goal and why; ``seen`` is the judgement that stood when the person looked."""

    key = forms.RegexField(r"^[0-9a-f]{32}$", widget=forms.HiddenInput)
    seen = forms.UUIDField(required=False, widget=forms.HiddenInput)
    value = forms.ChoiceField(label=_("目標の評価"))
    reason = forms.CharField(label=_("評価の理由"), widget=forms.Textarea(attrs={"rows": 5}), max_length=2000)

    def __init__(self, *arguments: Any, words: Iterable[str], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["value"].choices = [("", _("（選んでください）")), *((word, word) for word in words)]


def goal_form(words: Iterable[str], *, value: str, reason: str, seen: UUID | None) -> GoalForm:
    """Return the form with what stands."""
    initial = {"key": secrets.token_hex(16), "seen": seen, "value": value, "reason": reason}
    return GoalForm(initial=initial, words=words)
