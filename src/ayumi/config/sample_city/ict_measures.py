"""One measure of the sample's ICT plan: its sheet, indicators, schedule, budget, results and links."""

from collections.abc import Iterator
from dataclasses import dataclass

from ayumi.config.sample_city.city import CITY, spread
from ayumi.config.sample_city.glossary import marked
from ayumi.config.sample_city.indicators import Line, indicator_of
from ayumi.config.sample_city.other_plans import (
    COMPREHENSIVE,
    ICT_REPORTING,
    ICT_YEARS,
    PREVIOUS,
    ict_measure_id,
    link_to,
    rows_of_departmental,
)
from ayumi.config.sample_city.results import costs, judgements, remarks, workloads
from ayumi.config.sample_city.schedule import budgets, steps
from ayumi.config.sample_city.table_plans import line_of
from ayumi.config.sample_city.tables import Row, rows
from ayumi.document.measures import (
    Indicator,
    IndicatorKind,
    Item,
    ItemStatus,
    Link,
    LinkKind,
    Sheet,
    TargetKind,
)

_TARGET_GROUPS = {
    "service": "市民、事業者",
    "office": "市の職員",
    "people": "市の職員",
    "safety": "市民、市の職員",
    "system": "庁内の業務",
    "data": "市民、事業者、市の職員",
}
_OUTLOOKS = (
    "「{indicator}」の動きを毎年度確かめ、{aim}につなげます。",
    "「{title}」を利用する人の声を年に一度集め、手順を改めます。最終年度に費用と効果を検証します。",
    "「{indicator}」について令和5年度に中間の検証を行い、効果の高い業務と地区から広げます。",
    "{aim}に向けて、「{title}」の対象の拡大を関係する課と検討します。",
    "「{title}」の手順書を整え、担当者が替わっても同じ水準で続けられるようにします。",
    "「{title}」について近隣の市町との共同利用を検討し、費用の低減を図ります。",
)


@dataclass(frozen=True, slots=True)
class Group:
    """The group a measure stands in: its row, its id, the level of measures."""

    row: Row
    id: str
    level_id: str
    is_priority: bool


def measure_item(row: Row, group: Group, number: str, neighbour: str | None) -> Item:
    """Return the measure of a row. ``neighbour`` is the division of the measure before it in the group."""
    title = row["title"]
    status = _status(row)
    schedule = steps(title, row["nature"], ICT_YEARS, is_new=status is ItemStatus.NEW)
    helps = neighbour is not None and neighbour != row["division"] and spread(f"helps {title}", 3) == 0
    planned = budgets(title, row["nature"], schedule, is_aligned=bool(group.row["aligned_plan"]))
    indicators = tuple(_indicators(row))
    return Item(
        id=ict_measure_id(title),
        level_id=group.level_id,
        parent_id=group.id,
        number=number,
        title=title,
        status=status,
        priority=group.is_priority,
        division_id=CITY.division_id(row["division"]),
        contributing_division_ids=(CITY.division_id(neighbour),) if helps and neighbour else (),
        sheet=_sheet(row, group.row["aim"]),
        indicators=indicators,
        schedule=schedule,
        budgets=planned,
        costs=tuple(costs(title, planned, ICT_REPORTING)),
        workloads=tuple(workloads(title, row["nature"], ICT_REPORTING)),
        judgements=tuple(judgements(title, indicators[0], ICT_REPORTING)),
        remarks=tuple(remarks(title, indicators[0], ICT_REPORTING)),
        links=tuple(_links(title, group.row)),
    )


def _status(measure: Row) -> ItemStatus:
    """Tell what is new: it stood not in the previous plan and nothing of it was there before."""
    title = measure["title"]
    if float(measure["baseline"]) == 0 and not any(row["next"] == title for row in rows("previous")):
        return ItemStatus.NEW
    return ItemStatus.EXPANDED if spread(f"status {title}", 2) else ItemStatus.CONTINUING


def _sheet(row: Row, aim: str) -> Sheet:
    outlook = _OUTLOOKS[spread(f"outlook {row['title']}", len(_OUTLOOKS))]
    texts = marked(
        (
            f"{row['aim']}ことを目的とします。",
            row["issue"],
            row["action"],
            outlook.format(title=row["title"], indicator=row["indicator"], aim=aim),
        )
    )
    legal = next((each["text"] for each in rows("legal_basis") if each["measure"] == row["title"]), "")
    return Sheet(
        purpose=texts[0],
        target_group=_TARGET_GROUPS[row["nature"]],
        current_state=texts[1],
        description=texts[2],
        outlook=texts[3],
        legal_basis=legal,
    )


def _indicators(row: Row) -> Iterator[Indicator]:
    title = row["title"]
    further = [
        each for part in range(1, 5) for each in rows(f"indicators_{part}") if each["measure"] == title
    ]
    for line in (line_of(row), *(_line(each) for each in further)):
        identifier = CITY.identifier("ict", "indicator", title, line.name)
        yield indicator_of(line, identifier, ICT_YEARS, ICT_REPORTING)


def _line(row: Row) -> Line:
    return Line(
        key=f"{row['measure']} {row['name']}",
        name=row["name"],
        kind=IndicatorKind(row["kind"]),
        target_kind=TargetKind(row["target_kind"]),
        unit=row["unit"],
        baseline=row["baseline"],
        target=row["target"],
        source=row["source"] or "所管課の集計",
    )


def _links(title: str, group: Row) -> Iterator[Link]:
    yield link_to(COMPREHENSIVE, group["upper"], LinkKind.IMPLEMENTS)
    if group["aligned_plan"]:
        yield Link(
            kind=LinkKind.ALIGNED_WITH, plan_title=group["aligned_plan"], target_label=group["aligned_with"]
        )
    for plan, row in rows_of_departmental():
        if row["ict"] == title:
            yield link_to(plan, row["title"], LinkKind.COVERS)
    for row in rows("previous"):
        if row["next"] == title:
            yield link_to(PREVIOUS, row["title"], LinkKind.RESPONDS_TO)
