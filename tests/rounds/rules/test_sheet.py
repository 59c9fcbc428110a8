"""The fields of a sheet: what is read, what is refused, what is left, and that no cell is lost on the way."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ayumi.document.measures import ActualStatus, MissingReason, TargetKind
from ayumi.rounds.rules.sheet import (
    SheetRow,
    ValueEntry,
    changes_between,
    empty_fields,
    fields_of_value,
    filled_share,
    missing_parts,
    problems_of,
    read_number,
    rows_for,
    value_entries,
)

WORDS = {"schedule_reached": ["検討", "導入"], "schedule_rating": ["順調", "遅れ"]}
ROW = SheetRow(UUID(int=7), 2024, label="申請件数")
DECIMALS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=2)
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Z"]), min_size=1, max_size=20)


@st.composite
def entries(draw: st.DrawFn) -> ValueEntry:
    """Any actual as a person may enter it: a number, a step in words, or a reason why there is none."""
    kind = draw(st.sampled_from(["number", "words", "missing"]))
    row = SheetRow(
        draw(st.uuids()),
        draw(st.integers(2000, 2100)),
        draw(st.sampled_from(["", "小学校"])),
        kind == "words",
    )
    words = TEXTS.filter(lambda text: read_number(text) is None)
    return ValueEntry(
        row=row,
        status=draw(st.sampled_from(ActualStatus)),
        value=draw(DECIMALS) if kind == "number" else None,
        text=draw(words) if kind == "words" else "",
        missing=draw(st.sampled_from(MissingReason)) if kind == "missing" else None,
        as_of=draw(st.none() | st.dates()),
        source=draw(st.just("") | TEXTS),
    )


@given(st.lists(entries(), max_size=6, unique_by=lambda entry: entry.row.key))
def test_actuals_become_fields_and_the_same_actuals_again(given_entries: list[ValueEntry]) -> None:
    rows = [entry.row for entry in given_entries]
    fields = empty_fields(rows)
    for entry in given_entries:
        fields |= fields_of_value(entry)
    assert problems_of(fields, rows, WORDS) == ()
    assert list(value_entries(fields, rows)) == given_entries


@given(
    st.dictionaries(st.sampled_from("abcdef"), st.text(max_size=5)),
    st.dictionaries(st.sampled_from("abcdef"), st.text(max_size=5)),
)
def test_changes_lead_from_one_sheet_to_the_other(before: dict[str, str], after: dict[str, str]) -> None:
    changes = changes_between(before, after)
    made = {**before, **{name: new for name, (_old, new) in changes.items()}}
    assert all(made.get(name, "") == text for name, text in after.items())
    assert all(before.get(name, "") == old != new for name, (old, new) in changes.items())


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,234.50", "1234.50"),
        ("１２３", "123"),
        ("−5", "-5"),
        ("▲5.5", "-5.5"),
        ("0", "0"),
        ("57%", None),
        ("-", None),
        ("－", None),
        ("", None),
        ("1e5", None),
        ("29（4）", None),
        ("NaN", None),
    ],
)
def test_numbers_are_read_and_nothing_is_guessed(text: str, number: str | None) -> None:
    assert read_number(text) == (None if number is None else Decimal(number))


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("hours", "たくさん"),
        ("hours", "-1"),
        ("schedule_rating", "絶好調"),
        ("basis", "guess"),
        ("done", "あ" * 10_001),
        (ROW.field("entry"), "57％くらい"),
        (ROW.field("as_of"), "昨日"),
        (ROW.field("missing"), "forgotten"),
        (ROW.field("status"), "maybe"),
        (ROW.field("source"), "あ" * 301),
    ],
)
def test_what_cannot_be_stored_is_named_by_its_field(field: str, text: str) -> None:
    problems = problems_of(empty_fields([ROW]) | {field: text}, [ROW], WORDS)
    assert [problem.field for problem in problems] == [field]


def test_a_value_and_a_reason_for_having_none_contradict() -> None:
    both = {ROW.field("entry"): "5", ROW.field("missing"): MissingReason.BEING_COUNTED.value}
    (problem,) = problems_of(empty_fields([ROW]) | both, [ROW], WORDS)
    assert problem.field == ROW.field("missing")


def test_a_sum_without_sources_is_not_enough_and_sums_that_differ_are_asked_about_later() -> None:
    odd = {"project_thousand_yen": "10", "general_revenue_thousand_yen": "11"}
    assert problems_of(empty_fields([ROW]) | odd, [ROW], WORDS) == ()
    alone = empty_fields([ROW]) | {"project_thousand_yen": "10"}
    fields = [each.field for each in missing_parts(alone, [ROW], 2024, is_short=True)]
    assert "general_revenue_thousand_yen" in fields
    stated = alone | {"local_bond_thousand_yen": "0"}
    fields = [each.field for each in missing_parts(stated, [ROW], 2024, is_short=True)]
    assert "general_revenue_thousand_yen" not in fields


def test_zero_is_a_value_and_a_blank_is_not() -> None:
    written = {"done": "した", "schedule_rating": "順調", "issues": "なし", "next_steps": "続ける"}
    fields = empty_fields([ROW]) | written
    (left,) = missing_parts(fields, [ROW], 2024, is_short=False)
    assert left.field == ROW.field("entry")
    assert filled_share(fields, [ROW], 2024, is_short=False) == 80
    zero = fields | {ROW.field("entry"): "0"}
    assert missing_parts(zero, [ROW], 2024, is_short=False) == ()
    assert filled_share(zero, [ROW], 2024, is_short=False) == 100
    (value,) = value_entries(zero, [ROW])
    assert (value.value, value.as_of) == (Decimal(0), None)
    assert missing_parts({"done": "した"}, [], 2024, is_short=True) == ()


def test_a_sheet_has_rows_for_its_groups_and_not_before_the_plan() -> None:
    indicators = [
        (UUID(int=1), TargetKind.PER_GROUP, ("小", "中"), "率"),
        (UUID(int=2), TargetKind.MILESTONE, (), "段階"),
    ]
    rows = rows_for(indicators, 2024, 2023)
    assert [(row.fiscal_year, row.group, row.is_text) for row in rows] == [
        (2024, "小", False),
        (2023, "小", False),
        (2024, "中", False),
        (2023, "中", False),
        (2024, "", True),
        (2023, "", True),
    ]
    assert len({row.key for row in rows}) == 6
    assert date(2024, 4, 1).year in {row.fiscal_year for row in rows_for(indicators, 2024, 2030)}
