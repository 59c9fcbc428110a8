"""The page of results: who may, what it shows, filters, the other tenant, and how often it asks."""

import re
from collections.abc import Iterator
from functools import partial

import pytest
from django.test import Client

from ayumi.plans.actions.store_document import store_document
from ayumi.plans.models import Item
from ayumi.search.queries.search import PAGE_SIZE, SearchPage, search_page
from ayumi.tenancy.actions.divisions import add_division
from ayumi.tenancy.models import Municipality, Person
from ayumi.tenancy.rules import Role
from ayumi.tenancy.scope import municipality_scope
from tests.documents import sample_document
from tests.people import NO_ROLE, City, build_city, build_neighbour, sign_in
from tests.plans.test_query_counts import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> Iterator[City]:
    """The municipality in whose scope the test looks."""
    made = build_city()
    with municipality_scope(made.municipality.pk):
        yield made


@pytest.fixture
def office(city: City) -> Client:
    """The plan office's browser."""
    return sign_in(city.person(Role.PLAN_OFFICE))


def asked(client: Client, query: str, **filters: str) -> SearchPage:
    """Return the value of the page of results."""
    response = client.get("/search/", {"q": query, **filters})
    assert response.status_code == 200
    return response.context["page"]


def titles(page: SearchPage) -> list[str]:
    """Return the titles of a page, whole again."""
    return ["".join(piece.text for piece in result.title) for result in page.results]


@pytest.mark.parametrize(
    ("query", "kind", "title"),
    [
        ("情報化計画（サンプル）", "plan", "架空の市情報化計画（サンプル）"),
        ("効率化します", "plan", "架空の市情報化計画（サンプル）"),
        ("架空の計画です", "chapter", "1 計画の策定にあたって"),
        ("情報化の面", "chapter", "1 位置づけ"),
        ("ｵｰﾌﾟﾝﾃﾞｰﾀ 自由", "term", "オープンデータ"),
        ("ささえあう", "related", "架空の市総合計画"),
        ("図1－2", "figure", "図1-2 計画期間"),
        ("取組1の目的", "item", "1 架空の取組1"),
        ("推進条例 取組2", "item", "2 架空の取組2"),
        ("伸び 指標1-1", "indicator", "架空の指標1-1"),
        ("総合計画 第1章 取組1の", "item", "1 架空の取組1"),
        ("試行します 取組3の", "item", "3 架空の取組3"),
        ("情報政策課", "division", "情報政策課"),
    ],
)
def test_everything_written_is_found_and_its_page_opens(
    office: Client, query: str, kind: str, title: str
) -> None:
    page = asked(office, query, kind=kind)
    assert title in titles(page)
    for result in page.results:
        address, _, anchor = result.address.partition("#")
        shown = office.get(address)
        assert shown.status_code == 200
        assert not anchor or f'id="{anchor}"' in shown.content.decode()


def test_an_edit_is_found_at_once_and_what_it_replaced_no_more(city: City, office: Client) -> None:
    item = Item.objects.get(pk=city.parts["item_id"])
    address = f"/measures/{item.pk}/edit/"
    form = office.get(address).context["form"]
    values = {name: form[name].value() for name in form.fields if form[name].value()}
    office.post(address, values | {"title": "蛍の里", "purpose": "蛍を増やします。"})
    assert titles(asked(office, "蛍")) == [f"{item.number} 蛍の里"]
    repeat = Item.objects.get(cross_listed_from=item)
    assert titles(asked(office, item.title, kind="item")) == [str(repeat)]
    assert all(result.label.endswith("蛍の里") for result in asked(office, "指標1-").results)


def test_a_new_division_is_found_at_once(city: City, office: Client) -> None:
    add_division("蛍保護課", city.document.revision.effective_date, actor=city.actor(Role.PLAN_OFFICE))
    assert titles(asked(office, "蛍")) == ["蛍保護課"]
    assert asked(office, "蛍", plan=str(city.parts["plan_id"])).found == 0


def test_what_was_found_is_marked_and_nothing_is_markup(city: City, office: Client) -> None:
    add_division('<b>蛍"課', city.document.revision.effective_date, actor=city.actor(Role.PLAN_OFFICE))
    html = office.get("/search/", {"q": "蛍"}).content.decode()
    assert "&lt;b&gt;<mark>蛍</mark>&quot;課" in html
    assert "<b>" not in html
    assert "<script>蛍" not in office.get("/search/", {"q": "<script>蛍"}).content.decode()


def test_filters_leave_what_they_say(city: City, office: Client) -> None:
    every = asked(office, "架空")
    for choice in every.kinds:
        page = asked(office, "架空", kind=choice.value)
        assert page.found == choice.found
        assert choice.words in {result.kind for result in page.results} or not choice.value
    assert every.found == sum(choice.found for choice in every.kinds if choice.value)
    (plan,) = every.plans
    assert asked(office, "架空", plan=plan.value).found == plan.found
    assert asked(office, "蛍", plan=plan.value).plans[0].chosen
    assert asked(office, "架空", kind="nothing", plan="nothing").found == every.found


def test_pages_hold_every_result_once(city: City, office: Client) -> None:
    store_document(sample_document(measures=60, seed="many"), actor=None)
    first = asked(office, "課")
    pages = [asked(office, "課", page=str(number)) for number in range(1, first.pages.last + 1)]
    seen = [(result.address, *titles(page)) for page in pages for result in page.results]
    addresses = [result.address for page in pages for result in page.results]
    assert len(seen) == first.found > 2 * PAGE_SIZE
    assert len(set(addresses)) == len(addresses)
    assert all(len(page.results) == PAGE_SIZE for page in pages[:-1])
    assert asked(office, "課", page="999").pages.number == first.pages.last


def test_empty_pages_say_what_to_do_next(office: Client) -> None:
    assert "1文字から" in office.get("/search/").content.decode()
    nothing = office.get("/search/", {"q": "蛍"}).content.decode()
    assert "「蛍」は見つかりませんでした" in nothing and "計画の一覧から探す" in nothing
    filtered = office.get("/search/", {"q": "オープンデータ", "kind": "division"}).content.decode()
    assert re.search("絞込みを外すと[0-9]+件あります", filtered)


def test_everybody_who_reads_plans_may_and_nobody_else(city: City) -> None:
    for name, person in city.people.items():
        client = sign_in(person)
        allowed = name != NO_ROLE
        assert client.get("/search/", {"q": "架空"}).status_code == (200 if allowed else 403)
        assert ('action="/search/"' in client.get("/account/").content.decode()) is allowed
    assert Client().get("/search/", {"q": "架空"}).status_code == 302


def test_the_other_municipality_is_not_there(city: City, office: Client) -> None:
    neighbour = build_neighbour()
    theirs = sign_in(neighbour.person(Role.VIEWER))
    for query in ("隣町", "支所", "届出", "局"):
        assert asked(office, query).in_all == 0
        assert asked(theirs, query).found > 0
        assert asked(office, query, plan=str(neighbour.parts["plan_id"])).plans == ()
    assert asked(theirs, "庁内").found == 0


def test_it_asks_the_same_number_of_times_at_any_size() -> None:
    counts = []
    for size in (20, 200):
        municipality = Municipality.objects.create(code=f"99{size:04}", name="架空の市")
        with municipality_scope(municipality.pk):
            store_document(sample_document(measures=size, seed=f"size {size}"), actor=None)
            counts.append(
                [queries_of(partial(search_page, query)) for query in ("架空", "課", "窓口 手続", "")]
            )
    assert counts[0] == counts[1] == [3, 3, 3, 0]


def test_the_page_asks_seldom(city: City) -> None:
    client = Client()
    client.force_login(Person.objects.get(pk=city.person(Role.VIEWER).pk))
    client.get("/account/")
    assert queries_of(lambda: client.get("/search/", {"q": "架空"})) <= 8
