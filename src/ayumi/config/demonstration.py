"""Loading the sample city into an installation, once, with people to sign in as."""

from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from ayumi.config.demonstration_tables import MAPPING_NAME, PLAN_TITLE, import_older_form
from ayumi.config.sample_city import documents, town_documents
from ayumi.config.sample_city.city import CITY, TOWN, Place
from ayumi.config.sample_city.tables import rows
from ayumi.config.sample_city.workbooks import LEGACY_WORKBOOK
from ayumi.config.sample_rounds import Staff, load_rounds
from ayumi.config.sample_rounds.calendar import courses
from ayumi.config.sample_rounds.clock import at
from ayumi.document.plan_document import PlanDocument
from ayumi.plans.actions.store_document import store_document
from ayumi.tenancy.models import Membership, Municipality, Person
from ayumi.tenancy.rules import Actor, Role
from ayumi.tenancy.scope import municipality_scope
from ayumi.tenancy.words import ROLE_WORDS
from ayumi.tenancy.writing import writing

DEMO_PASSWORD = "hibarino-sample-2026"
"""For the sample alone; the demonstration listens on this machine only."""
DEMO_DIVISION = "デジタル推進課"
OFFICE = "kikaku"
"""Who takes in the city's own files."""
People = tuple[tuple[str, str, Role], ...]
PEOPLE: People = (
    (OFFICE, "計画 事務局（サンプル）", Role.PLAN_OFFICE),
    ("tanto", "所管課 担当（サンプル）", Role.DIVISION_MEMBER),
    ("kacho", "所管課 課長（サンプル）", Role.DIVISION_HEAD),
    ("iin", "推進本部 委員（サンプル）", Role.COMMITTEE_MEMBER),
    ("gaibu", "外部 評価者（サンプル）", Role.EXTERNAL_REVIEWER),
    ("etsuran", "閲覧 利用者（サンプル）", Role.VIEWER),
    ("kanri", "システム 管理者（サンプル）", Role.ADMINISTRATOR),
)
TOWN_PEOPLE: People = (
    ("minori-kikaku", "みのり野 事務局（サンプル）", Role.PLAN_OFFICE),
    ("minori-etsuran", "みのり野 閲覧者（サンプル）", Role.VIEWER),
)


MEMBER_AND_HEAD = (("tanto", "担当", Role.DIVISION_MEMBER), ("kacho", "課長", Role.DIVISION_HEAD))
"""Every division of the city has these two, who sign in as ``<key of the division>-tanto`` and so on."""
NAMED_DIVISIONS = (("shimin", "市民課"), ("kiki", "危機管理課"))
"""The divisions that the start names, beside the one of ``DEMO_DIVISION``."""


def load_sample(now: datetime | None = None) -> bool:
    """Load what is missing of the sample; False where all of it stands already.

    The plans of the two municipalities and the city's year are stored in one transaction; the rounds stand as
    they would at ``now``, which is this moment unless given. Then the city's table of an older form goes
    through the import, as a file of its plan office would.
    """
    moment = now or timezone.now()
    loaded = _load_municipalities(moment)
    with at(moment):
        return import_older_form(OFFICE) or loaded


def _load_municipalities(moment: datetime) -> bool:
    places = ((CITY, documents, PEOPLE), (TOWN, town_documents, TOWN_PEOPLE))
    standing = set(Municipality.objects.values_list("code", flat=True))
    missing = [(place, plans(), people) for place, plans, people in places if place.code not in standing]
    if not missing:
        return False
    password = make_password(DEMO_PASSWORD)
    with writing():
        for place, plans, people in missing:
            with at(courses(moment)[0].opened - timedelta(days=14)):
                _load_municipality(place, plans, people, password)
            if place is CITY:
                _load_year(plans, password, moment)
    return True


def _load_year(plans: tuple[PlanDocument, ...], password: str, now: datetime) -> None:
    city = Municipality.objects.get(code=CITY.code)
    with municipality_scope(city.pk):
        _add_people_of_divisions(city, password)
        load_rounds(plans, _staff(), now)


def _add_people_of_divisions(city: Municipality, password: str) -> None:
    """Add a member and a head of every division that lives today, but for the one that has them already."""
    people, held = [], []
    for division in rows(CITY.table):
        if division["valid_to"] or division["name"] == DEMO_DIVISION:
            continue
        for login, name, role in MEMBER_AND_HEAD:
            person = Person(
                municipality=city,
                login_name=f"{division['key']}-{login}",
                display_name=f"{division['name']} {name}（サンプル）",
                password=password,
            )
            people.append(person)
            division_id = CITY.division_id(division["name"])
            held.append(Membership(person=person, role=role.value, division_id=division_id))
    Person.objects.bulk_create(people)
    Membership.objects.bulk_create(held)


def _staff() -> Staff:
    """Return who acts in the rounds, by their roles of today: 1 query."""
    actors: dict[Role, dict[UUID | None, Actor]] = {role: {} for role in Role}
    columns = Membership.objects.select_related("person", "municipality").order_by("pk")
    for membership in columns:
        person, role = membership.person, Role(membership.role)
        division = membership.division_id
        actors[role][division] = Actor(
            person_id=person.pk,
            name=person.display_name,
            municipality_id=person.municipality_id,
            roles=frozenset({role}),
            division_ids=frozenset({division} if division else ()),
            municipality_name=membership.municipality.name,
        )
    by_division = [
        {division: actor for division, actor in actors[role].items() if division is not None}
        for role in (Role.DIVISION_MEMBER, Role.DIVISION_HEAD)
    ]
    return Staff(
        office=actors[Role.PLAN_OFFICE][None],
        committee=actors[Role.COMMITTEE_MEMBER][None],
        reviewer=actors[Role.EXTERNAL_REVIEWER][None],
        members=by_division[0],
        heads=by_division[1],
    )


def _load_municipality(place: Place, plans: tuple[PlanDocument, ...], people: People, password: str) -> None:
    municipality = Municipality.objects.create(code=place.code, name=place.name)
    with municipality_scope(municipality.pk):
        for document in plans:
            store_document(document, actor=None)
        for login_name, name, role in people:
            _add_person(municipality, (login_name, name, role), password)


def sign_in_lines(port: int) -> list[str]:
    """Return the address and the sign-ins by role, ready to print."""
    lines = [
        f"アドレス: http://127.0.0.1:{port}/",
        f"サインイン（パスワードはすべて {DEMO_PASSWORD}）:",
    ]
    for place, people in ((CITY, PEOPLE), (TOWN, TOWN_PEOPLE)):
        lines.append(f"{place.name}")
        lines += [f"  {login:16}{_what(place, role)}" for login, _name, role in people]
        if place is CITY:
            lines += _of_divisions()
    return lines


def _what(place: Place, role: Role) -> str:
    own = place is CITY and role in (Role.DIVISION_MEMBER, Role.DIVISION_HEAD)
    return f"{ROLE_WORDS[role]}（{DEMO_DIVISION}）" if own else str(ROLE_WORDS[role])


def _of_divisions() -> list[str]:
    lines = [
        f"  {f'{key}-{login}':16}{ROLE_WORDS[role]}（{name}）"
        for key, name in NAMED_DIVISIONS
        for login, _word, role in MEMBER_AND_HEAD
    ]
    return [*lines, "  ほかの課も同じ形です（例 gakko-tanto、doro-kacho）。"]


def guide_lines() -> list[str]:
    """Return where a person who sees the sample for the first time may begin, ready to print."""
    return [
        f"はじめに見る場所（{OFFICE} でサインイン）:",
        "  「計画」　　第3次ひばり野市情報化基本計画。「Excelで編集」で計画ブックを書き出せます",
        f"  「計画」　　{PLAN_TITLE}。旧様式のExcelから取り込んだ計画です",
        f"  「取り込み」{LEGACY_WORKBOOK.name} が確認待ちです",
        f"  「取り込み」保存した対応付け「{MAPPING_NAME}」",
        "  「評価」　　公表した2年度分と、実施中の年度評価",
    ]


def _add_person(city: Municipality, entry: tuple[str, str, Role], password: str) -> None:
    login_name, name, role = entry
    person = Person(municipality=city, login_name=login_name, display_name=name, password=password)
    person.save()
    in_division = role in (Role.DIVISION_MEMBER, Role.DIVISION_HEAD)
    division = CITY.division_id(DEMO_DIVISION) if in_division else None
    Membership(person=person, role=role.value, division_id=division).save()
