"""Making the edits that a finding of the consistency check offers: all of them or none."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from ayumi.document.checks import Edit, Field
from ayumi.plans.actions.index_items import reindex_items
from ayumi.plans.gates import plan_to_fix
from ayumi.plans.models import Contribution, Indicator, Item, Plan
from ayumi.tenancy.actions.audit import append_audit_entry
from ayumi.tenancy.models import Division, Submission
from ayumi.tenancy.rules import Actor
from ayumi.tenancy.writing import writing

IN_HISTORY = (Field.TITLE, Field.DIVISION)
"""What the form of a sheet edits too: its version moves on, and its history tells of the change."""


class PlanChangedMeanwhile(Exception):
    """What the finding was about has changed since the person saw it; nothing was stored."""


def fix_findings(plan_id: UUID, edits: Iterable[Edit], *, seen: int, key: str, actor: Actor) -> int:
    """Make the edits if the plan still is at version ``seen`` and says what each expects; return how many.

    The same ``key`` sent again changes nothing again. Raises PermissionDenied, Http404 and
    PlanChangedMeanwhile.
    """
    plan = plan_to_fix(actor, plan_id)
    wanted = sorted(set(edits))
    with writing():
        if not wanted or not _move_on(plan, seen):
            # The same form sent twice comes here too: the first one has moved the version on.
            done = Submission.objects.filter(key=key).first()
            if done is not None:
                return int(done.result)
            raise PlanChangedMeanwhile(_("点検した後に、この計画の内容が変わりました。"))
        names = _division_names(wanted)
        _edit_items(plan, [edit for edit in wanted if edit.field in IN_HISTORY], names, actor)
        for edit in wanted:
            if edit.field not in IN_HISTORY:
                _edit_other(plan, edit)
        reindex_items(plan.id, _items_of(wanted))
        Submission(key=key, verb="plan.fixed", result=str(len(wanted))).save(force_insert=True)
        append_audit_entry(
            actor=actor,
            verb="plan.fixed",
            object_type="plan",
            object_id=plan.id,
            object_label=plan.title,
            changes={f"{edit.field} {edit.id} {edit.before}": _said(edit, names) for edit in wanted}
            | {"version": [seen, seen + 1]},
        )
    return len(wanted)


def _move_on(plan: Plan, seen: int) -> bool:
    return bool(Plan.objects.filter(pk=plan.pk, version=seen).update(version=F("version") + 1))


def _division_names(edits: Iterable[Edit]) -> dict[str, str]:
    fields = (Field.DIVISION, Field.CONTRIBUTING)
    ids = {each for edit in edits if edit.field in fields for each in (edit.before, edit.after) if each}
    return {str(pk): name for pk, name in Division.objects.filter(pk__in=ids).values_list("pk", "name")}


def _said(edit: Edit, names: dict[str, str]) -> list[str]:
    return [names.get(edit.before, edit.before), names.get(edit.after, edit.after)]


def _edit_items(plan: Plan, edits: Iterable[Edit], names: dict[str, str], actor: Actor) -> None:
    by_item: dict[str, list[Edit]] = defaultdict(list)
    for edit in edits:
        by_item[edit.id].append(edit)
    for item in Item.objects.filter(plan=plan, pk__in=list(by_item)):
        own = by_item.pop(str(item.pk))
        before = {edit.field.value: edit.before for edit in own}
        after = {edit.field.value: edit.after for edit in own}
        standing = Item.objects.filter(pk=item.pk, version=item.version, **before)
        _must(standing.update(version=F("version") + 1, **after))
        changes = {edit.field.value.removesuffix("_id"): _said(edit, names) for edit in own}
        append_audit_entry(
            actor=actor,
            verb="item.edited",
            object_type="item",
            object_id=item.pk,
            object_label=f"{item.number} {item.title}",
            changes=changes | {"version": [item.version, item.version + 1]},
        )
    _must(not by_item)


def _edit_other(plan: Plan, edit: Edit) -> None:
    if edit.field is Field.UNIT:
        units = Indicator.objects.filter(plan=plan, pk=edit.id, unit=edit.before)
        _must(units.update(unit=edit.after))
    elif edit.field is Field.NUMBER:
        numbers = Item.objects.filter(plan=plan, pk=edit.id, number=edit.before)
        _must(numbers.update(number=edit.after))
    elif edit.field is Field.CONTRIBUTING:
        of_item = Contribution.objects.filter(plan=plan, item_id=edit.id)
        named = of_item.filter(division_id=edit.before)
        if edit.after and not of_item.filter(division_id=edit.after).exists():
            _must(named.update(division_id=edit.after))
        else:
            _must(named.delete()[0])


def _items_of(edits: Iterable[Edit]) -> set[UUID]:
    """Return the items that the edits are about; a unit is edited by its indicator: 1 query."""
    units = [edit.id for edit in edits if edit.field is Field.UNIT]
    of_units = Indicator.objects.filter(pk__in=units).values_list("item_id", flat=True)
    return {UUID(edit.id) for edit in edits if edit.field is not Field.UNIT} | set(of_units)


def _must(changed: int | bool) -> None:
    """Give up, and with it the whole transaction, where a row no longer says what the person saw."""
    if not changed:
        raise PlanChangedMeanwhile(_("点検した後に、この計画の内容が変わりました。"))
