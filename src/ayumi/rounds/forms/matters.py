"""Forms of a matter: a score, a decision, and the answer to what was asked."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ayumi.rounds.forms.sent import KEY, Sent, long_text
from ayumi.rounds.models import FollowUpState


class ScoreForm(forms.Form):
    """A member's score, in the words of the round's scales."""

    key = forms.RegexField(KEY, widget=forms.HiddenInput)
    value = forms.ChoiceField(label=_("評価（達成状況）"), widget=forms.RadioSelect)
    direction = forms.ChoiceField(label=_("次年度の方向性"), widget=forms.RadioSelect)
    comment = long_text(
        _("意見"), required=False, rows=3, help_text=_("採点した委員には、名前を出さずに示します。")
    )

    def __init__(self, *arguments: Any, page: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["value"].choices = [(step.word, step.word) for step in page.steps]
        self.fields["direction"].choices = [(step.word, step.word) for step in page.directions]


class DecisionForm(Sent):
    """A decision on a matter; a matter in words has no rating."""

    report_version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    value = forms.ChoiceField(label=_("評価（達成状況）"))
    direction = forms.ChoiceField(label=_("次年度の方向性"))
    text = long_text(_("決定の内容"), rows=3)
    reason = long_text(_("理由"), rows=3)
    asks = long_text(
        _("求めること（申し送り）"),
        required=False,
        rows=3,
        help_text=_("書くと、次の評価でこの施策の報告に示され、答えるまで提出できません。"),
    )
    move = forms.ChoiceField(
        label=_("報告の扱い"),
        required=False,
        choices=(
            ("", _("この段階に残す")),
            ("advance", _("次の段階へ進める")),
            ("return", _("所管課へ差し戻す")),
        ),
    )

    def __init__(self, *arguments: Any, page: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        empty = ("", _("（選んでください）"))
        if page.paper is None:
            for name in ("value", "direction", "asks", "move"):
                del self.fields[name]
            return
        self.fields["value"].choices = [empty, *((step.word, step.word) for step in page.steps)]
        self.fields["direction"].choices = [empty, *((step.word, step.word) for step in page.directions)]
        if page.meeting.is_closed or not page.meeting.judges:
            del self.fields["move"]


class AnswerForm(Sent):
    """What became of a follow-up; ``report`` is the sheet from which it was sent."""

    state = forms.ChoiceField(
        label=_("対応の状況"),
        choices=[choice for choice in FollowUpState.choices if choice[0] != FollowUpState.ASKED],
    )
    answer = long_text(_("対応の内容"))
    report = forms.UUIDField(required=False, widget=forms.HiddenInput)
