"""What differs in a measure's plan between two moments."""

from hypothesis import given
from hypothesis import strategies as st

from ayumi.document.measures import Budget, FundingSource, ScheduleStep
from ayumi.rounds.rules.what_changed import changes_of, plan_facts
from tests.documents import sample_document

FACTS = st.dictionaries(st.text(min_size=1, max_size=5), st.text(min_size=1, max_size=5), max_size=8)


def test_targets_schedule_and_budget_are_told_apart() -> None:
    item = next(each for each in sample_document(measures=3).items if each.indicators)
    before = plan_facts(item.indicators, item.schedule, item.budgets)
    target = item.indicators[0].targets[-1]
    higher = item.indicators[0].model_copy(
        update={"targets": (*item.indicators[0].targets[:-1], target.model_copy(update={"value": 99}))}
    )
    steps = (*item.schedule[:-1], ScheduleStep(fiscal_year=item.schedule[-1].fiscal_year, step="導入"))
    money = (*item.budgets, Budget(fiscal_year=2027, source=FundingSource.OTHER, thousand_yen=5))
    after = plan_facts((higher, *item.indicators[1:]), steps, money)
    changed = changes_of(before, after)
    assert [each.label.split("（")[0] for each in changed] == ["目標値", "工程", "予算"]
    assert changed[0].after.startswith("99")
    assert changes_of(before, before) == ()


@given(FACTS, FACTS)
def test_the_changes_lead_from_the_one_to_the_other(before: dict[str, str], after: dict[str, str]) -> None:
    found = {each.label: each for each in changes_of(before, after)}
    led = dict(before)
    for label, change in found.items():
        assert change.before != change.after
        led[label] = change.after
    assert {label: text for label, text in led.items() if text} == after
