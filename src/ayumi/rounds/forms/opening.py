"""The form that opens a round: year, stages with their days, scales, ladder."""

import secrets
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Avg
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError

from ayumi.ground.fiscal_year import FiscalYear
from ayumi.plans.models import Plan, ScheduleStep
from ayumi.rounds.actions.opening import Opening, ShortForms
from ayumi.rounds.models import CityRollupRule, RatingScale
from ayumi.rounds.rules.calendar import first_due, proposed_stages
from ayumi.rounds.rules.presets import ladders, preset, presets_of, rollup_rules
from ayumi.rounds.rules.rollup_rule import RollupRule
from ayumi.rounds.rules.scales import Scale, ScaleSubject
from ayumi.rounds.rules.stages import RoundKind, Stage, StageKind, Stages
from ayumi.rounds.words import ROUND_KIND, STAGE_KIND

DEFAULT_SCALES = {
    "achievement_scale": "preset:ayumi-level",
    "schedule_scale": "preset:ayumi-schedule",
    "direction_scale": "preset:ayumi-direction",
}
SUBJECTS = {
    "achievement_scale": ScaleSubject.ACHIEVEMENT,
    "schedule_scale": ScaleSubject.SCHEDULE,
    "direction_scale": ScaleSubject.DIRECTION,
}
SHORT_WORDS = {
    ShortForms.NONE: _("すべて通常の様式"),
    ShortForms.WITHOUT_INDICATORS: _("指標のない施策を簡易にする"),
    ShortForms.WITHOUT_PRIORITY: _("重点でない施策を簡易にする"),
}


class OpeningForm(forms.Form):
    """What a round is opened with. The days are proposed from the fiscal calendar and can be changed."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    fiscal_year = forms.IntegerField(
        label=_("評価する年度（西暦）"),
        min_value=1990,
        max_value=2200,
        help_text=_("令和6年度の実績を評価するときは、2024と入れます。"),
    )
    kind = forms.ChoiceField(
        label=_("種類"), choices=[(kind.value, words) for kind, words in ROUND_KIND.items()]
    )
    outside = forms.BooleanField(label=_("計画期間の外の年度で始める"), required=False)
    achievement_scale = forms.ChoiceField(label=_("評価（達成状況）の尺度"))
    schedule_scale = forms.ChoiceField(label=_("工程の進み具合の尺度"))
    direction_scale = forms.ChoiceField(label=_("次年度の方向性の言葉"))
    rollup_rule = forms.ChoiceField(
        label=_("目標の評価の決め方"),
        help_text=_("施策の評価から、上の目標や政策の評価をどう決めるかです。後から変えられません。"),
    )
    ladder = forms.CharField(
        label=_("工程の段階"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=1000,
        required=False,
        help_text=_("1行に一つ、始めの段階から順に書きます。"),
    )
    short_forms = forms.ChoiceField(
        label=_("簡易な様式"), choices=[(each.value, words) for each, words in SHORT_WORDS.items()]
    )

    def __init__(self, *arguments: Any, plan: Plan, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.plan = plan
        own = list(RatingScale.objects.filter(is_retired=False))
        for name, subject in SUBJECTS.items():
            self.fields[name].choices = _scale_choices(own, subject)
        self.fields["rollup_rule"].choices = _rule_choices()
        for kind in StageKind:
            self._add_stage(kind)
        self._stages: Stages | None = None

    def _add_stage(self, kind: StageKind) -> None:
        is_first = kind is StageKind.SELF_ASSESSMENT
        label = STAGE_KIND[kind]
        self.fields[f"use-{kind}"] = forms.BooleanField(
            label=_("行う"), required=False, disabled=is_first, initial=is_first
        )
        self.fields[f"name-{kind}"] = forms.CharField(label=label, max_length=60, required=False)
        self.fields[f"due-{kind}"] = forms.DateField(
            label=_("期限"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        )
        self.fields[f"rates-{kind}"] = forms.BooleanField(label=_("評価する"), required=False)

    def stage_rows(self) -> list[dict[str, Any]]:
        """Return the fields of the stages, one row each."""
        parts = ("use", "name", "due", "rates")
        return [
            {"label": STAGE_KIND[kind], **{part: self[f"{part}-{kind}"] for part in parts}}
            for kind in StageKind
        ]

    def clean(self) -> dict[str, Any]:
        """Refuse stages that cannot follow one another, and a year outside the plan that is not meant."""
        cleaned = super().clean() or {}
        try:
            self._stages = Stages(stages=tuple(_stages(cleaned)))
        except ValidationError as problem:
            for error in problem.errors():
                self.add_error(None, str(error["msg"]).removeprefix("Value error, "))
        year = cleaned.get("fiscal_year")
        first, last = self.plan.first_fiscal_year, self.plan.last_fiscal_year
        inside = first is None or last is None or year is None or first <= year <= last
        if not inside and not cleaned.get("outside"):
            text = gettext(
                "計画期間（{first}〜{last}年度）の外の年度です。間違いでなければ、印を付けてください。"
            )
            self.add_error("outside", text.format(first=first, last=last))
        return cleaned

    def opening(self) -> Opening:
        """Return what was chosen, once the form is valid."""
        chosen = self.cleaned_data
        assert self._stages is not None
        scales = {name: _scale(chosen[name]) for name in SUBJECTS}
        words = dict.fromkeys(line.strip()[:50] for line in chosen["ladder"].splitlines())
        return Opening(
            fiscal_year=chosen["fiscal_year"],
            kind=RoundKind(chosen["kind"]),
            stages=self._stages,
            schedule_ladder=tuple(word for word in words if word),
            short_forms=ShortForms(chosen["short_forms"]),
            rollup_rule=_rule(chosen["rollup_rule"]),
            **scales,
        )


def _stages(cleaned: dict[str, Any]) -> list[Stage]:
    return [
        Stage(
            kind=kind,
            name=cleaned.get(f"name-{kind}") or str(STAGE_KIND[kind]),
            due=cleaned.get(f"due-{kind}"),
            rates=bool(cleaned.get(f"rates-{kind}")),
        )
        for kind in StageKind
        if kind is StageKind.SELF_ASSESSMENT or cleaned.get(f"use-{kind}")
    ]


def _scale_choices(own: list[RatingScale], subject: ScaleSubject) -> list[tuple[str, Any]]:
    mine = [(f"own:{each.pk}", each.name) for each in own if each.scale.get("subject") == subject.value]
    shipped = [(f"preset:{each.id}", each.scale.name) for each in presets_of(subject)]
    return [*([(gettext("この市の尺度"), mine)] if mine else []), (gettext("用意されている尺度"), shipped)]


def _scale(choice: str) -> Scale:
    source, _mark, name = choice.partition(":")
    if source == "own":
        return Scale.from_stored(RatingScale.objects.get(pk=UUID(name)).scale)
    found = preset(name)
    assert found is not None
    return found.scale


def _rule_choices() -> list[tuple[str, Any]]:
    own = [(f"own:{each.pk}", each.name) for each in CityRollupRule.objects.filter(is_retired=False)]
    shipped = [(f"preset:{each.id}", each.name) for each in rollup_rules()]
    mine = [(gettext("この市の決め方"), own)] if own else []
    return [*mine, (gettext("用意されている決め方"), shipped)]


def _rule(choice: str) -> RollupRule:
    source, _mark, name = choice.partition(":")
    if source == "own":
        return RollupRule.from_stored(CityRollupRule.objects.get(pk=UUID(name)).rule)
    return next(each for each in rollup_rules() if each.id == name)


def opening_form(plan: Plan, *, today: date | None = None) -> OpeningForm:
    """Return the form with the year that has just ended and days from the fiscal calendar: 3 queries."""
    day = today or timezone.localdate()
    year = FiscalYear.containing(day).year - 1
    if plan.first_fiscal_year and plan.last_fiscal_year:
        year = min(max(year, plan.first_fiscal_year), plan.last_fiscal_year)
    initial: dict[str, Any] = {
        "key": secrets.token_hex(16),
        "fiscal_year": year,
        "kind": RoundKind.ANNUAL.value,
        "ladder": "\n".join(_ladder_of(plan)),
        "short_forms": ShortForms.NONE.value,
        "rollup_rule": f"preset:{rollup_rules()[0].id}",
        **DEFAULT_SCALES,
    }
    for stage in proposed_stages(StageKind, first_due(year, RoundKind.ANNUAL, day)):
        kind = stage.kind
        initial |= {f"use-{kind}": True, f"name-{kind}": str(STAGE_KIND[kind])}
        initial |= {f"due-{kind}": stage.due, f"rates-{kind}": stage.rates}
    return OpeningForm(initial=initial, plan=plan)


def _ladder_of(plan: Plan) -> list[str]:
    """Return the plan's own steps, or a ladder that comes with Ayumi where the plan has none.

    Where no ladder of ours has all the plan's words, the one that stands in earlier years on average is
    the earlier step; the plan office sets it right.
    """
    steps = ScheduleStep.objects.filter(plan=plan).exclude(step="")
    in_order = steps.order_by().values_list("step").annotate(year=Avg("fiscal_year")).order_by("year", "step")
    words = [step for step, _year in in_order if step.strip()]
    known = [each.words for each in ladders() if set(words) <= set(each.words)]
    if words and known:
        return list(known[0])
    return words or list(next(each.words for each in ladders() if each.id == "introduction"))
