"""Bringing a stored plan to a document that was worked on elsewhere: all of it or nothing."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.db.models import F, ProtectedError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from ayumi.document.comparison import Comparison, compare
from ayumi.document.plan_document import PlanDocument
from ayumi.plans.actions.apply_checks import (
    CannotApply,
    check_divisions,
    check_document,
    check_ids,
    check_rows,
)
from ayumi.plans.actions.apply_trail import items_of, record_items, record_plan
from ayumi.plans.actions.index_items import reindex_items, reindex_plan
from ayumi.plans.actions.row_changes import (
    is_standing,
    same_plan,
    standing_rows,
    write_plan,
    write_rows,
)
from ayumi.plans.actions.rows_of_items import item_rows
from ayumi.plans.actions.rows_of_plan import plan_row, text_rows
from ayumi.plans.gates import plan_to_replace
from ayumi.plans.models import Item, Plan, Revision
from ayumi.tenancy.actions.store_divisions import store_divisions
from ayumi.tenancy.models import Submission
from ayumi.tenancy.rules import Actor
from ayumi.tenancy.writing import writing

REPORTED = gettext_lazy(
    "年度の評価で報告している施策や指標が、計画ブックで削除されています。報告を残すため、"
    "反映できません。削除した行を計画ブックに戻してください。"
)


@dataclass(frozen=True, slots=True)
class Applied:
    """Which items were written. Whatever must follow a change of an item hangs on these ids."""

    changed: tuple[UUID, ...] = ()
    added: tuple[UUID, ...] = ()
    removed: tuple[UUID, ...] = ()


class DocumentChangedMeanwhile(Exception):
    """The plan is no longer what the person saw; nothing was stored."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """What a person confirmed: the plan as they saw it, what it is to become, and the items that go."""

    seen: PlanDocument
    document: PlanDocument
    removals: frozenset[str] = frozenset()
    reason: str = ""
    """Why, in a person's words or as the name of the file."""


def apply_document(
    plan_id: UUID,
    wanted: Replacement,
    *,
    key: str,
    actor: Actor,
    also: Callable[[], None] = lambda: None,
) -> Applied:
    """Bring the plan to ``wanted.document`` if it still is what the person saw; return the items written.

    One transaction. Only rows that differ are written; items that change get a new version, so a form
    that is open on one of them meets its merge page. The same ``key`` sent again stores nothing again.
    ``also`` is done in the same transaction; what it raises undoes everything.
    Raises PermissionDenied, Http404, CannotApply (RemovalsNotConfirmed) and DocumentChangedMeanwhile.
    """
    plan = plan_to_replace(actor, plan_id)
    seen, document = wanted.seen, wanted.document
    if seen.id != str(plan_id):
        raise CannotApply(_("別の計画の内容のため、この計画には反映できません。"))
    check_document(seen, document, wanted.removals)
    with override("ja"):  # what the trail keeps is said in the language of the plan
        comparison = compare(seen, document)
    before, after = _rows(seen), _rows(document)
    check_rows(after)
    try:
        with writing():
            if Submission.objects.filter(key=key).exists():
                return Applied()
            also()
            versions = _locked(plan)
            standing = standing_rows(plan)
            plan.refresh_from_db()
            if not same_plan(plan, before[0]) or not is_standing(standing, before[1:]):
                raise DocumentChangedMeanwhile(_("確認している間に、この計画の内容が変わりました。"))
            check_divisions(document)
            store_divisions(document.divisions)
            write_plan(after[0])
            write_rows(standing, after[1:])
            applied = _finish(wanted, comparison, versions, actor)
            Submission(key=key, verb="plan.replaced", result=str(plan_id)).save(force_insert=True)
            return applied
    except ProtectedError as problem:
        raise CannotApply(str(REPORTED)) from problem
    except IntegrityError as problem:
        raise CannotApply(_("ほかで使われている識別子があるため、反映できません。")) from problem


def check_storable(document: PlanDocument) -> None:
    """Refuse a document that the tables cannot hold, before anybody tries. Raises CannotApply."""
    check_ids(document)
    check_rows(_rows(document))


def _rows(document: PlanDocument) -> list[Any]:
    """Return the rows of a document, the plan's own first."""
    plan = plan_row(document)
    return [plan, *text_rows(document, plan), *item_rows(document, plan)]


def _locked(plan: Plan) -> dict[UUID, int]:
    """Lock the plan and its items against every other writer; return the items' versions."""
    Plan.objects.filter(pk=plan.pk).update(version=F("version") + 1)
    items = Item.objects.select_for_update().filter(plan=plan).order_by("id")
    return dict(items.values_list("id", "version"))


def _finish(wanted: Replacement, comparison: Comparison, versions: dict[UUID, int], actor: Actor) -> Applied:
    """Move the versions of changed items on, let search find them, freeze a new revision, write the trail."""
    changed, added, removed = items_of(comparison)
    Item.objects.filter(pk__in=[UUID(each) for each in changed]).update(version=F("version") + 1)
    seen, document = wanted.seen, wanted.document
    applied = Applied(*(tuple(UUID(each) for each in ids) for ids in (changed, added, removed)))
    if any(change.subject.item_id is None for change in comparison.changes):
        reindex_plan(UUID(document.id))
    else:
        reindex_items(UUID(document.id), (*applied.changed, *applied.added, *applied.removed))
    if document.revision.number != seen.revision.number:
        _freeze(document)
    record_items(comparison, (seen, document), versions, actor)
    record_plan(comparison, (seen, document), wanted.reason, actor)
    return applied


def _freeze(document: PlanDocument) -> None:
    text, revision = document.to_json(), document.revision
    Revision(
        plan_id=UUID(document.id),
        number=revision.number,
        reason=revision.reason,
        effective_date=revision.effective_date,
        decided_by=revision.decided_by,
        document=text,
        sha256=hashlib.sha256(text.encode("utf-8")).hexdigest(),
    ).save(force_insert=True)
