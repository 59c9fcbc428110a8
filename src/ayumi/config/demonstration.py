"""Loading the sample city into an installation, once, with people to sign in as."""

from django.contrib.auth.hashers import make_password

from ayumi.config.demonstration_tables import MAPPING_NAME, PLAN_TITLE, import_older_form
from ayumi.config.sample_city import documents, town_documents
from ayumi.config.sample_city.city import CITY, TOWN, Place
from ayumi.config.sample_city.workbooks import LEGACY_WORKBOOK
from ayumi.document.plan_document import PlanDocument
from ayumi.plans.actions.store_document import store_document
from ayumi.tenancy.models import Membership, Municipality, Person
from ayumi.tenancy.rules import Role
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


def load_sample() -> bool:
    """Load what is missing of the sample; False where all of it stands already.

    The plans of the two municipalities are stored in one transaction; then the city's table of an older form
    goes through the import, as a file of its plan office would.
    """
    loaded = _load_municipalities()
    return import_older_form(OFFICE) or loaded


def _load_municipalities() -> bool:
    places = ((CITY, documents, PEOPLE), (TOWN, town_documents, TOWN_PEOPLE))
    standing = set(Municipality.objects.values_list("code", flat=True))
    missing = [(place, plans(), people) for place, plans, people in places if place.code not in standing]
    if not missing:
        return False
    password = make_password(DEMO_PASSWORD)
    with writing():
        for place, plans, people in missing:
            _load_municipality(place, plans, people, password)
    return True


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
        lines += [f"  {login:16}{ROLE_WORDS[role]}" for login, _name, role in people]
    return lines


def guide_lines() -> list[str]:
    """Return where a person who sees the sample for the first time may begin, ready to print."""
    return [
        f"はじめに見る場所（{OFFICE} でサインイン）:",
        "  「計画」　　第3次ひばり野市情報化基本計画。「Excelで編集」で計画ブックを書き出せます",
        f"  「計画」　　{PLAN_TITLE}。旧様式のExcelから取り込んだ計画です",
        f"  「取り込み」{LEGACY_WORKBOOK.name} が確認待ちです",
        f"  「取り込み」保存した対応付け「{MAPPING_NAME}」",
    ]


def _add_person(city: Municipality, entry: tuple[str, str, Role], password: str) -> None:
    login_name, name, role = entry
    person = Person(municipality=city, login_name=login_name, display_name=name, password=password)
    person.save()
    in_division = role in (Role.DIVISION_MEMBER, Role.DIVISION_HEAD)
    division = CITY.division_id(DEMO_DIVISION) if in_division else None
    Membership(person=person, role=role.value, division_id=division).save()
