"""Stores a draft and a document again and again, in children that are killed at random moments.

``python -m tests.importing.storing_process KILLS`` on an empty data folder; prints what it found as JSON.
Django starts once and every child is a fork of it, so that many kills take seconds.
"""

import json
import os
import random
import signal
import sys
import time
import uuid
from typing import Any

import django

ROUNDS = 400


def main(kills: int) -> None:
    """Make an installation, kill that many children, and say what stands afterwards."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ayumi.config.settings")
    django.setup()
    from django.core.management import call_command

    # Loaded before the forks: a child then stores from its first moment on.
    import ayumi.importing.actions.drafts
    import ayumi.importing.actions.tables  # noqa: F401
    import tests.documents
    import tests.measure_tables  # noqa: F401
    from ayumi.tenancy.models import Municipality

    call_command("migrate", verbosity=0)
    city = Municipality.objects.create(code="990001", name="架空の市")
    # One undisturbed turn: on the slowest machine too something stands that a kill could harm.
    _store_on_and_on(city.pk, kills, turns=1)
    killed = sum(_killed_child(city.pk, number) for number in range(kills))
    sys.stdout.write(json.dumps({"killed": killed, **_found(city.pk)}))


def _killed_child(city: uuid.UUID, number: int) -> bool:
    """Fork a child that stores plans without end; kill it. Whether it was still storing."""
    from django.db import connections

    connections.close_all()
    child = os.fork()
    if child == 0:
        _store_on_and_on(city, number)
        os._exit(0)
    time.sleep(random.uniform(0.01, 0.3))
    os.kill(child, signal.SIGKILL)
    return os.waitpid(child, 0)[1] == signal.SIGKILL


def _store_on_and_on(city: uuid.UUID, number: int, turns: int = ROUNDS) -> None:
    from ayumi.document.reading import ReadResult
    from ayumi.importing.actions.drafts import store_draft
    from ayumi.importing.models import ImportDraft
    from ayumi.plans.actions.store_document import store_document
    from ayumi.tenancy.rules import Actor, Role
    from ayumi.tenancy.scope import municipality_scope
    from tests.documents import sample_document

    actor = Actor(uuid.uuid4(), "担当", city, frozenset({Role.PLAN_OFFICE}), frozenset())
    document = sample_document(measures=0)
    result = ReadResult(
        municipality=document.municipality,
        plan=document.plan,
        purposes=document.purposes,
        chapters=document.chapters * 30,
        related_plans=document.related_plans,
    ).model_dump_json()
    with municipality_scope(city):
        for turn in range(turns):
            draft = ImportDraft(
                file_name="計画.md", size=1, sha256="a" * 64, result=result, person_id=actor.person_id
            )
            draft.save(force_insert=True)
            store_draft(draft.pk, actor=actor)
            _store_table(f"{number}/{turn}", city, actor)
            store_document(sample_document(measures=8, seed=f"{number}/{turn}"), actor=actor)


def _store_table(seed: str, city: uuid.UUID, actor: Any) -> None:
    from ayumi.importing.actions.tables import Confirmation, store_table, version_of
    from ayumi.importing.models import DraftKind, ImportDraft
    from ayumi.importing.rules.mapping import to_yaml
    from tests.documents import sample_document
    from tests.measure_tables import measure_table, read_here

    content = measure_table(sample_document(measures=8, seed=seed))
    table = read_here(content)
    mapping = to_yaml(table.reading.mapping)
    draft = ImportDraft(
        kind=DraftKind.MEASURES,
        file_name="表.csv",
        size=len(content),
        sha256="a" * 64,
        result=table.kept(),
        content=content,
        mapping=mapping,
        person_id=actor.person_id,
    )
    draft.save(force_insert=True)
    refused = table.reading.account.counts.refused or None
    store_table(draft.pk, Confirmation(version_of(mapping), refused, as_new_plan=True), actor=actor)


def _found(city: uuid.UUID) -> dict[str, Any]:
    """Return how many plans stand, and every plan or draft that stands by half."""
    from django.db import connection

    from ayumi.importing.models import ImportDraft
    from ayumi.plans.models import Plan, Revision
    from ayumi.plans.queries.document import load_document
    from ayumi.tenancy.models import AuditEntry
    from ayumi.tenancy.queries.verify_audit import verify_audit
    from ayumi.tenancy.scope import municipality_scope

    with municipality_scope(city), connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        ((integrity,),) = cursor.fetchall()
        cursor.execute("PRAGMA foreign_key_check")
        loose = len(cursor.fetchall())
        plans = set(Plan.objects.values_list("pk", flat=True))
        frozen = dict(Revision.objects.values_list("plan_id", "document"))
        half = [str(pk) for pk in plans if frozen.get(pk) != load_document(pk).to_json()]
        drafts = list(ImportDraft.objects.values_list("state", "plan_id"))
        wrong = [state for state, plan in drafts if (state == "stored") != (plan in plans)]
        tables = ImportDraft.objects.filter(kind="measures").values_list("state", "content")
        wrong += [state for state, content in tables if (state == "waiting") != (content is not None)]
        told = AuditEntry.objects.filter(verb="plan.imported").values_list("object_id", flat=True)
        return {
            "integrity": integrity,
            "loose": loose,
            "plans": len(plans),
            "half": half,
            "wrong_drafts": wrong,
            "untold": len({str(pk) for pk in plans} ^ {str(pk) for pk in told}),
            "audit": list(verify_audit().problems),
        }


if __name__ == "__main__":
    main(int(sys.argv[1]))
