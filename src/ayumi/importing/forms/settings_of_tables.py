"""The form of a mapping's own settings: the plan, the rows, the years, what marks mean."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ayumi.document.measures import Basis, Direction, MissingReason, TargetKind
from ayumi.document.plan import PlanKind
from ayumi.document.words import BASIS, MISSING_REASON, TARGET_KIND
from ayumi.ground.wording import say
from ayumi.importing.rules.mapping.fields import MONEY_WORDS, Composite, Layout, LeftoverZero
from ayumi.importing.rules.mapping.mapping import LONGEST_LINE, MOST_LEVELS, Block, Mapping
from ayumi.plans.words import PLAN_KIND

_DIRECTIONS = ((Direction.HIGHER.value, _("大きいほど良い")), (Direction.LOWER.value, _("小さいほど良い")))
_COMPOSITES = (
    (Composite.REFUSE.value, _("読まずに示す")),
    (Composite.FIRST.value, _("前の数を値とする")),
)
_ZEROS = (
    (LeftoverZero.REFUSE.value, _("読まずに示す")),
    (LeftoverZero.BLANK.value, _("式の結果として「値なし」とする")),
)
_EARLIEST, _LATEST = 1868, 2200


def _year(label: Any, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=False, min_value=_EARLIEST, max_value=_LATEST, help_text=help_text
    )


class SettingsForm(forms.Form):
    """Everything of a mapping but its columns."""

    title = forms.CharField(
        label=_("計画名"),
        max_length=LONGEST_LINE,
        help_text=_("「{年度}」と書いたところには、表の年度が入ります。"),
    )
    kind = forms.ChoiceField(label=_("計画の種類"))
    levels = forms.CharField(
        label=_("体系の段"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("上の段から一行に一つ。最後の行が施策の段です。"),
    )
    first_fiscal_year = _year(_("計画の最初の年度（西暦）"), _("空欄なら、列の年度の最初になります。"))
    last_fiscal_year = _year(_("計画の最後の年度（西暦）"), _("空欄なら、列の年度の最後になります。"))
    sheet = forms.ChoiceField(label=_("読むシート"), required=False)
    header_rows = forms.CharField(
        label=_("見出しの行"),
        required=False,
        max_length=100,
        help_text=_("行の番号。いくつもあるときは 2,3 のように。"),
    )
    first_row = forms.IntegerField(label=_("最初の施策の行"), min_value=1, max_value=20_000)
    last_row = forms.IntegerField(
        label=_("最後の施策の行"),
        required=False,
        min_value=1,
        max_value=20_000,
        help_text=_("空欄なら、シートの最後まで。"),
    )
    fiscal_year = _year(_("表の年度（西暦）"), _("空欄なら、「表の年度」の列から読みます。"))
    money = forms.ChoiceField(label=_("金額の単位"))
    dash = forms.ChoiceField(label=_("実績の横線（－）が表す理由"))
    composite = forms.ChoiceField(label=_("29（4）のように二つの数があるセル"), choices=_COMPOSITES)
    leftover_zero = forms.ChoiceField(label=_("言葉の列の0と、名称のない指標の0"), choices=_ZEROS)
    direction = forms.ChoiceField(label=_("指標の方向"), choices=_DIRECTIONS)
    target_kind = forms.ChoiceField(label=_("目標の種類"))

    def __init__(self, *arguments: Any, mapping: Mapping, sheets: tuple[str, ...], **named: Any) -> None:
        super().__init__(*arguments, **named)
        choices = {
            "kind": [(kind.value, str(PLAN_KIND[kind])) for kind in PlanKind],
            "sheet": [(name, name) for name in dict.fromkeys((mapping.sheet, *sheets))],
            "money": [(unit.value, say(words)) for unit, words in MONEY_WORDS.items()],
            "dash": [(reason.value, say(MISSING_REASON[reason])) for reason in MissingReason],
            "target_kind": [(kind.value, say(TARGET_KIND[kind])) for kind in TargetKind],
        }
        for name, each in choices.items():
            self.fields[name].choices = each
        if mapping.layout is Layout.SHEETS:
            for name in ("sheet", "header_rows", "first_row", "last_row"):
                del self.fields[name]

    def clean_levels(self) -> tuple[str, ...]:
        """Return the levels, blank lines left out."""
        levels = tuple(line.strip() for line in self.cleaned_data["levels"].splitlines() if line.strip())
        if not levels or len(levels) > MOST_LEVELS or any(len(level) > 50 for level in levels):
            raise forms.ValidationError(_("1段から8段まで、各50字以内で入力してください。"))
        return levels

    def clean_header_rows(self) -> tuple[int, ...]:
        """Return the rows as numbers."""
        parts = self.cleaned_data["header_rows"].replace("、", ",").replace("，", ",").split(",")
        try:
            rows = tuple(sorted({int(part) for part in parts if part.strip()}))
        except ValueError as bad:
            raise forms.ValidationError(_("行の番号を 2,3 のように入力してください。")) from bad
        if len(rows) > 20 or any(not 1 <= row <= 20_000 for row in rows):
            raise forms.ValidationError(_("行の番号を 2,3 のように入力してください。"))
        return rows

    def values(self) -> dict[str, Any]:
        """Return the settings by the names of the mapping; ``plan`` is one of them."""
        data = dict(self.cleaned_data)
        plan = {
            name: data.pop(name)
            for name in ("title", "kind", "levels", "first_fiscal_year", "last_fiscal_year")
        }
        return data | {"plan": plan}


class BlockForm(forms.Form):
    """One fiscal year of the table."""

    year = _year(_("年度（西暦）"))
    basis = forms.ChoiceField(label=_("予算・見込・決算の別"), required=False)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["basis"].choices = [(basis.value, say(BASIS[basis])) for basis in Basis]

    def block(self, before: Block, table_year: int | None) -> Block:
        """Return the year as the person wants it; what hangs on the table's year goes on hanging on it."""
        year, basis = self.cleaned_data["year"], Basis(self.cleaned_data["basis"] or before.basis)
        if year is None:
            return before.model_copy(update={"basis": basis})
        if before.offset is not None and table_year is not None:
            return Block(offset=year - table_year, basis=basis)
        return Block(fiscal_year=year, basis=basis)


def initial_settings(mapping: Mapping) -> dict[str, Any]:
    """Return what the form begins with."""
    plain = mapping.model_dump(mode="json")
    plan = plain["plan"]
    return {
        **{name: plain[name] for name in ("sheet", "first_row", "last_row", "fiscal_year", "money", "dash")},
        **{name: plain[name] for name in ("composite", "leftover_zero", "direction", "target_kind")},
        **{name: plan[name] for name in ("title", "kind", "first_fiscal_year", "last_fiscal_year")},
        "levels": "\n".join(plan["levels"]),
        "header_rows": ",".join(map(str, plain["header_rows"])),
    }
