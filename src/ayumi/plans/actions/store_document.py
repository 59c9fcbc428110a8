"""Storing a whole plan document: all of it or nothing, in a bounded number of statements."""

import hashlib
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Model
from django.utils.translation import gettext as _

from ayumi.document.plan_document import PlanDocument
from ayumi.plans.actions.index_items import index_rows
from ayumi.plans.actions.rows_of_items import item_rows
from ayumi.plans.actions.rows_of_plan import plan_row, text_rows
from ayumi.plans.models import Plan, Revision
from ayumi.tenancy.actions.audit import append_audit_entry
from ayumi.tenancy.actions.store_divisions import store_divisions
from ayumi.tenancy.gates import require
from ayumi.tenancy.models import Submission
from ayumi.tenancy.rules import Actor, Permission
from ayumi.tenancy.writing import writing

BATCH = 10_000
"""Rows in one statement; SQLite takes fewer where a row has many columns."""


class PlanStandsAlready(ValueError):
    """A plan with this id is stored; storing it again would overwrite facts."""


def store_document(document: PlanDocument, *, actor: Actor | None, key: str | None = None) -> UUID:
    """Store ``document`` as a new plan with its first revision and return the plan's id.

    ``actor`` is None only when the installation loads its own sample. A ``key`` makes a repeated
    submission return the plan of the first one. Raises PermissionDenied and PlanStandsAlready.
    """
    if actor is not None:
        require(actor, Permission.IMPORT_PLANS)
    plan = plan_row(document)
    rows = [*text_rows(document, plan), *item_rows(document, plan)]
    text = document.to_json()
    with writing():
        if key is not None:
            submission, is_new = Submission.objects.get_or_create(
                key=key, defaults={"verb": "plan.imported", "result": str(plan.id)}
            )
            if not is_new:
                return UUID(submission.result)
        if Plan.objects.filter(pk=plan.pk).exists():
            raise PlanStandsAlready(_("この計画はすでに登録されています。"))
        store_divisions(document.divisions)
        plan.save(force_insert=True)
        _insert(rows)
        index_rows(plan, rows)
        Revision(plan=plan, document=text, **_revision_columns(document, text)).save(force_insert=True)
        append_audit_entry(
            actor=actor,
            verb="plan.imported",
            object_type="plan",
            object_id=plan.id,
            object_label=plan.title,
            changes={"items": [0, len(document.items)], "revision": [None, document.revision.number]},
        )
    return plan.id


def _insert(rows: Iterable[Model]) -> None:
    """Insert rows table by table, in the order in which the tables first appear."""
    tables: dict[type[Model], list[Model]] = {}
    for row in rows:
        tables.setdefault(type(row), []).append(row)
    for model, members in tables.items():
        model.objects.bulk_create(members, batch_size=BATCH)


def _revision_columns(document: PlanDocument, text: str) -> dict[str, object]:
    revision = document.revision
    return {
        "number": revision.number,
        "reason": revision.reason,
        "effective_date": revision.effective_date,
        "decided_by": revision.decided_by,
        "sha256": hashlib.sha256(text.encode("utf-8")).hexdigest(),
    }
