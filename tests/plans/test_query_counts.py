"""Every page asks the database the same number of times at 20, 200 and 2,000 measures, and seldom."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ayumi.document.plan_document import PlanDocument
from ayumi.plans.actions.edit_cells import edit_cells
from ayumi.plans.actions.read_edits import CellEdit
from ayumi.plans.actions.store_document import store_document
from ayumi.plans.models import Actual, Baseline, Indicator, Item, Target
from ayumi.plans.queries.document import load_document
from ayumi.plans.rules.cell_columns import parse_cell
from ayumi.tenancy.models import Membership, Municipality, Person
from ayumi.tenancy.queries.actor import load_actor
from ayumi.tenancy.rules import Role
from ayumi.tenancy.scope import municipality_scope
from tests.documents import sample_document
from tests.publishing.published import public_pages

pytestmark = pytest.mark.django_db
SIZES = (20, 200)
MOST = 12
"""The budget of design.md §4 for any page."""
WHOLE_PLAN = {"check/": 24, "document": 20}
"""What works on the whole plan as a document: loading that takes one query a table, and so is bounded too."""
PLAN_PAGES = (
    "",
    "outline/",
    "outline/?words=窓口",
    "grid/",
    "grid/?kind=targets",
    "grid/?kind=budgets",
    "grid/?kind=schedule",
    "text/",
    "glossary/",
    "related/",
    "indicators/",
    "book/",
    "check/",
    "workbook/",
)
SHEET_PAGES = ("", "edit/", "history/", "print/", "sheet.pdf")


@pytest.fixture
def office() -> Iterator[Person]:
    """The plan office of a municipality, which is in scope."""
    city = Municipality.objects.create(code="991015", name="架空の市")
    with municipality_scope(city.pk):
        person = Person(municipality=city, login_name="office", display_name="事務局")
        person.save()
        Membership(person=person, role=Role.PLAN_OFFICE.value, division=None).save()
        yield person


def document_of(size: int) -> PlanDocument:
    """Return a plan of ``size`` measures, which shares no id with one of another size."""
    return sample_document(measures=size, seed=f"size {size}")


def pages_of(plan_id: UUID) -> dict[str, str]:
    """Return one address for each kind of page about a plan, by its kind."""
    measure = Item.objects.filter(plan_id=plan_id, has_sheet=True, cross_listed_from=None).first()
    indicator = Indicator.objects.filter(item=measure).first()
    pages = {name or "overview": f"/plans/{plan_id}/{name}" for name in PLAN_PAGES}
    pages |= {f"measure {name}": f"/measures/{measure.pk}/{name}" for name in SHEET_PAGES}
    return pages | {"indicator": f"/indicators/{indicator.pk}/", "home": "/", "plans": "/plans/"}


def queries_of(work: Callable[[], Any]) -> int:
    """Return how often ``work`` asks the database for rows.

    On PostgreSQL entering and leaving a municipality says so to the second wall, which is not counted.
    """
    with CaptureQueriesContext(connection) as captured:
        work()
    return sum("set_config('app.municipality'" not in query["sql"] for query in captured)


def know_the_rows() -> None:
    """Let PostgreSQL count the rows just stored, as it does by itself once a transaction has ended."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def opened(client: Client, address: str) -> Callable[[], None]:
    """Return the work of opening a page."""

    def open_page() -> None:
        assert client.get(address).status_code == 200, address

    return open_page


def test_pages_ask_the_same_number_of_times_at_any_size(office: Person) -> None:
    counts = []
    client = Client()
    client.force_login(office)
    client.get("/account/")  # what a session stores at first, it stores here
    for size in SIZES:
        document = document_of(size)
        plan_id = store_document(document, actor=None)
        know_the_rows()
        public = public_pages(document, plan_id, office)
        asked = {name: queries_of(opened(client, page)) for name, page in pages_of(plan_id).items()}
        asked |= {name: queries_of(opened(Client(), page)) for name, page in public.items()}
        counts.append(asked | {"document": queries_of(partial(load_document, plan_id))})
    assert all(each == counts[0] for each in counts)
    assert {name: n for name, n in counts[0].items() if n > WHOLE_PLAN.get(name, MOST)} == {}


def test_storing_takes_many_rows_a_statement(office: Person) -> None:
    statements, rows = [], []
    for size in SIZES:
        statements.append(queries_of(partial(store_document, document_of(size), actor=None)))
        rows.append(sum(model.objects.count() for model in (Item, Indicator, Baseline, Target, Actual)))
    assert statements[0] < 50
    assert statements[1] - statements[0] < (rows[1] - rows[0]) / 30


def test_editing_cells_takes_many_rows_a_statement(office: Person) -> None:
    statements = []
    for size in SIZES:
        plan_id = store_document(document_of(size), actor=None)
        items = Item.objects.filter(plan_id=plan_id, has_sheet=True, cross_listed_from=None)
        cells = [parse_cell(f"{item.pk} {name}") for item in items for name in ("purpose", "step 2024")]
        seen = {item.pk: item.purpose for item in items}
        edits = [CellEdit(c, seen[c.row] if c.column.is_text else "準備", f"{size}件の編集") for c in cells]
        edit = partial(edit_cells, plan_id, edits, key="k", actor=load_actor(office))
        statements.append(queries_of(edit))
    assert statements[0] < 45
    assert statements[1] - statements[0] < 400 / 30
