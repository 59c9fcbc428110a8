"""What must hold of any merge of a returned workbook with what stands."""

from hypothesis import given
from hypothesis import strategies as st

from ayumi.importing.rules.report_fields import WORDS, entered, shown
from ayumi.importing.rules.report_merge import MINE, THEIRS, differences, merge_report
from ayumi.rounds.rules.sheet import cleaned

NAMES = ("done", "issues", "hours", "schedule_rating")
TEXTS = st.sampled_from(("", "甲", "乙", "12", "12.50"))
SHEETS = st.fixed_dictionaries(dict.fromkeys(NAMES, TEXTS))
SIDES = st.fixed_dictionaries({name: st.sampled_from((MINE, THEIRS)) for name in NAMES})


def applied(base: dict[str, str], now: dict[str, str], mine: dict[str, str], sides: dict[str, str]) -> dict:
    """Return what stands after a workbook that says ``mine`` was stored."""
    returned = {name: text for name, text in mine.items() if text != base[name]}
    return now | merge_report(base, now, returned).wanted(sides)


@given(SHEETS, SHEETS, SHEETS, SIDES)
def test_nothing_that_anybody_changed_is_lost_unasked(
    base: dict[str, str], now: dict[str, str], mine: dict[str, str], sides: dict[str, str]
) -> None:
    after = applied(base, now, mine, sides)
    for name in NAMES:
        if mine[name] == base[name]:
            assert after[name] == now[name]
        elif now[name] == base[name]:
            assert after[name] == mine[name]
        else:
            assert after[name] == (mine[name] if sides[name] == MINE else now[name])


@given(SHEETS, SHEETS, SIDES)
def test_a_workbook_nobody_touched_changes_nothing(
    base: dict[str, str], now: dict[str, str], sides: dict[str, str]
) -> None:
    assert applied(base, now, base, sides) == now


@given(SHEETS, SHEETS, SIDES)
def test_without_other_changes_the_workbook_stands(
    base: dict[str, str], mine: dict[str, str], sides: dict[str, str]
) -> None:
    assert applied(base, base, mine, sides) == mine


@given(SHEETS, SHEETS, SHEETS, SIDES)
def test_storing_twice_is_storing_once(
    base: dict[str, str], now: dict[str, str], mine: dict[str, str], sides: dict[str, str]
) -> None:
    once = applied(base, now, mine, sides)
    chosen_mine = dict.fromkeys(NAMES, MINE)
    if all(sides[each.name] == MINE for each in merge_report(base, now, mine).conflicts):
        assert applied(base, once, mine, chosen_mine) == once


@given(SHEETS, SHEETS, SHEETS)
def test_what_is_asked_is_what_both_changed_to_different_texts(
    base: dict[str, str], now: dict[str, str], mine: dict[str, str]
) -> None:
    asked = {each.name for each in merge_report(base, now, mine).conflicts}
    assert asked == {
        name for name in NAMES if now[name] != base[name] != mine[name] and now[name] != mine[name]
    }


@given(st.text(max_size=60))
def test_a_text_that_stands_is_read_as_itself(text: str) -> None:
    base = cleaned({"done": text})["done"]
    assert entered("done", shown("done", base), base) == base


def test_every_word_of_a_list_is_its_code() -> None:
    for part, words in WORDS.items():
        field = part if part == "basis" else f"{part}-x"
        for code, word in words.items():
            assert entered(field, word, "") == code
            assert entered(field, f" {word} ", "") == code


def test_a_dash_is_no_zero_and_no_blank() -> None:
    assert differences({"entry-x": "0"}, {"entry-x": "－"}) == {"entry-x": "－"}
    assert differences({"entry-x": ""}, {"entry-x": "0"}) == {"entry-x": "0"}
    assert differences({"entry-x": "0"}, {"entry-x": ""}) == {"entry-x": ""}


def test_a_number_is_the_same_however_it_is_typed() -> None:
    assert differences({"hours": "1250.0"}, {"hours": "１，２５０"}) == {}
    assert differences({"hours": "1250"}, {"hours": "1,251"}) == {"hours": "1251"}


def test_a_status_that_was_wiped_out_stays() -> None:
    assert differences({"status-x": "final", "basis": "final"}, {"status-x": "", "basis": ""}) == {}
