"""Forms of the room."""

from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ayumi.tenancy.models import Division


class AddDivisionForm(forms.Form):
    """A new division and its first day."""

    name = forms.CharField(label=_("組織の名称"), max_length=100)
    valid_from = forms.DateField(
        label=_("設置日"),
        help_text=_("例: 2026-04-01"),
        widget=forms.DateInput(attrs={"type": "date"}),
    )


class CloseDivisionForm(forms.Form):
    """The last day of a division and where its work goes."""

    valid_to = forms.DateField(
        label=_("廃止日"),
        help_text=_("この日まで存在したものとして記録します。例: 2026-03-31"),
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    successors = forms.ModelMultipleChoiceField(
        label=_("業務を引き継ぐ組織"),
        help_text=_("複数を選ぶと分割として記録します。引き継ぐ組織がない場合は選ばずに進めてください。"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *arguments, division_id, **named) -> None:
        super().__init__(*arguments, **named)
        today = timezone.localdate()
        living = Division.objects.exclude(pk=division_id).exclude(valid_to__lt=today)
        self.fields["successors"].queryset = living


class AddPasskeyForm(AddWebAuthnForm):
    """A passkey and what its owner calls it; allauth's own form names that field in English alone."""

    def __init__(self, *arguments, **named) -> None:
        super().__init__(*arguments, **named)
        self.fields["name"].label = _("パスキーの名前")
