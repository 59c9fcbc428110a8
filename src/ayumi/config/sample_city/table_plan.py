"""A plan of the sample from one table: its tree, its sheets and one indicator for each measure."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ayumi.config.sample_city.actuals import Reporting
from ayumi.config.sample_city.city import Place
from ayumi.config.sample_city.indicators import Line, indicator_of
from ayumi.config.sample_city.tables import Row, rows
from ayumi.document.measures import (
    Indicator,
    IndicatorKind,
    Item,
    Level,
    Link,
    ScheduleStep,
    Sheet,
    TargetKind,
)

_DONE = ("した", "終えた", "された", "作成", "設置", "導入した")


@dataclass(frozen=True, slots=True)
class TablePlan:
    """Where a plan's table stands and how it is read. Rows without a purpose only head a branch."""

    place: Place
    key: str
    levels: tuple[str, ...]
    years: tuple[int, ...]
    reporting: Reporting

    @property
    def id(self) -> str:
        """Return the plan's id."""
        return self.place.identifier(self.key)

    def item_id(self, title: str) -> str:
        """Return the id of the item with this title; titles are unique within a plan of the sample."""
        return self.place.identifier(self.key, "item", title)

    def level_id(self, rank: int) -> str:
        """Return the id of a rung of the ladder."""
        return self.place.identifier(self.key, "level", rank)

    def level_parts(self) -> tuple[Level, ...]:
        """Return the ladder."""
        named = enumerate(self.levels, start=1)
        return tuple(Level(id=self.level_id(rank), name=name, rank=rank) for rank, name in named)

    def row(self, title: str) -> Row:
        """Return the row of an item. Raises StopIteration where no such item stands."""
        return next(row for row in rows(self.key) if row["title"] == title)

    def label(self, title: str) -> str:
        """Return number and title as a link prints them."""
        return f"{self.row(title)['number']} {title}"


LinksOf = Callable[[Row], tuple[Link, ...]]
IndicatorOf = Callable[[Row], Indicator | None]


def target_kind_of(name: str, unit: str) -> TargetKind:
    """Tell from name and unit how the target of an indicator of a table without that column is meant."""
    if unit in ("％", "点") or unit.endswith("か月"):
        return TargetKind.LEVEL
    if unit.endswith("/年") or "年間" in name or name.endswith(("利用件数", "実施件数")):
        return TargetKind.ANNUAL
    if any(word in name for word in _DONE) and not name.endswith("時間"):
        return TargetKind.CUMULATIVE
    return TargetKind.LEVEL


def items_of(plan: TablePlan, links: LinksOf, shared: IndicatorOf | None = None) -> Iterator[Item]:
    """Yield the items in printed order. ``shared`` gives the indicator that another plan keeps."""
    titles = {row["number"]: row["title"] for row in rows(plan.key)}
    for row in rows(plan.key):
        parent = row["number"].rpartition("-")[0]
        indicator = (shared(row) if shared else None) or own_indicator(plan, row)
        yield Item(
            id=plan.item_id(row["title"]),
            level_id=plan.level_id(row["number"].count("-") + 1),
            parent_id=plan.item_id(titles[parent]) if parent else None,
            number=row["number"],
            title=row["title"],
            division_id=plan.place.division_id(row["division"]) if row["division"] else None,
            sheet=_sheet(row) if row["purpose"] else None,
            indicators=(indicator,) if indicator else (),
            schedule=_schedule(plan.years) if indicator else (),
            links=links(row),
        )


def _sheet(row: Row) -> Sheet:
    return Sheet(
        purpose=row["purpose"],
        current_state=row.get("issue", ""),
        description=row["description"],
        outlook=row.get("review", ""),
    )


def own_indicator(plan: TablePlan, row: Row) -> Indicator | None:
    """Return the indicator of a row, or None where the table gives none."""
    if not row.get("indicator"):
        return None
    kind = target_kind_of(row["indicator"], row["unit"])
    line = Line(
        key=f"{plan.key}/{row['title']}",
        name=row["indicator"],
        kind=IndicatorKind.OUTPUT if kind is TargetKind.CUMULATIVE else IndicatorKind.OUTCOME,
        target_kind=kind,
        unit=row["unit"],
        baseline=row["baseline"],
        target=row["target"],
        source=f"{row['division']}の業務記録" if row["division"].isascii() is False else "総合計画の進捗調査",
    )
    identifier = plan.place.identifier(plan.key, "indicator", row["title"])
    indicator = indicator_of(line, identifier, plan.years, plan.reporting)
    return _ended_at(indicator, row["result"]) if row.get("result") else indicator


def _ended_at(indicator: Indicator, result: str) -> Indicator:
    """Return the indicator of a finished plan with the result its evaluation names for the last year."""
    *before, last = indicator.actuals
    final = last.model_copy(update={"value": Decimal(result)})
    return indicator.model_copy(update={"actuals": (*before, final)})


def _schedule(years: Sequence[int]) -> tuple[ScheduleStep, ...]:
    half = len(years) // 2
    return tuple(
        ScheduleStep(fiscal_year=year, step="実施" if place < half else "実施・検証")
        for place, year in enumerate(years)
    )
