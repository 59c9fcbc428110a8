"""Brings a plan from one document to another and back without end, in children killed at random moments.

``python -m tests.plans.applying_process KILLS`` on an empty data folder; prints what it found as JSON.
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

PATIENCE_SECONDS = 120


def main(kills: int) -> None:
    """Make an installation, kill that many children, and say what stands after each."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ayumi.config.settings")
    django.setup()
    from django.core.management import call_command
    from django.db import connections

    # Loaded before the forks: a child then works from its first moment on.
    import ayumi.plans.actions.apply_document
    import ayumi.plans.queries.document  # noqa: F401
    from ayumi.plans.actions.store_document import store_document
    from ayumi.tenancy.models import Municipality
    from ayumi.tenancy.scope import municipality_scope

    call_command("migrate", verbosity=0)
    city = Municipality.objects.create(code="990001", name="架空の市")
    first, second = _documents()
    with municipality_scope(city.pk):
        store_document(first, actor=None)
    began = time.monotonic()
    _apply_on_and_on(city.pk, first, second, times=1)
    took = time.monotonic() - began  # so that kills meet every stage of it, on a slow machine too
    found: list[dict[str, Any]] = []
    for number in range(kills):
        connections.close_all()
        child = os.fork()
        if child == 0:
            _apply_on_and_on(city.pk, first, second, times=1000)
            os._exit(0)
        if number == kills - 1:
            # On the slowest machine too a child has replaced the plan before it dies.
            _wait_until_replaced(city.pk, more_than=1)
        time.sleep(random.uniform(0, 3 * took))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        found.append(_found(city.pk, first, second))
    sys.stdout.write(json.dumps(found))


def _documents() -> tuple[Any, Any]:
    """Return two plans that differ in texts, numbers, order, items and terms."""
    from tests.documents import sample_document

    first = sample_document(measures=20, seed="killed")
    items = [
        item.model_copy(update={"title": f"{item.title}（改）", "indicators": item.indicators[:1]})
        for item in first.items
        if item.cross_listed_from is None
    ]
    moved = (*items[:-2], items[-1], items[-2])
    return first, first.model_copy(update={"items": moved, "glossary": (), "chapters": first.chapters[1:]})


def _apply_on_and_on(city: uuid.UUID, first: Any, second: Any, *, times: int) -> None:
    from ayumi.document.comparison import compare
    from ayumi.plans.actions.apply_document import Replacement, apply_document
    from ayumi.plans.queries.document import load_document
    from ayumi.tenancy.rules import Actor, Role
    from ayumi.tenancy.scope import municipality_scope

    actor = Actor(uuid.uuid4(), "担当", city, frozenset({Role.PLAN_OFFICE}), frozenset())
    with municipality_scope(city):
        for _turn in range(times):
            seen = load_document(uuid.UUID(first.id))
            wanted = second if seen.to_json() == first.to_json() else first
            removals = frozenset(compare(seen, wanted).removed_item_ids)
            apply_document(
                uuid.UUID(first.id), Replacement(seen, wanted, removals), key=uuid.uuid4().hex, actor=actor
            )


def _wait_until_replaced(city: uuid.UUID, *, more_than: int) -> None:
    from ayumi.tenancy.models import AuditEntry
    from ayumi.tenancy.scope import municipality_scope

    until = time.monotonic() + PATIENCE_SECONDS
    with municipality_scope(city):
        while AuditEntry.objects.filter(verb="plan.replaced").count() <= more_than:
            if time.monotonic() > until:
                return
            time.sleep(0.05)


def _found(city: uuid.UUID, first: Any, second: Any) -> dict[str, Any]:
    """Return how often the plan was replaced, and what does not agree with that."""
    from django.db import connection

    from ayumi.plans.queries.document import load_document
    from ayumi.tenancy.models import AuditEntry, Submission
    from ayumi.tenancy.queries.verify_audit import verify_audit
    from ayumi.tenancy.scope import municipality_scope

    with municipality_scope(city), connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_key_check")
        replaced = AuditEntry.objects.filter(verb="plan.replaced").count()
        expected = second if replaced % 2 else first
        return {
            "replaced": replaced,
            "is_half": load_document(uuid.UUID(first.id)).to_json() != expected.to_json(),
            "untold": replaced - Submission.objects.filter(verb="plan.replaced").count(),
            "loose": len(cursor.fetchall()),
            "audit": list(verify_audit().problems),
        }


if __name__ == "__main__":
    main(int(sys.argv[1]))
