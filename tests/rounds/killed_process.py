"""Opens rounds, submits and approves reports again and again, in children killed at random moments.

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
from collections import Counter
from dataclasses import replace
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
    from ayumi.rounds.actions.moving import advance, advance_many
    from ayumi.rounds.actions.opening import open_round
    from ayumi.rounds.actions.saving import save_report
    from ayumi.rounds.models import Report
    from ayumi.rounds.rules.stages import StageKind
    from ayumi.tenancy.rules import Role
    from ayumi.tenancy.scope import municipality_scope
    from tests.documents import sample_document
    from tests.rounds.openings import opening
    from tests.rounds.rounds import again, answered, filled, rated

    office, other = city.actor(Role.PLAN_OFFICE), _another_office(city)
    with municipality_scope(city.municipality.pk), acknowledged.open("a", encoding="ascii") as told:

        def say(what: str, pk: uuid.UUID, which: int) -> None:
            told.write(f"{what} {pk} {which}\n")
            told.flush()

        for turn in range(turns):
            plan_id = store_document(sample_document(measures=6, seed=f"{number}/{turn}"), actor=None)
            stages = (StageKind.SELF_ASSESSMENT, StageKind.PLAN_OFFICE)
            round_id = open_round(plan_id, opening(stages), key=uuid.uuid4().hex, actor=office)
            say("opened", round_id, 6)
            for report in Report.objects.filter(round_id=round_id):
                now = again(report)
                save_report(now.pk, filled(now), seen=1, actor=office)
                say("saved", now.pk, 2)
                rated(now.pk, office)
                answered(now.pk, office)
                advance(now.pk, seen=2, key=uuid.uuid4().hex, actor=office)
                say("submitted", now.pk, 3)
            pairs = [(pk, 3) for pk in Report.objects.filter(round_id=round_id).values_list("pk", flat=True)]
            assert advance_many(pairs, key=uuid.uuid4().hex, actor=other).moved == len(pairs)
            for pk, _seen in pairs:
                say("approved", pk, 4)


def _another_office(city: Any) -> Any:
    """Return somebody else of the plan office: who submitted a report must not approve it."""
    return replace(city.actor("plan_office"), person_id=uuid.uuid4(), name="もう一人の事務局")


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
        moves = Counter(MoveRecord.objects.values_list("report_id", "verb"))
        verbs = ("report.submitted", "report.approved")
        told = Counter(AuditEntry.objects.filter(verb__in=verbs).values_list("object_id", "verb"))
        lost = [line for line in acknowledged.read_text().splitlines() if not _stands(line, reports, held)]
        return {
            "rounds": len(held),
            "submitted": sum(verb == verbs[0] for _pk, verb in moves),
            "approved": sum(verb == verbs[1] for _pk, verb in moves),
            "half_open": [number for number in by_round if number != 6],
            "half": _by_half(reports, moves),
            "lost": lost,
            "untold": len((moves - told) + (told - moves)),
            "audit": list(verify_audit().problems),
        }


def _by_half(reports: dict[uuid.UUID, Any], moves: Counter[tuple[uuid.UUID, str]]) -> list[str]:
    """Return the reports of which one part says that it was moved or approved and another that it was not."""
    from ayumi.plans.models import Actual
    from ayumi.rounds.models import ReportedValue

    approved = set(ReportedValue.objects.exclude(approved_at=None).values_list("report_id", flat=True))
    waiting = set(ReportedValue.objects.filter(approved_at=None).values_list("report_id", flat=True))
    facts = set(
        Actual.objects.filter(fiscal_year=2024, value="21.5").values_list("indicator__item_id", flat=True)
    )
    found = []
    for pk, report in reports.items():
        submitted, passed = moves[pk, "report.submitted"], moves[pk, "report.approved"]
        is_passed = report.position == 2
        agrees = (
            report.position == submitted + passed
            and (report.submitted_by is not None) == bool(submitted)
            and bool(report.approved_by_name) == is_passed
            and (pk in approved) == is_passed
            and (report.item_id in facts) == is_passed
            and (pk not in waiting or not is_passed)
        )
        if not agrees:
            found.append(str(pk))
    return found


def _stands(line: str, reports: dict[uuid.UUID, Any], held: list[uuid.UUID]) -> bool:
    what, name, version = line.split()
    pk = uuid.UUID(name)
    if what == "opened":
        return pk in held
    at_least = {"saved": 0, "submitted": 1, "approved": 2}[what]
    return reports[pk].version >= int(version) and reports[pk].position >= at_least


if __name__ == "__main__":
    main(int(sys.argv[1]))
