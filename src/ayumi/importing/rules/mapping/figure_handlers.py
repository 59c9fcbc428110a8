"""Handlers of what is counted: money, staff hours, indicators, schedules."""

from collections.abc import Callable
from decimal import Decimal

from ayumi.document.source_workbook import CellValue
from ayumi.importing.rules.mapping import cells
from ayumi.importing.rules.mapping.cells import Blank, Refusal, Words
from ayumi.importing.rules.mapping.fields import Composite, Field
from ayumi.importing.rules.mapping.handlers import (
    LONGEST_NAME,
    LONGEST_STEP,
    MONEY_FACTOR,
    TEXT_HANDLERS,
    Handler,
    Surroundings,
)
from ayumi.importing.rules.mapping.measure import Figures, IndicatorDraft, MeasureDraft, Plain

_DITTO = frozenset({"〃", "″", "→", "⇒", "➡", "同上"})
_UNKNOWN_YEAR = Refusal("year.unknown")


def _no_year(value: CellValue, draft: MeasureDraft) -> Refusal:
    return _UNKNOWN_YEAR


def _money(around: Surroundings, put: Callable[[MeasureDraft, Figures, Decimal, Decimal], None]) -> Handler:
    """A figure of money: ``put`` gets it as it stands and in thousand yen."""
    year, basis, factor = around.year, around.basis, MONEY_FACTOR[around.mapping.money]
    if year is None:
        return _no_year

    def handle(value: CellValue, draft: MeasureDraft) -> Blank | Refusal | None:
        found = cells.number(value)
        figures = draft.figures_of(year, basis)
        if type(found) is Decimal:
            put(draft, figures, found, found if factor is None else (found * factor).normalize())
            return None
        if isinstance(found, Blank):
            return found
        figures.unclear = True
        return Refusal("number.composite") if isinstance(found, Words) else found

    return handle


def cost(around: Surroundings) -> Handler:
    """Money from one source."""
    year, basis, slot = around.year, around.basis, around.slot
    source = around.column.source.value if around.column.source else "other"

    def put(draft: MeasureDraft, figures: Figures, found: Decimal, thousand: Decimal) -> None:
        figures.sources[slot] = found
        draft.costs.append({"fiscal_year": year, "basis": basis, "source": source, "thousand_yen": thousand})

    return _money(around, put)


def cost_sum(around: Surroundings) -> Handler:
    """The sum of the sources: compared, not taken."""

    def put(draft: MeasureDraft, figures: Figures, found: Decimal, thousand: Decimal) -> None:
        figures.cost_sum = (around.slot, found)

    return _money(around, put)


def total_cost(around: Surroundings) -> Handler:
    """Costs and personnel together: compared, not taken."""

    def put(draft: MeasureDraft, figures: Figures, found: Decimal, thousand: Decimal) -> None:
        figures.total = (around.slot, found)

    return _money(around, put)


def personnel(around: Surroundings) -> Handler:
    """What the work of the staff costs."""
    year, basis = around.year, around.basis

    def put(draft: MeasureDraft, figures: Figures, found: Decimal, thousand: Decimal) -> None:
        figures.personnel = found
        _workload(draft, year, basis)["personnel_thousand_yen"] = thousand

    return _money(around, put)


def staff_or_hours(around: Surroundings) -> Handler:
    """People, or their hours together."""
    year, basis, name = around.year, around.basis, around.column.field.value
    if year is None:
        return _no_year

    def handle(value: CellValue, draft: MeasureDraft) -> Blank | Refusal | None:
        found = cells.number(value, "人" if name == "staff" else "時間")
        if isinstance(found, Words):
            return Refusal("number.composite")
        if isinstance(found, (Blank, Refusal)):
            return found
        if found < 0:
            return Refusal("number.negative")
        _workload(draft, year, basis)[name] = found
        return None

    return handle


def _workload(draft: MeasureDraft, year: int | None, basis: str) -> Plain:
    return draft.workloads.setdefault((year or 0, basis), {"fiscal_year": year, "basis": basis})


def indicator_name(around: Surroundings) -> Handler:
    """The name, which makes the indicator."""
    slot, kind = around.column.indicator, around.column.kind

    def handle(value: CellValue, draft: MeasureDraft) -> Blank | Refusal | None:
        found = cells.words(value, LONGEST_NAME)
        if not isinstance(found, str):
            return found
        indicator = draft.indicator(slot)
        indicator.name = " ".join(found.split())
        if kind is not None:
            indicator.kind = kind.value
        return None

    return handle


def of_indicator(name: str, longest: int | None) -> Callable[[Surroundings], Handler]:
    """A text of the indicator beside its name; without a name it is nobody's."""

    def make(around: Surroundings) -> Handler:
        slot = around.column.indicator

        def handle(value: CellValue, draft: MeasureDraft) -> Blank | Refusal | None:
            found = cells.words(value, longest)
            if not isinstance(found, str):
                return found
            indicator = draft.indicators.get(slot)
            if indicator is None or not indicator.name:
                return Refusal("indicator.nameless")
            if name == "unit":
                indicator.unit = found
            else:
                indicator.others[name] = found
            return None

        return handle

    return make


def indicator_value(around: Surroundings) -> Handler:
    """A target of a planned year, an actual of any other."""
    year, basis, slot = around.year, around.basis, around.column.indicator
    mapping = around.mapping
    if year is None:
        return _no_year
    missing_by_dash = mapping.dash.value

    def handle(value: CellValue, draft: MeasureDraft) -> Blank | Refusal | None:
        indicator = draft.indicators.get(slot)
        named = indicator is not None and bool(indicator.name)
        found = cells.value_or_words(value, indicator.unit if indicator is not None and named else "")
        if isinstance(found, Refusal):
            return found
        if isinstance(found, Blank):
            if indicator is not None and named and basis != "planned" and found.rule != "blank.spaces":
                missing = found.missing.value if found.missing else missing_by_dash
                indicator.actuals.append({"fiscal_year": year, "status": basis, "missing": missing})
            return found
        if indicator is None or not named:
            return Refusal("indicator.nameless")
        return _keep_value(indicator, found, mapping.composite, {"fiscal_year": year}, basis)

    return handle


def _keep_value(
    indicator: IndicatorDraft, found: Decimal | Words, composite: Composite, entry: Plain, basis: str
) -> Refusal | None:
    if isinstance(found, Decimal):
        entry["value"] = found
    elif found.number is None:
        entry["text"] = found.text
    elif composite is Composite.FIRST:
        entry |= {"value": found.number, "text": found.text}
    else:
        return Refusal("number.composite")
    if basis == "planned":
        indicator.targets.append(entry)
    else:
        indicator.actuals.append(entry | {"status": basis})
    return None


def baseline(around: Surroundings) -> Handler:
    """The value the target starts from, with the year of its block."""
    year, slot, composite = around.year, around.column.indicator, around.mapping.composite
    if year is None:
        return _no_year

    def handle(value: CellValue, draft: MeasureDraft) -> Blank | Refusal | None:
        indicator = draft.indicators.get(slot)
        found = cells.value_or_words(value, indicator.unit if indicator is not None else "")
        if isinstance(found, (Blank, Refusal)):
            return found
        if indicator is None or not indicator.name:
            return Refusal("indicator.nameless")
        kept = IndicatorDraft()
        refusal = _keep_value(kept, found, composite, {"fiscal_year": year}, "planned")
        indicator.baselines.extend(kept.targets)
        return refusal

    return handle


def schedule(around: Surroundings) -> Handler:
    """What the plan promises for a year; a ditto mark repeats the year before it in the row."""
    year = around.year
    if year is None:
        return _no_year

    def handle(value: CellValue, draft: MeasureDraft) -> Blank | Refusal | None:
        found = cells.words(value, LONGEST_NAME)
        if not isinstance(found, str):
            return found
        if found in _DITTO:
            if not draft.schedule:
                return Refusal("schedule.nothing_before")
            draft.schedule.append(draft.schedule[-1] | {"fiscal_year": year})
            return None
        short = len(found) <= LONGEST_STEP and "\n" not in found
        draft.schedule.append(
            {"fiscal_year": year, "step": found if short else "", "text": "" if short else found}
        )
        return None

    return handle


HANDLERS: dict[Field, Callable[[Surroundings], Handler]] = TEXT_HANDLERS | {
    Field.COST: cost,
    Field.COST_SUM: cost_sum,
    Field.TOTAL_COST: total_cost,
    Field.PERSONNEL: personnel,
    Field.STAFF: staff_or_hours,
    Field.HOURS: staff_or_hours,
    Field.INDICATOR_NAME: indicator_name,
    Field.INDICATOR_UNIT: of_indicator("unit", 50),
    Field.INDICATOR_SOURCE: of_indicator("source", LONGEST_NAME),
    Field.INDICATOR_KNOWN_WHEN: of_indicator("known_when", 100),
    Field.INDICATOR_REASON: of_indicator("reason", None),
    Field.INDICATOR_VALUE: indicator_value,
    Field.BASELINE: baseline,
    Field.SCHEDULE: schedule,
}
"""For every field that is read, what makes its handler."""
