"""Makes an installation with many divisions, and tells afterwards what stands in it.

``python -m tests.failure.making prepare DIVISIONS`` and ``… account`` on the surroundings of an installation;
both print JSON. A session stands for a person who has signed in already: signing in is not what is tested.
"""

import json
import sys
from typing import Any
from uuid import UUID

import django
from django.core.management import call_command

LOGIN = "division-{number}"


def main(what: str, *arguments: str) -> None:
    """Prepare or account, and print what came of it."""
    django.setup()
    found = prepare(int(arguments[0])) if what == "prepare" else account()
    sys.stdout.write(json.dumps(found, ensure_ascii=False))


def prepare(divisions: int) -> dict[str, Any]:
    """Make a city in whose open round every division has one sheet to write, and a session for each."""
    from ayumi.plans.actions.store_document import store_document
    from ayumi.rounds.actions.opening import open_round
    from ayumi.rounds.models import Report
    from ayumi.tenancy.models import Membership, Municipality, Person
    from ayumi.tenancy.queries.actor import load_actor
    from ayumi.tenancy.rules import Role
    from ayumi.tenancy.scope import municipality_scope
    from tests.people import session_of
    from tests.rounds.openings import opening

    call_command("migrate", verbosity=0)
    city = Municipality.objects.create(code="990001", name="架空の市")
    with municipality_scope(city.pk):
        document = many_divisions(divisions)
        plan_id = store_document(document, actor=None)
        office = Person.objects.create(municipality=city, login_name="office", display_name="事務局")
        Membership(person=office, role=Role.PLAN_OFFICE.value, division=None).save()
        round_id = open_round(plan_id, opening(), key="a" * 32, actor=load_actor(office))
        sessions = []
        for number, division in enumerate(document.divisions):
            person = Person.objects.create(
                municipality=city,
                login_name=LOGIN.format(number=number),
                display_name=f"{division.name} 担当",
            )
            Membership(person=person, role=Role.DIVISION_MEMBER.value, division_id=UUID(division.id)).save()
            report = Report.objects.get(round_id=round_id, division_id=division.id)
            sessions.append({"session": session_of(person), "report": str(report.pk)})
    return {"sessions": sessions, "municipality": str(city.pk)}


def many_divisions(number: int) -> Any:
    """Return a plan of so many measures, each of a division of its own."""
    from ayumi.document.plan import DivisionName
    from tests.documents import sample_document

    document = sample_document(measures=number, seed="sixty")
    names = [
        DivisionName(id=str(UUID(int=place + 1)), name=f"架空の{place + 1}課") for place in range(number)
    ]
    own = {measure.id: name.id for measure, name in zip(document.measures, names, strict=True)}
    items = tuple(
        item.model_copy(update={"division_id": own.get(item.id), "contributing_division_ids": ()})
        for item in document.items
    )
    return document.model_copy(update={"divisions": tuple(names), "items": items})


def account() -> dict[str, Any]:
    """Return what stands: texts and positions by report, the trail by verb, and whether its chain holds."""
    from ayumi.rounds.models import ChallengeAnswer, MoveRecord, Rating, Report, ReportedValue
    from ayumi.tenancy.models import AuditEntry, Municipality
    from ayumi.tenancy.queries.verify_audit import verify_audit
    from ayumi.tenancy.scope import municipality_scope

    with municipality_scope(Municipality.objects.get().pk):
        reports = list(Report.objects.all())
        trail: dict[str, list[str]] = {}
        for verb, about in AuditEntry.objects.order_by("sequence").values_list("verb", "object_id"):
            trail.setdefault(verb, []).append(str(about))
        return {
            "done": {str(report.pk): report.done for report in reports},
            "position": {str(report.pk): report.position for report in reports},
            "moves": [str(pk) for pk in MoveRecord.objects.values_list("report_id", flat=True)],
            "rated": Rating.objects.count(),
            "values": ReportedValue.objects.values("report_id").distinct().count(),
            "answers": ChallengeAnswer.objects.count(),
            "trail": trail,
            "problems": list(verify_audit().problems),
        }


if __name__ == "__main__":
    main(*sys.argv[1:])
