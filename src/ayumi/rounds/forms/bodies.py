"""Forms of bodies and their members."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ayumi.ground.wording import say
from ayumi.rounds.actions.bodies import BodyFacts, MemberFacts
from ayumi.rounds.forms.sent import Sent, day_field
from ayumi.rounds.rules.bodies import QUORUM_TEXTS, Quorum
from ayumi.rounds.rules.stages import StageKind
from ayumi.rounds.words import STAGE_KIND


class BodyForm(Sent):
    """A body."""

    name = forms.CharField(label=_("会議体の名称"), max_length=100, help_text=_("例: 情報化推進本部"))
    stage = forms.ChoiceField(label=_("受け持つ評価の段階"), required=False)
    quorum = forms.ChoiceField(label=_("定足数"), initial=Quorum.MAJORITY.value)
    counts_representatives = forms.BooleanField(
        label=_("代理出席を出席に数える"), required=False, initial=True
    )
    basis = forms.CharField(
        label=_("設置の根拠"), required=False, max_length=200, help_text=_("例: 情報化推進本部設置要綱 第3条")
    )
    is_active = forms.BooleanField(label=_("いま置かれている"), required=False, initial=True)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        judging = (StageKind.COMMITTEE, StageKind.EXTERNAL_REVIEW)
        self.fields["stage"].choices = [
            ("", _("受け持たない（助言のみ）")),
            *((kind.value, STAGE_KIND[kind]) for kind in judging),
        ]
        self.fields["quorum"].choices = [(rule.value, say(QUORUM_TEXTS[rule])) for rule in Quorum]

    def facts(self) -> BodyFacts:
        """Return what was sent."""
        sent = {name: self.cleaned_data[name] for name in self.fields if name not in ("version", "key")}
        return BodyFacts(**sent | {"quorum": Quorum(sent["quorum"])})


class MemberForm(Sent):
    """A membership."""

    name = forms.CharField(label=_("氏名・職名"), max_length=100, help_text=_("例: 副市長、学識経験者"))
    person = forms.ChoiceField(
        label=_("サインインする利用者"),
        required=False,
        help_text=_("選ぶと、この利用者が委員として採点できます。サインインしない委員は選ばずに登録します。"),
    )
    is_chair = forms.BooleanField(label=_("会議体の長"), required=False)
    valid_from = day_field(_("任期の始め"), help_text=_("空欄は、期限なしです。"))
    valid_to = day_field(_("任期の終わり"), help_text=_("この日まで委員です。空欄は、期限なしです。"))

    def __init__(self, *arguments: Any, people: Iterable[tuple[str, str]], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["person"].choices = [("", _("（サインインしない）")), *people]

    def clean(self) -> dict[str, Any]:
        """Refuse a term that ends before it begins."""
        sent = super().clean() or {}
        begins, ends = sent.get("valid_from"), sent.get("valid_to")
        if begins and ends and ends < begins:
            self.add_error("valid_to", gettext("任期の終わりは、始めの日より後にしてください。"))
        return sent

    def facts(self) -> MemberFacts:
        """Return what was sent."""
        sent = self.cleaned_data
        person = UUID(sent["person"]) if sent["person"] else None
        return MemberFacts(sent["name"], person, sent["is_chair"], sent["valid_from"], sent["valid_to"])
