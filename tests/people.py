"""The cast: two municipalities with a small plan each, and a person for every role in both.

What one of them writes is worded so that no sentence stands in the other's plan: a text of the
neighbour in an answer is a leak, and is found by looking for it.
"""

import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.test import Client

from ayumi.document.plan_document import PlanDocument
from ayumi.document.reading import ReadResult
from ayumi.formats.excel.plan_workbook import PlanWorkbookReading
from ayumi.importing.models import DraftKind, ImportDraft, Mapping
from ayumi.importing.rules.mapping import to_yaml
from ayumi.importing.rules.workbook_draft import kept_reading
from ayumi.plans.actions.store_document import store_document
from ayumi.plans.models import Indicator, Item
from ayumi.publishing.actions.editions import publish_edition
from ayumi.publishing.models import BookFile, BookJob, JobState
from ayumi.tenancy.models import Division, Membership, Municipality, Person, Session
from ayumi.tenancy.queries.actor import load_actor
from ayumi.tenancy.rules import Actor, Role
from ayumi.tenancy.scope import municipality_scope
from tests.documents import sample_document
from tests.measure_tables import measure_table, read_here
from tests.passkey import Passkey
from tests.rounds.round_parts import round_parts

PASSWORD = "ひばりの 2026 あゆみ"
IN_DIVISIONS = (Role.DIVISION_MEMBER, Role.DIVISION_HEAD)
OTHER_DIVISION = "member of another division"
NO_ROLE = "no role"
"""Two people beside those of the roles, by these names in ``City.people``."""
NEIGHBOURS_WORDS = (("架空", "隣町"), ("課", "局"), ("窓口", "支所"), ("手続", "届出"), ("庁内", "所内"))


@dataclass(frozen=True, slots=True)
class City:
    """A municipality, its plan, its people and one object of every kind an address can name."""

    municipality: Municipality
    document: PlanDocument
    people: dict[str, Person]
    parts: dict[str, Any]
    """Keyword of an address → value, for this municipality's own objects."""

    def person(self, name: str) -> Person:
        """Return the person of a role, or one of the two others."""
        return self.people[name]

    def actor(self, name: str) -> Actor:
        """Return somebody as an actor, with the roles of today."""
        with municipality_scope(self.municipality.pk):
            return load_actor(self.people[name])


def build_city(*, with_round: bool = True) -> City:
    """Build the municipality that the tests look at, and an open round of FY2027."""
    city = _build("990001", "架空の市", "city", sample_document(measures=4, seed="city"))
    if with_round:
        city.parts.update(round_parts(city))
    return city


def build_neighbour() -> City:
    """Build the other municipality, whose texts differ from the first one's."""
    text = sample_document(measures=4, seed="neighbour").to_json()
    for ours, theirs in NEIGHBOURS_WORDS:
        text = text.replace(ours, theirs)
    text = text.replace("990001", "990002")
    neighbour = _build("990002", "隣町の市", "neighbour", PlanDocument.model_validate_json(text))
    neighbour.parts.update(round_parts(neighbour))
    return neighbour


def texts_only_in(city: City, other: City) -> frozenset[str]:
    """Return the sentences and names that ``city`` wrote and ``other`` did not.

    A municipality's name is no secret (the public list shows it), nor is what an address holds.
    """
    mine, theirs = (
        {text for text in _strings(json.loads(each.document.to_json())) if len(text) > 2}
        | {person.display_name for person in each.people.values()}
        for each in (city, other)
    )
    ids = {text for text in mine if _is_identifier(text)}
    return frozenset(mine - theirs - ids - {city.municipality.name, city.municipality.code})


def sign_in(person: Person) -> Client:
    """Return a browser in which ``person`` is signed in, past the form."""
    client = Client()
    client.force_login(person)
    return client


def session_of(person: Person) -> str:
    """Sign ``person`` in and return the session's key, to be given to any number of browsers."""
    key = sign_in(person).cookies["sessionid"].value
    assert Session.objects.filter(pk=key).exists()
    return key


def browser(session: str | None = None, *, enforce_csrf_checks: bool = False) -> Client:
    """Return a browser that holds a session, or a stranger's."""
    client = Client(enforce_csrf_checks=enforce_csrf_checks, raise_request_exception=False)
    if session is not None:
        client.cookies["sessionid"] = session
    return client


def add_person(municipality: Municipality, login_name: str, display_name: str) -> Person:
    """Add a person without any role."""
    return Person.objects.create(
        municipality=municipality,
        login_name=login_name,
        display_name=display_name,
        password=make_password(PASSWORD),
    )


def _build(code: str, name: str, prefix: str, document: PlanDocument) -> City:
    municipality = Municipality.objects.create(code=code, name=name)
    with municipality_scope(municipality.pk):
        plan_id = store_document(document, actor=None)
        people = _people(municipality, prefix)
        office = load_actor(people[Role.PLAN_OFFICE])
        parts = _parts(document, plan_id, office) | {"code": code, "form": "txt"}
    return City(municipality, document, people, parts)


def _people(municipality: Municipality, prefix: str) -> dict[str, Person]:
    """Add everybody; the first measure is of the division of the member and of the head."""
    first = Item.objects.filter(has_sheet=True, cross_listed_from=None).first()
    another = Division.objects.filter(valid_to=None).exclude(pk=first.division_id).first()
    roles: list[tuple[str, Role | None]] = [(role.value, role) for role in Role]
    people = {}
    for name, role in [*roles, (OTHER_DIVISION, Role.DIVISION_MEMBER), (NO_ROLE, None)]:
        login = f"{prefix}-{name.replace(' ', '-')}"
        people[name] = add_person(municipality, login, f"{municipality.name}の{name}")
        if role is None:
            continue
        division = (
            (another.pk if name == OTHER_DIVISION else first.division_id) if role in IN_DIVISIONS else None
        )
        Membership(person=people[name], role=role.value, division_id=division).save()
    return people


def _parts(document: PlanDocument, plan_id: uuid.UUID, office: Actor) -> dict[str, Any]:
    """Make one object of every kind and return their ids by the keywords of addresses."""
    item = Item.objects.filter(has_sheet=True, cross_listed_from=None).first()
    job = BookJob(
        plan_id=plan_id,
        document=document.to_json(),
        sha256="a" * 64,
        state=JobState.DONE,
        person_id=office.person_id,
        person_name=office.name,
    )
    job.save(force_insert=True)
    BookFile(job=job, pdf=b"%PDF-1.7", text=document.plan.title).save(force_insert=True)
    return {
        "plan_id": plan_id,
        "item_id": item.pk,
        "indicator_id": Indicator.objects.filter(item=item).first().pk,
        "division_id": item.division_id,
        "draft_id": _draft(document, office),
        "table_id": _table(document, office),
        "mapping_id": _mapping(document, office),
        "workbook_id": _workbook(document, office),
        "job_id": job.pk,
        "edition_id": publish_edition(job.pk, actor=office),
        "pk": _passkey(office),
    }


def _draft(document: PlanDocument, office: Actor) -> uuid.UUID:
    result = ReadResult(plan=document.plan, purposes=document.purposes, chapters=document.chapters)
    draft = ImportDraft(
        file_name=f"{document.plan.title}.md",
        size=1,
        sha256="b" * 64,
        result=result.model_dump_json(),
        person_id=office.person_id,
        person_name=office.name,
    )
    draft.save(force_insert=True)
    return draft.pk


def _table(document: PlanDocument, office: Actor) -> uuid.UUID:
    """A table of measures that waits, of the plan's own measures."""
    content = measure_table(document)
    table = read_here(content)
    draft = ImportDraft(
        kind=DraftKind.MEASURES,
        file_name=f"{document.plan.title}.csv",
        size=len(content),
        sha256="c" * 64,
        result=table.kept(),
        content=content,
        mapping=to_yaml(table.reading.mapping),
        person_id=office.person_id,
        person_name=office.name,
    )
    draft.save(force_insert=True)
    return draft.pk


def _workbook(document: PlanDocument, office: Actor) -> uuid.UUID:
    """A workbook of the plan that was put back without a change."""
    reading = PlanWorkbookReading(
        document, plan_id=document.id, municipality_code=document.municipality.code, counts={}
    )
    draft = ImportDraft(
        kind=DraftKind.PLAN_WORKBOOK,
        file_name=f"{document.plan.title}.xlsx",
        size=1,
        sha256="d" * 64,
        result=kept_reading(reading),
        plan_id=uuid.UUID(document.id),
        person_id=office.person_id,
        person_name=office.name,
    )
    draft.save(force_insert=True)
    return draft.pk


def _mapping(document: PlanDocument, office: Actor) -> uuid.UUID:
    text = to_yaml(read_here(measure_table(document)).reading.mapping)
    mapping = Mapping(name=f"{document.plan.title}の表", text=text, person_name=office.name)
    mapping.save(force_insert=True)
    return mapping.pk


def _passkey(office: Actor) -> int:
    credential = Passkey(office.name.encode()).registration("bm90aGluZw")
    facts = {"name": f"{office.name}の鍵", "credential": credential}
    return Authenticator.objects.create(
        user_id=office.person_id, type=Authenticator.Type.WEBAUTHN, data=facts
    ).pk


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)


def _is_identifier(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True
