"""Editing a measure sheet: nobody overwrites what they have not seen."""

from dataclasses import dataclass, fields
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from ayumi.plans.actions.index_items import reindex_items
from ayumi.plans.gates import sheet_to_edit
from ayumi.plans.models import Item
from ayumi.tenancy.actions.audit import append_audit_entry
from ayumi.tenancy.models import Division, Submission
from ayumi.tenancy.rules import Actor, Permission
from ayumi.tenancy.writing import writing


@dataclass(frozen=True, slots=True)
class SheetTexts:
    """The texts of a sheet as the person wants them."""

    purpose: str
    target_group: str
    current_state: str
    description: str
    outlook: str
    legal_basis: str


@dataclass(frozen=True, slots=True)
class SheetHead:
    """What only the plan office decides. ``status`` is empty where the plan gives none."""

    title: str
    status: str
    priority: bool
    division_id: UUID | None


class SheetChangedMeanwhile(Exception):
    """Somebody else saved the sheet after this person opened it; nothing was stored."""


def edit_sheet(
    item_id: UUID, texts: SheetTexts, head: SheetHead | None, *, seen: int, key: str, actor: Actor
) -> int:
    """Store the sheet if it still is at version ``seen``; return its version now.

    The same ``key`` sent again stores nothing again. Raises PermissionDenied, Http404 and
    SheetChangedMeanwhile.
    """
    item = sheet_to_edit(actor, item_id)
    changes = _text_changes(item, texts)
    if head is not None and actor.may(Permission.EDIT_ALL_SHEETS):
        changes |= _head_changes(item, head)
    columns = {name: after for name, (_before, after) in changes.items() if name != "division"}
    if "division" in changes:
        columns["division_id"] = head.division_id
    if "status" in columns:
        columns["status"] = columns["status"] or None
    with writing():
        if Submission.objects.filter(key=key).exists():
            return Item.objects.values_list("version", flat=True).get(pk=item_id)
        if not changes:
            return item.version
        updated = Item.objects.filter(pk=item_id, version=seen).update(version=F("version") + 1, **columns)
        if not updated:
            raise SheetChangedMeanwhile(_("編集中に、ほかの人がこの施策個票を保存しました。"))
        reindex_items(item.plan_id, [item_id])
        Submission(key=key, verb="item.edited", result=str(item_id)).save(force_insert=True)
        append_audit_entry(
            actor=actor,
            verb="item.edited",
            object_type="item",
            object_id=item_id,
            object_label=f"{item.number} {item.title}",
            changes=changes | {"version": [seen, seen + 1]},
        )
    return seen + 1


def _text_changes(item: Item, texts: SheetTexts) -> dict[str, list]:
    wanted = {field.name: getattr(texts, field.name) for field in fields(texts)}
    return {name: [getattr(item, name), text] for name, text in wanted.items() if getattr(item, name) != text}


def _head_changes(item: Item, head: SheetHead) -> dict[str, list]:
    changes: dict[str, list] = {}
    if item.title != head.title:
        changes["title"] = [item.title, head.title]
    if (item.status or "") != head.status:
        changes["status"] = [item.status or "", head.status]
    if item.priority != head.priority:
        changes["priority"] = [item.priority, head.priority]
    if item.division_id != head.division_id:
        after = Division.objects.filter(pk=head.division_id).first() if head.division_id else None
        changes["division"] = [item.division.name if item.division else "", after.name if after else ""]
    return changes
