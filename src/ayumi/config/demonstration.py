"""Loading the sample city into an installation, once, with people to sign in as."""

from django.contrib.auth.hashers import make_password

from ayumi.config.sample_city import documents
from ayumi.config.sample_city.city import CODE, NAME, division_id
from ayumi.plans.actions.store_document import store_document
from ayumi.tenancy.models import Membership, Municipality, Person
from ayumi.tenancy.rules import Role
from ayumi.tenancy.scope import municipality_scope
from ayumi.tenancy.words import ROLE_WORDS
from ayumi.tenancy.writing import writing

DEMO_PASSWORD = "hibarino-sample-2026"
"""For the sample city alone; the demonstration listens on this machine only."""
DEMO_DIVISION = "デジタル推進課"
PEOPLE = (
    ("kikaku", "計画 事務局（サンプル）", Role.PLAN_OFFICE),
    ("tanto", "所管課 担当（サンプル）", Role.DIVISION_MEMBER),
    ("kacho", "所管課 課長（サンプル）", Role.DIVISION_HEAD),
    ("iin", "推進本部 委員（サンプル）", Role.COMMITTEE_MEMBER),
    ("gaibu", "外部 評価者（サンプル）", Role.EXTERNAL_REVIEWER),
    ("etsuran", "閲覧 利用者（サンプル）", Role.VIEWER),
    ("kanri", "システム 管理者（サンプル）", Role.ADMINISTRATOR),
)


def load_sample() -> bool:
    """Load the sample city in one transaction; False where it already stands."""
    if Municipality.objects.filter(code=CODE).exists():
        return False
    plans = documents()
    password = make_password(DEMO_PASSWORD)
    with writing():
        city = Municipality.objects.create(code=CODE, name=NAME)
        with municipality_scope(city.pk):
            for document in plans:
                store_document(document, actor=None)
            for login_name, name, role in PEOPLE:
                _add_person(city, (login_name, name, role), password)
    return True


def sign_in_lines(port: int) -> list[str]:
    """Return the address and the sign-ins by role, ready to print."""
    people = [f"  {login:8} {ROLE_WORDS[role]}" for login, _name, role in PEOPLE]
    return [
        f"アドレス: http://127.0.0.1:{port}/",
        f"サインイン（パスワードはすべて {DEMO_PASSWORD}）:",
        *people,
    ]


def _add_person(city: Municipality, entry: tuple[str, str, Role], password: str) -> None:
    login_name, name, role = entry
    person = Person(municipality=city, login_name=login_name, display_name=name, password=password)
    person.save()
    in_division = role in (Role.DIVISION_MEMBER, Role.DIVISION_HEAD)
    division = division_id(DEMO_DIVISION) if in_division else None
    Membership(person=person, role=role.value, division_id=division).save()
