"""Every address × everybody: who gets in, what others see, and what every answer carries.

The addresses come from the resolver, so a new page is tested as soon as it has an address. It fails
here until its view carries a mark, its keywords can be filled (``City.parts``) and, where it writes
or is not for every reader, until ``MAY`` says who may.
"""

import pytest
from django.db import connection

from ayumi.tenancy.rules import Role
from tests.contracts.answers import METHODS, ask, check_answer, is_sent_to_sign_in, same_to_a_person
from tests.contracts.conftest import Cast
from tests.contracts.routes import ABSENT, EVERYBODY, MAY, READERS, Route, every_route
from tests.people import NO_ROLE, browser

pytestmark = pytest.mark.django_db

ROUTES = every_route()
OPENED = {200, 302, 405, 409, 422}
ASKED = EVERYBODY if connection.vendor == "sqlite" else {Role.PLAN_OFFICE, NO_ROLE}
"""Roles are the same on both databases: on PostgreSQL only who may all and who may nothing ask."""
WITHOUT_TOKEN = {
    "saml_acs": "the identity provider's page posts here; its signature stands for the token",
    "saml_sls": "the identity provider's page posts here; its signature stands for the token",
}


def each(routes: list[Route]) -> pytest.MarkDecorator:
    """Run the test once for every one of the routes."""
    return pytest.mark.parametrize("route", routes, ids=lambda route: route.name)


each_route = each(ROUTES)


@pytest.mark.sqlite_alone
def test_the_tables_name_only_routes_that_are() -> None:
    assert MAY.keys() | WITHOUT_TOKEN.keys() <= {route.name for route in ROUTES}
    assert len(ROUTES) == len({(route.name, route.keywords) for route in ROUTES}) > 60


@pytest.mark.sqlite_alone
@each_route
def test_the_view_carries_its_mark(route: Route) -> None:
    assert route.access in {"signed_in", "open_to_all"}


@pytest.mark.sqlite_alone
@each_route
def test_a_stranger_is_sent_to_sign_in_unless_it_is_open(route: Route, cast: Cast) -> None:
    for parts in (cast.city.parts, {**cast.city.parts, **_absent(route)}):
        for method in METHODS:
            response = ask(None, method, route.address(parts))
            if route.access == "signed_in":
                assert is_sent_to_sign_in(response), (method, response.status_code)
                assert not response.content
            else:
                assert not is_sent_to_sign_in(response) or not route.is_ours
                _check_no_text_of(cast, response, route)


@each_route
def test_everybody_gets_what_their_role_allows(route: Route, cast: Cast) -> None:
    address = route.address(cast.city.parts)
    for method in METHODS:
        # The office may everything; where even it hears that the method is wrong, so may the others.
        office = ask(cast.sessions["plan_office"], method, address).status_code
        closed = {403, 404, 405} if office == 405 else {403, 404}
        for name in ASKED:
            response = ask(cast.sessions[name], method, address)
            _check_no_text_of(cast, response, route)
            if not route.is_ours:
                assert response.status_code != 403 and not is_sent_to_sign_in(response), name
            elif route.access == "open_to_all" or name in MAY.get(route.name, READERS):
                assert response.status_code in OPENED, (method, name, response.status_code)
            else:
                assert response.status_code in closed, (method, name, response.status_code)


@pytest.mark.sqlite_alone
@each([route for route in ROUTES if route.is_ours and route.name not in MAY])
def test_only_what_the_table_names_takes_a_post(route: Route, cast: Cast) -> None:
    response = ask(cast.sessions["plan_office"], "post", route.address(cast.city.parts))
    assert response.status_code == 405, "say in MAY (routes.py) who may send this"


@each([route for route in ROUTES if route.is_ours and route.access == "signed_in" and route.objects])
def test_who_may_not_learns_nothing_about_what_is_there(route: Route, cast: Cast) -> None:
    for method in METHODS:
        for name in EVERYBODY - READERS:
            there = ask(cast.sessions[name], method, route.address(cast.city.parts))
            absent = ask(cast.sessions[name], method, route.address({**cast.city.parts, **_absent(route)}))
            assert same_to_a_person(there) == same_to_a_person(absent), (method, name)


@each([route for route in ROUTES if set(route.objects) - {"code"}])
def test_the_neighbours_objects_answer_like_absent_ones(route: Route, cast: Cast) -> None:
    pairs = list(route.foreign(cast.city.parts, cast.neighbour.parts))
    if route.access == "open_to_all":
        # The neighbour's own public address is what the neighbour published; all mixtures are wrong.
        pairs = [pair for pair in pairs if any(pair[0][key] == cast.city.parts[key] for key in route.objects)]
    # A stranger is sent to the sign-in page whatever the address names: another test asks that.
    strangers = [None] if route.access == "open_to_all" else []
    askers = [cast.sessions["plan_office"], cast.sessions["viewer"], *strangers]
    for foreign, absent in pairs:
        for method in METHODS:
            for session in askers:
                theirs = ask(session, method, route.address(foreign))
                nothing = ask(session, method, route.address(absent))
                assert theirs.status_code in {302, 403, 404, 405}
                if session == cast.sessions["plan_office"] and theirs.status_code != 405 and route.is_ours:
                    assert theirs.status_code == 404
                assert same_to_a_person(theirs) == same_to_a_person(nothing), (method, foreign)
                _check_no_text_of(cast, theirs, route)


@each([route for route in ROUTES if route.is_ours and "code" not in route.keywords])
def test_who_has_no_role_reads_nothing_of_any_plan(route: Route, cast: Cast) -> None:
    page = ask(cast.sessions[NO_ROLE], "get", route.address(cast.city.parts)).content.decode(errors="replace")
    names = {person.display_name for person in cast.city.people.values()}
    assert not {text for text in cast.city_texts - names if text in page}


@each([route for route in ROUTES if "code" not in route.keywords])
def test_the_neighbour_sees_nothing_of_the_city(route: Route, cast: Cast) -> None:
    for parts in (cast.city.parts, cast.neighbour.parts):
        page = ask(cast.neighbours_session, "get", route.address(parts)).content.decode(errors="replace")
        assert not {text for text in cast.city_texts if text in page}


@pytest.mark.sqlite_alone
@each_route
def test_a_post_without_its_token_is_refused_with_a_page(route: Route, cast: Cast) -> None:
    for session in (None, cast.sessions["plan_office"]):
        client = browser(session, enforce_csrf_checks=True)
        response = client.post(route.address(cast.city.parts), {"any": "thing"})
        check_answer(response, route.name)
        if route.name in WITHOUT_TOKEN:
            assert response.status_code != 403
            continue
        assert response.status_code == 403
        assert "画面の有効期限が切れました" in response.content.decode()


def _absent(route: Route) -> dict[str, object]:
    return {keyword: ABSENT[keyword] for keyword in route.objects}


def _check_no_text_of(cast: Cast, response: object, route: Route) -> None:
    """Fail where a text that only the neighbour wrote stands in an answer to the city's people."""
    page = response.content.decode(errors="replace")
    found = {text for text in cast.neighbour_texts if text in page}
    assert not found, (route.name, found)
