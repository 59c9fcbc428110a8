"""Forms of the room."""

import json
import secrets
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ayumi.document.measures import ItemStatus
from ayumi.document.words import ITEM_STATUS
from ayumi.plans.actions.edit_sheet import SheetHead, SheetTexts
from ayumi.plans.actions.read_edits import CellEdit
from ayumi.plans.models import Item
from ayumi.plans.queries.grid_cells import Typed
from ayumi.plans.rules.cell_columns import parse_cell
from ayumi.plans.words import SHEET_FIELDS, word
from ayumi.tenancy.models import Division

CELL_FIELD = "cell "
"""Before the name of a cell: the name of its field in a page without scripts."""
EDIT_PARTS = 3
UNREADABLE = _("変更の内容を読み取れませんでした。ページを開き直してください。")


class SheetForm(forms.Form):
    """The texts of a measure sheet, and for the plan office its head.

    Carries the version the person saw and a key that makes a repeated submission harmless.
    """

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    title = forms.CharField(label=_("名称"), max_length=300)
    status = forms.ChoiceField(label=_("区分"), required=False)
    priority = forms.BooleanField(label=_("重点施策にする"), required=False)
    division = forms.ModelChoiceField(
        label=_("所管課"), queryset=None, required=False, empty_label=_("（未定）")
    )

    def __init__(self, *arguments: Any, item: Item, with_head: bool, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.with_head = with_head
        if with_head:
            choices = [(status.value, word(ITEM_STATUS, status)) for status in ItemStatus]
            self.fields["status"].choices = [("", _("（区分なし）")), *choices]
            self.fields["division"].queryset = Division.objects.all()
        else:
            for name in ("title", "status", "priority", "division"):
                del self.fields[name]
        for name, label in SHEET_FIELDS.items():
            self.fields[name] = forms.CharField(
                label=label,
                required=False,
                max_length=10_000,
                widget=forms.Textarea(attrs={"rows": 4}),
                strip=True,
            )

    def texts(self) -> SheetTexts:
        """Return the texts; line ends as the database keeps them."""
        return SheetTexts(**{name: _lines(self.cleaned_data[name]) for name in SHEET_FIELDS})

    def fields_now(self) -> dict[str, str]:
        """Return what the person wants of every field, written as ``queries.history.fields_now`` does."""
        wanted = asdict(self.texts())
        head = self.head()
        if head is None:
            return wanted
        division = self.cleaned_data["division"]
        return wanted | {
            "title": head.title,
            "status": head.status,
            "priority": "on" if head.priority else "",
            "division": division.name if division else "",
        }

    def merged_with(self, item: Item, proposals: dict[str, str]) -> "SheetForm":
        """Return the form for the version that stands now, with the proposals of the merge filled in."""
        again = self.data.copy()
        again["version"] = str(item.version)
        again["key"] = secrets.token_hex(16)
        theirs = item.division.name if item.division else ""
        for name, proposal in proposals.items():
            if name != "division":
                again[name] = proposal
            elif proposal == theirs:
                again[name] = str(item.division_id or "")
        return SheetForm(again, item=item, with_head=self.with_head)

    def head(self) -> SheetHead | None:
        """Return the head, or None where the person may not change it."""
        if not self.with_head:
            return None
        division = self.cleaned_data["division"]
        return SheetHead(
            title=self.cleaned_data["title"],
            status=self.cleaned_data["status"],
            priority=self.cleaned_data["priority"],
            division_id=division.pk if division else None,
        )


class FixForm(forms.Form):
    """Which edits of the check a person wants made, and the state of the plan in which they were shown."""

    rule = forms.CharField(max_length=100)
    shown = forms.RegexField(r"^[0-9a-f]{32}$")
    version = forms.IntegerField(min_value=1)
    token = forms.RegexField(r"^[0-9a-f]{32}$")
    only = forms.CharField(max_length=100, required=False)

    def submission_key(self) -> str:
        """Return a key of its own for every button of a page, the same when it is pressed again."""
        return f"{self.cleaned_data['token']}{self.cleaned_data['shown']}"


class GridForm(forms.Form):
    """The cells a person changed in the grid, with what stood in each when they saw it.

    A script sends ``edits``: a JSON list of [cell, seen, wanted]. Without one every field of the page is
    sent, named after its cell, and ``seen`` holds what stood there. The page that settles conflicts sends
    both, and for a cell that is to stay as the other person left it ``keep <cell>`` = ``theirs``.
    """

    key = forms.CharField(max_length=64)
    edits = forms.CharField(required=False)
    seen = forms.CharField(required=False)

    def clean_edits(self) -> list[CellEdit]:
        """Return the edits that a script collected. Raises ValidationError for anything else."""
        rows = _json(self.cleaned_data["edits"], list)
        if not all(isinstance(row, list) and len(row) == EDIT_PARTS for row in rows):
            raise forms.ValidationError(UNREADABLE)
        return [_cell_edit(*row) for row in rows]

    def clean_seen(self) -> dict[str, str]:
        """Return what stood in the fields of the page."""
        return _json(self.cleaned_data["seen"], dict)

    def all_edits(self) -> list[CellEdit]:
        """Return every cell whose text is another than the person saw."""
        edits = {edit.cell: edit for edit in self.cleaned_data["edits"]}
        for name, seen in self.cleaned_data["seen"].items():
            wanted = self.data.get(f"{CELL_FIELD}{name}")
            if wanted is not None and self.data.get(f"keep {name}") != "theirs":
                edit = _cell_edit(name, seen, wanted)
                edits[edit.cell] = edit
        return [edit for edit in edits.values() if _lines(edit.seen) != _lines(edit.wanted)]

    def typed(self, messages: dict[str, str]) -> Typed:
        """Return what the person wants, to be shown again with the messages of cells."""
        edits = self.all_edits()
        return Typed(
            texts={str(edit.cell): edit.wanted for edit in edits},
            seen={str(edit.cell): edit.seen for edit in edits},
            messages=messages,
        )


def edits_json(edits: Iterable[CellEdit]) -> str:
    """Return edits as ``GridForm`` reads them."""
    return json.dumps([[str(edit.cell), edit.seen, edit.wanted] for edit in edits], ensure_ascii=False)


def _json(text: str, of: type) -> Any:
    try:
        value = json.loads(text) if text else of()
    except (ValueError, RecursionError) as problem:
        raise forms.ValidationError(UNREADABLE) from problem
    if not isinstance(value, of):
        raise forms.ValidationError(UNREADABLE)
    return value


def _cell_edit(name: object, seen: object, wanted: object) -> CellEdit:
    cell = parse_cell(name) if isinstance(name, str) else None
    if cell is None or not isinstance(seen, str) or not isinstance(wanted, str):
        raise forms.ValidationError(UNREADABLE)
    return CellEdit(cell, seen, wanted)


def sheet_form(item: Item, *, with_head: bool) -> SheetForm:
    """Return the form filled with what stands now."""
    initial = {name: getattr(item, name) for name in SHEET_FIELDS} | {
        "version": item.version,
        "key": secrets.token_hex(16),
        "title": item.title,
        "status": item.status or "",
        "priority": item.priority,
        "division": item.division_id,
    }
    return SheetForm(initial=initial, item=item, with_head=with_head)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n")
