"""People who all saw the same sheet and write on it: by the action, and by a writer that compares nothing.

``python -m tests.failure.writers WRITERS`` on an empty installation; prints JSON. Everybody has read before
anybody writes. The naive one is the negative control: were the test blind, it would find nothing.
"""

import json
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import django
from django.core.management import call_command

MARK = "［{number}番］"


def main(number: int) -> None:
    """Let so many people write, each way, and print what was acknowledged, what stands and what is lost."""
    django.setup()
    from ayumi.rounds.actions.saving import ReportChangedMeanwhile, save_report
    from ayumi.rounds.models import Report
    from ayumi.tenancy.rules import Role
    from ayumi.tenancy.scope import municipality_scope
    from tests.people import build_city

    call_command("migrate", verbosity=0)
    city = build_city()
    actor, pk = city.actor(Role.PLAN_OFFICE), city.parts["report_id"]

    def by_action(seen: int, text: str) -> bool:
        try:
            save_report(pk, {"done": text}, seen=seen, actor=actor)
        except ReportChangedMeanwhile:
            return False
        return True

    def naively(_seen: int, text: str) -> bool:
        Report.objects.filter(pk=pk).update(done=text)
        return True

    found = {}
    for name, write in (("naive", naively), ("action", by_action)):
        told = _at_once(number, lambda: _stands(pk), write, city.municipality.pk)
        with municipality_scope(city.municipality.pk):
            text = _stands(pk)[1]
        lost = [mark for mark in told if mark not in text]
        found[name] = {"acknowledged": len(told), "lost": len(lost), "refused": number - len(told)}
    sys.stdout.write(json.dumps(found))


def _stands(pk: Any) -> tuple[int, str]:
    from ayumi.rounds.models import Report

    return Report.objects.values_list("version", "done").get(pk=pk)


def _at_once(
    number: int, read: Callable[[], tuple[int, str]], write: Callable[[int, str], bool], municipality: Any
) -> list[str]:
    """Let everybody read, wait for one another and write; return the marks that were acknowledged."""
    from django.db import connections

    from ayumi.tenancy.scope import municipality_scope

    everybody_has_read = threading.Barrier(number, timeout=60)

    def one(place: int) -> str:
        mark = MARK.format(number=place)
        try:
            with municipality_scope(municipality):
                seen, text = read()
                everybody_has_read.wait()
                return mark if write(seen, text + mark) else ""
        finally:
            connections.close_all()

    with ThreadPoolExecutor(number) as pool:
        return [mark for mark in pool.map(one, range(number)) if mark]


if __name__ == "__main__":
    main(int(sys.argv[1]))
