"""Finding words in 20,000 texts: ours beside LIKE and beside the database's own index of trigrams."""

import random
import statistics
import time
from collections.abc import Callable, Iterator
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ayumi.plans.actions import store_document as storing
from ayumi.plans.actions.store_document import store_document
from ayumi.search.actions.entries import replace_plan_entries
from ayumi.search.models import SearchEntry
from ayumi.search.queries.matching import matching
from ayumi.search.queries.search import search_page
from ayumi.search.rules.entry import Entry
from ayumi.search.rules.folding import words_of
from ayumi.tenancy.models import Municipality
from ayumi.tenancy.scope import municipality_scope
from tests.benchmarks.measuring import cpu_seconds, show
from tests.documents import sample_document

pytestmark = [pytest.mark.benchmark, pytest.mark.django_db]
TEXTS = 20_000
PLANS = 20
LETTERS = 250
COMMON = (
    "市民 計画 施策 推進 情報 整備 支援 事業 手続 窓口 職員 地域 活用 向上 充実 促進 体制 制度 研修 評価"
    " の を に が で と は も へ や します。 ため、 により、 および から まで など こと もの"
)
RARE = (
    "補助金 防災 介護 市税 個人情報 子育て 下水道 オープンデータ 国民健康保険 図書館 公園 道路 学校 税収"
    " 避難所 森林"
)
WORDS = ("補助金", "防災", "介護", "税", "個人情報", "市民 防災", "蛍")
ROUNDS = 5


@pytest.fixture
def city() -> Iterator[Municipality]:
    """A municipality in scope."""
    municipality = Municipality.objects.create(code="991015", name="架空の市")
    with municipality_scope(municipality.pk):
        yield municipality


def texts() -> list[str]:
    """Return texts as plans are written: common words everywhere, rare ones in one text of fifteen or so."""
    chance = random.Random(7)
    common, rare = COMMON.split(), RARE.split()
    made = []
    for _ in range(TEXTS):
        text = ""
        while len(text) < LETTERS:
            text += chance.choice(rare if chance.random() < 0.012 else common)
        made.append(text)
    return made


def milliseconds(work: Callable[[], int]) -> tuple[int, float]:
    """Return what ``work`` counts and the median of its wall time: a database works in its own process."""
    spent = []
    for _ in range(ROUNDS):
        before = time.perf_counter()
        count = work()
        spent.append((time.perf_counter() - before) * 1000)
    return count, statistics.median(spent)


def like(query: str) -> int:
    """Count as without any index of ours: LIKE on the folded text."""
    entries = SearchEntry.objects.all()
    for word in words_of(query):
        entries = entries.filter(folded__contains=word)
    return entries.count()


def build_peer() -> str:
    """Index the same texts by trigrams; return what the peer is called.

    The peer of PostgreSQL is a table without row-level security: behind it no index of trigrams is used.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("CREATE VIRTUAL TABLE peer USING fts5(folded, tokenize='trigram')")
            cursor.execute("INSERT INTO peer(folded) SELECT folded FROM search_searchentry")
            return "FTS5 trigram"
        cursor.execute("SELECT count(*) FROM pg_extension WHERE extname = 'pg_trgm'")
        if not cursor.fetchone()[0]:
            cursor.execute("CREATE EXTENSION pg_trgm")
        cursor.execute("CREATE TABLE peer AS SELECT folded FROM search_searchentry")
        cursor.execute("CREATE INDEX peer_index ON peer USING gin (folded gin_trgm_ops)")
        return "pg_trgm without row-level security"


def ask_peer(query: str) -> int:
    """Count by the index of trigrams."""
    words = words_of(query)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            asked = " AND ".join(f'"{word}"' for word in words)
            cursor.execute("SELECT count(*) FROM peer WHERE peer MATCH %s", [asked])
        else:
            where = " AND ".join(["folded LIKE %s"] * len(words))
            cursor.execute(f"SELECT count(*) FROM peer WHERE {where}", [f"%{word}%" for word in words])
        return cursor.fetchone()[0]


def entries(plan_id: UUID, some: list[str]) -> list[Entry]:
    """Return an entry for each text."""
    made = []
    for place, text in enumerate(some):
        object_id = uuid4()
        made.append(Entry("item", object_id, object_id, plan_id, "計画", f"取組{place}", texts=(("", text),)))
    return made


def test_finding_words(city: Municipality) -> None:
    said = texts()
    share = TEXTS // PLANS
    plans = [(uuid4(), said[start : start + share]) for start in range(0, TEXTS, share)]
    before = time.process_time()
    for plan_id, some in plans:
        replace_plan_entries(plan_id, entries(plan_id, some))
    print(f"\n{TEXTS} texts written in {time.process_time() - before:.1f} s CPU on {connection.vendor}")
    peer = build_peer()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    for query in WORDS:
        hits, ours = milliseconds(lambda query=query: matching(words_of(query)).count())
        plain, by_like = milliseconds(lambda query=query: like(query))
        theirs, by_peer = milliseconds(lambda query=query: ask_peer(query))
        assert hits == plain
        print(
            f"{query}: {hits} hits in {ours:.2f} ms; LIKE {plain} in {by_like:.2f} ms, ours is"
            f" {ours / by_like:.2f} of it; {peer} {theirs}{'' if theirs == hits else ' (WRONG)'}"
            f" in {by_peer:.2f} ms, ours is {ours / by_peer:.2f} of it"
        )
        _, whole = milliseconds(lambda query=query: search_page(query).found)
        print(f"  the value of the page: {whole:.1f} ms")


def test_storing_with_and_without_entries(city: Municipality, monkeypatch: pytest.MonkeyPatch) -> None:
    for measures in (200, 2000):
        document, other = (sample_document(measures=measures, seed=f"{each} {measures}") for each in "ab")
        counted = sample_document(measures=measures, seed=f"c {measures}")
        with CaptureQueriesContext(connection) as captured:
            store_document(counted, actor=None)
        ours = cpu_seconds(lambda document=document: store_document(document, actor=None), rounds=1)
        with monkeypatch.context() as patch:
            patch.setattr(storing, "index_rows", lambda *_: None)
            theirs = cpu_seconds(lambda other=other: store_document(other, actor=None), rounds=1)
        what = f"storing {measures} measures so that they are found, {len(captured)} statements"
        show(what, ours, None, ("without search", theirs))
