"""Stores workbooks that came back again and again, in children that are killed at random moments.

``python -m tests.importing.applying_process KILLS`` on an empty data folder, or an empty PostgreSQL database
that AYUMI_DATABASE_URL names; prints what it found as JSON. What a child was told is stored, it writes to a
file before it goes on; everything in that file must stand afterwards.
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
DIVISIONS, MEASURES = 3, 2


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
    # One undisturbed turn: on the slowest machine too something stands that a kill could harm.
    _work_on_and_on(city, kills, acknowledged, turns=1)
    killed = sum(_killed_child(city, number, acknowledged) for number in range(kills))
    sys.stdout.write(json.dumps({"killed": killed, **_found(city, acknowledged)}))


def _killed_child(city: Any, number: int, acknowledged: Path) -> bool:
    """Fork a child that works without end; kill it. Whether it was still working."""
    from django.db import connections

    connections.close_all()
    child = os.fork()
    if child == 0:
        _work_on_and_on(city, number, acknowledged)
        os._exit(0)
    time.sleep(random.uniform(0.3, 1.6))
    os.kill(child, signal.SIGKILL)
    return os.waitpid(child, 0)[1] == signal.SIGKILL


def _work_on_and_on(city: Any, number: int, acknowledged: Path, turns: int = TURNS) -> None:
    from ayumi.importing.actions import applying
    from ayumi.importing.models import ReturnedState, ReturnedWorkbook
    from ayumi.tenancy.rules import Role
    from ayumi.tenancy.scope import municipality_scope

    applying.SECONDS_AT_ONCE = 0.0
    office = city.actor(Role.PLAN_OFFICE)
    with municipality_scope(city.municipality.pk), acknowledged.open("a", encoding="ascii") as told:
        for turn in range(turns):
            batch = _batch(city, f"{number}/{turn}", office)
            left = DIVISIONS
            while left:
                left = applying.apply_batch(batch, actor=office).left
                stored = ReturnedWorkbook.objects.filter(batch=batch, state=ReturnedState.STORED)
                for pk in stored.values_list("pk", flat=True):
                    told.write(f"{pk}\n")
                told.flush()


def _batch(city: Any, seed: str, office: Any) -> uuid.UUID:
    """Open a round of a new plan, give it out and bring it back with every sheet changed."""
    from ayumi.importing.actions.giving_out import give_out
    from ayumi.importing.models import ReportExport, ReturnedWorkbook
    from ayumi.importing.rules.returned_content import ReturnedContent, ReturnedReport
    from ayumi.plans.actions.store_document import store_document
    from ayumi.rounds.actions.opening import open_round
    from ayumi.rounds.models import Report
    from ayumi.tenancy.models import Division
    from tests.documents import sample_document
    from tests.rounds.openings import opening

    plan_id = store_document(sample_document(measures=DIVISIONS * MEASURES, seed=seed), actor=None)
    round_id = open_round(plan_id, opening(), key=uuid.uuid4().hex, actor=office)
    divisions = list(Division.objects.all()[:DIVISIONS])
    for place, report in enumerate(Report.objects.filter(round_id=round_id)):
        Report.objects.filter(pk=report.pk).update(division=divisions[place % DIVISIONS])
    give_out(round_id, actor=office)
    fields = {
        "done": "窓口を改めました。",
        "hours": "120",
        "rating-achievement": "○",
        "rating-achievement-reason": "市民の声を踏まえました。",
    }
    batch = uuid.uuid4()
    for export in ReportExport.objects.filter(round_id=round_id):
        reports = Report.objects.filter(round_id=round_id, division_id=export.division_id)
        content = ReturnedContent(reports={each.pk: ReturnedReport(fields=fields) for each in reports})
        ReturnedWorkbook(
            round_id=round_id,
            batch=batch,
            export=export,
            file_name="a.xlsx",
            content=content.model_dump_json(),
            person_id=office.person_id,
            person_name=office.name,
        ).save(force_insert=True)
    return batch


def _assert_integrity() -> None:
    """Let SQLite look at its own file."""
    from django.db import connection

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            assert cursor.fetchall() == [("ok",)]


def _found(city: Any, acknowledged: Path) -> dict[str, Any]:
    """Return how much stands, what was acknowledged and is lost, and what stands by half."""
    from ayumi.importing.models import ReturnedState, ReturnedWorkbook
    from ayumi.importing.rules.returned_content import ReturnedContent
    from ayumi.rounds.models import Rating, Report, ReportedCost
    from ayumi.tenancy.models import AuditEntry
    from ayumi.tenancy.queries.verify_audit import verify_audit
    from ayumi.tenancy.scope import municipality_scope

    with municipality_scope(city.municipality.pk):
        _assert_integrity()
        reports = {report.pk: report for report in Report.objects.all()}
        rated = set(Rating.objects.values_list("report_id", flat=True))
        costs = set(ReportedCost.objects.values_list("report_id", flat=True))
        entries = AuditEntry.objects.filter(verb__in=("report.saved", "report.rated"))
        told = list(entries.values_list("object_id", flat=True))
        half = []
        stored = set()
        for workbook in ReturnedWorkbook.objects.all():
            is_stored = workbook.state == ReturnedState.STORED
            stored |= {str(workbook.pk)} if is_stored else set()
            for pk in ReturnedContent.model_validate_json(workbook.content).reports:
                whole = (
                    reports[pk].version == 2 and bool(reports[pk].done),
                    pk in rated and pk in costs,
                    told.count(pk) == 2,
                )
                none = (reports[pk].version > 1, pk in rated or pk in costs, told.count(pk) > 0)
                if (is_stored and not all(whole)) or (not is_stored and any(none)):
                    half.append(str(workbook.pk))
        lines = set(acknowledged.read_text().split())
        return {
            "stored": len(stored),
            "half": half,
            "lost": sorted(lines - stored),
            "audit": list(verify_audit().problems),
        }


if __name__ == "__main__":
    main(int(sys.argv[1]))
