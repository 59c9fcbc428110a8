"""The page of results: what was found, how many of each kind and in each plan, a page at a time."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Case, Count, IntegerField, QuerySet, When
from django.utils.translation import gettext

from ayumi.search.kinds import DIVISION, entry_kinds
from ayumi.search.models import SearchEntry
from ayumi.search.queries.matching import matching, matching_divisions
from ayumi.search.rules.folding import storable, words_of
from ayumi.search.rules.passages import Passage, Piece, mark, passages
from ayumi.search.rules.window import window
from ayumi.tenancy.models import Division
from ayumi.tenancy.queries.audit_trail import PageNumbers

PAGE_SIZE = 25
LONGEST_QUERY = 100
"""Characters of a query that are read, as the field takes."""


@dataclass(frozen=True, slots=True)
class Result:
    """One thing found: its title and passages in pieces, where it stands and where it is shown."""

    kind: str
    address: str
    title: tuple[Piece, ...]
    place: str
    label: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter: how many it leaves, the value it sends and whether it is chosen."""

    value: str
    words: str
    found: int
    chosen: bool
    address: str


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The results of a query; ``asked`` is False where it holds no word to look for."""

    query: str
    asked: bool
    found: int
    in_all: int
    kinds: tuple[Choice, ...]
    plans: tuple[Choice, ...]
    kind: str
    plan: str
    everywhere: str
    results: tuple[Result, ...]
    pages: PageNumbers


@dataclass(frozen=True, slots=True)
class _Count:
    kind: str
    plan_id: str
    place: str
    rank: int
    found: int


def search_page(query: str, *, kind: str = "", plan: str = "", number: int = 1) -> SearchPage:
    """Return page ``number`` of what holds all words of ``query``: 3 queries, none for an empty query.

    One query more where the chosen plan holds nothing of it.

    ``kind`` is the code of a kind and ``plan`` a plan's id, both as the address gives them; what names
    neither filters nothing.
    """
    query = storable(" ".join(query.split()))[:LONGEST_QUERY]
    words = words_of(query)
    divisions = matching_divisions(words) if words else []
    counts = [*_counts(words), *_division_count(divisions)] if words else []
    kind = kind if kind in entry_kinds() else ""
    if plan and plan not in {count.plan_id for count in counts}:
        counts += _nothing_in(plan) if words else []
        plan = plan if plan in {count.plan_id for count in counts} else ""
    chosen = [count for count in counts if kind in ("", count.kind) and plan in ("", count.plan_id)]
    found = sum(count.found for count in chosen)
    last = max(1, -(-found // PAGE_SIZE))
    number = min(max(1, number), last)
    shown_divisions = divisions if kind in ("", DIVISION.code) and not plan else []
    leading = sum(count.found for count in chosen if count.rank == 0) - len(shown_divisions)
    part = window((number - 1) * PAGE_SIZE, PAGE_SIZE, leading=leading, objects=len(shown_divisions))
    rows = [_result(row, words) for row in _rows(words, kind, plan)[part.rows]] if found else []
    others = [_division_result(division, words) for division in shown_divisions[part.objects]]
    return SearchPage(
        query=query,
        asked=bool(words),
        found=found,
        in_all=sum(count.found for count in counts),
        kinds=_kind_choices(counts, query, kind, plan),
        plans=_plan_choices(counts, query, kind, plan),
        kind=kind,
        plan=plan,
        everywhere=f"?{_parameters(query, '', '')}",
        results=(*rows[: part.before], *others, *rows[part.before :]),
        pages=PageNumbers(number, last, f"{_parameters(query, kind, plan)}&"),
    )


def _counts(words: tuple[str, ...]) -> list[_Count]:
    rows = matching(words).values_list("kind", "plan_id", "place", "rank").annotate(found=Count("pk"))
    return [
        _Count(kind, str(plan_id or ""), place, rank, found) for kind, plan_id, place, rank, found in rows
    ]


def _nothing_in(plan: str) -> list[_Count]:
    """Return a count of 0 for the plan of an address, so that it stays chosen: 1 query; none if unknown."""
    try:
        plan_id = UUID(plan)
    except ValueError:
        return []
    entry = SearchEntry.objects.filter(plan_id=plan_id).only("kind", "place").first()
    return [_Count(entry.kind, str(plan_id), entry.place, 1, 0)] if entry else []


def _division_count(divisions: list[Division]) -> list[_Count]:
    return [_Count(DIVISION.code, "", "", 0, len(divisions))] if divisions else []


def _rows(words: tuple[str, ...], kind: str, plan: str) -> QuerySet[SearchEntry]:
    """Return the entries, those with the words in the title first, then by kind and printed order."""
    entries = matching(words)
    if kind:
        entries = entries.filter(kind=kind)
    if plan:
        entries = entries.filter(plan_id=UUID(plan))
    order = [When(kind=code, then=place) for place, code in enumerate(entry_kinds())]
    by_kind = Case(*order, default=len(order), output_field=IntegerField())
    return entries.order_by("rank", by_kind, "place", "plan_id", "position", "number")


def _result(entry: SearchEntry, words: tuple[str, ...]) -> Result:
    kind = entry_kinds()[entry.kind]
    address = kind.address(entry.object_id, entry.plan_id)
    texts = tuple((label and gettext(label), text) for label, text in entry.texts)
    return Result(
        kind=str(kind.words),
        address=f"{address}#{entry.anchor}" if entry.anchor else address,
        title=mark(entry.title, words),
        place=entry.place if entry.place != entry.title else "",
        label=entry.label,
        passages=passages(texts, words),
    )


def _division_result(division: Division, words: tuple[str, ...]) -> Result:
    address = f"{DIVISION.address(division.pk, None)}#division-{division.pk}"
    return Result(str(DIVISION.words), address, mark(division.name, words), "", "", ())


def _kind_choices(counts: Iterable[_Count], query: str, kind: str, plan: str) -> tuple[Choice, ...]:
    """Return a choice for all kinds, and one for every kind that has something in the chosen plan."""
    found: Counter[str] = Counter()
    for count in counts:
        if plan in ("", count.plan_id):
            found[count.kind] += count.found
    named = [(code, str(each.words), found[code]) for code, each in entry_kinds().items()]
    every = ("", gettext("すべて"), found.total())
    return tuple(
        Choice(code, words, number, code == kind, f"?{_parameters(query, code, plan)}")
        for code, words, number in (every, *named)
        if number or code in ("", kind)
    )


def _plan_choices(counts: Iterable[_Count], query: str, kind: str, plan: str) -> tuple[Choice, ...]:
    """Return a choice for every plan that has something of the chosen kind, by title."""
    found: Counter[tuple[str, str]] = Counter()
    for count in counts:
        if count.plan_id and (kind in ("", count.kind) or count.plan_id == plan):
            found[count.place, count.plan_id] += count.found if kind in ("", count.kind) else 0
    return tuple(
        Choice(key, title, number, key == plan, f"?{_parameters(query, kind, key)}")
        for (title, key), number in sorted(found.items())
    )


def _parameters(query: str, kind: str, plan: str) -> str:
    return urlencode([(name, text) for name, text in (("q", query), ("kind", kind), ("plan", plan)) if text])
