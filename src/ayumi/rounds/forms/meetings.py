"""Forms of a meeting: what it is, who attended, its agenda and sample, its correction."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ayumi.ground.wording import say
from ayumi.rounds.actions.agenda import WantedMatter
from ayumi.rounds.actions.meetings import MeetingFacts, Present
from ayumi.rounds.forms.sent import Sent, day_field, long_text
from ayumi.rounds.models import MeetingForm
from ayumi.rounds.rules.sampling import CRITERION_TEXTS, Criterion, Wish


class MeetingEditForm(Sent):
    """A meeting, and its minutes where it stands already."""

    title = forms.CharField(label=_("会議名"), max_length=200, help_text=_("例: 令和7年度 第2回"))
    held_on = day_field(_("開催日"), required=True, help_text=_("この日に任期のある人が、会議の委員です。"))
    form = forms.ChoiceField(
        label=_("開き方"), choices=MeetingForm.choices, initial=MeetingForm.IN_PERSON.value
    )
    place = forms.CharField(label=_("場所"), required=False, max_length=200)
    round = forms.ChoiceField(label=_("扱う評価"), required=False)
    minutes = long_text(_("議事の要旨"), required=False, rows=8)

    def __init__(
        self, *arguments: Any, rounds: Iterable[tuple[str, str]] | None = None, **named: Any
    ) -> None:
        super().__init__(*arguments, **named)
        if rounds is None:
            del self.fields["round"]
        else:
            del self.fields["minutes"]
            self.fields["round"].choices = [("", _("（評価を扱わない）")), *rounds]

    def facts(self) -> MeetingFacts:
        """Return what was sent."""
        sent = self.cleaned_data
        form = MeetingForm(sent["form"])
        return MeetingFacts(sent["title"], sent["held_on"], form, sent["place"], sent.get("minutes", ""))


class AttendanceForm(Sent):
    """How every member took part."""

    def __init__(self, *arguments: Any, members: Iterable[Any], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.members = list(members)
        for line in self.members:
            self.fields[f"attended-{line.member_id}"] = forms.BooleanField(
                label=_("出席"), required=False, initial=line.attended
            )
            self.fields[f"by-{line.member_id}"] = forms.CharField(
                label=_("代理"), required=False, max_length=100, initial=line.represented_by
            )

    def rows(self) -> list[dict[str, Any]]:
        """Return the bound fields, member by member, for the page."""
        return [
            {"line": line, "attended": self[f"attended-{line.member_id}"], "by": self[f"by-{line.member_id}"]}
            for line in self.members
        ]

    def presences(self) -> dict[UUID, Present]:
        """Return what was sent, by member."""
        sent = self.cleaned_data
        return {
            line.member_id: Present(sent[f"attended-{line.member_id}"], sent[f"by-{line.member_id}"])
            for line in self.members
        }


class AgendaForm(Sent):
    """A matter to add: a measure of the round, or one in words."""

    report = forms.ChoiceField(label=_("評価の施策"), required=False)
    title = forms.CharField(
        label=_("そのほかの議題"), required=False, max_length=300, help_text=_("例: 前回議事録の確認")
    )
    reason = long_text(_("取り上げる理由"), required=False, rows=2)

    def __init__(self, *arguments: Any, reports: Iterable[tuple[str, str]], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["report"].choices = [("", _("（選んでください）")), *reports]

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        sent = super().clean() or {}
        if bool(sent.get("report")) == bool(sent.get("title")) and not self.errors:
            raise ValidationError(
                _("評価の施策を選ぶか、そのほかの議題を書くか、どちらか一つにしてください。")
            )
        return sent

    def matter(self) -> WantedMatter:
        """Return what was sent."""
        sent = self.cleaned_data
        report = UUID(sent["report"]) if sent["report"] else None
        return WantedMatter(sent["title"], report, sent["reason"])


class WishForm(forms.Form):
    """How many measures a meeting looks at, and by which criteria."""

    number = forms.IntegerField(label=_("件数"), min_value=1, max_value=200, initial=2)
    each_policy = forms.TypedChoiceField(
        label=_("数え方"),
        choices=((1, _("上位の施策・方針ごとに")), (0, _("全体で"))),
        coerce=lambda text: text == "1",
        initial=1,
    )
    criteria = forms.MultipleChoiceField(
        label=_("選ぶ規則"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("規則を一つ以上選んでください。")},
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["criteria"].choices = [(each.value, say(CRITERION_TEXTS[each])) for each in Criterion]
        self.fields["criteria"].initial = [each.value for each in Criterion]

    def wish(self) -> Wish:
        """Return what was sent."""
        sent = self.cleaned_data
        criteria = tuple(Criterion(each) for each in sent["criteria"])
        return Wish(number=sent["number"], each_policy=sent["each_policy"], criteria=criteria)


class CorrectionForm(Sent):
    """What the record of a closed meeting should have said."""

    text = long_text(_("訂正の内容"))
    reason = long_text(_("訂正の理由"), rows=2)
