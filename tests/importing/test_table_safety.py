"""A table of measures may hold anything: nothing of it runs, leaks or grows."""

import csv
import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ayumi.importing.actions.tables import version_of
from ayumi.tenancy.rules import Role
from ayumi.tenancy.scope import municipality_scope
from tests.importing.test_table_pages import HEAD, ROWS, draft_of, table, upload
from tests.people import City, build_city, build_neighbour, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> City:
    """The municipality that uploads."""
    return build_city()


@pytest.fixture
def office(city: City) -> Client:
    """The plan office's browser."""
    return sign_in(city.person(Role.PLAN_OFFICE))


def test_whatever_stands_in_a_cell_is_escaped(city: City, office: Client) -> None:
    script, image = "<script>alert(1)</script>", '"><img src=x onerror=alert(2)>'
    head = tuple(f"{heading}{script}" if number > 3 else heading for number, heading in enumerate(HEAD))
    rows = [tuple(f"{image}{row}{column}" for column in range(len(HEAD))) for row in range(3)]
    address = upload(office, table(*rows, head=head), f"{script}.csv")
    for place in ("", "mapping/", "mapping/?show=unrecognised", "mapping/?show=family-7"):
        page = office.get(f"{address}{place}").content.decode()
        assert "onerror=alert(2)" in page
        assert script not in page and "<img src=x" not in page
    with municipality_scope(city.municipality.pk):
        form = {"mapping_seen": version_of(draft_of(city, address).mapping), "refusals_seen": ""}
    answer = office.post(f"{address}store/", form, follow=True).content.decode()
    assert script not in answer and "<img src=x" not in answer


def test_no_formula_leaves_with_the_refusals(city: City, office: Client) -> None:
    wrong = ("令和5", "T-1", "政策", "名称", "課", "目的", "=1+1", "指標", "％", "@SUM(1)", "+1")
    address = upload(office, table(wrong))
    answer = office.get(f"{address}refused-cells.csv")
    text = answer.content.decode("utf-8-sig")
    assert answer["Content-Type"].startswith("text/csv") and "attachment" in answer["Content-Disposition"]
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert "'=1+1" in cells and "'@SUM(1)" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_questions_to_the_database_do_not_grow_with_the_table(city: City, office: Client) -> None:
    counts = []
    for size in (20, 200):
        rows = [
            (*ROWS[1][:1], f"N{size}-{each}", "政策", f"施策{each}", *ROWS[1][4:]) for each in range(size)
        ]
        address = upload(office, table(*rows), f"{size}.csv")
        for place in ("", "mapping/", "refused-cells.csv"):
            with CaptureQueriesContext(
                connection,
            ) as asked:
                assert office.get(f"{address}{place}").status_code == 200
            counts.append(len(asked))
    assert counts[:3] == counts[3:] and max(counts) <= 12


def test_a_draft_of_another_kind_or_city_has_no_mapping(city: City, office: Client) -> None:
    other = build_neighbour()
    for draft in (city.parts["draft_id"], other.parts["table_id"]):
        for place in ("mapping/", "refused-cells.csv"):
            assert office.get(f"/import/{draft}/{place}").status_code == 404
        for place in ("mapping/", "mapping/use/", "mapping/keep/"):
            assert office.post(f"/import/{draft}/{place}", {"name": "x"}).status_code == 404
    own = city.parts["table_id"]
    seen = {"seen": "x", "mapping": str(other.parts["mapping_id"])}
    assert office.post(f"/import/{own}/mapping/use/", seen).status_code == 404
