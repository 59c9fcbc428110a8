"""What of a measure's plan differs between two moments: targets, schedule and budget, figure by figure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from ayumi.document.base import Part
from ayumi.document.measures import Budget, Indicator, ScheduleStep, YearTarget
from ayumi.ground.wording import say, say_year


class PlanChange(Part):
    """One place of the plan that reads otherwise now; an empty text is a place that was or is not there."""

    label: str
    before: str
    after: str


def plan_facts(
    indicators: Iterable[Indicator], schedule: Iterable[ScheduleStep], budgets: Iterable[Budget]
) -> dict[str, str]:
    """Return what the plan promises of a measure: a label for every place and the text that stands there."""
    facts: dict[str, str] = {}
    for indicator in indicators:
        for target in indicator.targets:
            group = say("・{group}", group=target.group) if target.group else ""
            label = say(
                "目標値（{name}{group}・{year}）",
                name=indicator.name,
                group=group,
                year=say_year(target.fiscal_year),
            )
            facts[label] = _target(target, indicator.unit)
    steps: dict[int, list[str]] = defaultdict(list)
    for step in schedule:
        steps[step.fiscal_year].append(f"{step.step} {step.text}".strip())
    for year, lines in steps.items():
        facts[say("工程（{year}）", year=say_year(year))] = say("、").join(lines)
    money: dict[int, int] = defaultdict(int)
    for budget in budgets:
        money[budget.fiscal_year] += budget.thousand_yen
    for year, total in money.items():
        facts[say("予算（{year}）", year=say_year(year))] = say("{total:,}千円", total=total)
    return facts


def changes_of(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[PlanChange, ...]:
    """Return every place that reads otherwise, in the order of the places of before and then of after."""
    places = dict.fromkeys((*before, *after))
    return tuple(
        PlanChange(label=place, before=before.get(place, ""), after=after.get(place, ""))
        for place in places
        if before.get(place, "") != after.get(place, "")
    )


def _target(target: YearTarget, unit: str) -> str:
    if target.value is None:
        return target.text
    return f"{target.value:,f}{unit}"
