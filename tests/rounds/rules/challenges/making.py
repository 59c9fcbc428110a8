"""Small facts to ask about: one measure, one indicator, and what differs."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid5

from ayumi.document.measures import (
    Actual,
    ActualStatus,
    Baseline,
    Direction,
    Indicator,
    IndicatorKind,
    Item,
    Judgement,
    ScheduleStep,
    Sheet,
    TargetKind,
    YearTarget,
)
from ayumi.document.plan import DivisionName
from ayumi.rounds.rules.challenges import (
    Challenge,
    Entry,
    Facts,
    Frame,
    GivenRating,
    YearCost,
    challenges,
    facts_of_item,
)
from ayumi.rounds.rules.presets import ladders, preset
from ayumi.rounds.rules.scales import Scale

NAMESPACE = UUID("7f0f1f1c-5a2e-5b43-8a0e-0f2f5d1a9c11")
YEAR, FIRST, LAST = 2024, 2021, 2025
DIVISION = DivisionName(id=str(uuid5(NAMESPACE, "division")), name="情報課")
INDICATOR = str(uuid5(NAMESPACE, "indicator"))


def scale(name: str) -> Scale:
    """Return the scale of a preset."""
    found = preset(name)
    assert found is not None
    return found.scale


FRAME = Frame(
    fiscal_year=YEAR,
    first_year=FIRST,
    last_year=LAST,
    achievement=scale("ayumi-level"),
    schedule=scale("ayumi-schedule"),
    direction=scale("ayumi-direction"),
    ladder=ladders()[0].words,
    today=date(2025, 5, 20),
)


def actual(year: int, value: object, **changes: object) -> Actual:
    """Return a final actual; ``changes`` put other fields in."""
    given = {
        "fiscal_year": year,
        "status": ActualStatus.FINAL,
        "value": None if value is None else str(value),
    }
    return Actual.model_validate(given | changes)


def an_indicator(*values: object, **changes: object) -> Indicator:
    """Return an outcome indicator with final actuals of the years up to the one judged."""
    years = range(YEAR - len(values) + 1, YEAR + 1)
    given: dict[str, object] = {
        "id": INDICATOR,
        "name": "利用率",
        "kind": IndicatorKind.OUTCOME,
        "unit": "件",
        "target_kind": TargetKind.LEVEL,
        "baselines": (Baseline(fiscal_year=2020, value=Decimal(10)),),
        "targets": (YearTarget(fiscal_year=LAST, value=Decimal(90)),),
        "actuals": tuple(actual(year, value) for year, value in zip(years, values, strict=True)),
    }
    return Indicator.model_validate(given | changes)


def targets(*values: int) -> tuple[YearTarget, ...]:
    """Return targets of the years up to the one judged."""
    years = range(YEAR - len(values) + 1, YEAR + 1)
    return tuple(
        YearTarget(fiscal_year=year, value=Decimal(value)) for year, value in zip(years, values, strict=True)
    )


def some_facts(
    *indicators: Indicator,
    entry: Entry | None = None,
    last: Entry | None = None,
    frame: Frame = FRAME,
    name: str = "one",
    division: DivisionName | None = DIVISION,
    steps: Iterable[tuple[int, str]] = (),
    costs: dict[int, YearCost] | None = None,
    judgements: tuple[Judgement, ...] = (),
) -> Facts:
    """Return the facts of one measure."""
    item = Item(
        id=str(uuid5(NAMESPACE, name)),
        level_id=str(uuid5(NAMESPACE, "level")),
        number="1-1-1",
        title=f"施策{name}",
        sheet=Sheet(),
        indicators=indicators,
        schedule=tuple(ScheduleStep(fiscal_year=year, step=step) for year, step in steps),
        judgements=judgements,
    )
    made = facts_of_item(item, frame, entry or Entry(), last or Entry(), division)
    if costs:
        made.costs.update(costs)  # type: ignore[attr-defined]
    return made


def rated(*words: str, reason: str = "", proposed: str = "") -> tuple[GivenRating, ...]:
    """Return ratings of the stages in order."""
    stages = ("所管課", "所属長", "事務局")
    return tuple(
        GivenRating(place, stages[place], word, proposed, reason) for place, word in enumerate(words)
    )


def cost(**values: int) -> YearCost:
    """Return the cost of a year in whole numbers."""
    return YearCost(**{key: Decimal(value) for key, value in values.items()})  # type: ignore[arg-type]


def asked(*every: Facts) -> tuple[Challenge, ...]:
    """Return everything asked of these measures."""
    return challenges(every)


LOWER = {"direction": Direction.LOWER}
