"""The year step by step: what is done, now and later, for any counts."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from ayumi.rounds.rules.calendar import proposed_stages
from ayumi.rounds.rules.stages import StageKind, Stages
from ayumi.rounds.rules.year_guide import (
    PastRound,
    RoundFacts,
    StepId,
    StepState,
    YearFacts,
    days_taken,
    steps_of,
)

STAGES = Stages(stages=proposed_stages(StageKind, date(2027, 5, 31)))


def facts(waiting: tuple[int, ...] = (2, 0, 0, 0, 0, 0), **changes: object) -> RoundFacts:
    """Return a round of two reports that waits at its first stage unless ``changes`` differ."""
    known: dict[str, object] = {
        "late": (0,) * 6,
        "returned": 0,
        "told": 3,
        "reminded_on": None,
        "is_closed": False,
        "is_published": False,
        "follow_ups": 0,
    }
    return RoundFacts(STAGES, waiting, **(known | changes))


def states(held: RoundFacts | None, vacant: int = 0) -> dict[StepId, StepState]:
    return {step.id: step.state for step in steps_of(YearFacts(vacant, 4, held))}


def test_before_the_round_the_plan_is_put_in_order() -> None:
    found = states(None, vacant=3)
    now = {step for step, state in found.items() if state is StepState.NOW}
    assert now == {StepId.CHECK, StepId.OWNERS, StepId.OPEN}
    assert list(found) == list(StepId)
    steps = {step.id: step for step in steps_of(YearFacts(3, 4, None))}
    assert (steps[StepId.CHECK].remaining, steps[StepId.OWNERS].remaining) == ({"findings": 4}, {"vacant": 3})


def test_the_round_goes_from_collecting_to_next_year() -> None:
    begun = states(facts(late=(2, 0, 0, 0, 0, 0)))
    assert begun[StepId.COLLECT] is begun[StepId.REMIND] is StepState.NOW
    assert begun[StepId.OFFICE] is begun[StepId.CLOSE] is StepState.LATER
    at_office = states(facts((0, 0, 2, 0, 0, 0)))
    assert at_office[StepId.COLLECT] is StepState.DONE and at_office[StepId.OFFICE] is StepState.NOW
    through = states(facts((0, 0, 0, 0, 0, 2)))
    assert through[StepId.EXTERNAL] is StepState.DONE and through[StepId.CLOSE] is StepState.NOW
    closed = states(facts((1, 0, 0, 0, 0, 1), is_closed=True))
    assert closed[StepId.CLOSE] is StepState.DONE and closed[StepId.PUBLISH] is StepState.NOW
    assert closed[StepId.COLLECT] is StepState.DONE
    published = states(facts((0, 0, 0, 0, 0, 2), is_published=True, follow_ups=2))
    assert [step for step, state in published.items() if state is not StepState.DONE] == [StepId.FOLLOW]


@given(st.tuples(*[st.integers(0, 3)] * 6), st.integers(0, 3), st.booleans())
def test_a_round_that_is_not_over_always_has_something_to_do(
    waiting: tuple[int, ...], returned: int, is_closed: bool
) -> None:
    steps = steps_of(YearFacts(0, None, facts(waiting, returned=returned, is_closed=is_closed)))
    assert any(step.state is StepState.NOW for step in steps)
    assert all(number > 0 for step in steps for number in step.remaining.values())


def test_a_stage_that_the_round_leaves_out_is_no_step() -> None:
    short = Stages(
        stages=proposed_stages((StageKind.SELF_ASSESSMENT, StageKind.PLAN_OFFICE), date(2027, 5, 31))
    )
    held = RoundFacts(short, (1, 0, 0), (0, 0, 0), 0, 1, None, False, False, 0)
    assert StepId.COMMITTEE not in states(held) and StepId.OFFICE in states(held)


def test_how_long_the_steps_took_where_it_was_recorded() -> None:
    past = PastRound(
        STAGES,
        opened_on=date(2026, 4, 20),
        closed_on=date(2026, 9, 1),
        published_on=None,
        arrived={1: date(2026, 5, 1), 2: date(2026, 5, 10)},
        left={0: date(2026, 5, 28), 1: date(2026, 5, 30), 2: date(2026, 6, 10)},
    )
    assert days_taken(past) == {StepId.COLLECT: 41, StepId.OFFICE: 32, StepId.CLOSE: 84}
