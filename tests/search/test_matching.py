"""Both databases find what a plain look through the folded texts finds, whatever is asked."""

import uuid
from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from ayumi.search.actions.entries import replace_owned_entries, replace_plan_entries
from ayumi.search.models import INDEX_TABLE, SearchEntry
from ayumi.search.queries.matching import matching
from ayumi.search.queries.search import search_page
from ayumi.search.rules.entry import Entry
from ayumi.search.rules.folding import storable, words_of
from ayumi.tenancy.models import Municipality
from ayumi.tenancy.scope import municipality_scope

pytestmark = pytest.mark.django_db
PLAN = uuid.UUID("00000000-0000-7000-8000-0000000000aa")
MARKS = "防災税情報ーｰ-\"*()^:+ｶﾞカガAａbé𠮷👪%_\\'Ｍ 　\n"
WRITTEN = st.text(st.one_of(st.sampled_from(MARKS), st.characters()), max_size=20).map(storable)
ASKED = st.one_of(st.text(st.sampled_from(MARKS), max_size=4), st.text(max_size=8))
EVIL = (
    '"', '""', "*", "税*", "AND", "防災 AND 税", "NOT 税", "NEAR(防災 税)", "tokens: 税", "{tokens}: 税",
    "^税", "-税", "税' OR 1=1 --", "%", "_", "\\", "\0", "税\0災", "\ud800", "👪", "𠮷", "。、", "ー", "(((",
    "Ｍ", "a" * 5000, " ".join("災害" + chr(0x4E00 + number) for number in range(300)),
)  # fmt: skip


def entry(title: str, *texts: str, kind: str = "item", owner: uuid.UUID | None = None) -> Entry:
    """Return an entry of the plan with texts of no label."""
    object_id = uuid.uuid4()
    return Entry(
        kind, object_id, owner or object_id, PLAN, "計画", title, texts=tuple(("", text) for text in texts)
    )


@pytest.fixture
def city() -> Iterator[Municipality]:
    """A municipality in scope."""
    municipality = Municipality.objects.create(code="990001", name="架空の市")
    with municipality_scope(municipality.pk):
        yield municipality


def found(query: str) -> set[str]:
    """Return the titles that the database finds."""
    return set(matching(words_of(query)).values_list("title", flat=True))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.lists(WRITTEN, min_size=1, max_size=3), max_size=6), st.lists(ASKED, min_size=1, max_size=5)
)
@example([["市税"], ["税"], ["税収", "防災"]], ["税", "防", "災", '"', "ーー"])
def test_it_agrees_with_a_plain_look(city: Municipality, texts: list[list[str]], queries: list[str]) -> None:
    entries = [entry(*some) for some in texts]
    with transaction.atomic():
        replace_plan_entries(PLAN, entries)
        parts = {part for each in entries for run in each.folded.split("\n") for part in (run[:1], run[-2:])}
        for query in [*queries, *parts]:
            words = words_of(query)
            wanted = {each.object_id for each in entries if all(word in each.folded for word in words)}
            if words:
                assert set(matching(words).values_list("object_id", flat=True)) == wanted, query
        transaction.set_rollback(True)


def test_words_of_one_and_two_characters_are_found_wherever_they_stand(city: Municipality) -> None:
    replace_plan_entries(
        PLAN,
        [entry("市税"), entry("税の窓口"), entry("課税台帳"), entry("防災"), entry("窓口", "災害を防ぐ")],
    )
    assert found("税") == {"市税", "税の窓口", "課税台帳"}
    assert found("防災") == {"防災"}
    assert found("防　災") == {"防災", "窓口"}
    assert found("税 窓口") == {"税の窓口"}
    assert found("口") == {"税の窓口", "窓口"}


def test_a_word_does_not_reach_from_one_text_into_the_next(city: Municipality) -> None:
    replace_plan_entries(PLAN, [entry("防", "災")])
    assert found("防災") == set()
    assert found("防 災") == {"防"}


@pytest.mark.parametrize("query", EVIL, ids=range(len(EVIL)))
def test_nothing_that_is_asked_raises(city: Municipality, query: str) -> None:
    replace_plan_entries(PLAN, [entry("災害と税", '"AND" (NEAR) 👪 𠮷 % _')])
    page = search_page(query)
    assert page.query == storable(" ".join(query.split()))[:100]
    words = words_of(page.query)
    folded = SearchEntry.objects.get().folded
    assert page.found == (bool(words) and all(word in folded for word in words))


def test_the_neighbours_words_are_not_found(city: Municipality) -> None:
    neighbour = Municipality.objects.create(code="990002", name="隣町の市")
    replace_plan_entries(PLAN, [entry("市税")])
    with municipality_scope(neighbour.pk):
        replace_plan_entries(PLAN, [entry("町税"), entry("隣町の防災")])
        assert found("税") == {"町税"}
    assert found("税") == {"市税"}
    assert found("隣町") == set()
    assert search_page("町", plan=str(PLAN)).in_all == 0


def test_what_is_replaced_is_found_no_more(city: Municipality) -> None:
    first, second = entry("防災訓練"), entry("市税")
    replace_plan_entries(PLAN, [first, second])
    replace_owned_entries(PLAN, [first.object_id], [entry("水防訓練", owner=first.object_id)])
    assert found("防災") == set()
    assert found("訓練") == {"水防訓練"}
    assert found("税") == {"市税"}
    replace_plan_entries(PLAN, [])
    assert found("税") == set()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL compares and keeps no index beside")
def test_the_index_keeps_step_with_the_entries(city: Municipality) -> None:
    replace_plan_entries(PLAN, [entry(f"取組{number}") for number in range(5)])
    SearchEntry.objects.filter(title="取組3").delete()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT rowid FROM {INDEX_TABLE} WHERE {INDEX_TABLE} MATCH '\"取組\"'")
        indexed = {row[0] for row in cursor.fetchall()}
    assert indexed == set(SearchEntry.objects.values_list("number", flat=True))
    assert len(indexed) == 4
