"""The sample's ICT plan: a tree of goals and groups, 120 measures and eight repeat entries (再掲)."""

from collections.abc import Iterator
from itertools import count

from ayumi.config.sample_city.chapters import FIGURES, chapters
from ayumi.config.sample_city.city import CITY, REORGANISATION
from ayumi.config.sample_city.glossary import glossary
from ayumi.config.sample_city.ict_measures import Group, measure_item
from ayumi.config.sample_city.other_plans import ICT_TITLE, ICT_YEARS, ict_measure_id
from ayumi.config.sample_city.surroundings import EVIDENCE, PURPOSES, RELATED_PLANS
from ayumi.config.sample_city.tables import Row, rows
from ayumi.document.measures import Item, Level
from ayumi.document.plan import PlanHead, PlanKind, PlanPeriod, RevisionHead, YearlyEvaluation
from ayumi.document.plan_document import PlanDocument

LEVELS = ("基本目標", "基本方針", "施策", "取組")
_MEASURE_RANK = 4
_ALSO_PRIORITY = ("3-1-1", "3-2-1", "3-2-2")
"""Groups with a priority measure though no national plan asks for it."""


def ict_plan() -> PlanDocument:
    """Return 第3次情報化基本計画 (FY2021–FY2025)."""
    text, items = chapters(), tuple(_items())
    return PlanDocument(
        id=CITY.identifier("ict"),
        municipality=CITY.municipality(),
        plan=PlanHead(
            title=ICT_TITLE,
            edition=3,
            kind=PlanKind.ICT,
            period=PlanPeriod(first_fiscal_year=ICT_YEARS[0], last_fiscal_year=ICT_YEARS[-1]),
            yearly_evaluation=YearlyEvaluation(
                text="年度ごとに評価を行い、必要に応じて施策を見直します。", method_described_in="第5章"
            ),
        ),
        revision=RevisionHead(
            number=2,
            reason="機構改革に伴う所管課の変更と年次計画の一部見直し",
            effective_date=REORGANISATION,
            decided_by="情報化推進本部",
        ),
        purposes=PURPOSES,
        related_plans=RELATED_PLANS,
        evidence_sources=EVIDENCE,
        chapters=text,
        figures=FIGURES,
        glossary=glossary(text, items),
        divisions=CITY.divisions(),
        levels=tuple(Level(id=_level(rank), name=name, rank=rank) for rank, name in enumerate(LEVELS, 1)),
        items=items,
    )


def measure_rows() -> list[Row]:
    """Return the rows of all measures in printed order."""
    return [row for part in range(1, 5) for row in rows(f"measures_{part}")]


def _level(rank: int) -> str:
    return CITY.identifier("ict", "level", rank)


def _items() -> Iterator[Item]:
    for row in rows("ict_tree"):
        node = _node(row)
        yield node
        if row["aim"]:
            yield from _measures_of(row, node)


def _node(row: Row) -> Item:
    number = row["number"]
    above = number.rpartition("-")[0]
    return Item(
        id=CITY.identifier("ict", "node", number),
        level_id=_level(number.count("-") + 1),
        parent_id=CITY.identifier("ict", "node", above) if above else None,
        number=number,
        title=row["title"],
    )


def _measures_of(row: Row, node: Item) -> Iterator[Item]:
    own = [each for each in measure_rows() if each["group"] == row["number"]]
    places = count(1)
    for index, measure in enumerate(own):
        neighbour = own[index - 1]["division"] if index else None
        group = Group(row, node.id, _level(_MEASURE_RANK), is_priority=index == 0 and _has_priority(row))
        yield measure_item(measure, group, f"{row['number']}-{next(places)}", neighbour)
    for repeat in rows("cross_listed"):
        if repeat["group"] == row["number"]:
            yield _repeat(repeat["original"], node, f"{row['number']}-{next(places)}")


def _has_priority(row: Row) -> bool:
    return bool(row["aligned_plan"]) or row["number"] in _ALSO_PRIORITY


def _repeat(title: str, node: Item, number: str) -> Item:
    return Item(
        id=CITY.identifier("ict", "repeat", node.number, title),
        level_id=_level(_MEASURE_RANK),
        parent_id=node.id,
        number=number,
        title=title,
        cross_listed_from=ict_measure_id(title),
    )
