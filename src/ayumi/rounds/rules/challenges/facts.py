"""All that is known of one measure over the years, made of the plan and of what is reported."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from ayumi.document.attainment import actual_of, attainment
from ayumi.document.attainment_result import Attainment
from ayumi.document.measures import Actual, Basis, FundingSource, Indicator, Item, ScheduleStep
from ayumi.document.plan import DivisionName
from ayumi.document.plan_document import PlanDocument
from ayumi.rounds.rules.challenges.entry import Entry, Frame, YearCost

NOTHING = Entry()


@dataclass(frozen=True, slots=True)
class Series:
    """An indicator with the actual that counts of every year (targets without groups only)."""

    indicator: Indicator
    actuals: Mapping[int, Actual]
    reported: frozenset[int] = frozenset()
    """The years that this report states or corrects."""
    before: Mapping[int, Actual] = field(default_factory=dict)
    """What counted in those years before the report."""

    def value(self, year: int) -> Decimal | None:
        """Return the year's number; None where there is none, for whatever reason."""
        actual = self.actuals.get(year)
        return None if actual is None or actual.missing is not None else actual.value

    def known(self, first: int, last: int) -> list[tuple[int, Decimal]]:
        """Return the years from ``first`` to ``last`` that have a number, with it."""
        found = ((year, self.value(year)) for year in range(first, last + 1))
        return [(year, value) for year, value in found if value is not None]

    def target(self, year: int) -> Decimal | None:
        """Return the numeric target of that very year."""
        own = (each for each in self.indicator.targets if each.fiscal_year == year and not each.group)
        return next((each.value for each in own), None)

    def attainment(self, year: int) -> Attainment:
        """Return how far the indicator has come, the report's own values included."""
        return attainment(self.indicator, year)


@dataclass(frozen=True, slots=True)
class Facts:
    """One measure: ``entry`` is this year's report, ``last`` last year's, ``texts`` all its texts."""

    item_id: str
    number: str
    title: str
    frame: Frame
    entry: Entry = NOTHING
    last: Entry = NOTHING
    series: tuple[Series, ...] = ()
    costs: Mapping[int, YearCost] = field(default_factory=dict)
    planned_costs: Mapping[int, YearCost] = field(default_factory=dict)
    """Budgets and plans of the years, apart from what was spent."""
    schedule: tuple[ScheduleStep, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    last_texts: Mapping[str, str] = field(default_factory=dict)
    division: DivisionName | None = None

    @property
    def year(self) -> int:
        """The fiscal year that is judged."""
        return self.frame.fiscal_year

    @property
    def name(self) -> str:
        """The printed number and the title."""
        return f"{self.number} {self.title}".strip() or self.item_id


def facts_of(
    document: PlanDocument,
    frame: Frame,
    entries: Mapping[str, Entry] | None = None,
    last: Mapping[str, Entry] | None = None,
) -> tuple[Facts, ...]:
    """Return the facts of every measure; repeat entries (再掲) are left out, so nothing is asked twice.

    ``entries`` and ``last`` are this and last year's reports by the id of the measure.
    """
    entries, last = entries or {}, last or {}
    divisions = {division.id: division for division in document.divisions}
    return tuple(
        facts_of_item(
            item,
            frame,
            entries.get(item.id, NOTHING),
            last.get(item.id, NOTHING),
            divisions.get(item.division_id or ""),
        )
        for item in document.measures
    )


def facts_of_item(
    item: Item, frame: Frame, entry: Entry, last: Entry, division: DivisionName | None
) -> Facts:
    """Return the facts of one measure."""
    reported: dict[str, list[Actual]] = defaultdict(list)
    for indicator_id, actual in entry.actuals:
        reported[indicator_id].append(actual)
    spent, planned = costs_of(item, frame.fiscal_year)
    if entry.cost is not None:
        spent[frame.fiscal_year] = entry.cost
    if last.cost is not None:
        spent.setdefault(frame.fiscal_year - 1, last.cost)
    texts = {key: text for key, text in entry.texts.items() if text.strip()}
    for judgement in item.judgements:
        if judgement.fiscal_year == frame.fiscal_year and judgement.reason.strip():
            texts[f"{judgement.stage}：{judgement.subject}"] = judgement.reason
    former = {key: text for key, text in last.texts.items() if text.strip()}
    for judgement in item.judgements:
        if judgement.fiscal_year == frame.fiscal_year - 1 and judgement.reason.strip():
            former[f"{judgement.stage}：{judgement.subject}"] = judgement.reason
    return Facts(
        item_id=item.id,
        number=item.number,
        title=item.title,
        frame=frame,
        entry=entry,
        last=last,
        series=tuple(series_of(each, reported.get(each.id, ())) for each in item.indicators),
        costs=spent,
        planned_costs=planned,
        schedule=item.schedule,
        texts=texts,
        last_texts=former,
        division=division,
    )


def series_of(indicator: Indicator, reported: Iterable[Actual] = ()) -> Series:
    """Return an indicator's series with what is reported put in the place of what counted before."""
    own = [each for each in reported if not each.group]
    before = _counting(indicator, {each.fiscal_year for each in own})
    if own:
        replaced = {(each.fiscal_year, each.status, each.group) for each in own}
        kept = [
            each for each in indicator.actuals if (each.fiscal_year, each.status, each.group) not in replaced
        ]
        indicator = indicator.model_copy(update={"actuals": (*kept, *own)})
    years = {each.fiscal_year for each in indicator.actuals if not each.group}
    return Series(indicator, _counting(indicator, years), frozenset(each.fiscal_year for each in own), before)


def _counting(indicator: Indicator, years: set[int]) -> dict[int, Actual]:
    by_year: dict[int, list[Actual]] = defaultdict(list)
    for actual in indicator.actuals:
        if not actual.group and actual.fiscal_year in years:
            by_year[actual.fiscal_year].append(actual)
    found: dict[int, Actual] = {}
    for year in sorted(by_year):
        counts = by_year[year][0] if len(by_year[year]) == 1 else actual_of(indicator, year)
        if counts is not None:
            found[year] = counts
    return found


def costs_of(item: Item, year: int) -> tuple[dict[int, YearCost], dict[int, YearCost]]:
    """Return what was spent (settled, or else estimated) up to ``year``, and what is planned, by year."""
    sources: dict[tuple[int, Basis], list[tuple[FundingSource, Decimal]]] = defaultdict(list)
    for cost in item.costs:
        sources[cost.fiscal_year, cost.basis].append((cost.source, cost.thousand_yen))
    for budget in item.budgets:
        amount = Decimal(budget.thousand_yen)
        sources[budget.fiscal_year, Basis.PLANNED].append((budget.source, amount))
    work = {(each.fiscal_year, each.basis): each for each in item.workloads}
    every: dict[tuple[int, Basis], YearCost] = {}
    for key in sources.keys() | work.keys():
        amounts, own = sources.get(key, ()), work.get(key)
        general = [value for source, value in amounts if source is FundingSource.GENERAL_REVENUE]
        every[key] = YearCost(
            sources=tuple(value for _, value in amounts),
            general_revenue=sum(general, Decimal()) if general else None,
            staff=own.staff if own else None,
            hours=own.hours if own else None,
            personnel=own.personnel_thousand_yen if own else None,
        )
    spent: dict[int, YearCost] = {}
    for basis in (Basis.ESTIMATE, Basis.FINAL):
        spent |= {at: cost for (at, kind), cost in every.items() if kind is basis and at <= year}
    return spent, {at: cost for (at, kind), cost in every.items() if kind is Basis.PLANNED or at > year}
