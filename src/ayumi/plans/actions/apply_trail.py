"""What the audit trail keeps of a plan that was put back: an entry per item, then one for the plan."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from ayumi.document.comparison import Change, ChangeKind, Comparison
from ayumi.document.measures import Item
from ayumi.document.plan_document import PlanDocument
from ayumi.tenancy.actions.audit import AuditObject, append_audit_entries, append_audit_entry
from ayumi.tenancy.rules import Actor

HEAD_FIELDS = ("title", "status", "priority")
Documents = tuple[PlanDocument, PlanDocument]
"""As it stood, and as it is now."""


def items_of(comparison: Comparison) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return the ids of the items that changed, were added and were removed, in printed order."""
    ids: dict[ChangeKind, dict[str, None]] = defaultdict(dict)
    for change in comparison.changes:
        if change.subject.item_id is not None:
            whole = len(change.path) == 2 and change.kind in (ChangeKind.ADDED, ChangeKind.REMOVED)
            ids[change.kind if whole else ChangeKind.CHANGED][change.subject.item_id] = None
    return tuple(ids[ChangeKind.CHANGED]), tuple(ids[ChangeKind.ADDED]), tuple(ids[ChangeKind.REMOVED])


def record_items(
    comparison: Comparison, documents: Documents, versions: dict[UUID, int], actor: Actor
) -> None:
    """Append an entry for every item, in the shape in which its history page reads an edit.

    Of a removed item the entry keeps everything it said, as the JSON of the plan document.
    """
    before, after = ({item.id: item for item in document.items} for document in documents)
    changes: dict[str, list[Change]] = defaultdict(list)
    for change in comparison.changes:
        if change.subject.item_id is not None:
            changes[change.subject.item_id].append(change)
    divisions = {each.id: each.name for document in documents for each in document.divisions}
    changed, added, removed = items_of(comparison)
    edited = [
        _about(
            after[each],
            _fields(before[each], after[each], changes[each], divisions)
            | {"version": [versions[UUID(each)], versions[UUID(each)] + 1]},
        )
        for each in changed
    ]
    entries = {
        "item.edited": edited,
        "item.added": [_about(after[each], {"document": [None, _plain(after[each])]}) for each in added],
        "item.removed": [
            _about(before[each], {"document": [_plain(before[each]), None]}) for each in removed
        ],
    }
    for verb, objects in entries.items():
        if objects:
            append_audit_entries(objects, actor=actor, verb=verb)


def record_plan(comparison: Comparison, documents: Documents, reason: str, actor: Actor) -> None:
    """Append the entry of the plan: how many items were touched, and what changed around the tree."""
    numbers = [len(ids) for ids in items_of(comparison)]
    around = [change for change in comparison.changes if change.subject.item_id is None]
    counts = dict(zip(("items_changed", "items_added", "items_removed"), numbers, strict=True))
    changes: dict[str, Any] = {name: [0, number] for name, number in counts.items()}
    append_audit_entry(
        actor=actor,
        verb="plan.replaced",
        object_type="plan",
        object_id=UUID(documents[1].id),
        object_label=documents[1].plan.title,
        changes=changes | {"reason": [None, reason]} | _in_words(around, with_subject=True),
    )


def _about(item: Item, changes: dict[str, Any]) -> AuditObject:
    return AuditObject("item", UUID(item.id), f"{item.number} {item.title}", changes)


def _plain(item: Item) -> dict[str, Any]:
    return item.model_dump(mode="json")


def _fields(before: Item, after: Item, changes: list[Change], divisions: dict[str, str]) -> dict[str, Any]:
    """Return the fields of the sheet's form under their names, everything else in the words of a page."""
    fields: dict[str, Any] = {}
    others = []
    for change in changes:
        name = str(change.path[-1])
        if len(change.path) == 3 and name in HEAD_FIELDS:
            pair = (getattr(before, name), getattr(after, name))
            fields[name] = [value if name == "priority" else str(value or "") for value in pair]
        elif len(change.path) == 3 and name == "division_id":
            fields["division"] = [divisions.get(item.division_id or "", "") for item in (before, after)]
        elif len(change.path) == 5 and change.path[2] == "sheet":
            fields[name] = [getattr(item.sheet, name) for item in (before, after)]
        else:
            others.append(change)
    return fields | _in_words(others, with_subject=False)


def _in_words(changes: list[Change], *, with_subject: bool) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for change in changes:
        label = f"{change.subject.name}｜{change.label}" if with_subject else change.label
        number = 2
        while label in told:
            label, number = f"{change.label}（{number}）", number + 1
        told[label] = [change.old, change.new]
    return told
