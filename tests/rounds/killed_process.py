"""Opens rounds and submits reports again and again, in children that are killed at random moments.

``python -m tests.rounds.killed_process KILLS`` on an empty data folder; prints what it found as JSON. Works
on the embedded database and, where AYUMI_DATABASE_URL names an empty one, on PostgreSQL. What a child was
told is done, it writes to a file before it goes on; everything in that file must stand afterwards.
"""

import json
import os
import random
import signal
import sys
import time
import uuid
from pathlib import Path
from typing import Any

import django

TURNS = 400


def main(kills: int) -> None:
    """Make an installation, kill that many children, and say what stands afterwards."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ayumi.config.settings")
    django.setup()
    from django.core.management import call_command

    # Loaded before the forks: a child then works from its first moment on.
    import tests.rounds.rounds  # noqa: F401
    from tests.people import build_city

    call_command("migrate", verbosity=0)
    city = build_city(with_round=False)
    acknowledged = Path(os.environ["AYUMI_DATA_FOLDER"]) / "acknowledged"
    began = time.monotonic()
    _work_on_and_on(city, kills, acknowledged, turns=1)
    # However slow the machine: one undisturbed turn says how long a child may live.
    longest = 1.5 * (time.monotonic() - began)
    killed = sum(_killed_child(city, number, acknowledged, longest) for number in range(kills))
    sys.stdout.write(json.dumps({"killed": killed, **_found(city, acknowledged)}))


def _killed_child(city: Any, number: int, acknowledged: Path, longest: float) -> bool:
    """Fork a child that works without end; kill it. Whether it was still working."""
    from django.db import connections

    connections.close_all()
    child = os.fork()
    if child == 0:
        _work_on_and_on(city, number, acknowledged)
        os._exit(0)
    time.sleep(random.uniform(0.02, longest))
    os.kill(child, signal.SIGKILL)
    return os.waitpid(child, 0)[1] == signal.SIGKILL


def _work_on_and_on(city: Any, number: int, acknowledged: Path, turns: int = TURNS) -> None:
    from ayumi.plans.actions.store_document import store_document
    from ayumi.rounds.actions.moving import advance
    from ayumi.rounds.actions.opening import open_round
    from ayumi.rounds.actions.saving import save_report
    from ayumi.rounds.models import Report
    from ayumi.tenancy.rules import Role
    from ayumi.tenancy.scope import municipality_scope
    from tests.documents import sample_document
    from tests.rounds.openings import opening
    from tests.rounds.rounds import again, answered, filled, rated

    office = city.actor(Role.PLAN_OFFICE)
    with municipality_scope(city.municipality.pk), acknowledged.open("a", encoding="ascii") as told:

        def say(what: str, pk: uuid.UUID, which: int) -> None:
            told.write(f"{what} {pk} {which}\n")
            told.flush()

        for turn in range(turns):
            plan_id = store_document(sample_document(measures=6, seed=f"{number}/{turn}"), actor=None)
            round_id = open_round(plan_id, opening(), key=uuid.uuid4().hex, actor=office)
            say("opened", round_id, 6)
            for report in Report.objects.filter(round_id=round_id):
                now = again(report)
                save_report(now.pk, filled(now), seen=1, actor=office)
                say("saved", now.pk, 2)
                rated(now.pk, office)
                answered(now.pk, office)
                advance(now.pk, seen=2, key=uuid.uuid4().hex, actor=office)
                say("submitted", now.pk, 3)


def _found(city: Any, acknowledged: Path) -> dict[str, Any]:
    """Return how much stands, what was acknowledged and is lost, and what stands by half."""
    from django.db import connection

    from ayumi.rounds.models import MoveRecord, Report, Round
    from ayumi.tenancy.models import AuditEntry
    from ayumi.tenancy.queries.verify_audit import verify_audit
    from ayumi.tenancy.scope import municipality_scope

    with municipality_scope(city.municipality.pk):
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA integrity_check")
                assert cursor.fetchall() == [("ok",)]
                cursor.execute("PRAGMA foreign_key_check")
                assert not cursor.fetchall()
        reports = {report.pk: report for report in Report.objects.all()}
        held = list(Round.objects.values_list("pk", flat=True))
        by_round = [Report.objects.filter(round=pk).count() for pk in held]
        moves = dict(MoveRecord.objects.values_list("report_id", "to_position"))
        entries = AuditEntry.objects.filter(verb="report.submitted").values_list("object_id", flat=True)
        half = [
            str(pk)
            for pk, report in reports.items()
            if not (report.position == moves.get(pk, 0) == int(report.submitted_by is not None))
        ]
        lost = [line for line in acknowledged.read_text().splitlines() if not _stands(line, reports, held)]
        return {
            "rounds": len(held),
            "submitted": len(moves),
            "half_open": [number for number in by_round if number != 6],
            "half": half,
            "lost": lost,
            "untold": len({str(pk) for pk in moves} ^ {str(pk) for pk in entries}),
            "audit": list(verify_audit().problems),
        }


def _stands(line: str, reports: dict[uuid.UUID, Any], held: list[uuid.UUID]) -> bool:
    what, name, version = line.split()
    pk = uuid.UUID(name)
    if what == "opened":
        return pk in held
    return reports[pk].version >= int(version) and (what == "saved" or reports[pk].position == 1)


if __name__ == "__main__":
    main(int(sys.argv[1]))
